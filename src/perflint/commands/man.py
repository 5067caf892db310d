"""`perflint man`: the manual page, of the same texts as the pages of `--help`."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import pairwise

from perflint import __version__
from perflint.commands import COMMANDS, console
from perflint.commands.arguments import Arguments, UsageError
from perflint.interface import say
from perflint.text import cells

_ROW = re.compile(r"(\S+) {2,}(\S.*)")
"""A line of a list: what, and what of it."""
_OPENING, _CLOSING = frozenset("“‘（〔《"), frozenset("”’）〕》，。；：、！？…")


def arguments() -> Arguments:
    return Arguments("man")


def run(found: Namespace) -> int:
    """Print the page."""
    if found.words:
        raise UsageError(say("man-alone"))
    console.emit(page())
    return 0


def page() -> str:
    """The source of the page, in the language in force: for `man`, in the macros of that name, in UTF-8."""
    lines = [
        '.\\" -*- coding: utf-8 -*-',
        f'.TH PERFLINT 1 "" "perflint {__version__}" "{say("man-title")}"',
        ".ad l",
        ".nh",
        f".SH {_heading('man-name')}",
        f"perflint \\- {_prose(say('does-perflint'))}",
        f".SH {_heading('man-synopsis')}",
        *_verbatim(say(f"usage-{name}") for name in COMMANDS),
        f".SH {_heading('man-commands')}",
        *(line for name in COMMANDS for line in _row(name, say(f"does-{name}"))),
        *_row("--version", say("does---version")),
        *(line for name in COMMANDS for line in _command(name)),
    ]
    return "\n".join(lines) + "\n"


def _command(name: str) -> Iterator[str]:
    yield f".SH PERFLINT {name.upper()}"
    yield from _verbatim([say(f"usage-{name}")])
    for paragraph in say(f"about-{name}").split("\n\n"):
        lines = paragraph.split("\n")
        rows = [_ROW.fullmatch(line) for line in lines]
        if all(rows):
            yield from (line for row in rows if row for line in _row(row[1], row[2]))
        else:
            yield ".PP"
            yield _prose(_joined(lines))
    yield f".SS {_heading('man-options')}"
    for option in import_module(f"perflint.commands.{name}").arguments().options:
        yield from _row(option.left(), _joined(option.help.split("\n")))
    yield f".SS {_heading('man-examples')}"
    yield from _verbatim(say(f"examples-{name}").split("\n"))


def _heading(key: str) -> str:
    return _escaped(say(key).upper())


def _row(left: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield f"\\fB{_escaped(left)}\\fR"
    yield _prose(text)


def _verbatim(lines: Iterable[str]) -> Iterator[str]:
    yield ".nf"
    yield from map(_line, lines)
    yield ".fi"


def _joined(lines: Iterable[str]) -> str:
    """Lines as one: between hanzi there is no blank where a line ended."""
    first, *more = lines
    for line in more:
        blank = "" if cells(first[-1]) == 2 or cells(line[0]) == 2 else " "
        first = f"{first}{blank}{line}"
    return first


def _prose(text: str) -> str:
    """Text that may be broken between hanzi, which roff would not do by itself."""
    parts = [text[:1]]
    for before, after in pairwise(text):
        breaks = (cells(before) == 2 or cells(after) == 2) and before not in _OPENING and after not in _CLOSING
        parts.append(f"\0{after}" if breaks and " " not in (before, after) else after)
    return _line("".join(parts)).replace("\0", "\\:")


def _line(text: str) -> str:
    """A line of text, which may begin like a request."""
    escaped = _escaped(text)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _escaped(text: str) -> str:
    """Text that is shown as it stands: "-" and quotation marks as they are typed."""
    signs = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"}
    return "".join(signs.get(sign, sign) for sign in text)
