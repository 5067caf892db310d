"""Under `--lang en` nothing is said in Chinese but words of the table in quotation marks, and amounts as they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from perflint import lint
from perflint.interface import speaking
from perflint.linter import Report
from perflint.reporters import FORMATS, ReportOptions, render
from perflint.rule import Rule, catalogue
from perflint.testing import run

ROOT = Path(__file__).parents[1]
TABLES = [
    ROOT / "examples" / "panyu-polytechnic-2024.yaml",
    *sorted((ROOT.parent / "shared" / "data").rglob("*.[ty]*")),
]

HANZI = re.compile(r"[\u3400-\u9fff]")
AMOUNT = re.compile(r"\d[\d,.]*[千百]?[万亿]?元")
FRAME = re.compile(r"^\s*\d+ \| .*$|^\s+[-+] .*$", re.MULTILINE)


def chinese(text: str) -> str:
    """What is left of `text` without words in quotation marks and amounts, where that has hanzi; else ""."""
    while text != (bare := re.sub("“[^“”]*”", "", text)):
        text = bare
    bare = AMOUNT.sub("", bare)
    return bare if HANZI.search(bare) else ""


def said(report: Report) -> Iterator[str]:
    """All sentences of a report; a related place may be named by words of the table, and by nothing else."""
    for finding in report.findings:
        yield from (finding.message, finding.help, finding.reason)
        source = "".join(finding.place.source.text.split())
        yield from (related.message for related in finding.related if "".join(related.message.split()) not in source)
        if finding.fix:
            yield finding.fix.title
    yield from report.notes


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_findings_of_whole_tables(path: Path) -> None:
    assert [leak for text in said(lint(path, lang="en")) if (leak := chinese(text))] == []


@pytest.mark.parametrize("rule", catalogue("en").rules.values(), ids=lambda rule: rule.code)
def test_findings_of_every_rules_bad_example(rule: Rule) -> None:
    with speaking("en"):
        report = run(rule, rule.page.bad)
    assert [leak for text in said(report) if (leak := chinese(text))] == []


@pytest.fixture(scope="module")
def report() -> Report:
    return lint(TABLES[0], lang="en")


def test_full_beside_the_frames(report: Report) -> None:
    """What frames and diffs show is the table's own, as are names of projects, indicators and related places."""
    text = FRAME.sub("", render("full", report, ReportOptions()))
    lines = [line for line in text.splitlines() if not re.match(r"\S+\.yaml  |\s*= (indicator|see also): ", line)]
    assert [line for line in lines if chinese(line)] == []


def test_concise(report: Report) -> None:
    assert [line for line in render("concise", report, ReportOptions()).splitlines() if chinese(line)] == []


def test_sarif(report: Report) -> None:
    """Rules open in English; the page that follows, snippets and pointers are the table's and the page's own."""
    [log] = json.loads(render("sarif", report, ReportOptions()))["runs"]
    texts = [result["message"]["text"].partition(" See also: ")[0] for result in log["results"]]
    for rule in log["tool"]["driver"]["rules"]:
        texts += [rule["shortDescription"]["text"], rule["fullDescription"]["text"], *rule["properties"]["tags"]]
    assert [text for text in texts if chinese(text)] == []


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_rendered_in_the_language_of_its_report(report: Report, format: str) -> None:
    """Whatever language is in force around it."""
    text = render(format, report, ReportOptions())
    assert "carries the unit" in text
    with speaking("zh"):
        assert render(format, report, ReportOptions()) == text
