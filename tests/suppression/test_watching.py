"""M001 to M004: ignores that hide nothing, name no rule, are none, or give no reason."""

from __future__ import annotations

import pytest

from perflint.discovery import Source
from perflint.finding import Finding
from perflint.linter import Options, Report, Run
from perflint.model import Remark
from perflint.rule import catalogue
from perflint.suppression import WATCHING, Suppressions
from perflint.testing import mend
from perflint.text import SourceText, Span
from suppression.tables import RULES, TABLE, above, at, commented, run

WATCH = ("M001", "M002", "M003", "M004")


def said(report: Report) -> list[tuple[str, int, str, str]]:
    """Code, line, the words pointed at and the message of what is said of comments."""
    found = [one for one in report.findings if one.code in WATCH]
    lines = [line for code, line in at(found)]
    return [
        (one.code, line, one.place.source.cut(one.place.span), one.message)
        for one, line in zip(found, lines, strict=True)
    ]


def fixed(text: str, *codes: str) -> str:
    findings: list[Finding] = [one for one in run(text).findings if one.code in codes]
    return mend(text, [one.fix for one in findings if one.fix])


class TestUnused:
    def test_a_comment_that_hides_nothing(self) -> None:
        text = commented(16, "# perflint: ignore[U001, S012] 已核")
        [(code, line, words, message)] = said(run(text))
        assert (code, line, words) == ("M001", 16, "# perflint: ignore[U001, S012] 已核")
        assert message == "这条注释要忽略的 U001、S012 在这里没有问题"
        assert fixed(text, "M001") == TABLE

    @pytest.mark.parametrize("indent", ["", "        "])
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_on_a_line_of_its_own_it_goes_with_its_line(self, indent: str, end: str) -> None:
        bare = TABLE.replace("\n", end)
        text = above(16, f"{indent}# perflint: ignore[U001]", TABLE).replace("\n", end)
        assert fixed(text, "M001") == bare

    def test_another_comment_stays(self) -> None:
        text = commented(16, "# 已核对 # perflint: ignore[U001] 见函 # 张三")
        assert fixed(text, "M001") == commented(16, "# 已核对 # 张三")

    @pytest.mark.parametrize(
        ("text", "left"),
        [
            (f"{TABLE}# perflint: ignore[U001]", TABLE),
            (above(16, "# perflint: ignore[U001] 见函 # 张三"), above(16, " # 张三")),
        ],
        ids=["on a last line without an end", "with another comment behind it"],
    )
    def test_what_goes_with_a_comment_that_begins_its_line(self, text: str, left: str) -> None:
        assert [code for code, *_ in said(run(text))] == ["M001"]
        assert fixed(text, "M001") == left

    @pytest.mark.parametrize(
        ("rules", "idle", "left"),
        [
            ("U001, S012", ["S012"], "U001"),
            ("S012, U001", ["S012"], "U001"),
            ("S012,U008，U001、 S001", ["S012", "U008", "S001"], "U001"),
            ("U001 S012", ["S012"], "U001"),
            ("U001, unit-contradicts-name", ["unit-contradicts-name"], "U001"),
            ("S012, no-such-rule", ["S012"], "no-such-rule"),
        ],
    )
    def test_a_rule_among_others(self, rules: str, idle: list[str], left: str) -> None:
        text = commented(8, f"# perflint: ignore[{rules}] 合同约定")
        found = [entry for entry in said(run(text)) if entry[0] == "M001"]
        assert [words for _, _, words, _ in found] == idle
        assert all(message == f"注释要忽略的 {words} 在这里没有问题" for _, _, words, message in found)
        assert fixed(text, "M001") == commented(8, f"# perflint: ignore[{left}] 合同约定")

    def test_a_rule_that_is_not_in_the_run_is_not_judged(self) -> None:
        text = commented(8, "# perflint: ignore[U001, U003] 合同约定")
        assert said(run(text, "M", "U001")) == []
        assert said(run(text, "M")) == []

    def test_a_rule_that_compares_files_is_judged_only_in_a_whole_folder(self) -> None:
        text = commented(8, "# perflint: ignore[X001] 同一个项目分两年")
        for folders, codes in (([], []), (["."], ["M001"])):
            source = Source("data.yaml", text.encode())
            report = Run(Options(select=("M", "X001"))).report([source], 0, folders=folders)
            assert [one.code for one in report.findings] == codes

    def test_the_narrowest_comment_is_used_first(self) -> None:
        text = f"# perflint: ignore-file[U001]\n{commented(8, '# perflint: ignore[U001]')}"
        assert said(run(text)) == []
        for line in (10, 17):
            text = commented(line + 1, "# perflint: ignore[U001]", text)
        assert [(line, words) for _, line, words, _ in said(run(text))] == [(1, "# perflint: ignore-file[U001]")]

    def test_taking_the_unused_away_shows_nothing_new(self) -> None:
        text = f"# perflint: ignore-file[U001, S001]\n{TABLE}"
        for line in (4, 9, 11, 18):
            text = commented(line, "# perflint: ignore[U001]", text)
        before, after = run(text), run(fixed(text, "M001"))
        assert said(after) == []
        assert at([one for one in before.findings if one.code not in WATCH]) == at(after.findings)
        assert before.summary.suppressed == after.summary.suppressed == 4


class TestUnknown:
    def test_the_nearest_name_is_given_and_put_in(self) -> None:
        text = commented(8, "# perflint: ignore[unit-contradict-name] 合同约定")
        [(code, line, words, message)] = said(run(text))
        assert (code, line, words) == ("M002", 8, "unit-contradict-name")
        assert message == "没有“unit-contradict-name”这条规则，这个忽略不起作用"
        [finding] = [one for one in run(text).findings if one.code == "M002"]
        assert finding.help == "是不是想写 unit-contradicts-name？"
        assert fixed(text, "M002") == commented(8, "# perflint: ignore[unit-contradicts-name] 合同约定")

    def test_a_word_like_no_rule(self) -> None:
        [finding] = [one for one in run(commented(8, "# perflint: ignore[全部]")).findings if one.code == "M002"]
        assert (finding.help, finding.fix) == ("写规则的名称或代码；全部规则：perflint rule --all", None)

    @pytest.mark.parametrize("word", ["U", "U00*", "*", "unit-*", "u0?1"])
    def test_no_blanket_form(self, word: str) -> None:
        report = run(commented(8, f"# perflint: ignore[{word}] 合同约定"))
        [(code, _, words, message)] = said(report)
        assert (code, words) == ("M002", word)
        assert message == f"“{word}”是一批规则，忽略要逐条写明，这个忽略不起作用"
        [finding] = [one for one in report.findings if one.code == "M002"]
        assert (finding.help, finding.fix) == ("写出要忽略的那条规则的名称或代码", None)
        assert report.summary.suppressed == 0


RIGHT = [
    "# perflint: ignore[unit-contradicts-name]",
    "# perflint: ignore[U001] 合同约定",
    "#perflint:ignore[u001]合同约定",
    "##  Perflint : Ignore [ U001 ] ：合同约定",
    "# perflint：ignore【U001】合同约定",
    "# perflint：ignore［U001］——合同约定",
    "# perflint: ignore[U001，S012、U008]",
    "# 待核 # perflint: ignore[U001]",
    "# perflint: ignore[S012] # perflint: ignore[U001] 合同约定",
]


@pytest.mark.parametrize("comment", RIGHT)
def test_right_forms(comment: str) -> None:
    report = run(commented(8, comment))
    assert report.summary.suppressed == 1
    assert {one.code for one in report.findings} <= {"S001", "U001", "M001"}
    assert {hidden.reason for hidden in report.hidden} <= {"合同约定", ""}


WRONG = {
    "# perflint ignore[U001] 合同约定": "# perflint: ignore[U001] 合同约定",
    "# perflint: ignore U001 合同约定": "# perflint: ignore[U001] 合同约定",
    "# perflint:ignore(U001，S012)合同约定": "# perflint: ignore[U001, S012] 合同约定",
    "# perflint: disable=unit-contradicts-name": "# perflint: ignore[unit-contradicts-name]",
    "# perflint: disable-next-line=U001": "# perflint: ignore[U001]",
    "# perflint-ignore: U001": "# perflint: ignore[U001]",
    "# perflint: ignore-file: U001 全表如此": "# perflint: ignore-file[U001] 全表如此",
    "# perflint: noqa: U001": "# perflint: ignore[U001]",
    "# perflint: ingore[unit-contradict-name] 见函": "# perflint: ignore[unit-contradicts-name] 见函",
    "# perflint: U001 合同约定": "# perflint: ignore[U001] 合同约定",
    "# perflint 忽略U001，合同约定": "# perflint: ignore[U001] 合同约定",
    "#perflint忽略：“U001”": "# perflint: ignore[U001]",
    "# perflint: ignore[U001 合同约定": "# perflint: ignore[U001] 合同约定",
    # Without a rule: what was found here.
    "# perflint: ignore": "# perflint: ignore[unit-contradicts-name]",
    "# perflint: ignore[] 合同约定": "# perflint: ignore[unit-contradicts-name] 合同约定",
    "# perflint: ignore 合同约定": "# perflint: ignore[unit-contradicts-name] 合同约定",
    "# perflint 不检查": "# perflint: ignore[unit-contradicts-name]",
    "# perflint: ignore-file": "# perflint: ignore-file[missing-goal, unit-contradicts-name]",
}


class TestMalformed:
    @pytest.mark.parametrize("comment", WRONG)
    def test_it_is_said_with_the_right_form(self, comment: str) -> None:
        text = commented(8, comment)
        report = run(text)
        assert report.summary.suppressed == 0
        [(code, line, words, _)] = said(report)
        assert (code, line, words) == ("M003", 8, comment)
        mended = fixed(text, "M003")
        assert mended == commented(8, WRONG[comment])
        assert {one.code for one in run(mended).findings} <= {"S001", "U001", "M001"}
        assert run(mended).summary.suppressed >= 1

    def test_what_it_says(self) -> None:
        [(_, _, _, message)] = said(run(commented(8, "# perflint ignore U001")))
        assert message == "“# perflint ignore U001”不是忽略注释的写法，没有起作用"
        [(_, _, _, message)] = said(run(commented(16, "# perflint: ignore")))
        assert message == "“# perflint: ignore”没有写明忽略哪条规则，没有起作用"
        [(_, _, _, message)] = said(run(commented(8, "# perflint: ignore"), "M"))
        assert message == "“# perflint: ignore”没有写明忽略哪条规则，没有起作用"
        [(_, _, _, message)] = said(run(commented(16, "# perflint: 本行已核对")))
        assert message == "“# perflint: 本行已核对”以 perflint: 开头，却不是忽略注释，没有起作用"

    @pytest.mark.parametrize("comment", ["# perflint 已核对", "# 用 perflint 查过", "# see perflint.example", "# 忽略"])
    def test_ordinary_remarks(self, comment: str) -> None:
        assert said(run(commented(8, comment))) == []


class TestReasons:
    TEXT = commented(8, "# perflint: ignore[U001]", commented(10, "# perflint: ignore[U001] 合同约定"))

    def test_asked_for_only_where_required(self) -> None:
        assert said(run(self.TEXT)) == []
        [(code, line, words, message)] = said(run(self.TEXT, ignore_without_reason={"require_reason": True}))
        assert (code, line, words) == ("M004", 8, "# perflint: ignore[U001]")
        assert message == "“# perflint: ignore[U001]”没有写忽略的原因"


def test_they_are_the_rules_that_no_comment_is_written_for() -> None:
    assert {catalogue().rules[code].name for code in (*WATCH, "M005")} == WATCHING


def test_a_comment_speaks_of_its_own_file_only() -> None:
    texts = {"一.yaml": commented(8, "# perflint: ignore[U001] 合同约定"), "二.yaml": TABLE}
    report = Run(Options(select=RULES)).report([Source(path, text.encode()) for path, text in texts.items()], 0)
    left = [
        (one.place.source.path, code, line)
        for one, (code, line) in zip(report.findings, at(report.findings), strict=True)
    ]
    assert left == [
        *(("一.yaml", code, line) for code, line in at(run(texts["一.yaml"]).findings)),
        *(("二.yaml", code, line) for code, line in at(run(TABLE).findings)),
    ]
    assert [(one.kind, one.reason, one.finding.place.source.path) for one in report.hidden] == [
        ("inSource", "合同约定", "一.yaml")
    ]


def test_what_was_judged_is_asked_file_by_file() -> None:
    text = "# perflint: ignore[U001] 合同约定"
    sources = [SourceText(path, text) for path in ("一.yaml", "二.yaml")]
    whole = Span(0, len(text))
    suppressions = Suppressions([Remark(source, whole, whole) for source in sources], catalogue())
    problems = suppressions.problems(lambda path: {"U001"} if path == "二.yaml" else set(), [])
    assert [(one.key, one.place.source.path) for one in problems] == [("unused-ignore", "二.yaml")]


def test_these_rules_watch_themselves() -> None:
    """They can be left out of a run, but no comment hides what is said of comments."""
    text = f"# perflint: ignore-file[M001] 不管\n{commented(16, '# perflint: ignore[U001]')}"
    assert [code for code, _, _, _ in said(run(text))] == ["M001", "M001"]
