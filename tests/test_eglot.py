"""The recipe of docs/editors.md for eglot, in Emacs: findings where they are, and all safe fixes."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT, run

PAGE = (ROOT / "docs" / "editors.md").read_text("utf-8")
TEXT = "样稿\n\n𠮷县投资XX万元,增长5%。\n"
# What the person at the keyboard does, and sees.
STEPS = """
(setq eglot-autoshutdown t eglot-confirm-server-initiated-edits nil eglot-sync-connect t)
(setq make-backup-files nil create-lockfiles nil)
(defun seen ()
  (mapcar (lambda (found)
            (list (buffer-substring-no-properties
                   (flymake-diagnostic-beg found) (flymake-diagnostic-end found))
                  (flymake-diagnostic-text found)))
          (sort (flymake-diagnostics)
                (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))
(defun wait-for (holds)
  (let ((end (+ (float-time) 90)))
    (while (and (not (funcall holds)) (< (float-time) end))
      (accept-process-output nil 0.1)
      (when (bound-and-true-p flymake-mode) (flymake-start)))))
(find-file "草稿.txt")
(text-mode)
(eglot-ensure)
(run-hooks 'post-command-hook)
(unless (eglot-current-server) (call-interactively 'eglot))
(wait-for (lambda () (= (length (seen)) 2)))
(setq first (seen))
(eglot-code-actions (point-min) (point-max) "source.fixAll.kanwu" t)
(save-buffer)
(with-temp-file "seen.json"
  (insert (json-encode (vconcat (mapcar 'vconcat first)))))
(eglot-shutdown-all)
"""


def test_recipe_for_eglot(tmp_path: Path) -> None:
    pytest.importorskip("pygls", reason="pip install kanwu[lsp]")
    if (emacs := shutil.which("emacs")) is None:
        pytest.skip("Emacs is not installed")
    if run(
        [emacs, "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"]
    ).returncode:
        pytest.skip("this Emacs has no eglot")
    recipe = re.search(r"^## Emacs\n.*?^```elisp\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert recipe
    Path("草稿.txt").write_text(TEXT, "utf-8")
    loaded = f"(package-initialize)\n(require 'eglot)\n(require 'json)\n{recipe[1]}"
    Path("steps.el").write_text(loaded + STEPS, "utf-8")
    places = {"HOME": str(tmp_path), "LANG": "C.UTF-8"}
    places["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ended = run([emacs, "--batch", "--load", "steps.el"], Path(), places)

    assert Path("seen.json").exists(), ended.stdout + ended.stderr
    seen = json.loads(Path("seen.json").read_text("utf-8"))
    assert [place for place, _ in seen] == ["XX", ","]
    assert "应为全角标点" in seen[1][1]
    assert Path("草稿.txt").read_text("utf-8") == TEXT.replace(",", "，")
