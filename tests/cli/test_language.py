"""`--lang en` and PERFLINT_LANG: everything that is said in English, and nothing else changed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import MESSAGE, PLACE, Perflint
from perflint.cli import COMMANDS

ENGLISH = "“ms” measures time, which does not fit “接入量” in the name"
HANZI = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("words", [("--help",), *((command, "--help") for command in COMMANDS)])
def test_help_is_english(perflint: Perflint, words: tuple[str, ...]) -> None:
    code, out, err = perflint("--lang", "en", *words)
    assert (code, err) == (0, "")
    assert "Usage: perflint " in out
    assert "Examples:\n  perflint " in out
    assert "--lang language" in out
    shown = ("（项目支出绩效目标表）", "目标表.txt", "项目支出绩效目标表", "2024年12月底前", "反例", "正例")
    for word in shown:
        out = out.replace(word, "")
    assert not HANZI.search(out)
    assert max(len(line) for line in out.splitlines()) <= 130


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "en", "data.yaml", "--select", "U"),
        ("--lang=en", "check", "data.yaml", "--select=U"),
        ("check", "--lang", "en", "data.yaml", "--select", "U"),
        ("data.yaml", "--select", "U001", "--lang", "en"),
        ("data.yaml", "--select", "U", "--lang=en", "--format", "concise"),
    ],
)
def test_it_may_stand_anywhere(perflint: Perflint, faulty: Path, words: tuple[str, ...]) -> None:
    assert perflint(*words).out == f"data.yaml:{PLACE}: error U001 unit-contradicts-name: {ENGLISH}\n"


def test_the_environment_chooses_and_the_option_overrules_it(perflint: Perflint, faulty: Path) -> None:
    assert ENGLISH in perflint("data.yaml", PERFLINT_LANG="en").out
    assert MESSAGE in perflint("data.yaml", "--lang", "zh", PERFLINT_LANG="en").out
    assert MESSAGE in perflint("data.yaml", PERFLINT_LANG="").out


@pytest.mark.parametrize(
    ("words", "environment", "complaint"),
    [
        (("--lang", "fr", "x"), {}, "perflint：语言没有“fr”，可用的是：zh、en"),
        (("x", "--lang", "EN"), {}, "perflint：语言没有“EN”，可用的是：zh、en；是不是想写 en？"),
        (("x",), {"PERFLINT_LANG": "fr"}, "perflint：语言没有“fr”，可用的是：zh、en"),
        (("x", "--lang", "fr"), {"PERFLINT_LANG": "en"}, "perflint: there is no language “fr”; known: zh, en"),
        (("x", "--lang"), {"PERFLINT_LANG": "en"}, "perflint: option --lang needs a value"),
        (("--lang", "en"), {}, "perflint: nothing to do. To check a table: perflint data.yaml"),
        (("--lang", "en", "x", "--formt"), {}, "perflint: there is no option --formt; did you mean --format?"),
        (("--lang", "en", "x", "--lan", "zh"), {}, "perflint: there is no option --lan; did you mean --lang?"),
        (("--lang", "en", "rule", "U0001"), {}, "perflint: there is no rule “U0001”; did you mean U001?"),
        (("--lang", "en", "x", "--output", "json=no/where.json"), {}, "perflint: cannot write no/where.json: there is"),
    ],
)
def test_a_command_line_that_cannot_be_followed(
    perflint: Perflint, words: tuple[str, ...], environment: dict[str, str], complaint: str
) -> None:
    code, out, err = perflint(*words, **environment)
    assert (code, out) == (2, "")
    assert err.startswith(complaint)
    assert err.count("\n") == 1


def test_after_a_lone_double_minus_it_is_a_text_like_any_other(perflint: Perflint) -> None:
    assert json.loads(perflint("parse", "--format", "json", "--", "--lang").out)["text"] == "--lang"


def test_the_page_of_a_rule_opens_in_english(perflint: Perflint) -> None:
    lines = perflint("rule", "U001", "--lang", "en").out.splitlines()
    assert lines[:4] == [
        "U001 unit-contradicts-name",
        "The unit does not fit the indicator's name",
        "",
        "Severity: error",
    ]
    paragraph = lines.index("") + 1 + lines[lines.index("") + 1 :].index("") + 1
    assert lines[paragraph].startswith("The name speaks of one kind of quantity")
    assert lines[paragraph + 2].startswith("名称说的是一种量")
    page = json.loads(perflint("rule", "unit-contradicts-name", "--lang", "en", "--format", "json").out)
    assert (page["family"], page["message"]) == (
        "units",
        "“{unit}” measures {kind}, which does not fit “{head}” in the name",
    )


def test_a_report_for_people(perflint: Perflint, faulty: Path) -> None:
    out = perflint("data.yaml", "--lang", "en", "--select", "U", "--format", "full").out
    assert f"  {ENGLISH}\n" in out
    assert "= why: The name speaks of one kind of quantity" in out
    assert "= help: Write a value for “接入量”: how many “次”" in out
    assert "Problems found: 1 (errors: 1, warnings: 0, info: 0).\n" in out
    assert out.endswith("Checked: files 1, tables 1, projects 1, indicators 4.\n")


def test_sarif_says_its_language(perflint: Perflint, faulty: Path) -> None:
    """Rule texts and messages are those of the language, sentences end as there."""
    english = json.loads(perflint("data.yaml", "--lang", "en", "--select", "U", "--format", "sarif").out)["runs"][0]
    chinese = json.loads(perflint("data.yaml", "--select", "U", "--format", "sarif").out)["runs"][0]
    assert [run["tool"]["driver"]["language"] for run in (english, chinese)] == ["en-US", "zh-CN"]
    assert english["results"][0]["message"]["text"].startswith(f"{ENGLISH}. Write a value for “接入量”")
    rule = next(rule for rule in english["tool"]["driver"]["rules"] if rule["id"] == "U001")
    assert rule["shortDescription"]["text"] == "The unit does not fit the indicator's name."
    assert rule["fullDescription"]["text"].startswith("The unit does not fit the indicator's name. The name speaks of")
    assert rule["properties"]["tags"] == ["units"]


def test_only_words_differ_between_languages(perflint: Perflint, faulty: Path) -> None:
    """Places, codes and fingerprints are the same, so that a baseline holds in both."""
    reports = [
        json.loads(perflint("data.yaml", "--select", "U", "--format", "json", "--lang", lang).out)
        for lang in ("zh", "en")
    ]
    assert reports[0]["summary"] == reports[1]["summary"]
    for chinese, english in zip(*(report["findings"] for report in reports), strict=True):
        assert {key for key in chinese if chinese[key] != english[key]} == {"message", "reason", "help"}


LOADED = """
import sys
from perflint.cli import main
code = main(sys.argv[1:])
print(*sorted(name for name in sys.modules if "texts." in name or "translation" in name), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("lang", "texts", "others"), [("zh", "perflint.texts.zh", ("en",)), ("en", "perflint.texts.en", ("zh",))]
)
def test_only_the_chosen_language_is_loaded(faulty: Path, lang: str, texts: str, others: tuple[str, ...]) -> None:
    words = [sys.executable, "-c", LOADED, "--lang", lang, str(faulty)]
    done = subprocess.run(words, capture_output=True, check=True, timeout=60)
    loaded = done.stderr.decode().splitlines()[-1].split()
    assert texts in loaded
    assert not any(f"perflint.texts.{other}" in loaded for other in others)
    assert ("perflint.translation" in loaded) == (lang == "en")
