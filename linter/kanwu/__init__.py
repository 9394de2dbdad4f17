"""kanwu (勘误): a linter for Chinese official documents and reports.

    import kanwu

    for finding in kanwu.lint_text("全年完成投资XX万元。"):
        print(finding.line, finding.code, finding.message())

The names in `__all__` are the stable interface for Python programs; all other names may change.
Each is imported at its first use, so that `import kanwu` costs nothing.
"""

__version__ = "0.1.0"

__all__ = [
    "DocumentResult",
    "Edit",
    "Finding",
    "Fix",
    "KanwuError",
    "Position",
    "Rule",
    "Ruleset",
    "Span",
    "__version__",
    "annotate",
    "apply",
    "check_bytes",
    "check_text",
    "fix_text",
    "lint_file",
    "lint_text",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kanwu.api.file import annotate, apply, check_bytes, lint_file
    from kanwu.api.ruleset import Ruleset
    from kanwu.api.text import DocumentResult, check_text, fix_text, lint_text
    from kanwu.check import Edit
    from kanwu.errors import KanwuError
    from kanwu.finding import Finding, Fix
    from kanwu.rule import Rule
    from kanwu.text import Position, Span
else:
    _PLACES = {
        "DocumentResult": "kanwu.api.text",
        "Edit": "kanwu.check",
        "Finding": "kanwu.finding",
        "Fix": "kanwu.finding",
        "KanwuError": "kanwu.errors",
        "Position": "kanwu.text",
        "Rule": "kanwu.rule",
        "Ruleset": "kanwu.api.ruleset",
        "Span": "kanwu.text",
        "annotate": "kanwu.api.file",
        "apply": "kanwu.api.file",
        "check_bytes": "kanwu.api.file",
        "check_text": "kanwu.api.text",
        "fix_text": "kanwu.api.text",
        "lint_file": "kanwu.api.file",
        "lint_text": "kanwu.api.text",
    }

    def __getattr__(name):
        if name not in _PLACES:
            raise AttributeError(f"module 'kanwu' has no attribute {name!r}")
        from kanwu.values import imported

        return imported(f"{_PLACES[name]}:{name}")

    def __dir__():
        return sorted({*globals(), *__all__})
