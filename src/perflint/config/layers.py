"""A configuration file as layers: what it says, after what the files say that it extends; checked, with places."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from perflint import __version__, packs, spelling
from perflint.config import ConfigError, globs, parameters
from perflint.config.lookup import SHARED
from perflint.config.settings import (
    BY_KEY,
    FILES,
    OF_OVERRIDES,
    OF_RULES,
    Kind,
    Setting,
)
from perflint.config.toml import Complaint, Node, Origin, decoded, read, section
from perflint.content import MAX_EXTENDS, NotRegular, TooLarge, whole
from perflint.interface import listed, say
from perflint.record import NamedTuple
from perflint.rule import catalogue
from perflint.spelling import hint
from perflint.text import SourceText
from perflint.vocabulary import subjects


class Held(NamedTuple):
    """A value and where it was written; `origin` is None for what was never written."""

    value: Any
    origin: Origin | None


class Word(NamedTuple):
    """One pattern of a list."""

    text: str
    origin: Origin


def absent(words: Sequence[Word], folder: str) -> list[Word]:
    """The patterns that mean no file and no folder that is there, below `folder`."""
    found = globs.present((globs.parts_of(word.text) for word in words), folder)
    return [word for word in words if globs.parts_of(word.text) not in found]


class Entry(NamedTuple):
    """One key under `[rules.PATTERN]`: the severity, or a parameter."""

    pattern: Word
    name: Word
    value: Held


class Override(NamedTuple):
    """What holds for some files only: those that one of `files` means below `folder`; `patterns` are the same."""

    files: tuple[Word, ...]
    folder: str
    patterns: globs.Patterns
    values: Mapping[str, Held]
    entries: tuple[Entry, ...]

    def covers(self, path: str) -> bool:
        parts = globs.relative(path, self.folder)
        return parts is not None and bool(self.patterns.meaning(parts))


class Layer(NamedTuple):
    """What one file, or the command line, says. Its patterns of files count from `folder`."""

    folder: str
    values: Mapping[str, Held] = {}
    entries: tuple[Entry, ...] = ()
    overrides: tuple[Override, ...] = ()


def of_file(path: str) -> tuple[list[Layer], list[Complaint]]:
    """The layers of a file, those that it extends first, and all that is wrong in them."""
    reader = _Reader()
    layers = reader.file(path, None, ())
    return layers, reader.complaints


def of_options(words: Iterable[str]) -> tuple[Layer, list[Complaint]]:
    """The layer of `--config KEY=VALUE` words, and what is wrong in them. A VALUE that is no TOML is taken as text.

    Raises ConfigError for a word that cannot be read at all.
    """
    reader, values, entries, overrides = _Reader(), dict[str, Held](), list[Entry](), list[Override]()
    for word in words:
        layer = reader.layer(_assignment(word), os.getcwd())
        values.update(layer.values)
        entries += layer.entries
        overrides += layer.overrides
    return Layer(os.getcwd(), values, tuple(entries), tuple(overrides)), reader.complaints


def _assignment(word: str) -> Node:
    key, _, value = word.partition("=")
    option = f"--config {word}"
    try:
        return read(SourceText(option, word))
    except ConfigError as error:
        try:
            quoted = value.strip().replace("\\", "\\\\").replace('"', '\\"')
            return read(SourceText(option, f'{key}="{quoted}"'))
        except ConfigError:
            raise error from None


class _Reader:
    """Reads tables against the settings and gathers all complaints."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def file(self, path: str, asked: Origin | None, above: tuple[str, ...]) -> list[Layer]:
        """The layers of the file `path`, which `asked` extends; `above` are the files that led here."""
        node = self._table(path, asked)
        if node is None:
            return []
        wanted = node.value.get("required-version")
        if wanted is not None and not self._is_wanted(wanted):
            return []
        layer = self.layer(node, os.path.dirname(path))
        extended = layer.values.get("extend")
        if extended is None or extended.origin is None:
            return [layer]
        target = os.path.normpath(os.path.join(os.path.dirname(path), os.path.expanduser(extended.value)))
        if target in (*above, path) or len(above) == MAX_EXTENDS:
            self._complain(extended.origin, "config-extend-circle", path=extended.value)
            return [layer]
        return [*self.file(target, extended.origin, (*above, path)), layer]

    def layer(self, node: Node, folder: str) -> Layer:
        values = self._values(node, BY_KEY)
        if "policy" in values:
            values["policy"] = self._policy(values["policy"], folder)
        rules, overrides = values.pop("rules", None), values.pop("overrides", None)
        entries = tuple(self._entries(rules.value)) if rules else ()
        made = [self._override(item, folder) for item in overrides.value] if overrides else []
        found = tuple(override for override in made if override)
        for word in absent([word for override in found for word in override.files], folder):
            self._complain(word.origin, "config-no-such-files", pattern=word.text)
        return Layer(folder, values, entries, found)

    def _policy(self, held: Held, folder: str) -> Held:
        """A shipped pack by its name, else a file, which counts from the configuration's folder; it is read to see."""
        wanted = held.value if held.value in subjects("policies") else shown(os.path.join(folder, held.value))
        try:
            packs.load(wanted)
        except packs.PackError as error:
            for mistake in error.mistakes:
                if not mistake.line and held.origin:
                    self.complaints.append(Complaint(held.origin, mistake.message))
        return Held(wanted, held.origin)

    def _table(self, path: str, asked: Origin | None) -> Node | None:
        """The table of settings that a file holds; None where there is none to be had."""
        name = shown(path)
        try:
            document = read(decoded(name, whole(path)))
        except OSError as error:
            near = spelling.nearest_file(path)
            if asked is None:
                asked = Origin(SourceText(name, ""))
            close = near and os.path.basename(near)
            self._complain(asked, "config-unreadable", path=name, reason=_reason(error), hint=spelling.asked(close))
            return None
        except ConfigError as error:
            self.complaints += error.complaints
            return None
        if os.path.basename(path) != SHARED:
            return document
        found = section(document)
        if found is None:
            self._complain(asked or document.origin, "config-no-section", path=name)
        elif not isinstance(found.value, dict):
            self._complain(found.key, "config-wrong-kind", name="tool.perflint", kind=say("setting-kind-rule-table"))
            return None
        return found

    def _is_wanted(self, node: Node) -> bool:
        """Whether this is a version that the file is written for; nothing else is said of a file for another."""
        from packaging.specifiers import InvalidSpecifier, SpecifierSet

        try:
            fits: bool = SpecifierSet(str(node.value)).contains(__version__, prereleases=True)
        except InvalidSpecifier:
            self._complain(node.origin, "config-bad-version", text=node.value)
            return True
        if not fits:
            self._complain(node.origin, "config-other-version", wanted=node.value, version=__version__)
        return fits

    def _values(self, node: Node, known: Mapping[str, Setting]) -> dict[str, Held]:
        """What a table says; a complaint for what it must not say."""
        values = {}
        for key, item in node.items():
            setting = known.get(key)
            if setting is None:
                self.complaints.append(Complaint(item.key, _unknown_key(key, known)))
            elif (value := self._value(setting, item)) is not None:
                values[key] = Held(value, item.origin if setting.kind in _SCALARS else item.key)
        return values

    def _value(self, setting: Setting, node: Node) -> Any:
        """The value of a setting; None after a complaint."""
        kind, value = setting.kind, node.value
        if kind is Kind.FLAG and isinstance(value, bool):
            return value
        if kind is Kind.YEAR and isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100:
            return value
        if kind in (Kind.TEXT, Kind.POLICY, Kind.VERSION) and isinstance(value, str) and value.strip():
            return value
        if kind is Kind.CHOICE and isinstance(value, (str, int)):
            return self._choice(setting.key, setting.choices, node)
        if kind is Kind.RULE_TABLE and isinstance(value, dict):
            return node
        if kind is Kind.OVERRIDES and isinstance(value, list) and all(isinstance(item.value, dict) for item in value):
            return value
        if kind in (Kind.RULES, Kind.NAMES, Kind.GLOBS) and isinstance(value, list):
            return self._words(setting, value)
        self._complain(node.origin, "config-wrong-kind", name=setting.key, kind=say(f"setting-kind-{kind.value}"))
        return None

    def _choice(self, key: str, choices: tuple[str, ...], node: Node) -> str | None:
        word = str(node.value)
        if word in choices and not isinstance(node.value, bool):
            return word
        known, close = listed(choices), hint(word, choices)
        self._complain(node.origin, "config-choice", name=key, word=word, known=known, hint=close)
        return None

    def _words(self, setting: Setting, items: list[Node]) -> tuple[Word, ...]:
        words = []
        for item in items:
            if isinstance(item.value, str) and item.value.strip():
                words.append(Word(item.value, item.origin))
            else:
                kind = say(f"setting-kind-{setting.kind.value}")
                self._complain(item.origin, "config-wrong-kind", name=setting.key, kind=kind)
        return tuple(words)

    def _override(self, node: Node, folder: str) -> Override | None:
        values = self._values(node, OF_OVERRIDES)
        rules, files = values.pop("rules", None), values.pop(FILES.key, None)
        if files is None or not files.value:
            if FILES.key not in node.value or files is not None:
                self._complain(node.key, "config-override-files")
            return None
        patterns = globs.Patterns(globs.parts_of(word.text) for word in files.value)
        return Override(files.value, folder, patterns, values, tuple(self._entries(rules.value)) if rules else ())

    def _entries(self, rules: Node) -> Iterator[Entry]:
        for pattern, table in rules.items():
            if not isinstance(table.value, dict):
                self._complain(table.origin, "config-rule-table", rule=pattern)
                continue
            for key, node in table.items():
                value: Any = node.plain
                if key in OF_RULES:
                    value = self._choice(key, OF_RULES[key], node)
                if value is not None:
                    yield Entry(Word(pattern, table.key), Word(key, node.key), Held(value, node.origin))

    def _complain(self, origin: Origin, key: str, **fields: object) -> None:
        self.complaints.append(Complaint(origin, say(key, **fields)))


_SCALARS = frozenset({Kind.TEXT, Kind.POLICY, Kind.VERSION, Kind.FLAG, Kind.YEAR, Kind.CHOICE})


def _reason(error: OSError) -> str:
    """Why a file cannot be read, in Chinese."""
    reasons = (
        (FileNotFoundError, "config-missing"),
        (IsADirectoryError, "write-folder"),
        (NotRegular, "config-device"),
        (TooLarge, "config-too-large"),
    )
    return say(next((key for kind, key in reasons if isinstance(error, kind)), "config-denied"))


def _unknown_key(key: str, known: Mapping[str, Setting]) -> str:
    """The nearest key, or where such a key belongs, or all there are."""
    declaring = parameters.declaring(catalogue().rules, parameters.name_of(key))
    if key in BY_KEY:
        meant = say("config-top-only")
    elif declaring:
        meant = say("config-is-parameter", rules=listed(f"[rules.{rule.name}]" for rule in declaring))
    else:
        meant = hint(key.replace("_", "-"), known) or say("config-known", known=listed(known))
    return say("config-unknown-key", name=key, hint=meant)


def shown(path: str) -> str:
    """A path as people like to read it: from the current folder where it is below that."""
    relative = globs.relative(path, os.getcwd())
    return "/".join(relative) if relative else path
