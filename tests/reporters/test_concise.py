"""concise: one line a finding, for people's eyes and programs' patterns."""

from __future__ import annotations

import re

from perflint.linter import Report, Summary
from perflint.reporters import ReportOptions, render

from .samples import Sample, sample_report


def concise(report: Report) -> str:
    return render("concise", report, ReportOptions())


def test_the_whole_report() -> None:
    assert concise(sample_report()) == (
        "./::error::读不了.yaml:1:1: error E001 unreadable-file: 没有这个文件\n"
        "数据/目标 表.yaml:5:7: info G005 slogan-goal: 目标里有口号“打造亮点␛[31m”{0}\n"
        "数据/目标 表.yaml:15:15: error U001 unit-contradicts-name: “ms”是时间单位，与“接入量”不符\n"
        "数据/目标 表.yaml:18:24: info U011 unit-spelling: “㎡”应写作“平方米”\n"
        "数据/目标 表.yaml:20:61: warning V003 full-satisfaction: 满意度定为“＝100％”\n"
    )


def test_nothing_found_is_nothing_printed() -> None:
    assert concise(Report((), Summary(files=1, tables=1), (), fatal=False)) == ""


def test_a_message_of_many_lines_and_commands_stays_one_harmless_line() -> None:
    finding = sample_report().findings[2]
    message = "甲\r\n::error file=a::乙\x1b[2J ##[add-mask]丙\u2028丁"
    place = Sample("a: 1", path="表\n::debug::.yaml").place("1")
    text = concise(Report((finding._replace(message=message, place=place),), Summary(), (), fatal=False))
    assert text == (
        "表␊::debug::.yaml:1:4: error U001 unit-contradicts-name: "
        "甲␍␊::error file=a::乙␛[2J ##\\[add-mask]丙\\u2028丁\n"
    )


def test_columns_count_characters() -> None:
    place = Sample("甲𠀀😀\t乙", path="a.yaml").place("乙")
    finding = sample_report().findings[2]._replace(place=place)
    assert re.match(r"a\.yaml:1:5: ", concise(Report((finding,), Summary(), (), fatal=False)))
