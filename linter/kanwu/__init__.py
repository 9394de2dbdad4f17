"""kanwu (勘误): a linter for Chinese official documents and reports."""

__version__ = "0.1.0"
