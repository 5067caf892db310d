"""The one table of what may be set. Reading, checking, nearest names, `perflint settings` and the schema follow it.

A setting's text for people is `setting-KEY`.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from perflint.finding import Severity
from perflint.record import NamedTuple

NEVER = "never"
SEVERITIES = tuple(map(str, Severity))
THRESHOLDS = (*SEVERITIES, NEVER)


class Kind(Enum):
    """What a setting's value is; the value here is how `setting-kind-…` texts and the schema name it."""

    TEXT = "text"
    VERSION = "version"
    POLICY = "policy"
    FLAG = "flag"
    YEAR = "year"
    CHOICE = "choice"
    NAMES = "names"
    RULES = "rules"
    GLOBS = "globs"
    RULE_TABLE = "rule-table"
    OVERRIDES = "overrides"


class Setting(NamedTuple):
    """One key of a configuration.

    `choices` are the words of a CHOICE. `option` is the flag of the command line that sets the same. `local` settings
    may stand in an override, too. `of_file` settings say something of the file they stand in and are handed to nobody.
    """

    key: str
    kind: Kind
    default: Any = None
    choices: tuple[str, ...] = ()
    option: str | None = None
    local: bool = False
    of_file: bool = False


ALL_RULES = ("*",)

SETTINGS = (
    Setting("extend", Kind.TEXT, of_file=True),
    Setting("required-version", Kind.VERSION, of_file=True),
    Setting("select", Kind.RULES, ALL_RULES, option="--select", local=True),
    Setting("extend-select", Kind.RULES, (), option="--extend-select", local=True),
    Setting("ignore", Kind.RULES, (), option="--ignore", local=True),
    Setting("policy", Kind.POLICY, "default", option="--policy"),
    Setting("plugins", Kind.NAMES, (), option="--plugin"),
    Setting("year", Kind.YEAR, option="--year", local=True),
    Setting("exclude", Kind.GLOBS, ()),
    Setting("force-exclude", Kind.FLAG, False, option="--force-exclude"),
    Setting("fail-on", Kind.CHOICE, "error", THRESHOLDS, option="--fail-on"),
    Setting("ambiguous-width", Kind.CHOICE, "1", ("1", "2"), option="--ambiguous-width"),
    Setting("rules", Kind.RULE_TABLE, local=True),
    Setting("overrides", Kind.OVERRIDES),
)
FILES = Setting("files", Kind.GLOBS, local=True)
"""What an override is for: the first key of `[[overrides]]`."""

BY_KEY = {setting.key: setting for setting in SETTINGS}
OF_OVERRIDES = {setting.key: setting for setting in (FILES, *SETTINGS) if setting.local}
CHOOSING = ("select", "extend-select", "ignore")
SEVERITY, FIX = "severity", "fix"
OF_RULES = {SEVERITY: SEVERITIES, FIX: ("safe", "unsafe", "off")}
"""What every rule may be given beside its parameters, and the words for it."""

FIXES = "fixes"
"""What the command line says of fixes, by patterns of rules: no key of a file, where `fix` stands with the rule."""


def attribute(option: str) -> str:
    """The name of an option in what argparse gives: `--fail-on` is `fail_on`."""
    return option.removeprefix("--").replace("-", "_")
