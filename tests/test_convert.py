"""`convert`: from a published text, or any source, to a data file; and files written whole or not at all."""

from pathlib import Path

import pytest
from generator import ROOT, SHARED, generate

from perflint.conversion import convert
from perflint.discovery import Source
from perflint.linter import Options, lint

PUBLISHED = """\
项目支出绩效目标表
单位名称：甲县水利局 单位：万元
项目名称（资金使用单位） 总计 财政拨款 其他资金 绩效目标 绩效指标
甲县水利局 1,150.00 1,100.00 50.00
灌区渠道维修 1,100.00 1,100.00
修好灌区的渠道，让农户
按时用水。
1、1-产出指标；11-数量指标；渠道维修长度；实施周期指标值:12公
里；年度指标值:12公里。
水库除险 50.00 50.00
消除隐患，保障安全。
1、1-产出指标；11-数量指标；除险水库；实施周期指标值:2；年度指标值:2。
"""
DATA_FILE = """\
unit: 甲县水利局
year: 2024
money_unit: 万元
budget:
  total: 1150.00
  fiscal: 1100.00
  other: 50.00
projects:
  - name: 灌区渠道维修
    budget:
      total: 1100.00
      fiscal: 1100.00
    goal: 修好灌区的渠道，让农户按时用水。
    indicators:
      - level1: 1-产出指标
        level2: 11-数量指标
        name: 渠道维修长度
        full: 12公里
        annual: 12公里
  - name: 水库除险
    budget:
      total: 50.00
      other: 50.00
    goal: 消除隐患，保障安全。
    indicators:
      - level1: 1-产出指标
        level2: 11-数量指标
        name: 除险水库
        full: '2'
        annual: '2'
"""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "表.txt"
    path.write_text(PUBLISHED, encoding="utf-8")
    return path


def test_a_published_text_becomes_a_data_file(published: Path) -> None:
    assert convert(published, year=2024).text == DATA_FILE


def test_what_the_reader_says_goes_with_it(published: Path) -> None:
    published.write_text(PUBLISHED.replace("；年度指标值:2", ""), encoding="utf-8")
    conversion = convert(published)
    assert [(finding.code, finding.place.pointer) for finding in conversion.findings] == [
        ("M008", "/projects/1/budget"),
        ("M007", "/projects/1/indicators/0"),
    ]
    inferred, broken = conversion.findings
    assert inferred.message == ("文本里看不出金额在哪一列，按合计数推断：“水库除险”是其他资金，其余项目都是财政拨款")
    assert broken.message == "“1、1-产出指标；11-数量指标；除险水库；实施…”不合表的版式，这里应当是“年度指标值:”"
    assert not conversion.fatal
    assert "annual: '2'" not in conversion.text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("1,150.00 1,100.00", "1,250.00 1,200.00", "各项目加起来是1150.00，合计写的是1250.00"),
        ("1,150.00 1,100.00 50.00", "1,150.00 1,000.00 150.00", "没有一种分法与各列合计相符"),
        ("甲县水利局 1,150.00 1,100.00 50.00\n", "", "也没有合计可以对照"),
    ],
)
def test_sources_are_left_out_where_none_fit(published: Path, old: str, new: str, message: str) -> None:
    published.write_text(PUBLISHED.replace(old, new), encoding="utf-8")
    conversion = convert(published)
    (finding,) = conversion.findings
    assert finding.code == "M008"
    assert message in finding.message
    assert "      fiscal:" not in conversion.text
    assert "      total: 1100.00" in conversion.text


def test_a_data_file_is_written_again() -> None:
    source = Source("data.yaml", DATA_FILE.encode())
    assert convert(source).text == DATA_FILE
    assert convert(source, language="zh").text.startswith("单位名称: 甲县水利局\n年度: 2024\n")


def test_json_becomes_yaml() -> None:
    source = Source("a.json", '{"项目": [{"项目名称": "甲", "绩效指标": []}]}'.encode())
    assert convert(source).text == "projects:\n  - name: 甲\n    indicators: []\n"


def test_a_source_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    conversion = convert(tmp_path / "没有.txt")
    assert conversion.text == ""
    assert conversion.tables == ()
    assert conversion.fatal
    assert [finding.code for finding in conversion.findings] == ["E001"]


def test_the_years_of_a_source_stay(published: Path) -> None:
    published.write_text(f"2023年{PUBLISHED}", encoding="utf-8")
    assert "\nyear: 2023\n" in convert(published, year=2024).text


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published table is not part of the project")
def test_the_published_table_as_text_and_as_data_file_is_one_table(tmp_path: Path) -> None:
    source = SHARED / "data" / "seed" / "panyu-polytechnic-targets.txt"
    conversion = convert(source, year=2024)
    assert [finding.code for finding in conversion.findings] == ["M008"]
    data = tmp_path / "data.yaml"
    data.write_text(conversion.text, encoding="utf-8")
    (again,) = convert(data).tables
    assert len(again.projects) == 23
    assert sum(1 for _ in again.indicators) == 144
    assert convert(data).text == conversion.text
    options = Options(ignore=("M008",), year=2024)
    from_text, from_data = lint([str(source)], options), lint([str(data)], options)
    assert [(finding.code, finding.place.pointer, finding.message) for finding in from_text.findings] == [
        (finding.code, finding.place.pointer, finding.message) for finding in from_data.findings
    ]


class TestExamples:
    @pytest.mark.parametrize("name", ["panyu-polytechnic-2024.yaml", "good.yaml"])
    def test_an_example_is_read_without_a_problem(self, name: str) -> None:
        conversion = convert(ROOT / "examples" / name)
        assert conversion.findings == ()

    def test_a_good_table_has_no_error_and_no_warning(self) -> None:
        findings = lint([str(ROOT / "examples" / "good.yaml")]).findings
        assert [(finding.code, finding.message) for finding in findings if finding.severity.rank > 1] == []

    @pytest.mark.skipif(not SHARED.is_dir(), reason="the published table is not part of the project")
    def test_the_example_has_the_facts_of_the_published_table_in_other_words(self) -> None:
        (published,) = convert(SHARED / "data" / "seed" / "panyu-polytechnic-targets.txt").tables
        (example,) = convert(ROOT / "examples" / "panyu-polytechnic-2024.yaml").tables
        for ours, theirs in zip(example.projects, published.projects, strict=True):
            assert ours.label == theirs.label
            assert ours.total == theirs.total
            assert ours.goal is not None
            assert theirs.goal is not None
            assert not set(ours.goal.text.rstrip("。").split("，")) & set(theirs.goal.text.split("，"))
            for one, other in zip(ours.indicators, theirs.indicators, strict=True):
                for field in ("name", "full", "annual"):
                    assert getattr(one, field).text == getattr(other, field).text


class TestGenerator:
    @pytest.mark.parametrize("kind", ["clean", "faulty"])
    def test_one_unit_of_size(self, kind: str) -> None:
        (table,) = convert(Source("a.yaml", generate.make(kind, 1).encode())).tables
        assert len(table.projects) == 23
        assert sum(1 for _ in table.indicators) == 144

    @pytest.mark.parametrize("kind", ["clean", "faulty"])
    @pytest.mark.parametrize(("size", "values"), [(10, 400), (100, 2000)])
    def test_honest_variety(self, kind: str, size: int, values: int) -> None:
        lines = [line.strip() for line in generate.make(kind, size).splitlines() if line.startswith("        ")]
        names = [line for line in lines if line.startswith("name:")]
        assert len(names) == 144 * size
        assert len(set(names)) >= 0.6 * len(names)
        assert len({line.partition(": ")[2] for line in lines if line.startswith(("full:", "annual:"))}) >= values

    def test_the_same_seed_gives_the_same_table(self) -> None:
        assert generate.make("clean", 2, seed=4) == generate.make("clean", 2, seed=4)
        assert generate.make("clean", 2, seed=4) != generate.make("clean", 2, seed=5)

    def test_a_clean_table_has_next_to_no_findings(self) -> None:
        source = Source("a.yaml", generate.make("clean", 2).encode())
        findings = lint([], stdin=source).findings
        assert [(finding.code, finding.message) for finding in findings if finding.severity.rank > 1] == []
        assert len(findings) < 10
