"""What may be typed, place by place, for the scripts of shells: made of the `Arguments` that make `--help`, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module

from perflint.commands import COMMANDS
from perflint.commands.arguments import Choice, Kind
from perflint.interface import language, say
from perflint.record import NamedTuple


class Word(NamedTuple):
    """A word to choose, and what it is for."""

    text: str
    about: str = ""


Words = tuple[Word, ...]


class Value(NamedTuple):
    """What may stand in one place: one of the words, a file, or either; nothing of both where the text is free.

    Where `several` may be given, commas part them. Behind a word and "=" stands `after`.
    """

    words: Words = ()
    files: bool = False
    several: bool = False
    after: Value | None = None


class Option(NamedTuple):
    """`value` is None where there is none; `called` is its name for people."""

    flags: tuple[str, ...]
    about: str
    value: Value | None
    called: str = ""


class Command(NamedTuple):
    """`places`: what its words may be, one after another; the last is for all further ones, too."""

    name: str
    options: tuple[Option, ...]
    places: tuple[Value, ...]


class Program(NamedTuple):
    """The whole command line. `start` is what can only stand first; what follows none of it is `check`'s."""

    start: Words
    commands: tuple[Command, ...]
    version: Option

    def lists(self) -> dict[Words, str]:
        """All lists of words, each with a name of its own."""
        used = dict.fromkeys(words for words in self._used() if words)
        return {words: f"_perflint_{number}" for number, words in enumerate(used, 1)}

    def _used(self) -> Iterator[Words]:
        yield self.start
        for command in self.commands:
            values = (*command.places, *(option.value for option in command.options if option.value))
            yield from (one.words for value in values for one in (value, value.after) if one)


def described() -> Program:
    """The program, in the language in force."""
    start = tuple(Word(name, say(f"does-{name}")) for name in COMMANDS)
    version = Option(("-V", "--version"), say("does---version"), None)
    return Program(start, tuple(map(_command, COMMANDS)), version)


def template(name: str) -> str:
    """The part of a script that is the same for every program."""
    from importlib.resources import files

    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def filled(name: str, parts: Mapping[str, Iterable[str]]) -> str:
    """A template with lines in the place of each `@NAME@`, which stands on a line of its own, as far in as it does."""
    lines: list[str] = []
    for line in template(name).splitlines():
        words = line.strip()
        margin = line[: len(line) - len(line.lstrip())]
        inside = parts[words.strip("@")] if words.startswith("@") and words.endswith("@") else None
        lines += [line] if inside is None else [f"{margin}{part}" if part else "" for part in inside]
    return "\n".join(lines) + "\n"


def _command(name: str) -> Command:
    found = import_module(f"perflint.commands.{name}").arguments()
    options = tuple(
        Option(
            option.flags,
            option.help.partition("\n")[0],
            None if option.kind is None else _value(option.kind),
            option.metavar,
        )
        for option in found.options
    )
    return Command(name, options, tuple(map(_value, found.kinds)))


def _value(kind: Kind) -> Value:
    """A kind is a choice, a name, or two names that stand for what is before and behind "="."""
    if isinstance(kind, Choice):
        return Value(tuple(map(Word, kind.known)))
    left, pair, right = kind.partition("-")
    return _value(left)._replace(after=_value(right)) if pair else _KINDS[kind]()


def _rules() -> Words:
    from perflint.rule import catalogue

    rules = catalogue(language()).rules.values()
    return tuple(Word(name, rule.page.title) for rule in rules for name in (rule.code, rule.name))


def _patterns() -> Words:
    from perflint.rule import catalogue, family_of

    families = sorted({family_of(code) for code in catalogue().rules})
    return (*(Word(family, say(f"family-{family}")) for family in families), *_rules())


def _policies() -> Words:
    from perflint.vocabulary import subjects

    return tuple(map(Word, subjects("policies")))


def _keys() -> Words:
    from perflint.config.settings import SETTINGS

    return tuple(Word(setting.key, say(f"setting-{setting.key}")) for setting in SETTINGS if setting.key != "overrides")


def _formats() -> Value:
    from perflint.commands.check import FORMAT

    return _value(FORMAT)


def _safeties() -> Value:
    from perflint.commands.mending import SAFETY

    return _value(SAFETY)


_KINDS: Mapping[str, Callable[[], Value]] = {
    "file": partial(Value, files=True),
    "folder": partial(Value, files=True),
    "rule": lambda: Value(_rules()),
    "rules": lambda: Value(_patterns(), several=True),
    "policy": lambda: Value(_policies(), files=True),
    "key": lambda: Value(_keys(), files=True),
    "format": _formats,
    "safety": _safeties,
    **dict.fromkeys(("count", "plugin", "reason", "revision", "value", "year"), Value),
}
"""By the keys that name values in the help. Kinds that are only ever chosen from are no names here."""
