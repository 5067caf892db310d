"""Wherever a name is typed, a slip is answered with the name that was meant."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from cli.conftest import CLEAN, Perflint
from perflint.commands import COMMANDS

RULE = "；是不是想写 perflint rule {}？"
ONE = "；是不是想写 {}？"

COMMAND_LINES = [
    # Commands, options without their signs, and rules in the place of a file.
    ("chekc data.yaml", ONE.format("check")),
    ("baselin create .", ONE.format("baseline")),
    ("complete bash", ONE.format("completion")),
    ("covert a.txt", ONE.format("convert")),
    ("flies .", ONE.format("files")),
    ("inti", ONE.format("init")),
    ("mann", ONE.format("man")),
    ("prase ≥95%", ONE.format("parse")),
    ("rules U001", ONE.format("rule")),
    ("shcema data", ONE.format("schema")),
    ("setting", ONE.format("settings")),
    ("help", ONE.format("--help")),
    ("version", ONE.format("--version")),
    ("U008", RULE.format("U008")),
    ("u8", RULE.format("U008")),
    ("incomplete-money-unit", RULE.format("incomplete-money-unit")),
    ("check incomplete-mony-unit", RULE.format("incomplete-money-unit")),
    ("data.yaml U008", RULE.format("U008")),
    ("baseline create U008", RULE.format("U008")),
    ("files U008", RULE.format("U008")),
    # Options.
    ("data.yaml --fromat json", ONE.format("--format")),
    ("--verison", ONE.format("--version")),
    ("rule U001 --al", ONE.format("--all")),
    ("parse 1 --formt json", ONE.format("--format")),
    ("baseline create . --outpt x", ONE.format("--output")),
    ("settings --isolatde", ONE.format("--isolated")),
    # Values of options.
    ("data.yaml --format jsn", ONE.format("json")),
    ("data.yaml --format JSON", ONE.format("json")),
    ("data.yaml --output srif=x", ONE.format("sarif")),
    ("data.yaml --fail-on warn", ONE.format("warning")),
    ("data.yaml --fix --fix-safety U001=saef", ONE.format("safe")),
    ("data.yaml --lang eng", ONE.format("en")),
    ("rule U001 --format jsno", ONE.format("json")),
    ("parse 1 --format txt", ONE.format("text")),
    ("settings --format txt", ONE.format("text")),
    # Rules.
    ("rule U01", ONE.format("U001")),
    ("rule U0O1", ONE.format("U001")),
    ("rule u-8", ONE.format("U008")),
    ("rule unit-contradict-name", ONE.format("unit-contradicts-name")),
    ("data.yaml --select U01", ONE.format("U001")),
    ("data.yaml --select U001,U0001", ONE.format("U001")),
    ("data.yaml --extend-select mising-unit", ONE.format("missing-unit")),
    ("data.yaml --ignore mising-unit", ONE.format("missing-unit")),
    ("data.yaml --fix --fix-safety mising-unit=off", ONE.format("missing-unit")),
    # Policies, files, revisions.
    ("data.yaml --policy guangdng", ONE.format("guangdong")),
    ("rule U001 --policy mof2021", ONE.format("mof-2021")),
    ("dta.yaml", "；是不是“data.yaml”？"),
    ("data.yml", "；是不是“data.yaml”？"),
    ("各单位/第二小血.yaml", "；是不是“各单位/第二小学.yaml”？"),
    ("convert dat.txt", "；是不是“data.yaml”？"),
    ("files dta.yaml", ONE.format("data.yaml")),
    ("settings dta.yaml", ONE.format("data.yaml")),
    ("data.yaml --baseline base.json", ONE.format("basis.json")),
    ("data.yaml --config perflint.tml", ONE.format("perflint.toml")),
    ("data.yaml --since mian", ONE.format("main")),
    # Settings and parameters.
    ("data.yaml --config selct=U", ONE.format("select")),
    ("data.yaml --config fail_on=error", ONE.format("fail-on")),
    ("data.yaml --config fail-on=eror", ONE.format("error")),
    ("data.yaml --config policy=guangdng", ONE.format("guangdong")),
    ("data.yaml --config rules.U01.severity=info", ONE.format("U001")),
    ("data.yaml --config rules.U001.severty=info", ONE.format("severity")),
    ("data.yaml --config rules.U001.severity=eror", ONE.format("error")),
    ("data.yaml --config rules.low-satisfaction.satisfaction-flor=3", ONE.format("satisfaction_floor")),
    # Words of single commands.
    ("baseline craete .", ONE.format("create")),
    ("schema polcy", ONE.format("policy")),
    ("completion bsh", ONE.format("bash")),
    ("completion power-shell", ONE.format("powershell")),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with a table, a baseline and a configuration."""
    (tmp_path / "data.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "各单位").mkdir()
    (tmp_path / "各单位" / "第二小学.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "basis.json").write_text("{}", encoding="utf-8")
    (tmp_path / "perflint.toml").write_text("", encoding="utf-8")
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "data.yaml"), (*identity, "commit", "-q", "-m", "a")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, timeout=60)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("line", "answer"), COMMAND_LINES, ids=[line for line, _ in COMMAND_LINES])
def test_on_the_command_line(perflint: Perflint, line: str, answer: str) -> None:
    code, out, err = perflint(*line.split())
    assert code == 2
    [said] = [text for text in (out + err).splitlines() if not text.startswith("没有找到")]
    assert said.endswith(answer)


def test_every_command_is_misspelt_once() -> None:
    answers = {answer for line, answer in COMMAND_LINES if line.split()[0] not in COMMANDS}
    assert {ONE.format(command) for command in COMMANDS} <= answers


IN_TABLES = [
    ("goal:", "gaol:", "goal"),
    ("projects:", "projets:", "projects"),
    ("name: 校园网络服务", "项目明称: 校园网络服务", "项目名称"),
    ("产出指标", "产岀指标", "产出指标"),
    ("社会效益指标", "社会效溢指标", "社会效益指标"),
    ("≥3000次", "≥3000次  # perflint: ignore[U01] 见文", "U001"),
    ("≥3000次", "≥3000次  # perflint: ignroe[U001] 见文", "ignore[U001]"),
]


@pytest.mark.parametrize(("old", "new", "meant"), IN_TABLES, ids=[new for _, new, _ in IN_TABLES])
def test_in_a_table(perflint: Perflint, tmp_path: Path, old: str, new: str, meant: str) -> None:
    """What is said of it, or how it is to be mended, holds the name that was meant."""
    assert old in CLEAN
    (tmp_path / "data.yaml").write_text(CLEAN.replace(old, new, 1), encoding="utf-8")
    out = perflint("data.yaml", "--select", "E,M,S,C", "--format", "full").out
    said = [line for line in out.splitlines() if re.match(r"  \S| +[+=] ", line)]
    assert any(meant in line for line in said), out


IN_CONFIGURATIONS = [
    ('selct = ["U"]', "select"),
    ('select = ["U01"]', "U001"),
    ('ignore = ["mising-unit"]', "missing-unit"),
    ('fail-on = "eror"', "error"),
    ('policy = "guangdng"', "guangdong"),
    ('extend = "perflnt.toml"', "perflint.toml"),
    ('[rules.mising-unit]\nseverity = "info"', "missing-unit"),
    ('[rules.missing-unit]\nsevrity = "info"', "severity"),
    ('[rules.missing-unit]\nfix = "saef"', "safe"),
    ('[[overrides]]\nfiles = ["*.yaml"]\nselct = ["U"]', "select"),
]


@pytest.mark.parametrize(("text", "meant"), IN_CONFIGURATIONS)
def test_in_a_configuration(perflint: Perflint, folder: Path, text: str, meant: str) -> None:
    (folder / "perflint.toml").write_text(text, encoding="utf-8")
    code, out, err = perflint("data.yaml")
    assert (code, out) == (2, "")
    assert err.endswith(f"；是不是想写 {meant}？\n")


IN_POLICIES = [
    ("own_ruels: []", "own_rules"),
    ("extends: guangdng", "guangdong"),
    ("必色: [产出]", "必设"),
    ("required: [产岀]", "产出"),
    ("severities: {mising-unit: info}", "missing-unit"),
    ("severities: {U001: eror}", "error"),
    ("rules: {U01: off}", "U001"),
    ("thresholds: {satisfaction_flor: 80}", "satisfaction_floor"),
    ("parameters: {low-satisfaction: {satisfaction_flor: 80}}", "satisfaction_floor"),
]


@pytest.mark.parametrize(("text", "meant"), IN_POLICIES)
def test_in_a_policy(perflint: Perflint, folder: Path, text: str, meant: str) -> None:
    (folder / "本市.yaml").write_text(text, encoding="utf-8")
    code, out, err = perflint("data.yaml", "--policy", "本市.yaml")
    assert (code, out) == (2, "")
    assert f"；是不是想写 {meant}？\n" in err


def test_what_is_like_no_file_beside_it_is_only_missing(perflint: Perflint, folder: Path) -> None:
    assert perflint("报表.yaml").out == "报表.yaml:1:1: error E001 unreadable-file: 没有“报表.yaml”这个文件\n"
    assert perflint("wool").out.startswith("wool:1:1: error E001")
    (folder / "U008").mkdir()
    assert perflint("U008").err == "没有找到可以检查的绩效目标表\n"
