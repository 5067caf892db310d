"""The shipped packs, as the command uses them."""

from __future__ import annotations

import pytest

from perflint.packs import content, load
from perflint.packs.merging import merged
from perflint.packs.reading import shipped
from perflint.rule import catalogue
from perflint.vocabulary import packs

from .conftest import Judge

COST = """\
projects:
  - name: 乡村公路养护
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 养护里程, full: 86公里, annual: 86公里, weight: 40}
      - {level1: 产出指标, level2: 质量指标, name: 优良路率, full: ≥85%, annual: ≥85%, weight: 10}
      - {level1: 产出指标, level2: 成本指标, name: 每公里养护成本, full: ≤2万元, annual: ≤2万元, weight: 10}
      - {level1: 效益指标, level2: 社会效益指标, name: 受益群众人数, full: ≥9000人, annual: ≥9000人, weight: 30}
"""


def test_there_are_three() -> None:
    assert shipped() == ["default", "guangdong", "mof-2021"]


@pytest.mark.parametrize("name", shipped())
def test_every_name_in_a_shipped_pack_is_known(name: str) -> None:
    policy = load(name).policy
    rules = catalogue()
    rules.select([*policy.switches, *policy.severities])
    assert all(rules.named(rule).parameters.keys() >= given.keys() for rule, given in policy.parameters.items())
    assert all(key in policy.frame for key in policy.required)
    for used in (frozenset({"output", "benefit"}), frozenset({"output", "cost"})):
        assert set(policy.bands(used)[0]) <= set(policy.frame.first)


class TestMof2021:
    """四类一级指标; 成本 is one of them."""

    def test_cost_is_no_child_of_output(self, judge: Judge) -> None:
        ran = judge(COST, "--policy", "mof-2021", "--select", "S014")
        assert ran.out.splitlines()[0].startswith(
            "data.yaml:6:32: error S014 level-mismatch: “成本指标”不是“产出指标”的下级"
        )
        assert judge(COST, "--select", "S014").code == 0

    def test_satisfaction_is_set_where_it_fits(self, judge: Judge) -> None:
        assert "S004" in judge(COST, "--select", "S").out
        assert "S004" not in judge(COST, "--policy", "mof-2021", "--select", "S").out

    def test_timeliness_is_set_as_needed_but_quality_always(self, judge: Judge) -> None:
        without = COST.replace("质量指标", "数量指标")
        ran = judge(without, "--policy", "mof-2021", "--select", "S006,S007")
        assert "S006" in ran.out
        assert "S007" not in ran.out
        assert "S007" in judge(without, "--select", "S006,S007").out

    def test_the_bands(self) -> None:
        policy = load("mof-2021").policy
        bands, total = policy.bands(frozenset({"cost", "output", "benefit", "satisfaction"}))
        assert ({key: band.low for key, band in bands.items()}, total) == (
            {"cost": 20, "output": 40, "benefit": 20, "satisfaction": 10},
            90,
        )
        bands, _ = policy.bands(frozenset({"output", "benefit", "satisfaction"}))
        assert {key: str(band) for key, band in bands.items()} == {
            "output": "50",
            "benefit": "30",
            "satisfaction": "10",
        }

    def test_without_satisfaction_benefit_has_its_share(self) -> None:
        bands, _ = load("mof-2021").policy.bands(frozenset({"cost", "output", "benefit"}))
        assert {key: band.low for key, band in bands.items()} == {"cost": 20, "output": 40, "benefit": 30}


class TestGuangdong:
    """Codes 1, 11 … 31; two value columns; no first level of cost."""

    def test_the_codes(self) -> None:
        frame = load("guangdong").policy.frame
        assert [level.code for level in frame.first.values()] == ["1", "2", "3"]
        second = [level.code for level in frame.second.values()]
        assert second == ["11", "12", "13", "14", "21", "22", "23", "24", "31"]

    def test_a_first_level_of_cost_is_unknown(self, judge: Judge) -> None:
        table = COST.replace("level1: 产出指标, level2: 成本指标", "level1: 成本指标, level2: 经济成本指标")
        ran = judge(table, "--policy", "guangdong", "--select", "S015")
        assert ran.out.splitlines()[0].startswith(
            "data.yaml:6:18: warning S015 unknown-level: 没有“成本指标”这个一级指标"
        )
        assert judge(table, "--select", "S015").out == ""

    def test_both_values_are_asked_for_whatever_the_other_rows_do(self, judge: Judge) -> None:
        table = COST.replace(", annual: 86公里", "").replace(", annual: ≥85%", "").replace(", annual: ≤2万元", "")
        ran = judge(table, "--policy", "guangdong", "--select", "S018")
        places = [line.partition(": ")[0] for line in ran.out.splitlines()]
        assert places == ["data.yaml:4:44", "data.yaml:5:44", "data.yaml:6:44"]
        assert judge(table, "--select", "S018").out == ""


def test_a_pack_takes_what_it_does_not_say_from_the_one_below() -> None:
    assert content("mof-2021")["frame"]["levels"]["benefit"] == packs("default")["frame"]["levels"]["benefit"]
    assert "output_cost" in packs("default")["frame"]["levels"]["output"]["children"]
    assert "output_cost" not in content("mof-2021")["frame"]["levels"]["output"]["children"]


def test_laying_one_over_another_changes_neither() -> None:
    before = repr(packs("default"))
    merged(content("default"), packs("guangdong"))
    assert repr(packs("default")) == before


def test_nothing_is_loaded_for_a_shipped_pack_that_extends_none() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from perflint.linter import Options, lint_text; lint_text('projects: []');"
        "print(*sorted(name for name in sys.modules if name.startswith('perflint.packs')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["perflint.packs"]
