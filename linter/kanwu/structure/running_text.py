"""Signs of text that does not run: labels at the start of a line, columns within it."""

from __future__ import annotations

LABEL = r"[^，。；：\n]{1,14}[：:]"
COLUMNS = r"[^\s\ufffc](?:[ ]{2}|[\t\u3000|])[ \t\u3000|]*[^\s\ufffc]"
