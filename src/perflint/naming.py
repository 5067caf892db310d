"""An indicator's name, read as people read it: by its head, the longest matching tail, and what stands before it.

故障**响应率** is a rate of responses, 人数**占比** a share, 签约**率** holds no 约. The words are data
(`rules/vocabulary/heads.yaml`, `polarity.yaml`, `names.yaml`); this module only knows how a name is put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from perflint.expression import Quantity, parse, read_unit
from perflint.text import Span
from perflint.units import Unit, entries
from perflint.vocabulary import words
from perflint.wordsearch import WordSet

_SPACE_BETWEEN_HANZI = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_NOT_WORD = re.compile(r"[\W_]+")
_FILLER_DIGIT = "1"
_OPPOSITE = {"positive": "negative", "negative": "positive"}


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracketed part of a name: `text` without the brackets, `span` with them, in the name as written.

    `unit` where it holds a unit and nothing else (`（亩）`, `(%)`), or a unit behind a comparator or a template's hole
    (`(≥**%)`); `comparator` and `hole` say so. `at_end`: nothing but punctuation follows.
    """

    text: str
    span: Span
    unit: Unit | None = None
    comparator: str | None = None
    hole: bool = False
    at_end: bool = False

    @property
    def is_unit(self) -> bool:
        return self.unit is not None and self.comparator is None and not self.hole

    @property
    def is_template(self) -> bool:
        return self.hole or self.comparator is not None


@dataclass(frozen=True, slots=True)
class Naming:
    """What a name says.

    `core` is the name without list prefix, bracketed units and templates, spaces between hanzi and final punctuation;
    `normal` is `core` without any punctuation, for comparing names. `head` is the head noun ("" where the vocabulary
    knows none), `kind` its group in heads.yaml, and `modifiers` what stands before it. `dimensions` are those the head
    can be measured in, empty where it says none; `units` what to suggest; `fixed_unit` the only one it can mean.
    `polarity`: "positive" (more is better), "negative" (less is better) or None. `bounded`: a rate that cannot pass
    100 %; `limited`: a rate that may have an upper limit of its own; `failure`: one of things going wrong. `growing`:
    measured as a change by its last word; `lessening`: says by how much something becomes less, or may say so
    (成本降低, 缩短通行时间, 降低故障率); `rate_like`: lacks only 率; `never`: what must not happen at all. `tail`: what
    followed the head (显著提升).
    """

    text: str
    core: str
    normal: str
    head: str = ""
    modifiers: str = ""
    tail: str = ""
    kind: str | None = None
    dimensions: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    fixed_unit: str | None = None
    polarity: str | None = None
    bounded: bool = False
    growing: bool = False
    lessening: bool = False
    failure: bool = False
    limited: bool = False
    never: bool = False
    rate_like: bool = False
    traits: frozenset[str] = frozenset()
    brackets: tuple[Bracket, ...] = ()
    prefix: Span | None = None

    @property
    def is_rate(self) -> bool:
        """A rate, share or ratio, satisfaction included."""
        return self.kind in ("rate", "satisfaction")

    @property
    def is_satisfaction(self) -> bool:
        return self.kind == "satisfaction"

    @property
    def bracket_units(self) -> tuple[Unit, ...]:
        """The units that the name states in brackets, templates included."""
        return tuple(bracket.unit for bracket in self.brackets if bracket.unit is not None)

    def has(self, *traits: str) -> bool:
        """Whether the name carries one of the traits of `names.yaml` or `heads.yaml` (average, stock, annual, …)."""
        return not self.traits.isdisjoint(traits)


@lru_cache(maxsize=65536)
def analyse(text: str) -> Naming:
    """The analysed name; once per distinct text."""
    return _lexicon().read(text)


class Head(NamedTuple):
    """One tail of heads.yaml."""

    text: str
    kind: str
    dimensions: frozenset[str]
    units: tuple[str, ...]
    fixed: str | None
    polarity: str | None
    traits: frozenset[str]


class Traits:
    """Which traits the words of a name give it: one pass over the name for all of them."""

    def __init__(self, data: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._given: dict[str, list[tuple[str, str]]] = {}
        for trait, entry in data.items():
            for word in entry["words"]:
                self._given.setdefault(word[0], []).append((word, trait))
        self._words = {trait: WordSet(entry["words"]) for trait, entry in data.items() if "except" in entry}
        self._except = {trait: WordSet(entry["except"]) for trait, entry in data.items() if "except" in entry}

    def of(self, text: str) -> frozenset[str]:
        found = set()
        given = self._given
        for offset, first in enumerate(text):
            for word, trait in given.get(first, ()):
                if text.startswith(word, offset):
                    found.add(trait)
        for trait in found & self._except.keys():
            if self._words[trait].search(self._except[trait].sub("", text)) is None:
                found.discard(trait)
        return frozenset(found)


class Polarity:
    """Whether more is better, from the words at the end of what a rate or count is taken of."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._meaning: dict[str, str] = {}
        for meaning in ("positive", "negative", "reducers", "preventers", "growers", "passers"):
            for word in data[meaning]:
                self._meaning.setdefault(word, meaning)
        self._longest = max(map(len, self._meaning))
        self._reducers = _any_of(data["reducers"])
        self._preventers = _any_of(data["preventers"])
        self._negations = tuple(data["negations"])
        self._adverbs = tuple(data["adverbs"])

    def of(self, text: str) -> tuple[str | None, str]:
        """The polarity of `text` by its last words, and the words that gave it."""
        word = _longest_tail(text, self._meaning, self._longest)
        if word is None:
            return None, ""
        rest = text[: -len(word)]
        meaning = self._meaning[word]
        if meaning == "passers":
            polarity, before = self.of(rest)
            return polarity, before + word
        if meaning == "growers":
            polarity, _ = self.of(rest)
            return ("negative" if polarity == "negative" else "positive"), word
        if meaning in ("reducers", "preventers"):
            polarity, _ = self.of(rest)
            return ("negative" if polarity == "positive" else "positive"), word
        if meaning == "positive" and rest.endswith(self._adverbs):
            return "negative", word
        if self.negated(rest):
            return _OPPOSITE[meaning], word
        return meaning, word

    def changed(self, polarity: str | None, tail: str) -> str | None:
        """The polarity of a change of what has `polarity`: less of a bad thing is good."""
        if not self.reduces(tail):
            return polarity
        return "positive" if polarity != "positive" else "negative"

    def reduces(self, tail: str) -> bool:
        return self._reducers.search(tail) is not None

    def lessens(self, before: str, measured: bool) -> bool:
        """Whether `before` holds a verb that takes away from what follows; `measured`: from an amount (缩短|时间)."""
        return self.reduces(before) or (not measured and self._preventers.search(before) is not None)

    def negated(self, before: str) -> bool:
        """Whether the word after `before` is turned round (不|满意)."""
        return before.endswith(self._negations)

    def root(self, text: str) -> str:
        """`text` without the words at its end that only say that something happens (故障**发生**)."""
        word = _longest_tail(text, self._meaning, self._longest)
        return self.root(text[: -len(word)]) if word and self._meaning[word] == "passers" else text


class Lexicon:
    """The vocabulary of names, ready for reading them."""

    def __init__(
        self,
        heads: Mapping[str, Any],
        polarity: Mapping[str, Any],
        names: Mapping[str, Any],
        comparators: Mapping[str, Any],
    ) -> None:
        self._heads = {
            word: Head(
                word,
                group["kind"],
                frozenset(group.get("dimensions", ())),
                tuple(group.get("units", ())),
                word if group.get("fixed") == "itself" else group.get("fixed"),
                group.get("polarity"),
                frozenset(group.get("traits", ())),
            )
            for group in heads["groups"]
            for word in _tails(group)
        }
        self._longest = max(map(len, self._heads))
        self._count = self._heads["数"]
        self._uncounted = frozenset(heads["uncounted"])
        self._tails = tuple(sorted(heads["tails"], key=len, reverse=True))
        self._growing = tuple(heads["growing"])
        self._change = (*polarity["reducers"], *polarity["growers"])
        self._raisers = tuple(polarity["raisers"])
        self._rate_like = tuple(heads["rate_like"])
        self._degree = heads["degrees"]["suffix"]
        self._no_degree = tuple(heads["degrees"]["except"])
        self._polarity = Polarity(polarity)
        self._unbounded = tuple(polarity["unbounded"])
        self._failure = tuple(polarity["failure"])
        self._limited = tuple(polarity["limited"])
        self._negative_people = tuple(polarity["negative_people"])
        self._never = tuple(polarity["never"])
        self._never_tails = tuple(polarity["never_tails"])
        self._prefix = re.compile(rf"\s*(?:{'|'.join(names['prefixes'])})+\s*")
        self._bracket = re.compile(
            rf"[{re.escape(names['brackets']['open'])}]([^()（）]*)[{re.escape(names['brackets']['close'])}]"
        )
        self._hole = re.compile(names["holes"])
        self._final = names["final"]
        self._target = _target(comparators)
        self._traits = Traits(names["traits"])

    def read(self, text: str) -> Naming:
        prefix = self._prefix.match(text)
        start = prefix.end() if prefix else 0
        brackets = tuple(self._brackets(text, start))
        core = self._trimmed(text, start, (bracket.span for bracket in brackets if bracket.unit or bracket.is_template))
        bare = self._bracket.sub("", core).strip() or core
        bare = self._target.sub("", bare) or bare
        head, tail = self._head(bare)
        before = bare.removesuffix(tail).removesuffix(head.text) if head else bare
        common = {
            "text": text,
            "core": core,
            "normal": _NOT_WORD.sub("", core).lower(),
            "tail": tail,
            "growing": bare.endswith(self._growing),
            "rate_like": bare.endswith(self._rate_like),
            "never": self._is_never(bare),
            "traits": self._traits.of(core) | (head.traits if head else frozenset()),
            "brackets": brackets,
            "prefix": Span(*prefix.span()) if prefix else None,
        }
        if head is None:
            polarity, _ = self._polarity.of(bare)
            lessening = polarity == "negative" and self._polarity.lessens(bare, measured=False)
            return Naming(**common, modifiers=before, lessening=lessening, polarity=None if lessening else polarity)
        polarity, stem = self._polarity_of(head, before)
        rate = head.kind == "rate"
        taken = (polarity == "negative" or not rate) and self._polarity.lessens(before, measured=not rate)
        changed = bool(head.dimensions) and (taken or self._changes(tail) or bare.startswith(self._raisers))
        return Naming(
            **common | {"growing": common["growing"] or changed},
            head=stem + head.text,
            modifiers=before.removesuffix(stem),
            kind=head.kind,
            dimensions=head.dimensions | {"ratio"} if changed else head.dimensions,
            units=head.units,
            fixed_unit=None if self._changes(tail) else head.fixed,
            polarity=None if taken and polarity == "negative" else self._polarity.changed(polarity, tail),
            lessening=taken or self._polarity.reduces(tail),
            bounded=head.kind == "satisfaction" or (rate and self._is_bounded(head, before)),
            failure=rate and not taken and polarity == "negative" and self._fails(before),
            limited=before.endswith(self._limited),
        )

    def _changes(self, tail: str) -> bool:
        """Whether the words after the head speak of a change of it."""
        return tail.endswith(self._change)

    def _brackets(self, text: str, start: int) -> Iterable[Bracket]:
        for match in self._bracket.finditer(text, start):
            content = match.group(1).strip()
            at_end = not text[match.end() :].strip(self._final + " \t")
            unit, comparator, hole = self._stated(content)
            yield Bracket(match.group(1), Span(*match.span()), unit, comparator, hole, at_end)

    def _stated(self, content: str) -> tuple[Unit | None, str | None, bool]:
        """Unit, comparator and hole of a bracket that holds them, with or without a number, and nothing else."""
        unit = read_unit(content)
        if content in entries() and entries()[content].noun:  # 培训人数（学生）
            return None, None, False
        if unit is not None or not content:
            return unit, None, False
        filled, holes = self._hole.subn(_FILLER_DIGIT, content)
        probe = parse(filled)
        if isinstance(probe, Quantity) and (holes or probe.comparator):
            return probe.unit, probe.comparator, holes > 0
        return None, None if holes else parse(content + _FILLER_DIGIT).comparator, filled == _FILLER_DIGIT * holes > ""

    def _trimmed(self, text: str, start: int, dropped: Iterable[Span]) -> str:
        pieces, position = [], start
        for span in dropped:
            pieces.append(text[position : span.start])
            position = span.end
        pieces.append(text[position:])
        joined = _SPACE_BETWEEN_HANZI.sub("", "".join(pieces))
        return joined.strip().rstrip(self._final).rstrip()

    def _head(self, bare: str) -> tuple[Head | None, str]:
        """The head of a bare name and what follows it, "" where nothing does."""
        known = self._known(bare)
        if known is not None and known.kind != "vague":
            return known, ""
        tail = next((tail for tail in self._tails if bare.endswith(tail) and len(bare) > len(tail)), None)
        if tail is not None:
            before = self._known(bare.removesuffix(tail))
            if before is not None and before.dimensions:
                return before, tail
        return known, ""

    def _known(self, bare: str) -> Head | None:
        word = _longest_tail(bare, self._heads, self._longest)
        if word is not None and len(word) > 1 and word != self._count.text:
            return self._heads[word]
        counted = self._counted(bare)
        if counted is not None:
            return counted
        if word is not None:
            return self._heads[word]
        if bare.endswith(self._degree) and not bare.endswith(self._no_degree):
            return Head(
                self._degree, "perception", frozenset(("ratio", "score")), ("%",), None, "positive", frozenset()
            )
        return None

    def _counted(self, bare: str) -> Head | None:
        """`篇数`, `台数`, `亩数`: a unit and 数 is a count in that unit."""
        if not bare.endswith(self._count.text):
            return None
        text = bare[: -len(self._count.text)][-1:]
        unit = read_unit(text) if text not in self._uncounted else None
        if unit is None or unit.dimension not in self._count.dimensions:
            return None
        return self._count._replace(text=text + self._count.text, units=(unit.name,), fixed=unit.name)

    def _polarity_of(self, head: Head, before: str) -> tuple[str | None, str]:
        """The polarity of the whole, and the words before the head that belong to it (故障**响应**率)."""
        if head.polarity is not None:
            return (head.polarity if not self._polarity.negated(before) else _OPPOSITE[head.polarity]), ""
        if head.kind == "rate":
            return self._polarity.of(before)
        if head.kind == "people":
            return ("negative" if before.endswith(self._negative_people) else None), ""
        return self._polarity.of(before)[0], ""

    def _fails(self, before: str) -> bool:
        return self._polarity.root(before).endswith(self._failure)

    def _is_never(self, bare: str) -> bool:
        """What must not happen at all, with or without a tail such as 发生率."""
        tails = (tail for tail in self._never_tails if bare.endswith(tail))
        return bare.endswith(self._never) or any(bare.removesuffix(tail).endswith(self._never) for tail in tails)

    def _is_bounded(self, head: Head, before: str) -> bool:
        return not (before.endswith(self._unbounded) or head.text in self._unbounded)


def _longest_tail(text: str, known: Mapping[str, Any], longest: int) -> str | None:
    for length in range(min(longest, len(text)), 0, -1):
        if text[-length:] in known:
            return text[-length:]
    return None


def _tails(group: Mapping[str, Any]) -> Iterable[str]:
    """The words of a group of heads, and those that it makes of two parts (响应|时间, 办理|时限)."""
    yield from (first + last for first in group.get("before", ()) for last in group.get("after", ()))
    yield from group.get("words", ())


def _any_of(alternatives: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(alternatives, key=len, reverse=True)))


def _target(comparators: Mapping[str, Any]) -> re.Pattern[str]:
    """A target at the end of a name: a number behind a comparator (达到95%以上) or with a percent sign (达标率100%)."""
    before = _any_of([word for group in comparators["before"].values() for word in group]).pattern
    signs = _any_of([sign for group in comparators["signs"].values() for sign in group]).pattern
    after = _any_of([word for group in comparators["after"].values() for word in group]).pattern
    number = r"\s*\d[\d.,]*\s*"
    return re.compile(rf"(?:(?:{before}|{signs}){number}[^\d\s]{{0,4}}?|{number}[%％‰])(?:{after})?$")


@cache
def _lexicon() -> Lexicon:
    return Lexicon(words("heads"), words("polarity"), words("names"), words("comparators"))
