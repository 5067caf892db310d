"""full: what a person reads in a terminal, to the character."""

from __future__ import annotations

import re
import sys
from subprocess import run
from typing import Any

import pytest

from perflint.finding import Edit, Finding, Fix, Place, Related, Safety, Severity, Spot
from perflint.linter import Report, Summary
from perflint.reporters import ReportOptions, render
from perflint.text import Span

from .samples import Sample, golden, sample_report


def full(report: Report, **options: Any) -> str:
    return render("full", report, ReportOptions()._replace(**options))


def on(place: Place, **more: Any) -> Finding:
    base = Finding("U001", "unit-contradicts-name", Severity.ERROR, "不符", "", "", place, place.pointer)
    return base._replace(**more)


def shown(*findings: Finding, **options: Any) -> list[str]:
    """The lines of a report on the findings, without heading and summary."""
    text = full(Report(findings, Summary(), (), fatal=False), **options)
    return text.split("\n\n", 1)[1].rsplit("\n\n", 1)[0].split("\n")


@pytest.mark.parametrize("ambiguous_width", [1, 2])
def test_the_whole_report(ambiguous_width: int) -> None:
    text = full(sample_report(), ambiguous_width=ambiguous_width)
    assert text == golden(f"full-{ambiguous_width}.txt", text)


def test_the_report_in_colour() -> None:
    text = full(sample_report(), colour=True)
    assert text == golden("full-colour.txt", text)


def test_colour_adds_styles_and_nothing_else() -> None:
    coloured = full(sample_report(), colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == full(sample_report())
    assert "full: \x1b[1;31m≥10ms\x1b[0m\n" in coloured


def test_colour_is_the_callers_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured = full(sample_report(), colour=True)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert full(sample_report(), colour=True) == coloured


def test_without_colour_rich_is_not_even_imported() -> None:
    code = (
        "import sys; from perflint.linter import Report, Summary; from perflint.reporters import ReportOptions, render;"
        "render('full', Report((), Summary(), (), False), ReportOptions()); print('rich' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_nothing_found() -> None:
    summary = Summary(files=2, tables=3, projects=5, indicators=40)
    assert full(Report((), summary, (), fatal=False)) == (
        "没有发现问题。\n检查了 2 个文件、3 张表、5 个项目、40 个指标。\n"
    )


def test_hidden_things_are_counted_even_where_nothing_is_left() -> None:
    summary = Summary(files=1, tables=1, skipped=4, suppressed=2, baselined=7)
    last = full(Report((), summary, (), fatal=False)).splitlines()[-1]
    assert last == "没有列出：跳过的文件 4 个，注释忽略的 2 处，基线里的 7 处。"


def test_an_empty_place_gets_one_caret() -> None:
    sample = Sample("a: 甲乙\n")
    assert shown(on(Place(Spot(sample.source, Span(4, 4)))))[2:] == ["1 | a: 甲乙", "  |      ^"]


def test_a_place_at_the_end_of_a_line() -> None:
    sample = Sample("a: 甲\r\nb: 乙\r\n")
    assert shown(on(Place(Spot(sample.source, Span(4, 4)))))[2:] == ["1 | a: 甲", "  |      ^", "2 | b: 乙"]


def test_a_span_of_two_lines_is_marked_on_both_without_indentation() -> None:
    sample = Sample("goal: 建成\n  后 用\nend: 1\n")
    assert shown(on(sample.place("建成\n  后 用\n")))[2:] == [
        "1 | goal: 建成",
        "  |       ^^^^",
        "2 |   后 用",
        "  |   ^^^^^",
        "3 | end: 1",
    ]


def test_a_long_span_shows_its_first_lines_and_its_last() -> None:
    sample = Sample("".join(f"行{number}\n" for number in range(1, 10)))
    assert shown(on(Place(Spot(sample.source, Span(0, len(sample.source.text))))))[2:] == [
        "1 | 行1", "  | ^^^",
        "2 | 行2", "  | ^^^",
        "3 | 行3", "  | ^^^",
        "  | ...",
        "9 | 行9", "  | ^^^",
    ]  # fmt: skip


def test_tabs_are_blanks_up_to_the_next_stop() -> None:
    sample = Sample("ab\t甲\t乙\n")
    assert shown(on(sample.place("乙")))[2:] == ["1 | ab  甲  乙", "  |         ^^"]


def test_a_long_line_is_cut_around_the_span() -> None:
    sample = Sample("前" * 5000 + "≥95%" + "后" * 5000 + "\n")
    frame = shown(on(sample.place("≥95%")), width=60)[2:]
    assert frame == [
        "1 | ..." + "前" * 9 + "≥95%" + "后" * 14 + "...",
        "  |    " + " " * 18 + "^^^^",
    ]
    assert shown(on(sample.place("≥95%")), width=60, ambiguous_width=2)[3] == "  |    " + " " * 18 + "^^^^^"


def test_the_end_of_a_long_line_shows_what_stands_before_it() -> None:
    sample = Sample("前" * 500 + "≥95%\n")
    assert shown(on(sample.place("≥95%")), width=60)[2:] == [
        "1 | ..." + "前" * 23 + "≥95%",
        "  |    " + " " * 46 + "^^^^",
    ]


def test_a_span_longer_than_the_line_may_be() -> None:
    sample = Sample("a: " + "长" * 500 + "\n")
    assert shown(on(sample.place("长" * 500)), width=60)[2:] == [
        "1 | a: " + "长" * 25 + "...",
        "  |    " + "^" * 50,
    ]


def test_line_numbers_stand_below_each_other() -> None:
    sample = Sample("".join(f"k{number}: 甲\n" for number in range(1, 12)))
    assert shown(on(sample.place("k10")))[2:] == [" 9 | k9: 甲", "10 | k10: 甲", "   | ^^^", "11 | k11: 甲"]


def test_related_places_in_other_files_and_more_than_are_shown() -> None:
    sample, other = Sample("a: 甲\n"), Sample("b: 乙\n", "别的.yaml")
    related = tuple(Related("同名", other.place("乙")) for _ in range(7))
    assert shown(on(sample.place("甲"), related=related))[4:] == [
        *["  = 另见：同名  别的.yaml:1:4", "1 | b: 乙", "  |    --"] * 5,
        "  = 另见：还有 2 处",
    ]


def test_a_fix_that_takes_a_line_out() -> None:
    sample = Sample("a: 1\nb: 2\nc: 3\n")
    fix = Fix(Safety.SAFE, "删去", (Edit(sample.place("b: 2\n"), ""),))
    assert shown(on(sample.place("b"), fix=fix))[-4:] == [
        "  = 可自动修改（意思不变）：删去",
        "    - b: 2",
        "    - c: 3",
        "    + c: 3",
    ]


def test_a_fix_in_a_long_line_shows_what_is_around_it() -> None:
    sample = Sample("前" * 500 + "㎡" + "后" * 500 + "\n")
    fix = Fix(Safety.SAFE, "改写", (Edit(sample.place("㎡"), "平方米"),))
    assert shown(on(sample.place("㎡"), fix=fix), width=64)[-2:] == [
        "    - ..." + "前" * 20 + "㎡" + "后" * 20 + "...",
        "    + ..." + "前" * 20 + "平方米" + "后" * 20 + "...",
    ]


HOSTILE = "甲\x1b]8;;http://x\x07\x9b31m\u202e\u200b\x00乙\r\n::error file=a::乙 [bold]红[/bold] ##[stop-commands]z"


@pytest.mark.parametrize("colour", [False, True])
def test_no_escape_of_the_data_reaches_the_terminal(colour: bool) -> None:
    sample = Sample(f"a: {HOSTILE}\n", path=f"{HOSTILE}.yaml")
    place = sample.place("甲", "/projects/0")
    fix = Fix(Safety.SAFE, HOSTILE, (Edit(place, HOSTILE),))
    finding = on(
        place,
        message=HOSTILE,
        reason=HOSTILE,
        help=HOSTILE,
        project=HOSTILE,
        indicator=HOSTILE,
        related=(Related(HOSTILE, place),),
        fix=fix,
    )
    text = full(Report((finding,), Summary(), (), fatal=False), colour=colour, width=500)
    bare = re.sub(r"\x1b\[[\d;]*m", "", text) if colour else text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]|##\[", bare)
    assert "␛]8;;http://x␇\\u009b31m\\u202e\\u200b␀乙" in bare
    assert "[bold]红[/bold] ##\\[stop-commands]z" in bare
    assert not [line for line in bare.splitlines() if line.lstrip().startswith("::")]


def test_a_path_that_looks_like_a_command() -> None:
    finding = on(Sample("a: 甲\n", path="::error::x.yaml").place("甲"))
    text = full(Report((finding,), Summary(), (), fatal=False))
    assert text.startswith("./::error::x.yaml\n\nerror[U001] unit-contradicts-name  ./::error::x.yaml:1:4\n")
