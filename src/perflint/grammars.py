"""The value grammar, loaded: from the tables compiled into the wheel, else from `grammar/indicator.lark` by Lark.

Lark is imported only where there are no tables (an editable install, or a bureau's own words).
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from perflint import terminals
from perflint.compiled import table
from perflint.expression import Expression, Malformed, Words
from perflint.transform import Transform, Unreadable, completed

_GRAMMAR = "perflint.grammar"
_FILE = "indicator.lark"


class Grammar:
    """A parser of values over one vocabulary."""

    def __init__(self, words: terminals.Words, *, compiled: bool = True) -> None:
        module = table("parser") if compiled else None
        transform = Transform(words)
        if module is not None:
            self._lark = module.Lark_StandAlone(transformer=transform)
            self._unexpected: type[Exception] = module.UnexpectedInput
        else:
            from lark import UnexpectedInput

            self._lark = build(words, transformer=transform)
            self._unexpected = UnexpectedInput
        self._names = terminals.names(words)
        self._signs_only = terminals.signs_only(words)
        self._repeated = terminals.repeated_amounts(words)
        self._decisive = frozenset("0123456789０１２３４５６７８９").union(*words.comparators["signs"].values())

    def parse(self, text: str) -> Expression:
        if self._names.fullmatch(text):
            return Words(text)
        try:
            return completed(self._lark.parse(text), text)
        except self._unexpected as error:
            position = getattr(error, "pos_in_stream", None)
            return self._unread(text, len(text) if position is None or position < 0 else position)
        except Unreadable as error:
            return self._unread(text, error.position)

    def _unread(self, text: str, position: int) -> Expression:
        if self._decisive.isdisjoint(text) or not self._signs_only.fullmatch(text) or self._repeated.fullmatch(text.strip()):
            return Words(text)
        return Malformed(text, position=position)


def build(words: terminals.Words, **options: Any) -> Any:
    """The Lark parser of `indicator.lark` over `words`; `options` go to Lark (`strict=True` in a test)."""
    from lark import Lark, lexer

    # Where interegular is installed, Lark compares all terminals with one another, strict or not: minutes on our words.
    lexer.has_interegular = hasattr(lexer, "interegular") and bool(options.get("strict"))
    source = (files(_GRAMMAR) / _FILE).read_text(encoding="utf-8")
    return Lark(source, parser="lalr", lexer="contextual", maybe_placeholders=False, import_paths=[_Words(words)], **options)


def standalone_source(words: terminals.Words) -> str:
    """Lark's own runtime and the tables, as one module with `Lark_StandAlone`."""
    from io import StringIO

    from lark.tools.standalone import gen_standalone

    out = StringIO()
    gen_standalone(build(words), out=out)
    return out.getvalue()


class _Words:
    """An import path for Lark: `%import words (…)` reads the vocabulary's terminals."""

    def __init__(self, words: terminals.Words) -> None:
        self._text = terminals.grammar(words)

    def __call__(self, base_path: str | None, grammar_path: str) -> tuple[str, str]:
        if grammar_path != "words.lark":
            raise OSError(grammar_path)
        return grammar_path, self._text
