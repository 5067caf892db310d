"""`from perflint import lint, parse, convert`: what a notebook uses."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from cli.conftest import FAULTY, MESSAGE

import perflint
from perflint.reporters import ReportOptions, render
from perflint.rule import UnknownRule


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "data.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_lint_takes_paths_and_gives_a_report(faulty: Path) -> None:
    report = perflint.lint(faulty, str(faulty), select="U001")
    [finding] = report.findings
    assert (finding.code, finding.message) == ("U001", MESSAGE)
    assert finding.place.pointer == "/projects/0/indicators/0/full"
    assert (report.summary.files, report.summary.error) == (1, 1)


def test_lint_selects_and_ignores(faulty: Path) -> None:
    assert perflint.lint(faulty, select=["U", "D"], ignore="U001").findings == ()
    with pytest.raises(UnknownRule):
        perflint.lint(faulty, ignore="U0001")


def test_runs_of_two_languages_in_one_process(faulty: Path) -> None:
    """Findings are worded by their run, and a report is rendered in its own language."""
    chinese, english = (perflint.lint(faulty, lang=lang, select="U") for lang in (None, "en"))
    again = perflint.lint(faulty, lang="zh", select="U")
    assert [report.findings[0].message for report in (chinese, english, again)] == [
        MESSAGE,
        "“ms” measures time, which does not fit “接入量” in the name",
        MESSAGE,
    ]
    assert render("full", english, ReportOptions()).endswith("Checked: files 1, tables 1, projects 1, indicators 4.\n")
    assert render("full", again, ReportOptions()) == render("full", chinese, ReportOptions())
    with pytest.raises(ValueError, match="'fr' is none of zh, en"):
        perflint.lint(faulty, lang="fr")


def test_convert_speaks_the_language_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "missing.txt"
    [finding] = perflint.convert(path, lang="en").findings
    assert finding.message == f"There is no file “{path}”"
    [finding] = perflint.convert(path).findings
    assert finding.message == f"没有“{path}”这个文件"


def test_a_missing_file_is_a_finding_and_no_exception(tmp_path: Path) -> None:
    report = perflint.lint(tmp_path / "missing.yaml")
    assert [finding.code for finding in report.findings] == ["E001"]
    assert report.fatal


def test_parse_gives_an_expression() -> None:
    expression = perflint.parse("≥1.2万亩")
    assert (expression.kind, expression.comparator) == ("quantity", "≥")
    assert expression.as_json()["number"] == str(Decimal(12000))


def test_the_package_lists_what_it_offers() -> None:
    assert set(perflint.__all__) <= set(dir(perflint))
    with pytest.raises(AttributeError, match="no attribute 'lnt'"):
        _ = perflint.lnt


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, perflint; print(*sorted(name for name in sys.modules if name.startswith('perflint')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["perflint"]
