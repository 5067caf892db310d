"""What holds in the end: the layers of a file and of the command line, put together for each file that is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from perflint import packs
from perflint.config import ConfigError, globs, parameters
from perflint.config.layers import Entry, Held, Layer, Override, Word, absent
from perflint.config.settings import BY_KEY, CHOOSING, FIX, OF_RULES, SEVERITY, Kind
from perflint.config.toml import Complaint, Origin
from perflint.finding import Severity
from perflint.interface import CHINESE, listed, say
from perflint.linter import Options
from perflint.rule import Catalogue, Rule, Selection, catalogue
from perflint.spelling import Guesses
from perflint.text import SourceText

Sheet = Layer | Override
"""Values and rules that hold together, for all files or for some."""

RuleValues = dict[str, dict[str, Held]]
"""By rule name: the severity and the parameters that were written for it."""


class Effective:
    """A configuration in force: the `files` (what is extended comes first), then the `commands` of the command line.

    `fixes` is what the command line says of fixes, by patterns of rules. Raises ConfigError for what names no rule or
    no parameter, or does not fit, and for the `complaints` of reading.
    """

    def __init__(
        self,
        files: Sequence[Layer],
        commands: Sequence[Layer] = (),
        complaints: Iterable[Complaint] = (),
        fixes: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._fixes = fixes
        self._files, self._commands = tuple(files), tuple(commands)
        wrong = list(complaints)
        self._plugins = tuple(self._known_plugins(wrong))
        self.catalogue = self._catalogue()
        self._codes = cache(self.catalogue.meant)
        self._guesses = Guesses(self.catalogue.nearest)
        self._options: dict[tuple[int, ...], Options] = {}
        self._excluding = next(self._excluded(), None)
        found = sorted({*wrong, *self._complaints()}, key=Complaint.order)
        if found:
            raise ConfigError(found)

    def _catalogue(self) -> Catalogue:
        """The rules there are, those that the policy declares with them. Raises PackError for what is wrong in it."""
        try:
            known = packs.load(self.value("policy")).catalogue(CHINESE)
        except packs.PackError as error:
            if any(mistake.line for mistake in error.mistakes):
                raise
            known = catalogue()  # There is no such policy, which is said where it is named.
        if not self._plugins:
            return known
        from perflint import plugins

        return plugins.gather(known, self._plugins).catalogue

    def _known_plugins(self, wrong: list[Complaint]) -> Iterator[str]:
        """The plugins that are installed; a complaint for any other."""
        for word in self.value("plugins"):
            from perflint import plugins

            try:
                yield plugins.load(word.text).name
            except plugins.UnknownPlugin as error:
                wrong.append(_complaint(word.origin, "plugin-unknown", name=word.text, hint=error.hint()))

    def held(self, key: str, path: str | None = None) -> Held:
        """The value of a setting for the file `path` (None: for the run), and where it was written."""
        for sheet in reversed(self.sheets(path)):
            if key in sheet.values:
                held: Held = sheet.values[key]
                return held
        return Held(BY_KEY[key].default, None)

    def value(self, key: str) -> Any:
        return self.held(key).value

    def options(self, path: str | None = None) -> Options:
        """The options for the file `path` (None: for the run), the same object for files under the same overrides."""
        sheets = self.sheets(path)
        known = tuple(map(id, sheets))
        if known not in self._options:
            self._options[known] = self._made(sheets, path)
        return self._options[known]

    def excludes(self, path: str) -> bool:
        """Whether `exclude` means the file or folder `path`."""
        if self._excluding is None:
            return False
        folder, patterns = self._excluding
        parts = globs.relative(path, folder)
        return parts is not None and bool(patterns.meaning(parts))

    def _excluded(self) -> Iterator[tuple[str, globs.Patterns]]:
        """From the strongest layer: the folder from which its patterns of `exclude` count, and these."""
        for layer in reversed((*self._files, *self._commands)):
            if "exclude" in layer.values:
                words = _words(layer, "exclude")
                yield layer.folder, globs.Patterns(globs.parts_of(word.text) for word in words)

    def notices(self) -> list[str]:
        """The patterns of `exclude` that mean no file and no folder that is there, as sentences."""
        return [
            str(_complaint(word.origin, "config-idle-exclude", pattern=word.text))
            for layer in self._files
            for word in absent(_words(layer, "exclude"), layer.folder)
        ]

    def rules(self, path: str | None = None) -> RuleValues:
        """What was written for single rules, by rule name, each value as the rule takes it."""
        return self._rules(self.sheets(path))

    def choices(self, path: str | None = None) -> dict[str, Word]:
        """By code, the pattern that last put the rule in or took it out; rules that no pattern means are not there."""
        found: dict[str, Word] = {}
        for sheet in self.sheets(path):
            select, extend, ignore = (_words(sheet, key) for key in CHOOSING)
            if select:
                key = sheet.values["select"]
                whole = Word("select", key.origin) if key.origin else select[0]
                found = dict.fromkeys(self.catalogue.rules, whole)
            for word in (*select, *extend, *ignore):
                found.update(dict.fromkeys(self.catalogue.select([word.text]), word))
        return found

    def sheets(self, path: str | None) -> tuple[Sheet, ...]:
        """From the weakest to the strongest."""
        overrides = (override for layer in (*self._files, *self._commands) for override in layer.overrides)
        covering = tuple(override for override in overrides if path is not None and override.covers(path))
        return (*self._files, *covering, *self._commands)

    def _made(self, sheets: Sequence[Sheet], path: str | None) -> Options:
        written = self._rules(sheets)
        return Options(
            year=self.held("year", path).value,
            policy=self.held("policy").value,
            plugins=self._plugins,
            parameters={
                rule: {key: held.value for key, held in values.items() if key not in OF_RULES}
                for rule, values in written.items()
            },
            severities={
                rule: Severity(values[SEVERITY].value) for rule, values in written.items() if SEVERITY in values
            },
            fixes={
                **{rule: values[FIX].value for rule, values in written.items() if FIX in values},
                **self._fixes,
            },
            layers=tuple(
                Selection(*(tuple(word.text for word in _words(sheet, key)) for key in CHOOSING)) for sheet in sheets
            ),
        )

    def _rules(self, sheets: Iterable[Sheet]) -> RuleValues:
        """A rule's own name or code counts more than a pattern of several, the later one more than the earlier."""
        found: RuleValues = {}
        for sheet in sheets:
            for entry in sorted(sheet.entries, key=lambda entry: self._is_single(entry.pattern.text)):
                key = parameters.name_of(entry.name.text)
                for rule in self._meant(entry.pattern.text):
                    if key in OF_RULES:
                        found.setdefault(rule.name, {})[key] = entry.value
                    elif key in rule.parameters:
                        value = parameters.fitted(rule.parameters[key], entry.value.value)
                        found.setdefault(rule.name, {})[key] = Held(value, entry.value.origin)
        return found

    def _meant(self, pattern: str) -> list[Rule]:
        return [self.catalogue.rules[code] for code in sorted(self.catalogue.select([pattern]))]

    def _is_single(self, pattern: str) -> bool:
        """Whether the pattern is a rule's own name or code, not one that happens to mean a single rule."""
        return any(pattern.upper() == rule.code or pattern.lower() == rule.name for rule in self._meant(pattern))

    def _complaints(self) -> Iterator[Complaint]:
        for layer in (*self._files, *self._commands):
            own: list[Sheet] = [layer, *layer.overrides]
            for sheet in own:
                for key in CHOOSING:
                    yield from self._unknown(_words(sheet, key))
                yield from self._entry_complaints(sheet.entries)

    def _entry_complaints(self, entries: Sequence[Entry]) -> Iterator[Complaint]:
        seen: dict[tuple[str, str], Word] = {}
        for entry in entries:
            unknown = list(self._unknown([entry.pattern]))
            yield from unknown
            if unknown:
                continue
            key, meant = parameters.name_of(entry.name.text), self._meant(entry.pattern.text)
            if self._is_single(entry.pattern.text):
                first = seen.setdefault((meant[0].code, key), entry.name)
                if first is not entry.name:
                    rule = f"{meant[0].code} {meant[0].name}"
                    yield _complaint(
                        entry.name.origin, "config-rule-twice", rule=rule, name=key, line=first.origin.line
                    )
            if key not in OF_RULES:
                yield from self._parameter_complaints(entry, key, meant)

    def _parameter_complaints(self, entry: Entry, key: str, meant: Sequence[Rule]) -> Iterator[Complaint]:
        declaring = [rule for rule in meant if key in rule.parameters]
        if not declaring:
            known = sorted({*OF_RULES, *(name for rule in meant for name in rule.parameters)})
            yield Complaint(entry.name.origin, self._unknown_parameter(entry, key, known))
            return
        default = declaring[0].parameters[key]
        if parameters.fitted(default, entry.value.value) is None:
            kind = parameters.expected(default)
            yield _complaint(entry.value.origin or entry.name.origin, "config-parameter", name=key, kind=kind)

    def _unknown_parameter(self, entry: Entry, key: str, known: Sequence[str]) -> str:
        """The nearest parameter of the rule, else the rule that has one of that name, else all there are."""
        from difflib import get_close_matches

        elsewhere = parameters.declaring(self.catalogue.rules, key)
        close = get_close_matches(key, known, 1, 0.6)
        if close:
            hint = say("nearest", nearest=close[0])
        elif elsewhere:
            hint = say("config-of-other-rule", rules=listed(f"{rule.code} {rule.name}" for rule in elsewhere))
        else:
            hint = say("config-known", known=listed(known))
        return say("config-unknown-parameter", rule=entry.pattern.text, name=entry.name.text, hint=hint)

    def _unknown(self, words: Iterable[Word]) -> Iterator[Complaint]:
        for word in words:
            if not self._codes(word.text):
                nearest = self._guesses.of(word.text)
                hint = say("nearest", nearest=nearest) if nearest else say("all-rules")
                yield _complaint(word.origin, "unknown-rule", word=word.text, hint=hint)


def of_options(given: Mapping[str, Any], folder: str) -> Layer:
    """The layer of what options of the command line say, by the settings they set."""
    values = {}
    for key, value in given.items():
        setting = BY_KEY[key]
        origin = Origin(SourceText(setting.option or "", ""))
        is_list = setting.kind in (Kind.RULES, Kind.NAMES, Kind.GLOBS)
        values[key] = Held(tuple(Word(word, origin) for word in value) if is_list else value, origin)
    return Layer(folder, values)


def _words(sheet: Sheet, key: str) -> tuple[Word, ...]:
    held = sheet.values.get(key)
    return held.value if held else ()


def _complaint(origin: Origin, key: str, **fields: object) -> Complaint:
    return Complaint(origin, say(key, **fields))
