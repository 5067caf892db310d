"""`perflint settings`: every value that holds for a file or folder, and where it came from."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from typing import TYPE_CHECKING

from perflint.commands import console
from perflint.commands.arguments import FILE, Arguments, Choice, UsageError
from perflint.commands.configured import choosing_options, configuration, explained, file_options, present
from perflint.interface import say
from perflint.reporters import jsontext
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.config.listing import Line, Listing


def arguments() -> Arguments:
    found = Arguments("settings", FILE)
    formats = Choice("format", ("text", "json"))
    found.option("--format", text="settings-format", metavar="format", default="text", type=formats)
    choosing_options(found)
    file_options(found)
    return found


def run(found: Namespace) -> int:
    """Print the settings: as a configuration with their origins as comments, or as JSON."""
    if len(found.words) > 1:
        raise UsageError(say("settings-one-path"))
    path = found.words[0] if found.words else os.curdir
    present([path])
    is_folder = os.path.isdir(path)
    with explained():
        from perflint.config.listing import listing

        configured = configuration(found, [path])
        listed = listing(configured.whole(), None if is_folder else path)
    if found.format == "json":
        console.emit(_as_json(configured.shown_file, listed))
    else:
        console.show(_as_text(configured.shown_file, listed))
    return 0


def _as_text(file: str | None, listed: Listing) -> str:
    head = say("settings-file", path=visible(file)) if file else say("settings-no-file")
    from perflint.config.listing import shown

    off = [say("settings-off", rule=f"{rule.code} {rule.name}", origin=shown(origin)) for rule, origin in listed.off]
    lines = [f"# {head}", "", *map(str, listed.settings), "", *map(str, listed.rules)]
    return "\n".join([*lines, *([""] if off else []), *(f"# {line}" for line in off)]) + "\n"


def _as_json(file: str | None, listed: Listing) -> str:
    content = {
        "version": 1,
        "file": file,
        "settings": [_line(line) for line in listed.settings],
        "rules": [_line(line) for line in listed.rules],
        "off": [{"code": rule.code, "name": rule.name, "origin": origin} for rule, origin in listed.off],
    }
    return jsontext.safe(json.dumps(content, ensure_ascii=False, indent=2, default=str)) + "\n"


def _line(line: Line) -> dict[str, object]:
    return {"key": line.key, "value": line.value, "origin": line.origin}
