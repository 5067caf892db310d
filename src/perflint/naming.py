"""An indicator's name, read as people read it: by its head, the longest matching tail, and what stands before it.

故障**响应率** is a rate of responses, 人数**占比** a share, 签约**率** holds no 约. The words are data
(`rules/vocabulary/heads.yaml`, `polarity.yaml`, `names.yaml`); this module only knows how a name is put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from perflint.expression import LONGEST, Quantity, parse, read_unit
from perflint.polarity import OPPOSITE, Polarity, longest_tail
from perflint.record import NamedTuple
from perflint.regex import any_of, any_word, compiled, lazy
from perflint.text import Span, letters
from perflint.units import Unit, entries
from perflint.vocabulary import words

_SPACE_BETWEEN_HANZI = lazy(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_DIGIT = lazy(r"\d")
_ABBREVIATION = lazy(r"(?<=[^\W\da-zA-Z_])\s*[A-Za-z][A-Za-z\d.]*$")
_FILLER_DIGIT = "1"


class Bracket(NamedTuple):
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


class Naming(NamedTuple):
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
    """The analysed name; once per distinct text. What is far too long to be a name is taken as it stands."""
    return _lexicon().read(text) if len(text) <= LONGEST else Naming(text, text, _normal(text))


def normal(text: str) -> str:
    """What makes two names one: `Naming.normal`, without reading what else a plain name says."""
    return _normal(text) if _is_plain(text) else analyse(text).normal


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
        self._words = {trait: any_word(entry["words"]) for trait, entry in data.items() if "except" in entry}
        self._except = {trait: any_word(entry["except"]) for trait, entry in data.items() if "except" in entry}

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


class Lexicon:
    """The vocabulary of names, ready for reading them."""

    def __init__(
        self,
        heads: Mapping[str, Any],
        polarity: Mapping[str, Any],
        names: Mapping[str, Any],
    ) -> None:
        self._groups = {word: group for group in heads["groups"] for word in _tails(group)}
        self._heads: dict[str, Head] = {}
        self._longest = max(map(len, self._groups))
        self._count = self._of("数")
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
        self._reused = tuple(polarity["reused"])
        self._failure = tuple(polarity["failure"])
        self._limited = tuple(polarity["limited"])
        self._negative_people = tuple(polarity["negative_people"])
        self._never = tuple(polarity["never"])
        self._never_tails = tuple(polarity["never_tails"])
        self._prefix = lazy(rf"\s*(?:{'|'.join(names['prefixes'])})+\s*")
        self._bracket = lazy(
            rf"[{re.escape(names['brackets']['open'])}]([^()（）]*)[{re.escape(names['brackets']['close'])}]"
        )
        self._hole = lazy(names["holes"])
        self._final = names["final"]
        self._traits = Traits(names["traits"])

    def read(self, text: str) -> Naming:
        prefix, brackets, core, bare = self._bared(text) if not _is_plain(text) else (None, (), text, text)
        head, tail = self._head(bare)
        before = bare.removesuffix(tail).removesuffix(head.text) if head else bare
        common: dict[str, Any] = {
            "text": text,
            "core": core,
            "normal": _normal(core),
            "tail": tail,
            "rate_like": bare.endswith(self._rate_like),
            "never": self._is_never(bare),
            "traits": self._traits.of(core) | (head.traits if head else frozenset()),
            "brackets": brackets,
            "prefix": prefix,
        }
        growing = bare.endswith(self._growing)
        if head is None:
            polarity, _ = self._polarity.of(bare)
            lessening = polarity == "negative" and self._polarity.lessens(bare, measured=False)
            polarity = None if lessening else polarity
            return Naming(**common, modifiers=before, growing=growing, lessening=lessening, polarity=polarity)
        polarity, stem = self._polarity_of(head, before)
        rate = head.kind == "rate"
        taken = (polarity == "negative" or not rate) and self._polarity.lessens(before, measured=not rate)
        changed = bool(head.dimensions) and (taken or self._changes(tail) or bare.startswith(self._raisers))
        return Naming(
            **common,
            growing=growing or changed,
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
            limited=rate and before.endswith(self._limited),
        )

    def _bared(self, text: str) -> tuple[Span | None, tuple[Bracket, ...], str, str]:
        """Prefix and brackets of a name, its core, and the core without any bracket, target and abbreviation."""
        prefix = self._prefix.match(text)
        start = prefix.end() if prefix else 0
        brackets = tuple(self._brackets(text, start))
        core = self._trimmed(text, start, (bracket.span for bracket in brackets if bracket.unit or bracket.is_template))
        bare = self._bracket.sub("", core).strip() or core
        if _DIGIT.search(bare):
            bare = _target().sub("", bare) or bare
        if bare[-1:].isascii():  # 路面技术状况指数PQI
            bare = _ABBREVIATION.sub("", bare)
        return Span(*prefix.span()) if prefix else None, brackets, core, bare

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
        if isinstance(probe, Quantity) and probe.number == 1 and probe.unit and probe.unit.name.startswith("/"):
            return probe.unit, None, False  # 1/10万
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
        word = longest_tail(bare, self._groups, self._longest)
        if word is not None and len(word) > 1 and word != self._count.text:
            return self._of(word)
        counted = self._counted(bare)
        if counted is not None:
            return counted
        if word is not None:
            return self._of(word)
        if bare.endswith(self._degree) and not bare.endswith(self._no_degree):
            return Head(
                self._degree, "perception", frozenset(("ratio", "score")), ("%",), None, "positive", frozenset()
            )
        return None

    def _of(self, word: str) -> Head:
        """The head that is a word of a group; of two thousand a table uses some dozens."""
        head = self._heads.get(word)
        if head is None:
            head = self._heads[word] = _head_of(word, self._groups[word])
        return head

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
            return (head.polarity if not self._polarity.negated(before) else OPPOSITE[head.polarity]), ""
        if head.kind == "rate":
            return self._polarity.of(before)
        if head.kind == "people":
            return ("negative" if before.endswith(self._negative_people) else None), ""
        polarity, _ = self._polarity.of(before)
        return (None if polarity == "negative" and self._polarity.handles(before) else polarity), ""

    def _fails(self, before: str) -> bool:
        return self._polarity.root(before).endswith(self._failure)

    def _is_never(self, bare: str) -> bool:
        """What must not happen at all, with or without a tail such as 发生率."""
        if not bare.endswith(self._never_tails):
            return bare.endswith(self._never)
        tails = (tail for tail in self._never_tails if bare.endswith(tail))
        return bare.endswith(self._never) or any(bare.removesuffix(tail).endswith(self._never) for tail in tails)

    def _is_bounded(self, head: Head, before: str) -> bool:
        if before.endswith(self._reused):
            return True
        return not (before.endswith(self._unbounded) or head.text.endswith(self._unbounded))


def _is_plain(text: str) -> bool:
    """Whether the name has nothing beside its words: most have not."""
    return text.isalpha() and not text[-1].isascii()


def _head_of(word: str, group: Mapping[str, Any]) -> Head:
    dimensions, units = frozenset(group.get("dimensions", ())), tuple(group.get("units", ()))
    own = word if group.get("fixed") == "itself" else group.get("fixed")
    return Head(word, group["kind"], dimensions, units, own, group.get("polarity"), frozenset(group.get("traits", ())))


def _tails(group: Mapping[str, Any]) -> Iterable[str]:
    """The words of a group of heads, and those that it makes of two parts (响应|时间, 办理|时限)."""
    yield from (first + last for first in group.get("before", ()) for last in group.get("after", ()))
    yield from group.get("words", ())


def _normal(core: str) -> str:
    """A core without spaces and punctuation, in lower case: what makes two names one."""
    return letters(core).lower()


@cache
def _target() -> re.Pattern[str]:
    """A target at the end of a name: a number behind a comparator (达到95%以上) or with a percent sign (达标率100%)."""
    comparators = words("comparators")
    before, signs, after = (
        any_of(word for group in comparators[key].values() for word in group) for key in ("before", "signs", "after")
    )
    number = r"\s*\d[\d.,]*\s*"
    return compiled(rf"(?:(?:{before}|{signs}){number}[^\d\s]{{0,4}}?|{number}[%％‰])(?:{after})?$")


@cache
def _lexicon() -> Lexicon:
    return Lexicon(words("heads"), words("polarity"), words("names"))
