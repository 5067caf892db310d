"""junit: read by a JUnit parser; the schema of Jenkins is checked in `.ci/formats`."""

from __future__ import annotations

from hypothesis import given
from junitparser import Error, Failure, JUnitXml, TestCase

from perflint.linter import Report, Summary
from perflint.reporters import ReportOptions, render

from .samples import RULES, sample_report
from .strategies import hostile_reports

FINDING = sample_report().findings[2]


def suites(report: Report) -> JUnitXml:
    return JUnitXml.fromstring(render("junit", report, ReportOptions()).encode("utf-8"))


def cases(report: Report) -> list[TestCase]:
    return [case for suite in suites(report) for case in suite]


def test_a_suite_is_a_file_and_counts_its_cases() -> None:
    counted = [(suite.name, suite.tests, suite.failures, suite.errors) for suite in suites(sample_report())]
    assert counted == [("::error::读不了.yaml", 1, 0, 1), ("数据/目标 表.yaml", 4, 2, 0)]


def test_the_outcomes() -> None:
    """What could not be judged is an error, what is sent back or asked about a failure, an info passes."""
    found = [(case.name, [type(result) for result in case.result], case.system_out) for case in cases(sample_report())]
    assert [results for _, results, _ in found] == [[Error], [], [Failure], [], [Failure]]
    assert found[1][2] == (
        "数据/目标 表.yaml:5:7\n目标里有口号“打造亮点␛[31m”{0}。写清做成什么、有多少。\n口号无法考核。"
    )
    assert found[2][2] is None


def test_a_failure_says_where_what_and_why() -> None:
    case = cases(sample_report())[2]
    [failure] = case.result
    assert (case.classname, case.name) == ("智慧校园[建设]", "U001 unit-contradicts-name 日均“接入”量")
    assert (failure.type, failure.message) == ("error", "“ms”是时间单位，与“接入量”不符")
    assert failure.text == (
        "数据/目标 表.yaml:15:15\n"
        "“ms”是时间单位，与“接入量”不符。按“接入量”改用“次”等单位。\n"
        "名称说的是数量，单位却是时间，完成与否无从判断。"
    )


def test_cases_of_one_name_are_numbered() -> None:
    report = Report((FINDING, FINDING, FINDING), Summary(), RULES, fatal=False)
    name = "U001 unit-contradicts-name 日均“接入”量"
    assert [case.name for case in cases(report)] == [name, f"{name} #2", f"{name} #3"]


def test_nothing_found_is_a_case_that_passes() -> None:
    [case] = cases(Report((), Summary(), (), fatal=False))
    assert (case.name, case.result, case.is_passed) == ("没有发现问题", [], True)


@given(hostile_reports())
def test_hostile_texts_stay_texts(report: Report) -> None:
    read = suites(report)
    assert (read.tests, read.errors) == (len(report.findings), sum(found.code == "E001" for found in report.findings))
    names = [(case.classname, case.name) for case in cases(report)]
    assert len(set(names)) == len(report.findings)
