"""The options of each command as a frozen value.

A field is named like its option in `commands`; a test compares both, and their defaults.
"""

from __future__ import annotations

from kanwu.config.selection import Selection
from kanwu.session.workspace import Request
from kanwu.values import TYPE_CHECKING, Value

if TYPE_CHECKING:
    from kanwu.rule import Severity


class Options(Value):
    """The options of every command."""

    lang: str = "zh"


class ConfigurationOptions(Options):
    """The choice of a configuration."""

    config: str | None = None
    isolated: bool = False

    def request(self) -> Request:
        """The request for a workspace."""
        return Request(config_path=self.config, isolated=self.isolated, cache=False)


class SelectionOptions(ConfigurationOptions):
    """The choice of a configuration and of rules, which most commands have."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None

    def request(self) -> Request:
        """The request for a workspace."""
        selection = Selection(self.profile, self.select or None, self.extend_select, self.ignore)
        return super().request()._replace(selection=selection)


class CheckOptions(SelectionOptions):
    """The options of `check`."""

    paths: tuple[str, ...] = (".",)
    stdin_filename: str | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    diff_base: str | None = None
    staged: bool = False
    no_baseline: bool = False
    encoding: str | None = None
    max_file_size: str | None = None

    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    fix_only: bool = False
    exit_non_zero_on_fix: bool = False
    tracked: bool = False
    annotate: str | None = None

    add_allow: bool = False
    reason: str | None = None

    explain_document: bool = False
    output_format: str = "concise"
    output_file: str | None = None
    column_unit: str | None = None
    statistics: bool = False
    show_all: bool = False
    color: str = "auto"

    fail_level: Severity = "warning"
    exit_zero: bool = False
    strict: bool = False
    max_density: tuple[str, ...] = ()
    rate_base: str = "chars"
    watch: bool = False
    no_cache: bool = False
    jobs: int = 0  # processes; 0 for the best number
    timing: bool = False

    @property
    def is_standard_input(self) -> bool:
        """Whether the only path is `-`."""
        return self.paths == ("-",)

    def request(self) -> Request:
        """The request for a workspace; a timed run uses no cache."""
        return (
            super()
            .request()
            ._replace(
                exclude=self.exclude,
                encoding=self.encoding,
                cache=not (self.no_cache or self.timing),
            )
        )


class RuleOptions(ConfigurationOptions):
    """The options of `rule`."""

    code: str = ""  # or a name, a family, a word of titles
    all: bool = False
    output_format: str = "text"
    color: str = "auto"


class RulesOptions(SelectionOptions):
    """The options of `rules`."""

    coverage: str | None = None
    samples: int = 0


class ProveOptions(Options):
    """The options of `prove`."""

    folder: str = ""  # "" for the built-in rules


class ConfigOptions(SelectionOptions):
    """The options of `config`."""

    path: str = "."
    schema: bool = False


class BaselineOptions(SelectionOptions):
    """The options of `baseline`."""

    paths: tuple[str, ...] = (".",)
    prune: bool = False


class ReportOptions(SelectionOptions):
    """The options of `report`."""

    paths: tuple[str, ...] = (".",)
    rate_base: str = "chars"
    rate_profile: str = "book"


class InitOptions(Options):
    """The options of `init`."""

    folder: str = "."
    pre_commit: bool = False
    github: bool = False
    gitlab: bool = False
    vscode: bool = False


class CompletionOptions(Value):
    """The options of `completion`."""

    shell: str
    lang: str = "zh"


class LspOptions(Options):
    """The options of `lsp`."""

    stdio: bool = False
    tcp: int | None = None


class CleanOptions(Options):
    """The options of `clean`."""
