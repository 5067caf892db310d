"""The grammar itself: no conflicts, no collisions, and the same language from the file and from the wheel's tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import util
from itertools import combinations
from types import ModuleType

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from test_expression import SAID

from perflint import grammars, terminals
from perflint.expression import Date, Point, Quantity, Range, parse, plain, table_source
from perflint.grammars import Grammar, build_tables
from perflint.terminals import WORD_PRIORITY, Lexicon, half_width
from perflint.tokens import Token
from perflint.units import Entry, entries

WORDS = terminals.vocabulary()
TABLES = build_tables()
LEXICON = Lexicon(WORDS)
GRAMMAR = Grammar(WORDS, TABLES)

# Words that the parser could take as either of two terminals in one state, and takes as the first:
# 12月内 is a duration, 12月前 a deadline.
PREFERRED = {("AFTER", "DEADLINE", "内"), ("AFTER", "DEADLINE", "之内"), ("AFTER", "DEADLINE", "以内")}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The module that a wheel holds, written and loaded as the build does it."""
    path = tmp_path_factory.mktemp("compiled") / "parser.py"
    path.write_text(table_source(), encoding="utf-8")
    spec = util.spec_from_file_location("compiled_parser", path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts() -> Iterator[str]:
    yield from (text for cases in SAID.values() for text in cases)
    yield from (f"≥3{spelling}" for spelling in entries())


# --- strictness ---


@pytest.mark.parametrize("terminal", sorted(TABLES.patterns))
def test_a_terminal_begins_only_with_its_first_signs(terminal: str) -> None:
    _, pattern, signs = TABLES.patterns[terminal]

    @settings(max_examples=50)
    @given(st.from_regex(pattern, alphabet=st.characters(codec="utf-8")))
    def begins_with_one_of_them(text: str) -> None:
        match = re.compile(pattern).search(text)
        assert match is not None
        assert not signs or match.group()[:1] in signs

    begins_with_one_of_them()


def test_lark_finds_no_conflict_and_no_collision_of_terminals() -> None:
    """`strict=True` refuses shift/reduce conflicts, and (with interegular) terminals that collide."""
    pytest.importorskip("interegular")
    assert build_tables(strict=True).rules == TABLES.rules


def test_no_word_can_be_two_terminals_in_one_state() -> None:
    """Over the whole vocabulary; Lark's own check sees patterns only."""
    collisions: set[tuple[str, ...]] = set()
    for wanted in TABLES.actions:
        for word, kinds in LEXICON.kinds.items():
            possible = [kind for kind in dict.fromkeys(kinds) if kind in wanted]
            collisions |= {(*pair, word) for pair in combinations(possible, 2)}
    assert collisions == PREFERRED


def test_no_pattern_shares_its_priority_with_the_words() -> None:
    assert WORD_PRIORITY not in {priority for priority, *_ in {**TABLES.patterns, **LEXICON.patterns}.values()}


def test_every_terminal_is_a_pattern_or_has_words() -> None:
    declared = {terminal for wanted in TABLES.actions for terminal in wanted} - {"$END"}
    assert declared == set(TABLES.patterns) | set(LEXICON.patterns) | {
        kind for kinds in LEXICON.kinds.values() for kind in kinds
    }


def test_every_rule_of_the_grammar_has_its_method() -> None:
    from perflint.transform import Transform

    named = {
        rule.name for rule in TABLES.rules if not rule.spliced and not rule.alone and not rule.name.startswith("$")
    }
    assert {name for name in named if not callable(getattr(Transform, name, None))} == set()


def test_every_terminal_is_needed_by_some_text() -> None:
    """A terminal that no text of the table uses is dead, or lacks its text."""
    used: set[str] = set()

    class Watching(Grammar):
        def _next(self, text: str, start: int, state: int) -> Token:
            found = super()._next(text, start, state)
            used.add(found.type)
            return found

    watching = Watching(WORDS, TABLES)
    for text in texts():
        watching.parse(text)
    assert {terminal for wanted in TABLES.actions for terminal in wanted} - used == set()


# --- the tables of the wheel ---


def test_compiled_tables_read_every_text_alike(compiled: ModuleType) -> None:
    grammar = Grammar(WORDS, grammars._restored(compiled.TABLES))
    for text in texts():
        assert grammar.parse(text) == GRAMMAR.parse(text), text


def test_compiled_tables_are_plain_data(compiled: ModuleType) -> None:
    """No Lark in them, and nothing that has to be built when they are loaded."""
    assert [name for name in vars(compiled) if not name.startswith("__")] == ["TABLES"]
    assert json.loads(json.dumps(compiled.TABLES)) == json.loads(json.dumps(grammars._plain(TABLES)))


def test_the_build_is_the_same_every_time() -> None:
    assert table_source() == table_source()


# --- any text ---

PIECES = st.sampled_from(
    [
        *[
            "≥",
            "≤",
            ">=",
            "＞",
            "=",
            "约",
            "不低于",
            "达到",
            "为",
            "控制在",
            "以上",
            "以内",
            "左右",
            "余",
            "（含）",
            "且",
            "±",
        ],
        *[
            "0",
            "7",
            "95",
            "1.2",
            "1,346",
            "2024",
            "12",
            "3O",
            "５",
            "三",
            "十二",
            "半",
            "百分之",
            "一百",
            "万",
            "亿",
            "千 ",
        ],
        *[
            "%",
            "％",
            "人",
            "人次",
            "个",
            "个月",
            "元",
            "平米",
            "km",
            "天",
            "M",
            "年",
            "月",
            "日",
            "件(册)",
            "/",
            "/人",
            "·",
            "每",
        ],
        *[
            "年底",
            "前",
            "月底",
            "第三季度",
            "上半年",
            "起",
            "完成",
            "全年",
            "-",
            "--",
            "~",
            "至",
            "；",
            "、",
            "，",
            "。",
            "(1)",
            "①",
        ],
        *[
            "正向 ",
            "定性",
            "力争",
            "每年",
            "增长",
            "合格率",
            "显著",
            "（",
            "）",
            " ",
            "\u3000",
            "\n",
            "**",
            "XX",
            "及时",
            "1:18",
            "2/3",
        ],
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=9).map("".join),
    st.text(max_size=30),
    st.text(st.characters(codec=None, categories=["Cs", "Cc", "Cf", "Nd", "No", "Lo", "Sm", "Zs"]), max_size=12),
)


@settings(max_examples=600)
@given(TEXTS)
@example("\ud800≥95%\udfff")
@example("\0")
@example("≥95%\0")
@example("٣٤%")
@example("²³%")
@example("Ⅻ")
@example("9" * 400 + "万亿元")
@example("1:" + "9" * 390)
@example("1/0")
@example("1:0")
@example("0:0")
@example("2024年99月99日")
@example("０/０")
@example("零分之零")
def test_no_text_makes_it_fail(text: str) -> None:
    expression = parse(text)
    assert expression.text == text
    found = expression.as_json()
    assert json.loads(json.dumps(found)) == found
    for item in (expression, *getattr(expression, "items", ())):
        spans = [*item.spans.values(), *(mark.span for mark in item.marks)]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(mark.text == text[slice(*mark.span)] for mark in item.marks)
        unit = item.as_json()["unit_text"]
        assert unit is None or text[slice(*item.spans["unit"])] == unit
    if found["kind"] == "malformed":
        assert 0 <= getattr(expression, "position", -1) <= len(text)


@settings(max_examples=300)
@given(TEXTS)
def test_full_width_and_half_width_are_the_same_language(text: str) -> None:
    half = half_width(text)
    assert len(half) == len(text)
    assert half_width(half) == half
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" and sign != "%" else sign for sign in half)
    one, other = parse(half).as_json(), parse(wide).as_json()
    assert one["spans"] == other["spans"]
    for field in ("kind", "comparator", "number", "low", "high", "unit", "dimension", "start", "end", "direction"):
        assert one[field] == other[field]


# --- written out and read back ---

NUMBERS = st.decimals(min_value=0, max_value=10**12, places=3, allow_nan=False, allow_infinity=False)
BOUNDS = st.integers(min_value=0, max_value=1800) | st.decimals(min_value=0, max_value=1800, places=2)
ENTRIES = st.sampled_from(list(entries().values()))
COMPARATORS = st.sampled_from(["", "≥", ">", "≤", "<", "=", "≈"])
SCALES = st.sampled_from(["", "万", "亿"])
SPACES = st.sampled_from(["", " ", "\u3000"])


@given(COMPARATORS, NUMBERS, SCALES, ENTRIES, SPACES)
def test_a_quantity(comparator: str, number: Decimal, scale: str, entry: Entry, space: str) -> None:
    found = parse(f"{comparator}{space}{number}{scale} {entry.spelling}")
    assert isinstance(found, Quantity)
    assert found.unit is not None
    assert found.comparator == (comparator or None)
    assert found.number == number * {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert (found.unit.name, found.unit.factor) == (entry.name, entry.factor)
    assert plain(found.number) == plain(Decimal(plain(found.number)))


@given(BOUNDS, BOUNDS, ENTRIES, st.sampled_from(["-", "~", "～", "至", "到", "—", "--", "－"]), SCALES)
def test_a_range(low: int | Decimal, high: int | Decimal, entry: Entry, between: str, scale: str) -> None:
    assume(entry.name not in ("月", "季度", "日"))
    found = parse(f"{low}{between}{high}{scale} {entry.spelling}")
    assert isinstance(found, Range)
    assert found.unit is not None
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert (found.low, found.high, found.unit.name) == (low * factor, high * factor, entry.name)


@pytest.mark.parametrize(
    "form",
    [
        "{0.year}年{0.month}月{0.day}日",
        "{0.year} 年 {0.month:02} 月 {0.day:02} 号",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}-{0.month:02}-{0.day:02}",
        "{0.year}/{0.month}/{0.day}",
    ],
)
@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_dates(form: str, one: date, other: date) -> None:
    first, second = form.format(one), form.format(other)
    start, end = Point(one.year, one.month, one.day), Point(other.year, other.month, other.day)
    point, deadline, period = parse(first), parse(first + "前"), parse(f"{first}至{second}")
    assert isinstance(point, Date)
    assert isinstance(deadline, Date)
    assert isinstance(period, Date)
    assert (point.start, point.end, point.comparator) == (start, start, None)
    assert (deadline.start, deadline.end, deadline.comparator) == (None, start, "≤")
    assert (period.start, period.end, period.comparator) == (start, end, None)
    assert start.iso() == one.isoformat()
