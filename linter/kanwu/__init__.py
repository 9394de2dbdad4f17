"""kanwu (勘误): a linter for Chinese official documents and reports.

    import kanwu

    for finding in kanwu.lint_text("全年完成投资XX万元。"):
        print(finding.position.line, finding.code, finding.message())

The names in `__all__` are the stable interface for Python programs; all other names may change.
Each is imported at its first use, so that `import kanwu` costs nothing.
"""

__version__ = "0.1.0"

__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "KanwuError",
    "Position",
    "Rule",
    "Ruleset",
    "Span",
    "__version__",
    "fix_text",
    "lint_file",
    "lint_text",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kanwu.api import Ruleset, fix_text, lint_file, lint_text
    from kanwu.check import Edit
    from kanwu.errors import KanwuError
    from kanwu.finding import Finding, Fix
    from kanwu.rule import Rule
    from kanwu.text import Position, Span
else:
    _PLACES = {
        "Edit": "kanwu.check",
        "Finding": "kanwu.finding",
        "Fix": "kanwu.finding",
        "KanwuError": "kanwu.errors",
        "Position": "kanwu.text",
        "Rule": "kanwu.rule",
        "Ruleset": "kanwu.api",
        "Span": "kanwu.text",
        "fix_text": "kanwu.api",
        "lint_file": "kanwu.api",
        "lint_text": "kanwu.api",
    }

    def __getattr__(name):
        if name not in _PLACES:
            raise AttributeError(f"module 'kanwu' has no attribute {name!r}")
        from kanwu.values import imported

        return imported(f"{_PLACES[name]}:{name}")

    def __dir__():
        return sorted({*globals(), *__all__})
