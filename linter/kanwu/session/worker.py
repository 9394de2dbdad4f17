"""A worker that is no fork: told on standard input what to check, it answers on standard output."""

from __future__ import annotations

import gc
import marshal
import sys

from kanwu.session.lint_file import delivered
from kanwu.session.pool import SELDOM, deliver
from kanwu.session.workspace import Request, Workspace

if __name__ == "__main__":
    gc.set_threshold(SELDOM)
    request, batches, turns = marshal.loads(sys.stdin.buffer.read())
    workspace = Workspace(Request(*request))
    deliver(batches, turns, lambda path: delivered(path, workspace), sys.stdout.buffer)
