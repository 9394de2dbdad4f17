"""The English of every template, by its Chinese."""

from __future__ import annotations

from kanwu.english.commands import COMMANDS
from kanwu.english.editors import EDITORS
from kanwu.english.errors import ERRORS
from kanwu.english.help import HELP
from kanwu.english.reports import REPORTS

ENGLISH = {**HELP, **COMMANDS, **ERRORS, **REPORTS, **EDITORS}
