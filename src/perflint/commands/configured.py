"""What `check`, `settings` and `files` share: the options that set something, and the configuration made of them."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from perflint.commands.arguments import Arguments, Choice, UsageError, unknown_rule, unusable, year
from perflint.config.settings import FIXES, SETTINGS, THRESHOLDS, Kind, attribute
from perflint.interface import Refusal, say
from perflint.spelling import asked, nearest_file

if TYPE_CHECKING:
    from perflint.config.configuration import Configuration
    from perflint.discovery import Sieve


def choosing_options(found: Arguments) -> None:
    """Which rules, and how they are taken."""
    found.option("--select", text="select", metavar="rules", action="append", default=[])
    found.option("--extend-select", text="extend-select", metavar="rules", action="append", default=[])
    found.option("--ignore", text="ignore", metavar="rules", action="append", default=[])
    found.option("--fail-on", text="fail-on", metavar="severity", type=Choice("severity", THRESHOLDS))
    found.option("--policy", text="policy", metavar="policy")
    plugin_option(found)
    found.option("--year", text="year", metavar="year", type=year)


def plugin_option(found: Arguments) -> None:
    """Rules of which installed packages."""
    found.option("--plugin", text="plugin", metavar="plugin", action="append", default=[])


def file_options(found: Arguments) -> None:
    """Which files, and which configuration."""
    found.option("--force-exclude", text="force-exclude", action="store_true", default=None)
    found.option("--only-tables", text="only-tables", action="store_true")
    found.option("--config", text="config", metavar="key-value", action="append", default=[])
    found.option("--isolated", text="isolated", action="store_true")


def present(paths: Iterable[str]) -> None:
    """Raises UsageError for a path where nothing is."""
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(say("no-file", path=path, hint=asked(nearest_file(path))))


def configuration(found: Namespace, paths: Sequence[str]) -> Configuration:
    """The configuration for a run on `paths`. Raises UsageError and, inside `explained`, ConfigError."""
    from perflint.config.configuration import Configuration

    files = [word for word in found.config if "=" not in word]
    if len(files) > 1:
        raise UsageError(say("config-several-files"))
    if files and found.isolated:
        raise UsageError(say("config-isolated-file"))
    given = dict(_given(found))
    if getattr(found, "fix_safety", None):
        given[FIXES] = dict(found.fix_safety)
    return Configuration(given, found.config, paths=paths, isolated=found.isolated)


def sieve(found: Namespace, configured: Configuration) -> Sieve:
    """What is left out of a run."""
    from perflint.discovery import Sieve

    return Sieve(configured.excludes, configured.value("force-exclude"), found.only_tables)


@contextmanager
def explained() -> Iterator[None]:
    """What is wrong in a configuration or policy, names no rule or is refused, as the complaint that ends a command."""
    from perflint.config import ConfigError

    try:
        yield
    except ConfigError as error:
        first, *more = map(str, error.complaints)
        raise UsageError(first, *(say("refused", reason=reason) for reason in more)) from None
    except Exception as error:
        from perflint.packs import PackError
        from perflint.rule import UnknownRule

        if isinstance(error, UnknownRule):
            raise unknown_rule(error.wanted, error.nearest) from None
        if isinstance(error, PackError):
            raise unusable(error) from None
        if isinstance(error, Refusal):
            raise UsageError(str(error)) from None
        raise


def _given(found: Namespace) -> Iterator[tuple[str, Any]]:
    """What the options of the command line set, by key of the setting."""
    for setting in SETTINGS:
        value = getattr(found, attribute(setting.option), None) if setting.option else None
        if setting.kind in (Kind.RULES, Kind.NAMES):
            value = tuple(parted(value or ()))
        if value is not None and value != ():
            yield setting.key, value


def parted(values: Sequence[str]) -> Iterator[str]:
    """The words of an option that takes several, parted by commas."""
    for value in values:
        yield from (word.strip() for word in value.replace("，", ",").split(",") if word.strip())
