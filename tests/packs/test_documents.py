"""docs/own-rules.md and docs/policies.md: every example is run, every output is a true one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli.conftest import Perflint

from perflint.packs import load
from perflint.testing import check_examples

pytest.importorskip("re2")

DOCS = Path(__file__).parents[2] / "docs"
OWN_RULES = (DOCS / "own-rules.md").read_text(encoding="utf-8")
POLICIES = (DOCS / "policies.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

TABLE = """\
projects:
  - name: 政务大厅运行
    indicators:
      - {level1: 产出指标, level2: 时效指标, name: 证照办理时间, full: ≤5天}
"""
WRONG = """\
own_rules:
  - code: GZ001
    name: time-in-work-days
    where: {level2: 时校指标}
    require:
      units: 工作日
    message: 不对
"""


def blocks(document: str, kind: str) -> list[str]:
    return [text for language, said, text in BLOCK.findall(document) if kind in (language, said)]


PACKS = blocks(OWN_RULES, "pack")


def test_there_are_ten_examples() -> None:
    assert re.findall(r"^### (\d+)\.", OWN_RULES, re.MULTILINE) == [str(number) for number in range(1, 11)]
    assert len(PACKS) == 10


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: re.findall(r"GZ\d+", pack)[0])
def test_every_example_holds(pack: str, tmp_path: Path) -> None:
    path = tmp_path / "本市.yaml"
    path.write_text(pack, encoding="utf-8")
    rules = load(str(path)).rules
    assert rules
    for rule in rules:
        check_examples(rule, str(path))


def test_all_examples_make_one_pack(tmp_path: Path) -> None:
    path = tmp_path / "本市.yaml"
    path.write_text("own_rules:\n" + "".join(pack.removeprefix("own_rules:\n") for pack in PACKS), encoding="utf-8")
    assert [rule.code for rule in load(str(path)).rules] == [f"GZ{number:03}" for number in range(1, 12)]


@pytest.mark.parametrize("document", [OWN_RULES, POLICIES], ids=["own-rules", "policies"])
def test_outputs_are_those_of_the_command(document: str, perflint: Perflint, tmp_path: Path) -> None:
    (tmp_path / "目标表.yaml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "写错了.yaml").write_text(WRONG, encoding="utf-8")
    for number, pack in enumerate(blocks(document, "pack")):
        (tmp_path / ("本市.yaml" if not number else f"{number}.yaml")).write_text(pack, encoding="utf-8")
    shown = blocks(document, "console")
    assert shown
    for block in shown:
        command, _, output = block.partition("\n")
        words = command.removeprefix("$ perflint ").split()
        ran = perflint(*words, *(("--format", "full") if "rule" not in words else ()))
        assert ran.out + ran.err == output


@pytest.mark.parametrize("pack", blocks(POLICIES, "pack"))
def test_every_pack_of_the_other_page_can_be_used(pack: str, tmp_path: Path) -> None:
    path = tmp_path / "本市.yaml"
    path.write_text(pack, encoding="utf-8")
    load(str(path))


class TestSchema:
    """The JSON schema takes what perflint takes, and refuses what it can tell is wrong."""

    def accepts(self, pack: str) -> bool:
        from jsonschema import Draft202012Validator
        from ruamel.yaml import YAML

        from perflint.packs.jsonschema import json_schema

        schema = json_schema()
        Draft202012Validator.check_schema(schema)
        # Editors know no dates: 2024-12-01 is text to them.
        read = json.loads(json.dumps(YAML(typ="safe", pure=True).load(pack), default=str))
        return Draft202012Validator(schema).is_valid(read)

    @pytest.mark.parametrize("pack", [*PACKS, *blocks(POLICIES, "pack")])
    def test_it_takes_every_example(self, pack: str) -> None:
        assert self.accepts(pack)

    @pytest.mark.parametrize(
        "pack",
        [
            "rule: {}",
            "rules: {S007: offf}",
            "own_rules: [{code: GZ001, name: a-b, message: x}]",
            "own_rules: [{code: GZ001, name: a-b, message: x, require: {number: {unit: 元}}}]",
            "vocabulary: {vague: []}",
            "weights: {without_cost: {产出: [1, 2, 3]}}",
            "severities: {S007: 错}",
        ],
    )
    def test_it_refuses_what_perflint_refuses(self, pack: str, tmp_path: Path) -> None:
        from perflint.packs import PackError

        assert not self.accepts(pack)
        path = tmp_path / "本市.yaml"
        path.write_text(pack, encoding="utf-8")
        with pytest.raises(PackError):
            load(str(path))
