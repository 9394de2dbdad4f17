"""White space within a line, and the marks behind which a form leaves room to fill in."""

from __future__ import annotations

SPACES = " \t\u3000\u00a0"
TO_FILL_IN = ("：", ":", "（", "(", "第")
