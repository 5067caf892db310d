"""The schemas of what people write say what reading accepts, Chinese keys included."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from cli.conftest import CLEAN, Perflint
from perflint.config.settings import BY_KEY
from perflint.rule import catalogue
from perflint.vocabulary import words

ROOT = Path(__file__).parents[2]


def schema(perflint: Perflint, name: str, *options: str) -> Any:
    code, out, err = perflint("schema", name, *options)
    assert (code, err) == (0, "")
    content = json.loads(out)
    Draft202012Validator.check_schema(content)
    return content


def loaded(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def faults(content: Any, instance: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(content).iter_errors(instance)]


def test_tables_are_valid(perflint: Perflint) -> None:
    content = schema(perflint, "data")
    [readme] = re.findall(r"^```yaml\n([\s\S]*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    examples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))]
    assert len(examples) > 1
    for text in (CLEAN, readme, *examples):
        assert faults(content, loaded(text)) == []


def test_every_spelling_of_every_key_is_known(perflint: Perflint) -> None:
    levels = schema(perflint, "data")["$defs"]
    for name, fields in words("keys")["levels"].items():
        spellings = {word for field, names in fields.items() for word in (field, *names)}
        assert levels[name]["properties"].keys() == spellings


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("goal:", "gaol:"),
        ("name: 校园网络服务", "项目名: 校园网络服务"),
        ("level1: 产出指标", "level3: 产出指标"),
        ("full: ≤10ms", "note: x"),
        ("projects:", "projets:"),
        ("year: 2024", "money_unit: 块"),
        ("year: 2024", "budget: {total: [1]}"),
    ],
)
def test_what_the_reader_refuses_is_invalid(perflint: Perflint, old: str, new: str) -> None:
    text = CLEAN.replace("≥3000次", "≤10ms")
    assert old in text
    assert faults(schema(perflint, "data"), loaded(text.replace(old, new)))


CONFIGURATION = """\
required-version = ">=0.1"
select = ["*"]
plugins = ["example"]
fail-on = "warning"
ambiguous-width = 2
[rules.low-satisfaction]
severity = "error"
satisfaction-floor = 85
[rules.N]
fix = "off"
[rules.D009]
comparator_width = "half"
[rules.EX001]
anything = 1
[[overrides]]
files = ["往年/**"]
ignore = ["T"]
rules.B001.amount_tolerance = 0.5
"""


def test_configurations_are_valid(perflint: Perflint) -> None:
    content = schema(perflint, "config")
    assert content["properties"].keys() == BY_KEY.keys()
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for text in (CONFIGURATION, *re.findall(r"^```toml\n([\s\S]*?)^```$", page, re.MULTILINE)):
        assert faults(content, tomllib.loads(text)) == []
    assert faults(content, tomllib.loads(perflint("settings").out)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("select", "selct"),
        ('"warning"', '"fatal"'),
        ("low-satisfaction", "low-satisfactoin"),
        ("satisfaction-floor", "satisfaction-flor"),
        ("= 85", '= "x"'),
        ('"half"', '"hlf"'),
        ('files = ["往年/**"]\n', ""),
        ('ignore = ["T"]', "exclude = []"),
        ('"error"', '"fatal"'),
    ],
)
def test_wrong_configurations_are_invalid(perflint: Perflint, old: str, new: str) -> None:
    assert old in CONFIGURATION
    assert faults(schema(perflint, "config"), tomllib.loads(CONFIGURATION.replace(old, new, 1)))


def test_rules_are_described_in_the_language_asked_for(perflint: Perflint) -> None:
    rules = schema(perflint, "config", "--lang", "en")["$defs"]["rules"]["properties"]
    assert {word for rule in catalogue().rules.values() for word in (rule.code, rule.name)} == rules.keys()
    assert rules["U001"]["description"].isascii()


PACK = re.compile(r"^```yaml pack\n([\s\S]*?)^```$", re.MULTILINE)
PACKS = {
    **{path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "rules" / "policies").glob("*.yaml"))},
    **{
        f"{name}-{number}": text
        for name in ("own-rules", "policies")
        for number, text in enumerate(PACK.findall((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")), 1)
    },
}


def as_json(text: str) -> Any:
    """As an editor reads it: there are no dates in JSON."""
    return json.loads(json.dumps(loaded(text), default=str))


def test_shipped_packs_and_worked_examples_are_valid(perflint: Perflint) -> None:
    content = schema(perflint, "policy")
    assert {"default.yaml", "guangdong.yaml", "own-rules-10", "policies-1"} <= PACKS.keys()
    read = {name: as_json(text) for name, text in PACKS.items()}
    for key in ("dropped", "suffixes"):  # How names are compared: the undermost pack alone says it.
        del read["default.yaml"]["frame"][key]
    assert {name: found for name, pack in read.items() if (found := faults(content, pack))} == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("own_rules:", "own_ruels:"),
        ("code: GZ001\n    ", ""),
        ("level2: 时效指标", "levle2: 时效指标"),
        ("unit: 工作日", "unit: []"),
        ("severity: error", "severity: fatal"),
    ],
)
def test_a_wrong_pack_is_invalid_and_perflint_refuses_it(
    perflint: Perflint, tmp_path: Path, old: str, new: str
) -> None:
    pack = """\
own_rules:
  - code: GZ001
    name: time-in-work-days
    severity: error
    where: {level2: 时效指标}
    require:
      unit: 工作日
    message: 按工作日计
"""
    assert old in pack
    content = schema(perflint, "policy")
    assert faults(content, as_json(pack)) == []
    wrong = pack.replace(old, new)
    assert faults(content, as_json(wrong))
    (tmp_path / "本市.yaml").write_text(wrong, encoding="utf-8")
    assert perflint("rule", "U001", "--policy", "本市.yaml").code == 2


def test_a_pack_is_described_in_the_language_asked_for(perflint: Perflint) -> None:
    assert schema(perflint, "policy")["title"].startswith("政策包")


def test_which_schema(perflint: Perflint) -> None:
    assert perflint("schema").err.startswith("perflint：要说是哪一份：perflint schema data")
    assert (
        perflint("schema", "dta").err == "perflint：模式没有“dta”，可用的是：data、config、policy；是不是想写 data？\n"
    )
