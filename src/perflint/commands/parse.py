"""`perflint parse`: what a value text says, as JSON Lines or as a few lines for people."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from perflint.commands import console
from perflint.commands.arguments import Arguments, Choice, UsageError
from perflint.interface import listed, say
from perflint.visible import visible, visible_line

if TYPE_CHECKING:
    from perflint.expression import Expression

STDIN = "-"


def arguments() -> Arguments:
    found = Arguments("parse", "value")
    found.option("--format", text="parse-format", metavar="format", type=Choice("format", ("json", "text")))
    return found


def run(found: Namespace) -> int:
    """Print one result a text, in order. No text is refused."""
    from perflint.expression import parse

    if not found.words:
        raise UsageError(say("no-texts"))
    as_text = found.format == "text" or (found.format is None and console.on_terminal())
    for text in _texts(found.words):
        expression = parse(text)
        if as_text:
            console.show(_described(expression))
        else:
            console.emit(_as_json(expression))
    return 0


def _texts(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if word == STDIN:
            yield from _lines()
        else:
            yield word


def _lines() -> Iterator[str]:
    """The lines of standard input as they come, without their ends."""
    if sys.stdin is None:
        return
    for number, line in enumerate(sys.stdin.buffer):
        bare = line.removesuffix(b"\n").removesuffix(b"\r")
        yield bare.decode("utf-8-sig" if number == 0 else "utf-8", "replace")


def _as_json(expression: Expression) -> str:
    from perflint.reporters.jsontext import dump

    return dump(expression.as_json(), depth=0)


def _described(expression: Expression) -> str:
    """The fields that say something, one a line, by their names for people."""
    return "\n".join([visible_line(expression.text), *_fields(expression.as_json(), 1)]) + "\n"


def _fields(result: dict[str, object], depth: int) -> Iterator[str]:
    margin = "  " * depth
    for key, value in result.items():
        if key in ("text", "spans") or value in (None, [], {}):
            continue
        if key == "items" and isinstance(value, list):
            for item in value:
                yield f"{margin}{say('parse-item')} {visible(str(item['text']))}"
                yield from _fields(item, depth + 1)
        else:
            shown = listed(map(str, value)) if isinstance(value, list) else value
            yield f"{margin}{say(f'parse-{key}')} {visible(str(shown))}"
