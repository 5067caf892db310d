"""What the texts of a pack name: rules, parameters, levels of the frame. Whatever they do not name is a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from perflint.interface import listed, say
from perflint.packs.declarations import RESOLVERS
from perflint.packs.lexicon import WORD_RESOLVERS
from perflint.packs.shape import SWITCHES, Reference, Shaped, Unknown
from perflint.policy import OFF, Frame
from perflint.readers.nodes import Scalar
from perflint.rule import Catalogue, Choice, UnknownRule, meant

_KEY = re.compile(r"[a-z][a-z0-9_]*")


class Names:
    """Looks up references: `frame` is that of the pack below at first, and the pack's own as soon as it is known."""

    def __init__(self, shaped: Shaped, rules: Catalogue, base: Mapping[str, Any]) -> None:
        self._shaped = shaped
        self._rules = rules
        self.frame = Frame(base["frame"])
        declared = (*base.get("own_rules", ()), *shaped.data.get("own_rules", ()))
        self._own = [
            (rule["code"], rule["name"])
            for rule in declared
            if isinstance(rule, dict) and {"code", "name"} <= rule.keys()
        ]

    def resolve(self, references: Iterable[Reference]) -> None:
        for reference in references:
            resolver = RESOLVERS.get(reference.kind) or WORD_RESOLVERS.get(reference.kind)
            try:
                if resolver is not None:
                    reference.put(resolver(reference, self._shaped))
                else:
                    reference.put(getattr(self, f"_{reference.kind}")(reference))
            except Unknown as unknown:
                self._shaped.mistake(reference.span, unknown.problem, word=reference.text, **unknown.fields)

    def shared_names(self) -> None:
        """A name that the pack gives to a level while another level beside it has it."""
        for path, node in self._shaped.nodes.items():
            if path[:2] != ("frame", "levels") or ("name" not in path[-1:] and "aliases" not in path[-2:-1]):
                continue
            if not isinstance(node, Scalar):
                continue
            above = [str(step) for step in path[2:] if isinstance(step, str)]
            parent = self._key(above[0], None) if "children" in above else None
            own = self._key(above[2] if parent else above[0], parent, second=parent is not None)
            beside = self.frame.children(parent) if parent else self.frame.first.values()
            named = {self.frame.normal(name): level for level in beside if level.key != own for name in level.names}
            other = named.get(self.frame.normal(node.text))
            if other is not None:
                self._shaped.mistake(node.span, "shared-name", word=node.text, level=other.name)

    def totals(self, data: Mapping[str, Any]) -> None:
        """Weights from so much to so much do not say what they add up to."""
        weights = data.get("weights", {})
        if "total" in weights or ("weights", "total") in self._shaped.nodes:
            return
        for key, split in weights.items():
            for level, band in split.items():
                if isinstance(band, list) and len(band) > 1:
                    node = self._shaped.nodes.get(("weights", key)) or self._shaped.nodes[("weights",)]
                    self._shaped.mistake(node.span, "no-total", level=level)
                    return

    def values(self, data: Mapping[str, Any]) -> None:
        """Give the values of parameters the types that their rules declare."""
        for name, given in data.get("thresholds", {}).items():
            declared = next((rule.parameters[name] for rule in self._holding(name)), None)
            self._typed(data["thresholds"], name, given, declared, ("thresholds", name))
        for name, parameters in data.get("parameters", {}).items():
            known = next((rule.parameters for rule in self._rules.rules.values() if rule.name == name), {})
            for parameter, given in parameters.items():
                self._typed(parameters, parameter, given, known.get(parameter), ("parameters", name, parameter))

    def _typed(self, held: Any, name: str, given: list[str], declared: Any, path: tuple[str, ...]) -> None:
        if declared is None or not all(isinstance(text, str) for text in given):
            return
        try:
            held[name] = typed(given, declared, self._shaped.schema["switches"])
        except ValueError as error:
            span = self._shaped.nodes[self._written(path)].span
            self._shaped.mistake(span, "parameter", name=name, found=listed(given), expected=error)

    def _written(self, path: tuple[str, ...]) -> tuple[str | int, ...]:
        """The path of a parameter as it was written, with the rule's code, say, for its name."""
        section, *rule, parameter = path
        for written in self._shaped.nodes:
            if len(written) != len(path) or (written[0], written[-1]) != (section, parameter):
                continue
            if not rule or self._named(str(written[1])) == rule[0]:
                return written
        return (section,)

    def _named(self, word: str) -> str | None:
        try:
            return self._rules.find(word).name
        except UnknownRule:
            return None

    def _rule(self, reference: Reference) -> str:
        """A rule's name, for its name or code."""
        try:
            return self._rules.find(reference.text).name
        except UnknownRule as error:
            raise Unknown("unknown-rule", hint=_nearest(error.nearest)) from None

    def _pattern(self, reference: Reference) -> str:
        """A pattern of rules, of those that the pack declares as well."""
        if meant(dict(self._own), reference.text):
            return reference.text
        try:
            self._rules.select([reference.text])
        except UnknownRule as error:
            own = self._shaped.hint(reference.text, (word for rule in self._own for word in rule))
            raise Unknown("unknown-rule", hint=own or _nearest(error.nearest)) from None
        return reference.text

    def _threshold(self, reference: Reference) -> str:
        if any(self._holding(reference.text)):
            return reference.text
        known = [name for rule in self._rules.rules.values() for name in rule.parameters]
        raise Unknown("unknown-parameter", hint=self._shaped.hint(reference.text, known))

    def _parameter(self, reference: Reference) -> str:
        rule = self._named(str(reference.within[-1]))
        known = next((one.parameters for one in self._rules.rules.values() if one.name == rule), None)
        if known is None or reference.text in known:
            return reference.text  # Of an unknown rule nothing more is said.
        if not known:
            raise Unknown("no-parameters", rule=rule)
        raise Unknown("unknown-parameter", hint=self._shaped.hint(reference.text, known, known))

    def _holding(self, parameter: str) -> Iterable[Any]:
        return (rule for rule in self._rules.rules.values() if parameter in rule.parameters)

    def _first(self, reference: Reference) -> str:
        key = self._key(reference.text, None)
        return key if key and key in self.frame.first else self._new(reference, self.frame.first)

    def _second(self, reference: Reference) -> str:
        """A second level; in the frame itself under the first level that it stands in."""
        parent = self._key(str(reference.within[-2]), None) if reference.within[-1:] == ("children",) else None
        key = self._key(reference.text, parent, second=True)
        if key and (parent is None or self.frame.second[key].parent == parent):
            return key
        return self._new(reference, self.frame.second)

    def _level(self, reference: Reference) -> list[str]:
        """The keys of all levels that a word names."""
        frame, text = self.frame, reference.text
        if text in frame:
            return [text]
        first = frame.first_of(text)
        named = [first] if first else []
        named += [level for level in frame.second.values() if frame.second_of(text, level.parent) is level]
        if not named:
            raise self._no_level(text, {**frame.first, **frame.second})
        return [level.key for level in named]

    def _key(self, text: str, parent: str | None, *, second: bool = False) -> str | None:
        """The key of the level that a text names by its key or one of its names."""
        frame = self.frame
        if text in (frame.second if second else frame.first):
            return text
        level = frame.second_of(text, parent) if second else frame.first_of(text)
        return level.key if level else None

    def _new(self, reference: Reference, known: Mapping[str, Any]) -> str:
        """The key of a level that the pack adds: it has a key of its own, and a name."""
        if reference.within[:2] != ("frame", "levels"):
            raise self._no_level(reference.text, known)
        held: Any = self._shaped.data
        for step in reference.within:
            held = held[step]
        entry = held.get(reference.text)
        if not isinstance(entry, dict) or "name" not in entry:
            raise self._no_level(reference.text, known)
        if not _KEY.fullmatch(reference.text):
            raise Unknown("level-key")
        return reference.text

    def _no_level(self, text: str, known: Mapping[str, Any]) -> Unknown:
        """The nearest is looked for among whole names first, then among what a name is without 指标 and the like."""
        names = [word for level in known.values() for word in (level.key, *level.names)]
        close = self._shaped.hint(text, names, cutoff=0.6)
        if not close:
            shown = [level.name for level in known.values()]
            close = self._shaped.hint(self.frame.normal(text) or text, map(self.frame.normal, names), shown)
        return Unknown("unknown-level", hint=close)


def typed(given: list[str], declared: Any, switches: Mapping[str, str]) -> Any:
    """The texts as a value of the type of the declared one. Raises ValueError with what was expected, for people."""
    if isinstance(declared, list):
        return [typed([text], declared[0], switches) for text in given]
    if len(given) != 1:
        raise ValueError(say("pack-is-single"))
    text = given[0].strip()
    if isinstance(declared, bool):
        switch = SWITCHES.get(text.lower()) or switches.get(text) or text.lower()
        if switch not in ("on", OFF, "true", "false"):
            raise ValueError(say("pack-is-switch"))
        return switch in ("on", "true")
    if isinstance(declared, Choice):
        if text not in declared.known:
            raise ValueError(say("pack-one-of", known=listed(declared.known)))
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(say("pack-is-number")) from None
    if not number.is_finite():
        raise ValueError(say("pack-is-number"))
    if isinstance(declared, int):
        if number != number.to_integral_value():
            raise ValueError(say("pack-is-integer"))
        return int(number)
    return float(number) if isinstance(declared, float) else text


def _nearest(word: str | None) -> str:
    return say("nearest", nearest=word) if word else say("all-rules")
