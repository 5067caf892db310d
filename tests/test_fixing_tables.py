"""Fixing whole tables, made and real: what holds for every one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from generator import SHARED, generate
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint.discovery import Source
from perflint.finding import Finding
from perflint.fixing import Mended, mend
from perflint.linter import Options, Report, lint
from perflint.model import Cell

ROOT = Path(__file__).parents[1]
FILES = [*sorted((ROOT / "examples").glob("*.yaml")), *sorted((SHARED / "data").glob("*/*.yaml"))]
FILES += sorted((SHARED / "data").glob("seed/*.txt"))
MADE = ("clean", "faulty", "layout")


def judge(source: Source) -> Report:
    return lint([], Options(year=2024), stdin=source)


def mended(path: str, text: str, *, unsafe: bool) -> tuple[Report, Mended | None]:
    report = judge(Source(path, text.encode()))
    return report, next(mend(report, judge, unsafe=unsafe), None)


def cells(report: Report) -> dict[str, str]:
    return {cell.pointer: cell.text for table in report.tables for cell in table.cells}


def told(report: Report) -> set[tuple[str, str | None]]:
    return {(finding.code, finding.place.pointer) for finding in report.findings}


def touched(made: tuple[Finding, ...]) -> set[str | None]:
    """The cells that the fixes edit."""
    return {edit.place.pointer for finding in made if finding.fix for edit in finding.fix.edits}


def check(path: str, text: str, *, unsafe: bool) -> None:
    before, one = mended(path, text, unsafe=unsafe)
    if one is None:
        return
    after = judge(Source(path, one.after))
    assert after.fatal == before.fatal
    # Cells that no fix edits are what they were, keys that were misspelt aside.
    known, edited = cells(before), touched(one.made)
    assert {pointer: text for pointer, text in known.items() if pointer not in edited} == {
        pointer: text for pointer, text in cells(after).items() if pointer not in edited and pointer in known
    }
    lines = lines_of(before, one, edited)
    if lines is not None:
        # No finding comes that was not there, but on what was edited.
        assert not {key for key in told(after) - told(before) if key[1] not in edited}
        # Lines on which no fix has anything to do stay as they are, byte for byte.
        assert one.text.count("\n") == text.count("\n")
        pairs = zip(text.split("\n"), one.text.split("\n"), strict=True)
        assert {number for number, (old, new) in enumerate(pairs, 1) if old != new} <= lines
    # A second run changes nothing.
    _, again = mended(path, one.text, unsafe=unsafe)
    assert again is None or again.text == one.text


def lines_of(before: Report, one: Mended, edited: set[str | None]) -> set[int] | None:
    """The lines of the cells that the fixes edit; None where a fix edits something else than a cell."""
    held: dict[str, Cell] = {cell.pointer: cell for table in before.tables for cell in table.cells}
    if not edited <= held.keys():
        return None
    spans = [held[str(pointer)].span for pointer in edited]
    position = one.source.position
    return {line for span in spans for line in range(position(span.start).line, position(span.end).line + 1)}


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_tables(path: Path, unsafe: bool) -> None:
    check(path.name, path.read_text(encoding="utf-8"), unsafe=unsafe)


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("kind", MADE)
def test_made_tables(kind: str, unsafe: bool) -> None:
    text: str = generate.make(kind, 1, seed=7)
    check("表.txt" if kind == "layout" else "data.yaml", text, unsafe=unsafe)


def spoiled(text: str, random: Random, times: int) -> str:
    """`text` with faults that have fixes, at places of chance: spaces, signs, units, digits."""
    pieces: list[Callable[[str], str]] = [
        lambda line: line + random.choice("。.；　") if ": " in line else line,
        lambda line: line.replace("：", ": ", 1),
        lambda line: line.replace("≥", random.choice([">=", "≧", "不低于", "> ", ""]), 1),
        lambda line: line.replace("%", random.choice(["％", "", "%以上", " %"]), 1),
        lambda line: line.replace("平方米", random.choice(["平米", "㎡"]), 1),
        lambda line: line.replace("name: ", random.choice(["name: ①", "name: 指标2：", "name：", "nmae: "]), 1),
        lambda line: line.replace("0", random.choice("０Oo"), 1),
        lambda line: line[: len(line) * 2 // 3] + random.choice([" ", "　"]) + line[len(line) * 2 // 3 :],
        lambda line: line.replace("（", "(", 1),
    ]
    lines = text.split("\n")
    for _ in range(times):
        at = random.randrange(len(lines))
        lines[at] = random.choice(pieces)(lines[at])
    return "\n".join(lines)


SMALL = {kind: "\n".join(generate.make(kind, 1, seed=3).split("\n")[:90]) + "\n" for kind in ("clean", "faulty")}


@pytest.mark.parametrize("kind", SMALL)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 40), unsafe=st.booleans())
def test_spoiled_tables(kind: str, seed: int, times: int, unsafe: bool) -> None:
    check("data.yaml", spoiled(SMALL[kind], Random(seed), times), unsafe=unsafe)


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 40), unsafe=st.booleans())
def test_spoiled_layouts(seed: int, times: int, unsafe: bool) -> None:
    text = "\n".join(generate.make("layout", 1, seed=3).split("\n")[:120]) + "\n"
    check("表.txt", spoiled(text, Random(seed), times), unsafe=unsafe)
