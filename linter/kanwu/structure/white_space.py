"""White space within a line, and the marks behind which a form leaves some for its reader."""

from __future__ import annotations

SPACES = " \t\u3000\u00a0"
TO_FILL_IN = ("：", ":", "（", "(", "第")
