"""`perflint init`: a folder that has nothing gets a table in which nothing is found, and settings that explain all."""

from __future__ import annotations

import json
import os
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from cli.conftest import Perflint
from perflint.config.settings import BY_KEY
from perflint.packs.reading import shipped
from perflint.starter import EXEMPLIFIED

TABLE, CONFIG = "绩效目标.yaml", "perflint.toml"
WRITTEN = f"""\
已写入 {TABLE}：样表，照着填，填好以后检查
已写入 {CONFIG}：设置，都注释着，要改的去掉行首的 #
"""
POLICY = """\
frame:
  levels:
    satisfaction: {name: 群众满意情况, children: {served: {name: 群众满意率}}}
"""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def awake(config: str) -> str:
    """The configuration with every setting in force."""
    return re.sub("(?m)^#(?! )", "", config)


def data(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def test_an_empty_folder_gets_a_table_and_a_configuration_that_pass(perflint: Perflint, tmp_path: Path) -> None:
    assert perflint("init") == (0, WRITTEN, "")
    assert sorted(os.listdir(tmp_path)) == [CONFIG, TABLE]
    assert perflint(".", "--fail-on", "info") == (0, "", "")
    assert perflint("files", ".").out == f"./{TABLE}\n"
    assert f"\n年度: {date.today().year}\n" in read(tmp_path / TABLE)


@pytest.mark.parametrize("policy", shipped())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_under_every_shipped_policy_nothing_is_found(perflint: Perflint, policy: str, lang: str) -> None:
    for year in ("2024", "2027", "2030"):
        assert perflint("init", year, "--year", year, "--policy", policy, "--lang", lang).code == 0
    assert perflint(".", "--fail-on", "info") == (0, "", "")
    assert perflint("files", ".").out.count("\n") == 3
    assert f'policy = "{policy}"' in perflint("settings", "2024").out


def test_cost_stands_where_the_policy_has_it(perflint: Perflint, tmp_path: Path) -> None:
    perflint("init", "--policy", "mof-2021")
    assert "{一级指标: 成本指标, 二级指标: 经济成本指标, 指标名称: 图书采购总成本" in read(tmp_path / TABLE)


def test_levels_are_called_as_a_bureaus_own_policy_calls_them(perflint: Perflint, tmp_path: Path) -> None:
    (tmp_path / "本市.yaml").write_text(POLICY, encoding="utf-8")
    perflint("init", "单位", "--policy", "本市.yaml")
    assert "{一级指标: 群众满意情况, 二级指标: 群众满意率, 指标名称: 读者满意度" in read(tmp_path / "单位" / TABLE)
    assert '\npolicy = "../本市.yaml"\n' in read(tmp_path / "单位" / CONFIG)
    assert perflint("单位", "--fail-on", "info") == (0, "", "")


class TestTheConfiguration:
    def test_says_of_every_setting_what_it_means_and_sets_none(self, perflint: Perflint, tmp_path: Path) -> None:
        perflint("init")
        config = read(tmp_path / CONFIG)
        assert tomllib.loads(config) == {}
        assert list(tomllib.loads(awake(config))) == list(BY_KEY)
        explained = re.findall(r"(?m)^# .+\n#(?:\[+)?([\w-]+)", config)
        assert explained == list(BY_KEY)

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_is_accepted_with_every_setting_awake(self, perflint: Perflint, tmp_path: Path, lang: str) -> None:
        perflint("init", "新", "--lang", lang)
        config = awake(read(tmp_path / "新" / CONFIG)).replace('plugins = ["bureau"]\n', "")
        (tmp_path / "新" / CONFIG).write_text(config, encoding="utf-8")
        for name in ("共用.toml", "shared.toml", "新/往年/a.yaml", "新/2023/a.yaml"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
        ran = perflint("settings", "新")
        assert (ran.code, ran.err) == (0, "")
        assert "rules.low-satisfaction.satisfaction_floor = 85  # 新/perflint.toml:" in ran.out

    def test_shows_the_default_where_that_is_an_example(self, perflint: Perflint, tmp_path: Path) -> None:
        perflint("init")
        shown = tomllib.loads(awake(read(tmp_path / CONFIG)))
        defaults = {key: json.loads(json.dumps(setting.default)) for key, setting in BY_KEY.items()}
        assert {key: shown[key] for key in shown if key not in EXEMPLIFIED} == {
            key: default for key, default in defaults.items() if key not in EXEMPLIFIED
        }

    def test_extends_what_was_in_force(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text('[tool.perflint]\npolicy = "mof-2021"\n', encoding="utf-8")
        perflint("init", "单位/甲")
        assert '\nextend = "../../pyproject.toml"\n' in read(tmp_path / "单位" / "甲" / CONFIG)
        assert 'policy = "mof-2021"  # pyproject.toml:2' in perflint("settings", "单位/甲").out
        assert perflint("单位", "--fail-on", "info") == (0, "", "")


class TestWhatIsThere:
    def test_is_left_and_told(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / TABLE).write_text("项目: []\n", encoding="utf-8")
        (tmp_path / CONFIG).symlink_to("nowhere.toml")
        assert perflint("init") == (0, f"已经有 {TABLE}，没有动它\n已经有 {CONFIG}，没有动它\n", "")
        assert read(tmp_path / TABLE) == "项目: []\n"
        assert not (tmp_path / "nowhere.toml").exists()

    def test_what_is_missing_is_written(self, perflint: Perflint, tmp_path: Path) -> None:
        perflint("init")
        (tmp_path / TABLE).unlink()
        before = read(tmp_path / CONFIG)
        assert perflint("init").out.splitlines() == [WRITTEN.splitlines()[0], f"已经有 {CONFIG}，没有动它"]
        assert read(tmp_path / CONFIG) == before

    def test_settings_in_a_pyproject_are_settings(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.perflint]\nyear = 2026\n", encoding="utf-8")
        assert perflint("init").out.splitlines()[1] == "已经有 pyproject.toml，没有动它"
        assert sorted(os.listdir(tmp_path)) == ["pyproject.toml", TABLE]


class TestSchemas:
    def test_are_written_and_named_in_the_files_that_they_fit(self, perflint: Perflint, tmp_path: Path) -> None:
        assert perflint("init", "--schema").out == WRITTEN + "".join(
            f"已写入 perflint-{name}.schema.json：给编辑器的 JSON Schema\n" for name in ("data", "config")
        )
        for name, path, loaded in (("data", TABLE, data), ("config", CONFIG, tomllib.loads)):
            opening, _, text = read(tmp_path / path).partition("\n")
            file = opening.rpartition("=")[2].rpartition(" ")[2]
            assert file.removeprefix("./") == f"perflint-{name}.schema.json"
            schema = json.loads(read(tmp_path / file))
            assert schema == json.loads(perflint("schema", name).out)
            assert list(Draft202012Validator(schema).iter_errors(loaded(text))) == []
        assert read(tmp_path / TABLE).startswith("# yaml-language-server: $schema=")
        assert read(tmp_path / CONFIG).startswith("#:schema ./")
        assert perflint(".", "--fail-on", "info") == (0, "", "")

    def test_files_that_are_there_are_told_what_to_add(self, perflint: Perflint) -> None:
        perflint("init")
        assert perflint("init", "--schema").out.splitlines()[0] == (
            f"已经有 {TABLE}，没有动它；要让编辑器找到模式，在最上面加一行："
            "# yaml-language-server: $schema=perflint-data.schema.json"
        )


def test_both_languages_hold_the_same_table(perflint: Perflint, tmp_path: Path) -> None:
    perflint("init", "--year", "2026")
    assert perflint("init", "--year", "2026", "--lang", "en").out.startswith("wrote targets.yaml: a table to fill in")
    chinese, english = read(tmp_path / TABLE), read(tmp_path / "targets.yaml")
    assert data(chinese) == data(english)
    comments = re.findall("#.*", english)
    assert len(comments) == len(re.findall("#.*", chinese))
    assert not any(re.search("[\u3400-\u9fff]", re.sub("“[^”]*”", "", comment)) for comment in comments)


class TestAFolderThatWillNotDo:
    def test_a_file_in_its_place(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "文件").touch()
        for folder in ("文件", "文件/里面"):
            told = f"perflint：建不了文件夹 {folder}：已经有同名的文件，或者它的上一级是文件\n"
            assert perflint("init", folder) == (2, "", told)

    def test_one_that_may_not_be_written(self, perflint: Perflint, tmp_path: Path) -> None:
        folder = tmp_path / "只读"
        folder.mkdir(mode=0o555)
        if os.geteuid() == 0:  # who may write everywhere but in the kernel's own
            folder = Path("/sys/kernel")
        code, out, err = perflint("init", str(folder))
        assert (code, out) == (2, "")
        assert err == f"perflint：写不了 {folder}/{TABLE}：没有写入权限，文件是只读的，或者正被别的程序打开\n"
        assert not os.path.lexists(folder / TABLE)

    def test_one_that_may_not_be_made(self, perflint: Perflint) -> None:
        assert perflint("init", "/proc/新") == (
            2,
            "",
            "perflint：建不了文件夹 /proc/新：没有写入权限，或者这样的名称用不了\n",
        )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("a", "b"), "init 只要一个文件夹，不写就是当前文件夹。例如：perflint init 绩效目标/"),
        (
            ("--policy", "guangdon"),
            "没有“guangdon”这个政策包，也没有这个文件；自带的政策包有 default、guangdong、mof-2021",
        ),
        (("--year", "26"), "年度“26”不是 1900 到 2100 之间的四位数，例如 2024"),
    ],
)
def test_a_command_line_that_cannot_be_followed_writes_nothing(
    perflint: Perflint, tmp_path: Path, words: tuple[str, ...], complaint: str
) -> None:
    code, out, err = perflint("init", *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"perflint：{complaint}")
    assert os.listdir(tmp_path) == []


def test_a_policy_that_no_configuration_can_name_is_refused(perflint: Perflint, tmp_path: Path) -> None:
    """The system takes any bytes for a name; a configuration is UTF-8."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/p\xff.yaml")
    Path(path).write_text(POLICY, encoding="utf-8")
    told = "perflint：政策包 ../p\\udcff.yaml 的文件名或文件夹名不是 UTF-8，写不进配置文件；改个名再来\n"
    assert perflint("init", "新", "--policy", path) == (2, "", told)
    assert not (tmp_path / "新").exists()
