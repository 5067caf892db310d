"""`perflint init`: a starter table and a configuration, put into a folder that has none."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from time import localtime

from perflint.commands import console
from perflint.commands.arguments import Arguments, UsageError, year
from perflint.commands.configured import explained
from perflint.config.lookup import OWN
from perflint.interface import say
from perflint.record import NamedTuple

DATA_SCHEMA, CONFIG_SCHEMA = "perflint-data.schema.json", "perflint-config.schema.json"
TO_DATA, TO_CONFIG = f"# yaml-language-server: $schema={DATA_SCHEMA}", f"#:schema ./{CONFIG_SCHEMA}"
"""The lines by which an editor finds the schema of a file."""


class Starter(NamedTuple):
    """A file to be written unless it is there: `about` is the key of what it is for, `opening` an editor's line."""

    name: str
    about: str
    text: str
    opening: str = ""


def arguments() -> Arguments:
    found = Arguments("init", "folder")
    found.option("--year", text="init-year", metavar="year", type=year)
    found.option("--policy", text="policy", metavar="policy")
    found.option("--schema", text="init-schema", action="store_true")
    return found


def run(found: Namespace) -> int:
    """Write what is not there yet, each file whole, and say what was left as it is."""
    if len(found.words) > 1:
        raise UsageError(say("init-one-folder"))
    folder = found.words[0] if found.words else os.curdir
    with explained():
        starters = list(_starters(found, folder))
    _make(folder)
    for starter in starters:
        console.tell(_put(starter, os.path.normpath(os.path.join(folder, starter.name))))
    return 0


def _put(starter: Starter, path: str) -> str:
    """Write a file that is not there; what there is to say. Raises UsageError."""
    if not os.path.lexists(path):
        console.save(path, "\n".join(filter(None, (starter.opening, starter.text))))
        return say("init-written", path=path, about=say(f"init-{starter.about}"))
    left = say("init-left", path=path)
    return left + say("init-opening", line=starter.opening) if starter.opening else left


def _starters(found: Namespace, folder: str) -> Iterator[Starter]:
    """What belongs into `folder`. Raises PackError or UsageError for a policy, ConfigError for a configuration."""
    from perflint import starter
    from perflint.commands.schema import document
    from perflint.config.configuration import Configuration
    from perflint.packs.reading import shipped

    in_force = Configuration({}, paths=[folder])
    this_year = found.year or localtime().tm_year
    table = starter.table(this_year, found.policy or in_force.value("policy"))
    yield Starter(say("starter-table"), "table", table, TO_DATA if found.schema else "")
    name, extends = OWN, None
    if in_force.file and os.path.dirname(in_force.file) == os.path.abspath(folder):
        name = os.path.basename(in_force.file)
    elif in_force.file:
        # The settings of a folder above stay in force: the new file extends them.
        extends = _from(folder, in_force.file)
    chosen = found.policy if found.policy in (None, *shipped()) else _from(folder, found.policy)
    if chosen and not _is_text(chosen):
        raise UsageError(say("init-policy", path=chosen))
    settings = starter.config(this_year, chosen, extends)
    yield Starter(name, "config", settings, TO_CONFIG if found.schema else "")
    if found.schema:
        yield Starter(DATA_SCHEMA, "schema", document("data"))
        yield Starter(CONFIG_SCHEMA, "schema", document("config"))


def _from(folder: str, file: str) -> str:
    """The path of a file as it is written in `folder`."""
    try:
        return os.path.relpath(file, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return os.path.abspath(file)


def _is_text(path: str) -> bool:
    """Whether a configuration, which is UTF-8, can hold the path: the system allows any bytes in one."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _make(folder: str) -> None:
    """Make the folder unless it is there. Raises UsageError."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        key = "init-is-file" if isinstance(error, (FileExistsError, NotADirectoryError)) else "init-denied"
        raise UsageError(say(key, path=folder)) from None
