"""Which findings an ignore comment covers, by where it stands; and what is no comment at all."""

from __future__ import annotations

import json

import pytest

from perflint.linter import Options, lint_text
from perflint.readers import yaml
from perflint.readers.nodes import Limits
from perflint.text import SourceText
from suppression.tables import TABLE, above, at, commented, run

ALL = [("S001", 3), ("U001", 8), ("U001", 10), ("U001", 17)]
IGNORE = "# perflint: ignore[unit-contradicts-name] 合同约定"


def test_the_table_has_its_faults() -> None:
    assert at(run(TABLE).findings) == ALL


def test_at_the_end_of_a_line_it_covers_the_cells_that_begin_there() -> None:
    report = run(commented(8, IGNORE))
    assert at(report.findings) == [("S001", 3), ("U001", 10), ("U001", 17)]
    ((hidden, kind, reason),) = report.hidden
    assert (hidden.code, hidden.message, kind, reason) == (
        "U001",
        "“ms”是时间单位，与名称里的“接入量”不符",
        "inSource",
        "合同约定",
    )
    assert report.summary.suppressed == 1
    assert report.summary.error == 3


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (2, [("S001", 4)]),  # projects: the list of all of them
        (3, [("S001", 4), ("U001", 18)]),  # the whole project, not only its name
        (4, [("S001", 3), ("U001", 18)]),  # its indicators
        (5, [("S001", 3), ("U001", 11), ("U001", 18)]),  # one indicator
        (8, [("S001", 3), ("U001", 11), ("U001", 18)]),  # one cell
        (10, [("S001", 3), ("U001", 8), ("U001", 18)]),  # an indicator in braces
        (1, [("S001", 4)]),  # the table
    ],
)
def test_on_a_line_of_its_own_it_covers_the_outermost_node_below(line: int, left: list[tuple[str, int]]) -> None:
    report = run(above(line, IGNORE))
    assert at(report.findings) == left
    assert report.summary.suppressed == 4 - len(left)


@pytest.mark.parametrize("between", ["", "\n", "# 说明\n\n  # 又一条\n", "\r\n", "     \n"])
def test_blank_lines_and_comments_may_come_between(between: str) -> None:
    text = TABLE.replace("  - name: 食堂修缮", f"  {IGNORE}\n{between}  - name: 食堂修缮")
    assert [code for code, _ in at(run(text).findings)] == ["S001", "U001", "U001"]


def test_for_the_whole_file() -> None:
    two = f"{TABLE}---\n{TABLE}"
    for text in (f"# perflint: ignore-file[U001] 已说明\n{two}", f"{two}# perflint: ignore-file[U001]\n"):
        report = run(text)
        assert [code for code, _ in at(report.findings)] == ["S001", "S001"]
        assert report.summary.suppressed == 6


def test_one_document_does_not_cover_the_next() -> None:
    report = run(f"{IGNORE}\n{TABLE}---\n{TABLE}")
    assert [code for code, _ in at(report.findings)].count("U001") == 3


INSIDE = [
    'full: "≥5 # perflint: ignore[U001]"',
    "full: '≥5 # perflint: ignore[U001]'",
    "full: ≥5#perflint: ignore[U001]",
    'full: "≥5\n          # perflint: ignore[U001] "',
    "goal: |\n          目标\n          # perflint: ignore[U001]",
    "goal: >-\n          目标\n\n          # perflint: ignore[U001]\n",
]


@pytest.mark.parametrize("cell", INSIDE)
def test_inside_of_a_scalar_it_is_text(cell: str) -> None:
    assert remarks_of(f"projects:\n  - name: 甲\n    indicators:\n      - name: 乙\n        {cell}\n") == []


@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: | # perflint: x\n  甲 # perflint: y\n# perflint: z\nb: 乙\n", ["# perflint: x", "# perflint: z"]),
        ("a: >-2 # perflint: x\n   甲\n", ["# perflint: x"]),
        ("a: {b: 甲, # perflint: x\n  c: 乙}# perflint: y\n", ["# perflint: x", "# perflint: y"]),
        ("a: &k 甲 # perflint: x\nb: *k # perflint: y\nc:\n  <<: {d: 丙} # perflint: z\n", ["x", "y", "z"]),
        ("# perflint: x\n---\n# perflint: y\na: 甲\n...\n# perflint: z\n", ["x", "y", "z"]),
        ('a: 甲# perflint\nb: \'乙\' # Perflint: y\r\nc: "丙\\"# perflint: z"\r\n', ["# Perflint: y"]),
        ("a: 甲\n  乙 # PERFLINT: x\n\n\n# perflint", ["# PERFLINT: x", "# perflint"]),
        ("a:\t甲 # perflint: x\r# perflint: y\rb: 乙\r", ["x", "y"]),
        ("a: ≥5  # 甲 # perflint: x", ["# 甲 # perflint: x"]),
        ("a: !!str 甲 # perflint: x\n", ["x"]),
        ("a: [甲, 乙\n# perflint: x\n, 丙]\n# perflint: y\nb: [\n# perflint: z", []),
    ],
    ids=range(11),
)
def test_comments_stand_in_the_gaps_between_scalars(text: str, found: list[str], pure: bool) -> None:
    assert [remark[-len(wanted) :] for remark, wanted in zip(remarks_of(text, pure=pure), found, strict=True)] == found


def remarks_of(text: str, *, pure: bool = False) -> list[str]:
    source = SourceText("data.yaml", text)
    reading = yaml.read(source, Limits(10**6, 100, 10**5, 10**5), pure=pure)
    assert reading is not None
    for remark in reading.remarks:
        assert remark.source is source
        assert 0 <= remark.covers.start <= remark.covers.end <= len(text) + 1
    return [source.cut(remark.span) for remark in reading.remarks]


def test_a_comment_on_the_header_of_a_block_covers_the_block() -> None:
    bare = TABLE.replace("goal: 修缮食堂2处，面积1200平方米。", "goal: |\n      修缮")
    assert ("S001", 13) in at(run(bare).findings)
    report = run(bare.replace("goal: |", "goal: | # perflint: ignore[missing-goal] 见附件"))
    assert at([hidden.finding for hidden in report.hidden]) == [("S001", 13)]


def test_the_end_of_a_text_that_began_further_up_is_not_covered() -> None:
    text = commented(8, IGNORE).replace("        full: ≤10ms", '        full: "≤10ms\n\n\n          "', 1)
    assert ("U001", 8) in at(run(text).findings)


def test_places_in_mended_texts() -> None:
    """An unquoted sign is mended before reading; the comment behind it is where it was."""
    bare = TABLE.replace("full: ≤30ms", "full: >30ms")
    assert at(run(bare).findings)[-2:] == [("E009", 17), ("U001", 17)]
    for text in (
        commented(17, "# perflint: ignore[U001, unquoted-sign] 见合同", bare),
        above(17, "        # perflint: ignore[U001, unquoted-sign] 见合同", bare),
    ):
        report = run(text)
        assert [code for code, _ in at(report.findings)] == ["S001", "U001", "U001"]
        assert {hidden.finding.code for hidden in report.hidden} == {"E009", "U001"}


def test_an_unknown_key_can_be_ignored() -> None:
    text = TABLE.replace(
        "    goal: 修缮食堂2处，", "    负责人: 张三 # perflint: ignore[E005] 内部用\n    goal: 修缮食堂2处，"
    )
    report = run(text)
    assert [hidden.finding.code for hidden in report.hidden] == ["E005"]


def test_what_could_not_be_read_cannot_be_ignored() -> None:
    for text in (
        f"# perflint: ignore-file[syntax-error] 不管\n{TABLE}  - name: [\n",
        f"# perflint: ignore-file[E002, E008]\n{TABLE}---\n'",
    ):
        report = run(text)
        assert [one.code for one in report.findings if one.code[0] == "E"] == ["E002"]
        assert report.fatal


def test_a_value_that_annual_repeats_is_ignored_where_it_is_reported() -> None:
    assert at(run(commented(9, IGNORE)).findings)[1] == ("U001", 8)


def test_json_has_no_comments() -> None:
    data = {"projects": [{"name": "# perflint: ignore[U001]", "indicators": []}]}
    report = lint_text(json.dumps(data, ensure_ascii=False), "data.json", Options(select=("M", "S")))
    assert "M001" not in {one.code for one in report.findings}
