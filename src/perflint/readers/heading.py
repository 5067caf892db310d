"""The head of the published plain-text layout: title, unit line and column heads, and what pages repeat of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, takewhile
from types import MappingProxyType

from perflint.readers import keys
from perflint.record import NamedTuple
from perflint.regex import any_of, compiled, lazy
from perflint.text import SourceText, Span
from perflint.vocabulary import words

_LINE = lazy(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_DIGITS = lazy(r"\d{1,4}")
_SPACE = lazy(r"\s+")
HEAD_SIZE = 4000
"""How many characters at the start of a text are looked at for its head."""
_HEAD_LINES = 40


class Break(NamedTuple):
    """A place where the text leaves the layout: what was expected there, a key of the vocabulary's `expected`."""

    span: Span
    expected: str
    fields: Mapping[str, object] = MappingProxyType({})


class Column(NamedTuple):
    """A fund column: its key in the data file, None for an unknown one, and its head as written."""

    key: str | None
    name: str


class Heading(NamedTuple):
    """What stands above the rows; `columns` are the fund columns, left to right."""

    span: Span
    unit: Span | None
    year: Span | None
    money_unit: Span | None
    columns: tuple[Column, ...]
    breaks: tuple[Break, ...]


def is_layout(text: str) -> bool:
    """Whether the head of `text` is that of the layout: its column heads, or its title and unit line."""
    head = text[:HEAD_SIZE]
    vocabulary = _vocabulary()
    return bool(
        vocabulary.signature.search(_SPACE.sub("", head))
        or (vocabulary.title_line.search(head) and vocabulary.money_unit.search(head))
    )


def split(source: SourceText) -> tuple[Heading, list[Span]]:
    """The heading, and the lines of the rows without their outer white space, page furniture and repeated heads."""
    lines = list(_lines(source.text))
    first, last, columns, breaks = _columns(source.text, lines)
    above = lines[:first]
    unit, money_unit = _labelled(source.text, above, "unit"), _labelled(source.text, above, "money_unit")
    top = above[0] if above else lines[first] if first < last else Span(0, 0)
    span = Span(top.start, lines[last - 1].end) if last else top
    if columns and money_unit is None:
        breaks.append(Break(lines[first], "unit-line"))
    repeated = {source.cut(line) for line in above}
    heads = [source.cut(line) for line in lines[first:last]]
    rows = list(_without_heads(source.text, lines[last:], heads, repeated))
    return Heading(span, unit, _year(source.text, above), money_unit, tuple(columns), tuple(breaks)), rows


class _Vocabulary(NamedTuple):
    """The words of the layout, compiled."""

    roles: dict[str, str]
    funds: frozenset[str]
    word: re.Pattern[str]
    names: tuple[str, ...]
    signature: re.Pattern[str]
    title_line: re.Pattern[str]
    year: re.Pattern[str]
    unit: re.Pattern[str]
    money_unit: re.Pattern[str]
    furniture: re.Pattern[str]


@cache
def _vocabulary() -> _Vocabulary:
    data = words("layout")
    heads, labels, funds = data["heads"], data["labels"], keys.level("budget")
    roles = {word: role for role, members in heads.items() for word in members}
    roles |= {word: role for word, role in funds.fields.items() if word != role}
    unit, money = any_of(labels["unit"]), any_of(labels["money_unit"])
    return _Vocabulary(
        roles=roles,
        funds=frozenset(funds.spellings),
        word=compiled(rf"(?P<word>{any_of(roles)})(?:[（(][^）)]{{0,20}}[）)])?[:：]?"),
        names=tuple(word for word in heads["name"] if len(word) > 2),
        signature=compiled(
            rf"(?:{any_of(heads['name'])})[^。]{{0,200}}(?:{any_of(heads['goal'])})"
            rf"[^。]{{0,40}}(?:{any_of(heads['indicators'])})"
        ),
        title_line=compiled(rf"^.{{0,60}}{data['title']}.{{0,40}}$", re.MULTILINE),
        year=compiled(data["year"]),
        unit=compiled(rf"(?:{unit})\s*[:：]\s*(\S.*?)[（(]?(?=\s*(?:{unit}|{money})\s*[:：]|\s+\S{{1,8}}[:：]|\s*$)"),
        money_unit=compiled(rf"(?:{money})\s*[:：]\s*{data['currency']}({any_of(keys.money_units())})"),
        furniture=compiled("|".join(f"(?:{pattern})" for pattern in data["furniture"])),
    )


def _lines(text: str) -> Iterator[Span]:
    """The lines that hold something, outer white space cut off, page numbers left out.

    A bare number counts as a page number only next to a page break: elsewhere it may be the end of a broken value.
    """
    furniture = _vocabulary().furniture
    previous = 0
    for match in _LINE.finditer(text):
        content = match.group().strip("\ufeff \t\u3000\xa0")
        if not content:
            continue
        start = text.index(content, match.start())
        end = start + len(content)
        numbered = _DIGITS.fullmatch(content) and ("\f" in text[previous:start] or _next_is_page(text, end))
        previous = end
        if not numbered and not furniture.fullmatch(content):
            yield Span(start, end)


_PAGE_AHEAD = lazy(r"\s*")


def _next_is_page(text: str, end: int) -> bool:
    match = _PAGE_AHEAD.match(text, end)
    return match is not None and "\f" in match.group()


def _columns(text: str, lines: Sequence[Span]) -> tuple[int, int, list[Column], list[Break]]:
    """The lines of the column heads, as (first, after the last), the fund columns that they name, and what is broken.

    Heads may be broken over lines, in the middle of a word too, so the lines are read as one run of words.
    """
    top = list(takewhile(lambda line: line.end - line.start <= HEAD_SIZE, lines[:_HEAD_LINES]))
    first = next((index for index, line in enumerate(top) if _opens_heads(text[line.start : line.end])), None)
    if first is None:
        return 0, 0, [], [Break(lines[0] if lines else Span(0, 0), "title")]
    vocabulary = _vocabulary()
    columns: list[Column] = []
    breaks: list[Break] = []
    seen: set[str] = set()
    last = first
    while last < len(top) and "indicators" not in seen:
        last += 1
        seen = {role for role, _ in _heads(text, lines[first:last]) if role}
    if "indicators" not in seen:
        last = _run_of_words(text, top, first)
        breaks.append(Break(lines[first], "heads"))
    while last < len(top) and _only_new_funds(text, lines[last], seen):
        last += 1
        seen = {role for role, _ in _heads(text, lines[first:last]) if role}
    for role, span in _heads(text, lines[first:last]):
        if role is None:
            breaks.append(Break(span, "known-head"))
        if role in vocabulary.funds or (role is None and "goal" not in seen):
            columns.append(Column(role, "".join(text[span.start : span.end].split())))
    if len(columns) != 1 and "total" not in seen:
        breaks.append(Break(lines[first], "total-head"))
    return first, last, columns, breaks


def _opens_heads(line: str) -> bool:
    vocabulary = _vocabulary()
    if line.startswith(vocabulary.names):
        return True
    roles = [role for role, _ in _heads(line, [Span(0, len(line))])]
    return len(roles) > 1 and "name" in roles and None not in roles


def _only_new_funds(text: str, line: Span, seen: set[str]) -> bool:
    roles = [role for role, _ in _heads(text, [line])]
    return all(role in _vocabulary().funds and role not in seen for role in roles)


def _run_of_words(text: str, lines: Sequence[Span], first: int) -> int:
    """The end of the lines from `first` that begin with a known head."""
    last = first + 1
    while last < len(lines) and next(iter(_heads(text, [lines[last]])))[0] is not None:
        last += 1
    return last


def _heads(text: str, lines: Sequence[Span]) -> Iterator[tuple[str | None, Span]]:
    """The heads in the lines, each as (role, place); role None for an unknown one."""
    word = _vocabulary().word
    joined = "".join(text[line.start : line.end] for line in lines)
    places = [at for line in lines for at in range(line.start, line.end)]
    starts = set(accumulate(line.end - line.start for line in lines))

    def breaks(offset: int) -> bool:
        return offset in starts or joined[offset].isspace()

    offset = 0
    while offset < len(joined):
        if joined[offset].isspace():
            offset += 1
            continue
        match = word.match(joined, offset)
        if match and not (breaks(match.end()) or word.match(joined, match.end())):
            match = None
        end = match.end() if match else next(at for at in range(offset + 1, len(joined) + 1) if breaks(at))
        yield _vocabulary().roles[match.group("word")] if match else None, Span(places[offset], places[end - 1] + 1)
        offset = end


def _labelled(text: str, lines: Sequence[Span], label: str) -> Span | None:
    """The text after a label of the unit line."""
    pattern: re.Pattern[str] = getattr(_vocabulary(), label)
    for line in lines:
        match = pattern.search(text[line.start : line.end])
        if match:
            return Span(line.start + match.start(1), line.start + match.end(1))
    return None


def _year(text: str, lines: Sequence[Span]) -> Span | None:
    """The year that the title states."""
    vocabulary = _vocabulary()
    for line in lines:
        content = text[line.start : line.end]
        match = vocabulary.year.search(content)
        if match and vocabulary.title_line.search(content):
            return Span(line.start + match.start(1), line.start + match.end(1))
    return None


def _without_heads(text: str, lines: Sequence[Span], heads: Sequence[str], repeated: set[str]) -> Iterator[Span]:
    """The lines without the heads that a new page repeats."""
    index = 0
    while index < len(lines):
        contents = [text[line.start : line.end] for line in lines[index : index + max(len(heads), 1)]]
        if heads and contents == heads:
            index += len(heads)
            continue
        if contents[0] not in repeated:
            yield lines[index]
        index += 1
