"""Tables for measuring and testing: seeded, of any size, with honest variety.

    python benchmarks/generate.py clean 100 -o clean-100x.yaml
    python benchmarks/generate.py faulty 1
    python benchmarks/generate.py layout 1 -o table.txt
    python benchmarks/generate.py clean 1 --count 1000 -o folder

One unit of size (1x) is 23 projects with 144 indicators, about 36 kB. `clean` tables are good ones of many sectors, in
which a linter should find next to nothing; `faulty` ones are the example table with its faults, names and numbers
varied; `layout` is a clean table as the published plain text.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

from perflint.writer import scalar

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "panyu-polytechnic-2024.yaml"
PROJECTS = 23
LONGER = (1, 5, 9, 13, 17, 21)  # the projects of 23 with seven indicators instead of six: 144 in all
YEAR = 2024
PARTS = ("", "东片", "西片", "南片", "北片")
"""Of a place, where a table is so large that every place has had the same work before: up to 3 000x."""
TRIES = 1000
"""After so many, goals of one more result are told, since all others have been."""


@dataclass(frozen=True)
class Row:
    """One indicator, all texts."""

    level1: str
    level2: str
    name: str
    full: str
    annual: str


@dataclass(frozen=True)
class Item:
    """One project; `funds` are its sources by key, in 万元."""

    name: str
    funds: dict[str, Decimal]
    goal: str
    rows: list[Row]

    @property
    def total(self) -> Decimal:
        return sum(self.funds.values(), Decimal(0))


@dataclass(frozen=True)
class Sheet:
    """One table."""

    unit: str
    items: list[Item] = field(default_factory=list)

    def funds(self) -> dict[str, Decimal]:
        """The sources summed over the projects."""
        keys = sorted({key for item in self.items for key in item.funds}, key=SOURCES.index)
        return {key: sum((item.funds.get(key, Decimal(0)) for item in self.items), Decimal(0)) for key in keys}


SOURCES = ["fiscal", "special_account", "other"]
HEADS = {"total": "总计", "fiscal": "财政拨款", "special_account": "财政专户拨款", "other": "其他资金"}


@cache
def material() -> dict[str, Any]:
    """What tables are made of, as `sectors.yaml` has it."""
    data: dict[str, Any] = YAML(typ="safe", pure=True).load((HERE / "sectors.yaml").read_text(encoding="utf-8"))
    return data


def clean(size: int, seed: int = 1) -> Sheet:
    """A good table of `size` times 23 projects."""
    return _Clean(seed).sheet(size * PROJECTS)


class _Clean:
    """Good projects, no two alike."""

    def __init__(self, seed: int) -> None:
        data = material()
        self.random = Random(seed)
        self.openings: list[str] = data["openings"]
        self.sectors: list[dict[str, Any]] = data["sectors"]
        places = [stem + suffix for stem in data["stems"] for suffix in data["suffixes"]]
        self.random.shuffle(places)
        self.places = places
        self.numbers: set[tuple[int, str]] = set()
        self.totals: set[Decimal] = set()
        self.told: set[tuple[str, ...]] = set()

    def sheet(self, count: int) -> Sheet:
        works = [(sector, work) for sector in self.sectors for work in sector["works"]]
        order = [works[index % len(works)] for index in range(count)]
        self.random.shuffle(order)
        used: dict[str, int] = {}
        sheet = Sheet("青溪县财政局")
        for index, (sector, work) in enumerate(order):
            turn = used.get(work["name"], 0)
            used[work["name"]] = turn + 1
            place = self.places[(turn * 7 + works.index((sector, work))) % len(self.places)]
            place += PARTS[turn // len(self.places)]
            sheet.items.append(self._item(place, sector, work, seven=index % PROJECTS in LONGER))
        return sheet

    def _item(self, place: str, sector: dict[str, Any], work: dict[str, Any], *, seven: bool) -> Item:
        title, total = work["name"], self._total()
        more_counts = seven and len(work["counts"]) > 1
        more_effects = seven and not more_counts and len(work["effects"]) > 1
        counts, effects = work["counts"][: 1 + more_counts], work["effects"][: 1 + more_effects]
        measured = {name: self._value(unit, low, high, step) for name, unit, low, high, step in counts}
        reached = {name: self._value(unit, low, high, step) for _, name, unit, low, high, step in effects}
        rows = [indicator("产出指标", "数量指标", place + name, f"≥{value}") for name, value in measured.items()]
        rows.append(indicator("产出指标", "质量指标", self.random.choice(work["quality"]), self._quality()))
        rows.append(self._time(title))
        rows.append(indicator("产出指标", "成本指标", f"{place}{title}总成本", f"≤{total}万元"))
        rows.extend(indicator("效益指标", level2, place + name, f"≥{reached[name]}") for level2, name, *_ in effects)
        served = self.random.choice(sector["served"])
        score = self.random.randint(90, 97)
        rows.append(indicator("满意度指标", "服务对象满意度指标", f"{place}{served}满意度", f"≥{score}%"))
        if seven and len(rows) == 6:
            rows.insert(3, indicator("产出指标", "时效指标", f"{title}按期完成率", f"≥{self.random.randint(95, 99)}%"))
        told = [f"{name}{value}" for name, value in {**measured, **reached}.items() if value[-1] not in "%元"]
        goal = self._goal(place, sector, title, told)
        return Item(f"{place}{title}", self._funds(total), goal, rows)

    def _time(self, title: str) -> Row:
        if self.random.random() < 0.7:
            return indicator("产出指标", "时效指标", f"{title}完成时间", f"{YEAR}年{self.random.randint(8, 12)}月底前")
        return indicator("产出指标", "时效指标", f"{title}完成及时率", f"≥{self.random.randint(95, 99)}%")

    def _quality(self) -> str:
        return self.random.choice(["≥95%", "≥96%", "≥97%", "≥98%", "≥99%", "100%"])

    def _value(self, unit: str, low: int, high: int, step: int) -> str:
        """A number with its unit; an unusual one is used once in the table."""
        number = self.random.randrange(low, high + 1, step)
        if number >= 100 and number % 100:
            if (number, unit) in self.numbers:
                number = max(100, round(number, -2))
            self.numbers.add((number, unit))
        return f"{number}{unit}"

    def _total(self) -> Decimal:
        while True:
            total = Decimal(self.random.randint(1200, 98000)).scaleb(-2)
            if total not in self.totals:
                self.totals.add(total)
                return total

    def _funds(self, total: Decimal) -> dict[str, Decimal]:
        """Mostly one source; every tenth project has two."""
        if self.random.random() < 0.9:
            return {"fiscal" if self.random.random() < 0.9 else "special_account": total}
        part = (total * self.random.randint(20, 80) / 100).quantize(Decimal("0.01"))
        return {"fiscal": part, "other": total - part}

    def _goal(self, place: str, sector: dict[str, Any], title: str, told: Sequence[str]) -> str:
        """A goal in words that no other project of the same work has."""
        for attempt in count():
            opening = self.random.choice(self.openings)
            results = tuple(self.random.sample(sector["results"], 3 + attempt // TRIES))
            key = (title, opening, *sorted(results))
            if key not in self.told:
                self.told.add(key)
                break
        return f"{opening.format(place=place, work=title)}{'，'.join([*told, *results])}。"


def indicator(level1: str, level2: str, name: str, value: str) -> Row:
    """A row with the same value for the full period and the year."""
    return Row(level1, level2, name, value, value)


def yaml(sheet: Sheet) -> str:
    """The data file of a table."""
    lines = [f"unit: {sheet.unit}", f"year: {YEAR}", "money_unit: 万元", *_budget(sheet.funds(), ""), "projects:"]
    for item in sheet.items:
        lines += [f"  - name: {scalar(item.name)}", f"    period: {YEAR}", *_budget(item.funds, "    ")]
        lines += [f"    goal: {scalar(item.goal)}", "    indicators:"]
        for row in item.rows:
            lines += [f"      - level1: {row.level1}", f"        level2: {row.level2}"]
            lines += [f"        name: {scalar(row.name)}"]
            lines += [f"        full: {scalar(row.full)}", f"        annual: {scalar(row.annual)}"]
    return "\n".join(lines) + "\n"


def _budget(funds: dict[str, Decimal], indent: str) -> list[str]:
    amounts = {"total": sum(funds.values(), Decimal(0)), **funds}
    return [f"{indent}budget:", *(f"{indent}  {key}: {amount}" for key, amount in amounts.items())]


LEVELS = {
    "产出指标": "1-产出指标",
    "效益指标": "2-效益指标",
    "满意度指标": "3-满意度指标",
    "数量指标": "11-数量指标",
    "质量指标": "12-质量指标",
    "时效指标": "13-时效指标",
    "成本指标": "14-成本指标",
    "经济效益指标": "21-经济效益",
    "社会效益指标": "22-社会效益",
    "生态效益指标": "23-生态效益",
    "可持续影响指标": "24-可持续影响",
    "服务对象满意度指标": "31-服务对象满意度",
}


@dataclass(frozen=True)
class Paper:
    """How a table is set: the widths at which its cells break, what stands between lines, and how pages go on."""

    name_width: int = 14
    goal_width: int = 24
    rows_width: int = 33
    between: str = "\n\n"
    page_lines: int = 0
    page_break: str = "\n"
    heads: str = "项目名称（资金使用单位） {funds} 绩效目标 绩效指标"
    totals: bool = True
    separators: bool = True
    columns: tuple[str, ...] = ("fiscal", "special_account", "other")


def layout(sheet: Sheet, paper: Paper | None = None) -> str:
    """A table as the published plain text, broken over lines and pages as its PDF would be."""
    return _Setting(paper or Paper()).text(sheet)


class _Setting:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    def text(self, sheet: Sheet) -> str:
        paper = self.paper
        heads = paper.heads.format(funds=" ".join(HEADS[key] for key in ("total", *paper.columns)))
        title = ["项目支出绩效目标表（含转移支付项目）", f"单位名称：{sheet.unit} 单位：万元", heads]
        lines = [*title]
        if paper.totals:
            lines.append(f"{sheet.unit} {self._amounts(sheet.funds())}")
        for item in sheet.items:
            lines.extend(self._item(item))
        if paper.page_lines:
            lines = list(self._pages(lines, title))
        return paper.between.join(lines) + paper.between

    def _item(self, item: Item) -> Iterator[str]:
        *names, last = _broken(item.name, self.paper.name_width)
        amounts = self._amounts(item.funds)
        yield from names
        yield from [f"{last} {amounts}"] if not names else [last, amounts]
        yield from _broken(item.goal, self.paper.goal_width)
        rows = "".join(
            f"{number}、{LEVELS[row.level1]}；{LEVELS[row.level2]}；{row.name}；"
            f"实施周期指标值:{row.full}；年度指标值:{row.annual}。"
            for number, row in enumerate(item.rows, 1)
        )
        yield from _broken(rows, self.paper.rows_width)

    def _amounts(self, funds: dict[str, Decimal]) -> str:
        """Total and sources without the blank columns, as the text of a PDF has them."""
        amounts = [sum(funds.values(), Decimal(0)), *(funds[key] for key in self.paper.columns if key in funds)]
        return " ".join(f"{amount:,.2f}" if self.paper.separators else f"{amount:.2f}" for amount in amounts)

    def _pages(self, lines: Sequence[str], title: Sequence[str]) -> Iterator[str]:
        """Pages that end with their number and begin with the title, unit line and heads again."""
        for index in range(0, len(lines), self.paper.page_lines):
            if index:
                yield from title
            yield from lines[index : index + self.paper.page_lines]
            number = index // self.paper.page_lines + 1
            yield f"第 {number} 页{self.paper.page_break}"


def _broken(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def faulty(size: int, seed: int = 1) -> str:
    """The example table's data file `size` times over: its faults, with names and numbers varied from the second on."""
    head, _, projects = EXAMPLE.read_text(encoding="utf-8").partition("\nprojects:\n")
    head = head[head.index("unit:") : head.index("\nbudget:")]
    varied = _Varied(seed)
    copies = [projects, *(varied.copy(projects) for _ in range(size - 1))]
    sums = [f"  {key}: {_sum(copies, key)}" for key in ("total", "fiscal", "special_account")]
    return "\n".join([head, "budget:", *sums, "projects:", "".join(copies)])


def _sum(copies: Sequence[str], key: str) -> Decimal:
    amounts = [Decimal(text) for copy in copies for text in re.findall(rf"(?m)^      {key}: (.+)$", copy)]
    return sum(amounts, Decimal(0))


class _Varied:
    """Copies of the example's projects under other names and with other numbers, the same faults in them."""

    def __init__(self, seed: int) -> None:
        data = material()
        self.random = Random(seed)
        branches = ("校区", "分院", "附中", "附小", "实训基地", "教学点", "幼儿园", "培训部")
        self.numbers: dict[str, str] = {}
        self.places = [stem + branch for stem in data["stems"] for branch in branches]

    def copy(self, projects: str) -> str:
        place, factor = self.random.choice(self.places), Decimal(self.random.randint(30, 300)).scaleb(-2)
        lines = []
        for line in projects.splitlines(keepends=True):
            key, colon, text = line.partition(": ")
            if key.strip() in ("total", "fiscal", "special_account"):
                text = f"{(Decimal(text.strip()) * factor).quantize(Decimal('0.01'))}\n"
            elif key == "  - name":
                text = f"{place}{text}"
            elif key.strip() == "name":
                text = self._name(text)
                self.numbers.clear()
            elif key.strip() in ("full", "annual"):
                text = re.sub(r"\d+(?:\.\d+)?(?![\d.%])", self._number, text)
            lines.append(f"{key}{colon}{text}")
        return "".join(lines)

    def _name(self, name: str) -> str:
        """Most names get a place before them, so that the copies differ as the tables of several units do."""
        return self.random.choice(self.places) + name if self.random.random() < 0.8 else name

    def _number(self, match: re.Match[str]) -> str:
        """Another number of the same length; the same within one indicator."""
        number = match.group()
        if number not in self.numbers:
            digits = [self.random.choice("123456789"), *(self.random.choice("0123456789") for _ in number[1:])]
            self.numbers[number] = "".join("." if old == "." else new for old, new in zip(number, digits, strict=True))
        return self.numbers[number]


def make(kind: str, size: int, seed: int = 1) -> str:
    """The text of a `clean`, `faulty` or `layout` table."""
    if kind == "faulty":
        return faulty(size, seed)
    sheet = clean(size, seed)
    return yaml(sheet) if kind == "clean" else layout(sheet)


def many(kind: str, size: int, seeds: Iterable[int], folder: Path) -> None:
    """A table a seed, as files of the folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    suffix = ".txt" if kind == "layout" else ".yaml"
    for seed in seeds:
        (folder / f"{kind}-{seed:04}{suffix}").write_text(make(kind, size, seed), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["clean", "faulty", "layout"])
    parser.add_argument("size", type=int, help="times 23 projects")
    parser.add_argument("-o", "--output", type=Path, help="file to write; standard output without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="so many tables, of as many seeds, into the folder --output")
    arguments = parser.parse_args()
    if arguments.count is not None:
        if not arguments.output:
            parser.error("--count needs --output, a folder")
        many(arguments.kind, arguments.size, range(arguments.seed, arguments.seed + arguments.count), arguments.output)
        return
    text = make(arguments.kind, arguments.size, arguments.seed)
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
