"""The event stream of ruamel.yaml: its C parser, or the pure one where that is not installed.

Both are brought to agree: signs that only one of them takes for a line break or a byte order mark reach neither, and
where they refuse a text, `yaml_mistakes` tells the kind of mistake in our words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

from perflint.readers.nodes import misread
from perflint.regex import lazy

NextEvent = Callable[[], Any]
"""The next event of the stream, None after the last."""

_ODD = "\x85\u2028\u2029\ufeff"
_BLOCKS = ("|", ">")
_MARKER = lazy(r"(?m)^(?:---|\.\.\.)(?=\s|\Z)")
_PRIVATE = range(0xE000, 0xF900)


def events(text: str, *, pure: bool = False) -> tuple[NextEvent, Mapping[int, int]]:
    """The events of a YAML text (without BOM), and a table that gives back the signs hidden from the parser."""
    hidden = _stand_ins(text)
    shown = text.translate({original: stand_in for stand_in, original in hidden.items()}) if hidden else text
    parser = None if pure else _c_parser()
    if parser is not None:
        return parser(shown).get_event, hidden
    return _pure_events(shown), hidden


@contextmanager
def own_words(text: str) -> Iterator[None]:
    """Turns a parser's refusal of `text` into `Refused`, at its cause."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        yield
    except (YAMLError, ValueError, OverflowError) as error:
        from perflint.readers.yaml_mistakes import forbidden, located

        raise located(text, error) if isinstance(error, MarkedYAMLError) else forbidden(text) from None


def _stand_ins(text: str) -> dict[int, int]:
    """Private characters that the text does not hold, each for a sign that the parsers take differently."""
    found = [sign for sign in _ODD if sign in text]
    if not found:
        return {}
    free = (code for code in _PRIVATE if chr(code) not in text)
    return {stand_in: ord(sign) for stand_in, sign in zip(free, found, strict=False)}


@cache
def _c_parser() -> Any:
    try:
        return getattr(import_module("ruamel.yaml.cyaml"), "CParser", None)
    except ImportError:
        return None


def _pure_events(text: str) -> NextEvent:
    from ruamel.yaml import YAML

    stream = YAML(typ="safe", pure=True).parse(text)

    def next_event() -> Any:
        event: Any = next(stream, None)
        if getattr(event, "style", None) in _BLOCKS:
            start, end = event.start_mark.index, event.end_mark.index
            if _MARKER.search(text, start, end):
                # It takes the mark of the next document for text of a block that is a whole document.
                raise misread("block", start)
        return event

    return next_event
