"""What fixing owes, whatever the rules say: checked with made reports, so that every way to fail is tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from perflint.discovery import Source
from perflint.finding import Edit, Finding, Fix, Place, Safety, Severity, Spot
from perflint.fixing import HOPELESS, mend
from perflint.linter import Options, Report, Run, lint, lint_text
from perflint.model import Cell, Indicator
from perflint.text import Span

TABLE = """\
projects:
  - name: 校舍维修
    indicators:
      - {level1: 产出指标, name: 一, full: 甲甲, annual: 甲甲}
      - {level1: 产出指标, name: 二, full: 乙乙, annual: 丙丙}
"""

Rule = Callable[[Report], Sequence[Finding]]


def found(cell: Cell, code: str, *edits: tuple[int, int, str], safety: Safety = Safety.SAFE) -> Finding:
    """A finding of `code` on a cell, whose fix makes the edits."""
    fix = Fix(safety, "改", tuple(Edit(cell.at(start, end), text) for start, end, text in edits))
    return Finding(code, "x-y", Severity.INFO, "", "", "", cell.at(), None, fix=fix)


def mended(text: str, *rules: Rule, unsafe: bool = False) -> tuple[str, list[str], list[tuple[str, str]]]:
    """The text after fixing what the rules find: text, codes made, codes refused with the reason."""

    def judge(source: Source) -> Report:
        report = lint([], Options(select=("E",)), stdin=source)
        return report._replace(findings=tuple(finding for rule in rules for finding in rule(report)))

    results = list(mend(judge(Source("data.yaml", text.encode())), judge, unsafe=unsafe))
    if not results:
        return text, [], []
    [one] = results
    return one.text, [finding.code for finding in one.made], [(item.finding.code, item.reason) for item in one.refused]


def rows(report: Report) -> list[Indicator]:
    return [row for table in report.tables for row in table.indicators]


def replacing(code: str, old: str, new: str, safety: Safety = Safety.SAFE) -> Rule:
    """Finds `old` in the full-period values and names, and puts `new` there."""

    def rule(report: Report) -> list[Finding]:
        cells = [cell for row in rows(report) for cell in (row.full, row.name) if cell is not None]
        return [
            found(cell, code, (cell.text.index(old), cell.text.index(old) + len(old), new), safety=safety)
            for cell in cells
            if old in cell.text
        ]

    return rule


def test_a_fix_that_is_sound_is_made() -> None:
    assert mended(TABLE, replacing("A001", "乙乙", "丁")) == (TABLE.replace("乙乙", "丁"), ["A001"], [])


def test_unsafe_fixes_are_made_only_when_asked_for() -> None:
    rule = replacing("A001", "乙乙", "丁", Safety.UNSAFE)
    assert mended(TABLE, rule) == (TABLE, [], [])
    assert mended(TABLE, rule, unsafe=True) == (TABLE.replace("乙乙", "丁"), ["A001"], [])
    source = Source("data.yaml", TABLE.encode())
    report = lint([], Options(select=("E",)), stdin=source)
    assert list(mend(report._replace(findings=tuple(rule(report))), lambda _: report)) == []


def test_each_source_is_mended_by_itself_in_its_own_encoding() -> None:
    rule = replacing("A001", "乙乙", "丁")
    sources = [Source("一.yaml", TABLE.encode("utf-8-sig")), Source("二.yaml", TABLE.encode("gb18030"))]

    def judge(*judged: Source) -> Report:
        report = Run(Options(select=("E",))).report(judged, 0)
        return report._replace(findings=tuple(rule(report)))

    report = judge(*sources)
    results = list(mend(report, judge))
    assert [result.source for result in results] == [finding.place.source for finding in report.findings]
    assert [result.before for result in results] == [source.data for source in sources]
    mended_text = TABLE.replace("乙乙", "丁")
    assert [result.text for result in results] == [mended_text, mended_text]
    assert [result.after for result in results] == [mended_text.encode("utf-8-sig"), mended_text.encode("gb18030")]


def test_a_source_that_cannot_be_mended_is_told_as_it_was() -> None:
    source = Source("data.yaml", TABLE.encode())

    def judge(source: Source) -> Report:
        report = lint([], Options(select=("E",)), stdin=source)
        undoing = replacing("A001", "乙乙", "丁"), replacing("A002", "丁", "乙乙")
        return report._replace(findings=tuple(finding for rule in undoing for finding in rule(report)))

    report = judge(source)
    [result] = mend(report, judge)
    assert (result.source, result.after) == (report.findings[0].place.source, source.data)


def test_the_whole_of_a_cell_may_be_written_anew() -> None:
    def whole(report: Report) -> list[Finding]:
        cells = [cell for cell in (report.tables[0].projects[0].name, *values(report)) if cell is not None]
        return [
            found(cell, "A001")._replace(fix=Fix(Safety.SAFE, "改", (Edit(cell.at(), "戊"),)))
            for cell in cells
            if cell.text in ("校舍维修", "乙乙")
        ]

    after = TABLE.replace("校舍维修", "戊").replace("乙乙", "戊")
    assert mended(TABLE, whole) == (after, ["A001", "A001"], [])


def test_what_is_no_cell_may_be_edited() -> None:
    def heading(report: Report) -> list[Finding]:
        source = report.tables[0].source
        spot = Spot(source, Span(0, 0), "")
        fix = Fix(Safety.SAFE, "改", (Edit(Place(spot), "# 校舍\n"),))
        if source.text.startswith("#"):
            return []
        return [Finding("A001", "x-y", Severity.INFO, "", "", "", Place(spot), None, fix=fix)]

    assert mended(TABLE, heading) == (f"# 校舍\n{TABLE}", ["A001"], [])


def test_where_fixes_meet_the_safe_one_comes_first() -> None:
    rules = replacing("A001", "乙乙", "丁", Safety.UNSAFE), replacing("A002", "乙乙", "戊")
    assert mended(TABLE, *rules, unsafe=True) == (TABLE.replace("乙乙", "戊"), ["A002"], [])


def test_fixes_that_meet_follow_one_another() -> None:
    """乙乙 becomes 丁, then 丁 becomes 戊: what the second makes of the first is found in the next pass."""
    rules = replacing("A001", "乙乙", "丁"), replacing("A002", "乙", "己"), replacing("A003", "丁", "戊")
    assert mended(TABLE, *rules) == (TABLE.replace("乙乙", "戊"), ["A001", "A003"], [])


@pytest.mark.parametrize("first", [True, False])
def test_a_fix_that_does_not_remove_its_finding_is_not_made_and_others_are(first: bool) -> None:
    def stubborn(report: Report) -> list[Finding]:
        return [found(values(report)[0], "A009", (0, 0, "甲"))]

    sound = replacing("A001", "乙乙", "丁")
    after, made, refused = mended(TABLE, *([stubborn, sound] if first else [sound, stubborn]))
    assert (after, made, refused) == (TABLE.replace("乙乙", "丁"), ["A001"], [("A009", "fix-stays")])


def test_a_fix_that_stands_in_the_way_of_another_and_fails_makes_room() -> None:
    def stubborn(report: Report) -> list[Finding]:
        cells = [row.full for row in rows(report) if row.full is not None]
        return [found(cell, "A000", (0, 1, "乙")) for cell in cells if cell.text.startswith("乙")]

    assert mended(TABLE, stubborn, replacing("A001", "乙乙", "丁"))[:2] == (TABLE.replace("乙乙", "丁"), ["A001"])


def test_a_fix_that_would_alter_another_cell_is_not_made() -> None:
    shared = TABLE.replace("full: 甲甲", "full: &a 甲甲").replace("annual: 丙丙", "note: *a")
    assert mended(shared, replacing("A001", "甲甲", "丁")) == (shared, [], [("A001", "fix-alters")])


def test_the_two_values_of_a_row_may_share_one_text() -> None:
    shared = TABLE.replace("full: 乙乙, annual: 丙丙", "full: &a 乙乙, annual: *a")
    assert mended(shared, replacing("A001", "乙乙", "丁")) == (shared.replace("乙乙", "丁"), ["A001"], [])


def test_a_fix_after_which_the_file_does_not_parse_is_not_made() -> None:
    def breaking(report: Report) -> list[Finding]:
        if not report.tables:
            return []
        source = report.tables[0].source
        at = source.text.find("}")
        spot = Spot(source, Span(at, at + 1), "")
        fix = Fix(Safety.SAFE, "改", (Edit(Place(spot), "A"),))
        return [Finding("A001", "x-y", Severity.INFO, "", "", "", Place(spot), None, fix=fix)]

    assert mended(TABLE, breaking) == (TABLE, [], [("A001", "fix-breaks")])


def test_fixes_that_undo_one_another_leave_the_file_alone() -> None:
    rules = replacing("A001", "乙乙", "丁"), replacing("A002", "丁", "乙乙"), replacing("A003", "甲甲", "甲")
    after, made, refused = mended(TABLE, *rules)
    assert (after, made) == (TABLE, [])
    assert {reason for _, reason in refused} == {"fix-endless"}


def rows_besides(texts: Sequence[str]) -> str:
    """The table and a row for each of the texts, its value."""
    rows = (f"      - {{level1: 产出指标, name: 三, full: {text}, annual: 丙}}\n" for text in texts)
    return TABLE + "".join(rows)


def stubborn(code: str, begins: str) -> Rule:
    """Its fix of each value that begins so leaves the finding where it is."""

    def rule(report: Report) -> list[Finding]:
        return [found(cell, code, (0, 0, begins)) for cell in values(report) if cell.text.startswith(begins)]

    return rule


def test_where_hardly_any_fix_of_a_rule_can_be_made_others_are_and_the_rest_is_not_tried() -> None:
    text = rows_besides(["戊戊"] * 100)
    rules = stubborn("A009", "戊"), replacing("A001", "乙乙", "丁")
    after, made, refused = mended(text, *rules)
    assert (after, made) == (text.replace("乙乙", "丁"), ["A001"])
    assert refused == [*[("A009", "fix-stays")] * 20, *[("A009", "fix-untried")] * 80]
    assert mended(after, *rules) == (after, [], refused)


@pytest.mark.parametrize("count", [5, 50, 500])
def test_however_many_fixes_fail_the_source_is_checked_a_few_times(count: int) -> None:
    checked: list[str] = []

    def counting(report: Report) -> Sequence[Finding]:
        checked.append(report.tables[0].source.text)
        return stubborn("A009", "戊")(report)

    text = rows_besides(["戊戊"] * count)
    assert mended(text, counting)[:2] == (text, [])
    assert len(checked) <= 3 * HOPELESS


@pytest.mark.parametrize(("rules", "rows"), [(1, 350), (30, 10)])
def test_fixes_that_fail_here_and_there_keep_no_other_from_being_made(rules: int, rows: int) -> None:
    """However many those are, of one rule or of many: there are more that can be made."""

    def careless(rule: int) -> Rule:
        sign = chr(0x4E00 + rule)

        def found_by(report: Report) -> list[Finding]:
            cells = [cell for cell in values(report) if cell.text.startswith(sign)]
            edits = [(0, 0, sign) if cell.text.startswith(sign * 2) else (0, 1, "庚") for cell in cells]
            return [found(cell, f"A{rule:03}", edit) for cell, edit in zip(cells, edits, strict=True)]

        return found_by

    signs = [chr(0x4E00 + rule) for rule in range(rules) for _ in range(rows)]
    texts = [sign * 2 if number % 7 == 0 else sign for number, sign in enumerate(signs)]
    after, made, refused = mended(rows_besides(texts), *map(careless, range(rules)))
    failing = [text for text in texts if len(text) > 1]
    assert after == rows_besides([text if len(text) > 1 else "庚" for text in texts])
    assert len(made) == len(texts) - len(failing)
    assert len(refused) == len(failing)
    assert {reason for _, reason in refused} <= {"fix-stays", "fix-untried"}


def test_a_rule_of_which_as_many_fixes_can_be_made_as_fail_is_not_given_up() -> None:
    """Twenty have failed and twenty held when the last are reached."""

    def careless(report: Report) -> list[Finding]:
        cells = [cell for cell in values(report) if cell.text.startswith("戊")]
        return [found(cell, "A009", (0, 0, "戊") if cell.text == "戊戊" else (0, 1, "庚")) for cell in cells]

    texts = ["戊"] * 20 + ["戊戊"] * 20 + ["戊"] * 24
    _, made, refused = mended(rows_besides(texts), careless)
    assert len(made) == 44
    assert refused == [("A009", "fix-stays")] * 20


def test_fixes_that_fail_are_told_in_the_order_in_which_they_were_found() -> None:
    def mixed(report: Report) -> Sequence[Finding]:
        first, *rest = stubborn("A009", "戊")(report)
        return [first, *stubborn("A002", "己")(report), *rest]

    refused = mended(rows_besides(["戊戊", "戊戊", "己己", "戊戊"]), mixed)[2]
    assert refused == [(code, "fix-stays") for code in ("A009", "A002", "A009", "A009")]


@pytest.mark.parametrize(("links", "made"), [(50, 50), (51, 0)])
def test_a_chain_of_fixes_is_followed_for_fifty_passes(links: int, made: int) -> None:
    """One that grows for ever leaves the file alone."""

    def growing(report: Report) -> list[Finding]:
        cell = rows(report)[0].full
        assert cell is not None
        return [found(cell, f"A{len(cell.text):03}", (0, 0, "甲"))] if len(cell.text) < 2 + links else []

    after, codes, refused = mended(TABLE, growing)
    assert after == TABLE.replace("full: 甲甲", f"full: 甲甲{'甲' * made}")
    assert len(codes) == made
    assert [reason for _, reason in refused] == ([] if made else ["fix-endless"])


@pytest.mark.parametrize("edited", [(0, 1, "丙"), (1, 2, "丙"), (1, 1, "丙")])
def test_edits_without_a_gap_between_them_wait_for_one_another(edited: tuple[int, int, str]) -> None:
    """The second finding is there only as long as the first is not mended, so that it is never made beside it."""

    def one(report: Report) -> list[Finding]:
        return [found(cell, "A001", edited) for cell in values(report) if cell.text == "乙乙"]

    def other(report: Report) -> list[Finding]:
        return [found(cell, "A002", (1, 1, "己")) for cell in values(report) if cell.text == "乙乙"]

    assert mended(TABLE, one, other)[1] == ["A001"]
    assert mended(TABLE, replacing("A000", "甲甲", "丁"), one, other)[1] == ["A000", "A001"]


def values(report: Report) -> list[Cell]:
    return [row.full for row in rows(report) if row.full is not None]


def test_fixes_that_fail_only_together_are_made_one_after_another() -> None:
    """Where both cells hold 丁 at once, the first has the finding again, now without a fix."""

    def rule(report: Report) -> list[Finding]:
        cells = values(report)
        left = [found(cell, "A001", (0, 2, "丁")) for cell in cells if cell.text != "丁"]
        return left or [found(cells[0], "A001")._replace(fix=None)]

    text = TABLE.replace("甲甲", "丁").replace("乙乙", "丁")
    assert mended(TABLE, rule) == (text.replace("annual: 丁", "annual: 甲甲"), ["A001", "A001"], [])


def test_of_fixes_that_fail_only_together_as_many_are_made_at_once_as_can_be() -> None:
    """All values but one may be 丁 at once: the last waits for the second pass."""
    names = [f"第{number}" for number in range(64)]
    text = rows_besides(names)
    checked: list[str] = []

    def judge(source: Source) -> Report:
        checked.append(source.data.decode())
        report = lint([], Options(select=("E",)), stdin=source)
        cells = values(report)
        left = [found(cell, "A001", (0, len(cell.text), "丁")) for cell in cells if cell.text.startswith("第")]
        return report._replace(findings=tuple(left or [found(cells[0], "A001")._replace(fix=None)]))

    [result] = mend(judge(Source("data.yaml", text.encode())), judge)
    assert len(result.made) == 64
    assert len(checked) < 20


def test_of_comments_one_rule_after_another_is_heard() -> None:
    """A wrong name put right is an ignore that is not needed: what was said of another comment, in the same words."""
    wrong = "".join(f"# perflint: ignore[S{number}] 合同约定\n" for number in range(100, 190))
    unused = "".join(f"# perflint: ignore[S0{number}] 合同约定\n" for number in range(10, 20))
    checked: list[Source] = []

    def judge(source: Source) -> Report:
        checked.append(source)
        return lint([], stdin=source)

    [result] = mend(judge(Source("data.yaml", f"{wrong}{unused}{TABLE}".encode())), judge, unsafe=True)
    assert "ignore" not in result.text
    assert result.refused == ()
    assert len(checked) < 15


def test_what_is_found_only_in_a_source_by_itself_is_left_alone() -> None:
    def judge(source: Source) -> Report:
        report = lint([], Options(select=("E",)), stdin=source)
        found = [*replacing("A001", "甲甲", "丁")(report), *replacing("A002", "乙乙", "丁")(report)]
        return report._replace(findings=tuple(one._replace(identity=one.code) for one in found))

    alone = judge(Source("data.yaml", TABLE.encode()))
    whole = alone._replace(findings=tuple(one for one in alone.findings if one.code == "A002"))
    assert [[one.code for one in result.made] for result in mend(whole, judge)] == [["A002"]]


def test_two_findings_that_want_the_same_edit_are_both_mended_by_it() -> None:
    rules = replacing("A001", "乙乙", "丁"), replacing("A002", "甲甲", "戊"), replacing("A003", "乙乙", "丁")
    after = TABLE.replace("乙乙", "丁").replace("full: 甲甲", "full: 戊")
    assert mended(TABLE, *rules) == (after, ["A001", "A002", "A003"], [])


def test_all_that_do_not_meet_are_made_in_one_pass() -> None:
    rules = replacing("A001", "乙乙", "丁"), replacing("A002", "乙", "己"), replacing("A003", "甲甲", "戊")
    judged = []

    def judge(source: Source) -> Report:
        judged.append(source.data.decode())
        report = lint([], Options(select=("E",)), stdin=source)
        return report._replace(findings=tuple(finding for rule in rules for finding in rule(report)))

    [result] = mend(judge(Source("data.yaml", TABLE.encode())), judge)
    assert [finding.code for finding in result.made] == ["A001", "A003"]
    assert judged == [TABLE, TABLE, result.text]


def test_a_character_that_the_encoding_lacks_is_not_written() -> None:
    def strange(report: Report) -> list[Finding]:
        spot = Spot(report.tables[0].source, Span(0, 0), "")
        fix = Fix(Safety.SAFE, "改", (Edit(Place(spot), "# \ud800\n"),))
        return [Finding("A001", "x-y", Severity.INFO, "", "", "", Place(spot), None, fix=fix)]

    assert mended(TABLE, strange) == (TABLE, [], [("A001", "fix-unencodable")])


def test_safety_by_rule_is_that_of_the_options() -> None:
    """The last word decides; a rule that is off has findings, but no fix."""
    table = TABLE.replace("name: 一", "name: 发 放数。")
    options = Options(select=("N001", "N002"), fixes={"N": "unsafe", "N002": "off"})
    assert [(one.code, one.fix and str(one.fix.safety)) for one in lint_text(table, options=options).findings] == [
        ("N002", None),
        ("N001", "unsafe"),
    ]
