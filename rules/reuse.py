"""X, 雷同: goals and numbers carried over from one place to another (X004, X005)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from math import ceil, floor

from perflint.expression import Quantity
from perflint.finding import Fault, Related
from perflint.model import Cell, Corpus, Indicator, Project, Table, Value
from perflint.numerals import EXACT
from perflint.record import NamedTuple
from perflint.rule import WARNING, Scope, Settings, rule
from perflint.rules.common import stated_unit
from perflint.rules.likeness import Item, Likeness
from perflint.rules.projects import titled
from perflint.similarity import common_with, tokens
from perflint.text import letters
from perflint.vocabulary import words

FEWEST_CHARACTERS = 40
LEAST_LENGTH_RATIO = Fraction(6, 10)
LONGEST_COMPARED = 20_000
COUNTED = ("person", "household", "item", "event", "money")
NOT_COMPARED = ("ratio", "time")


@rule(
    "X004",
    "copied-goal",
    scope=Scope.CORPUS,
    severity=WARNING,
    texts={"first": "内容相同的绩效目标"},
    message="绩效目标有{percent}%的文字与{first}的相同",
    help="写本项目自己要做什么、做多少、达到什么效果",
    parameters={"goal_similarity": 0.9},
)
def copied_goal(corpus: Corpus, settings: Settings) -> Iterator[Fault]:
    """绩效目标照搬另一个项目。

    两个项目的绩效目标几乎一字不差，看不出各自要做什么，审核时会问是不是重复申报。

    比较时不计空格和标点；不到40个字的不比，长短相差太大的不比；不同单位的同名项目不算。

    依据：财预〔2015〕88号要求绩效目标指向明确、与项目相匹配（条文未核对）；以九成相同为界是经验值。

    反例：
        - name: 城区公厕保洁
          goal: 购买专业保洁服务保持城区62座公厕全天干净，设施完好、用品齐全，方便市民游客，提升城市形象
          indicators: []
        - name: 景区公厕保洁
          goal: 购买专业保洁服务保持景区18座公厕全天干净，设施完好、用品齐全，方便市民游客，提升城市形象    # X004 goal
          indicators: []
    正例：
        - name: 城区公厕保洁
          goal: 购买专业保洁服务保持城区62座公厕全天干净，设施完好、用品齐全，方便市民游客，提升城市形象
          indicators: []
        - name: 景区公厕保洁
          goal: 旺季每两小时、淡季每四小时保洁一次，景区18座公厕无异味、无积水、不断纸，游客投诉比上年减少三成以上。
          indicators: []
    """
    goals = [goal for table in corpus.tables for project in table.projects if (goal := _goal(project))]
    bounds = cache(partial(_bounds, Fraction(str(settings.goal_similarity))))
    likeness = Likeness(((goal.letters, goal.project) for goal in goals), lambda letters: Text(letters, bounds))
    for goal in goals:
        found = likeness.first_like(goal.letters, goal.project)
        if found is not None:
            first, theirs, mine = found
            fields = {"first": titled(first, goal.project), "percent": int(_share(mine, theirs) * 100)}
            place = original.cell.at() if (original := _goal(first)) else first.title()
            yield Fault(goal.cell.at(), fields, related=(Related(settings.say("first"), place),))


class Goal(NamedTuple):
    """A project's goal, without spaces and punctuation."""

    project: Project
    cell: Cell
    letters: str


def _goal(project: Project) -> Goal | None:
    """The goal of the full period, or of the year where that is blank; None where it is too short to compare."""
    cell = next((cell for cell in (project.goal, project.annual_goal) if cell is not None and not cell.blank), None)
    if cell is None or len(cell.text) < FEWEST_CHARACTERS:
        return None
    text = letters(cell.text)
    return Goal(project, cell, text) if len(text) >= FEWEST_CHARACTERS else None


class Text(Item):
    """The text of one or several goals: like a longer one that has nearly all of its characters in the same order.

    One that is too long to compare is found only by its equal.
    """

    __slots__ = ("letters",)

    def __init__(self, letters: str, bounds: Callable[[int], tuple[int, int]]) -> None:
        super().__init__(len(letters), *bounds(len(letters)))
        self.letters = letters

    def parts(self) -> Iterable[str]:
        return tokens(self.letters) if self.size <= LONGEST_COMPARED else ()

    def likeness(self) -> Callable[[Item], bool]:
        elements = frozenset(self.elements)
        common: Callable[[str], int] | None = None

        def like(other: Item) -> bool:
            nonlocal common
            if not isinstance(other, Text) or len(elements.intersection(other.elements)) < self.wanted:
                return False
            common = common or common_with(self.letters)
            return common(other.letters) >= self.wanted

        return like


def _bounds(similarity: Fraction, length: int) -> tuple[int, int]:
    """How much of a text of that length must be in another one, and how long that may be at most."""
    return max(ceil(similarity * length), 1), floor(length / LEAST_LENGTH_RATIO)


def _share(first: Text, second: Text) -> Fraction:
    """The share of the shorter text in the longer one."""
    if first is second:
        return Fraction(1)
    return Fraction(common_with(first.letters)(second.letters), min(first.size, second.size))


@rule(
    "X005",
    "reused-number",
    scope=Scope.TABLE,
    severity=WARNING,
    texts={"other": "“{name}”用了同一个数"},
    message="“{text}”与“{other}”的数完全一样，衡量的却是另一回事",
    help="核对两处的数：照搬来的，换成“{name}”自己的数；确实相同的，在备注里说明原因",
)
def reused_number(table: Table, settings: Settings) -> Iterator[Fault]:
    """同一个不常见的数用在不同的指标上。

    两件不同的事，恰好都是2067亩这样的数，多半是从别处抄来的，审核时会要求核实。

    整百的数、百分比、天数和常见的数（365、1024）不算；同一项目里人数、件数、金额前后一致，也不算。

    依据：公开的目标表中有一个项目的改造面积等于全校面积的实例；“指标值应当合理”见财预〔2015〕88号（条文未核对）。

    反例：
        - name: 排水管网改造
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 改善排水面积, full: 1379亩}
        - name: 园区物业管理
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 绿化养护面积, full: 1379亩}    # X005 full
    正例：
        - name: 排水管网改造
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 改善排水面积, full: 1379亩}
            - {level1: 效益指标, level2: 社会效益指标, name: 受益人数, full: 2635人}
            - {level1: 满意度指标, level2: 服务对象满意度指标, name: 问卷覆盖人数, full: 2635人}
        - name: 园区物业管理
          indicators:
            - {level1: 产出指标, level2: 数量指标, name: 绿化养护面积, full: 1400亩}
    """
    uses: dict[tuple[Decimal, str], dict[str, Value]] = {}
    for value in (value for row in table.indicators for value in _different(row)):
        number = _unusual(value)
        if number is None:
            continue
        named = uses.setdefault(number, {})
        if value.indicator.normal in named:
            continue
        first = next((other for other in named.values() if not _same_things(other, value)), None)
        named[value.indicator.normal] = value
        if first is not None:
            fields = {"text": value.text.strip(), "other": first.naming.core, "name": value.naming.core}
            yield Fault(
                value.at(), fields, related=(Related(settings.say("other", name=first.naming.core), first.at()),)
            )


def _different(row: Indicator) -> Iterable[Value]:
    """A row's values; one of those that are the same text."""
    values: tuple[Value, ...] = row.values
    return values if len(values) < 2 or values[0].text != values[1].text else values[:1]


def _unusual(value: Value) -> tuple[Decimal, str] | None:
    """The number and unit of a value that two things hardly share by chance; None for any other value."""
    expression = value.expression
    if not isinstance(expression, Quantity) or not _is_unusual(expression.number) or not value.indicator.normal:
        return None
    unit = stated_unit(value)
    return (expression.number, unit.name) if unit is not None and unit.main not in NOT_COMPARED else None


def _is_unusual(number: Decimal) -> bool:
    if number < 100 or EXACT.remainder(number, Decimal(100)) == 0 or number in words("duplication")["ordinary_numbers"]:
        return False
    return len(number.normalize().as_tuple().digits) >= 3


def _same_things(first: Value, second: Value) -> bool:
    """Whether two values may well count the same people, things or money: those of one project."""
    unit = stated_unit(second)
    return first.indicator.project is second.indicator.project and unit is not None and unit.main in COUNTED
