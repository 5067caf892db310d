"""Command lines: argparse reads the options; words, help and complaints are ours.

argparse's own texts know one language and its columns count hanzi as one cell wide, so none of them is shown.
"""

from __future__ import annotations

import os
from argparse import ArgumentError, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from perflint.interface import LANGUAGES, listed, say, speak
from perflint.record import NamedTuple
from perflint.spelling import hint, nearest
from perflint.text import cells

if TYPE_CHECKING:
    from perflint.packs import PackError
    from perflint.plugins import UnknownPlugin

HELP, VERSION = ("-h", "--help"), ("-V", "--version")
FILE = "file"
"""The kind of what names a file or folder."""
_FORMATTER = partial(HelpFormatter, width=80)
"""argparse asks one about every option; without a width it would import half of the library to find the terminal's."""
LANGUAGE, ENVIRONMENT = "--lang", "PERFLINT_LANG"


class UsageError(Exception):
    """What was asked for cannot be done as it was asked; `args` say why and what to write, each a line of its own.

    Ends with exit code 2.
    """


class Choice:
    """A reader of one of the `known` words; `what` is the key of their kind's name. It raises UsageError."""

    def __init__(self, what: str, known: Iterable[str]) -> None:
        self.what = what
        self.known = tuple(known)

    def __call__(self, word: str) -> str:
        if word in self.known:
            return word
        close = hint(word, self.known)
        raise UsageError(say("unknown-choice", what=say(self.what), word=word, known=listed(self.known), hint=close))


Kind = str | Choice
"""What is typed in one place: one of the words of a choice, or the key of its name (`file`, `rules`, `format-file`)."""


class Option(NamedTuple):
    """An option as it is shown: its flags, its help, and the kind of its value, None where it has none."""

    flags: tuple[str, ...]
    help: str
    kind: Kind | None = None
    metavar: str = ""

    def left(self) -> str:
        """How it is written."""
        name = ", ".join(self.flags)
        return f"{name} {self.metavar}" if self.metavar else name


class Arguments:
    """What may follow a command: options, and words (paths, texts, rules) wherever they stand.

    `name` picks the texts `usage-NAME`, `about-NAME` and `examples-NAME`. `kinds` are those of the words in their
    order; the last is that of all further words.
    """

    def __init__(self, name: str, *kinds: Kind) -> None:
        self.name = name
        self.kinds = kinds
        self.options: list[Option] = []
        self._parser = ArgumentParser(
            add_help=False, allow_abbrev=False, exit_on_error=False, formatter_class=_FORMATTER
        )
        self.option(*HELP, text="help", action="store_true")
        self.option(LANGUAGE, text="lang", metavar="language", type=Choice("language", LANGUAGES))

    def option(self, *flags: str, text: str, metavar: str | None = None, **settings: Any) -> None:
        """An option as argparse takes it; `text` is the key of its help, `metavar` that of its value's name."""
        self._parser.add_argument(*flags, **settings)
        reader = settings.get("type")
        kind = reader if isinstance(reader, Choice) else metavar
        self.options.append(Option(flags, say(f"option-{text}"), kind, say(metavar) if metavar else ""))

    def parse(self, words: Sequence[str]) -> Namespace:
        """The options by name, and `words`. Raises UsageError."""
        before, after = _split(words)
        try:
            found, rest = self._parser.parse_known_args(before)
        except ArgumentError as error:
            raise UsageError(self._complaint(error)) from None
        for word in rest:
            if word.startswith("-") and word != "-":
                raise UsageError(self._unknown(word))
        found.words = [*rest, *after]
        return found

    def files(self, words: Sequence[str]) -> list[str]:
        """Those of the words that are to name files."""
        kinds = chain(self.kinds, repeat(self.kinds[-1] if self.kinds else None))
        return [word for word, kind in zip(words, kinds, strict=False) if kind == FILE]

    def asks_help(self, words: Sequence[str]) -> bool:
        return any(word in HELP for word in _split(words)[0])

    def help(self) -> str:
        """The page of `--help`."""
        parts = [
            say("usage", usage=say(f"usage-{self.name}")),
            say(f"about-{self.name}"),
            say("options"),
            table((option.left(), option.help) for option in self.options),
            say("examples"),
            *(f"  {line}" for line in say(f"examples-{self.name}").split("\n")),
        ]
        return "{}\n\n{}\n\n{}\n{}\n\n{}\n".format(*parts[:4], "\n".join(parts[4:]))

    def _complaint(self, error: ArgumentError) -> str:
        """Two faults are left to argparse: a value that is missing, and one that is not wanted."""
        name = error.argument_name or ""
        wants = next((option.kind is not None for option in self.options if name == "/".join(option.flags)), True)
        return say("value-missing" if wants else "value-unwanted", option=name)

    def _unknown(self, word: str) -> str:
        name = word.partition("=")[0]
        first = () if name in VERSION else VERSION
        close = nearest(name, (*chain.from_iterable(option.flags for option in self.options), *first))
        if close:
            return say("unknown-option-nearest", option=name, nearest=close)
        return say("unknown-option", option=word)


def speak_as_asked(words: Sequence[str]) -> Sequence[str]:
    """Speak the language of `--lang`, wherever it stands, else that of PERFLINT_LANG; the words without it.

    It is read before all else, since help and complaints are in that language too. Raises UsageError.
    """
    read = Choice("language", LANGUAGES)
    if chosen := os.environ.get(ENVIRONMENT):
        speak(read(chosen))
    before, after = _split(words)
    if not any(word.startswith(LANGUAGE) for word in before):
        return words
    rest: list[str] = []
    following = iter(before)
    for word in following:
        name, equals, value = word.partition("=")
        if name != LANGUAGE:
            rest.append(word)
            continue
        chosen = value if equals else next(following, None)
        if chosen is None:
            raise UsageError(say("value-missing", option=LANGUAGE))
        speak(read(chosen))
    return [*rest, *(("--", *after) if len(before) < len(words) else ())]


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Names on the left, what they are for on the right, in columns of cells."""
    rows = list(rows)
    width = max(cells(left) for left, _ in rows) + 2
    return "\n".join(f"  {left}{_indented(text, width, cells(left))}" for left, text in rows)


def year(word: str) -> int:
    """A reader of a year. Raises UsageError."""
    if word.isascii() and word.isdecimal() and 1900 <= int(word) <= 2100:
        return int(word)
    raise UsageError(say("bad-year", word=word))


def count(word: str) -> int:
    """A reader of how many processes. Raises UsageError."""
    if word.isascii() and word.isdecimal() and 1 <= int(word) <= 99:
        return int(word)
    raise UsageError(say("bad-count", word=word))


def unknown_rule(word: str, close: str | None) -> UsageError:
    """The complaint about a word that names no rule; `close` is the name it was meant to be, if any."""
    meant = say("nearest", nearest=close) if close else say("all-rules")
    return UsageError(say("unknown-rule", word=word, hint=meant))


def unknown_plugin(error: UnknownPlugin) -> UsageError:
    """The complaint about a plugin that is not installed."""
    return UsageError(say("plugin-unknown", name=error.name, hint=error.hint()))


def unusable(error: PackError) -> UsageError:
    """The complaint about a policy pack: all of its mistakes, one a line."""
    located = [mistake for mistake in error.mistakes if mistake.line]
    heading = [say("bad-policy", count=len(located))] if located else []
    return UsageError(*heading, *map(str, error.mistakes))


def _split(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What stands before and after a lone `--`."""
    if "--" not in words:
        return words, ()
    at = words.index("--")
    return words[:at], words[at + 1 :]


def _indented(text: str, width: int, used: int) -> str:
    first, *more = text.split("\n")
    lines = [" " * (width - used) + first, *(" " * (width + 2) + line for line in more)]
    return "\n".join(lines)
