"""What the command line says of itself, and of a command line that it cannot follow: in Chinese, exit code 2."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

import perflint as package
from cli.conftest import Perflint
from perflint.cli import COMMANDS
from perflint.reporters import FORMATS

LATIN_TEXT = re.compile(r"usage|optional|options:|positional|show this|error:|invalid|required|argument", re.IGNORECASE)


def test_version_is_that_of_the_package(perflint: Perflint) -> None:
    assert perflint("--version") == (0, f"perflint {package.__version__}\n", "")
    assert importlib.metadata.version("perflint") == package.__version__


@pytest.mark.parametrize("words", [("--help",), ("-h",), *((command, "--help") for command in COMMANDS)])
def test_help_is_chinese_and_shows_examples(perflint: Perflint, words: tuple[str, ...]) -> None:
    code, out, err = perflint(*words)
    assert (code, err) == (0, "")
    assert not LATIN_TEXT.search(out)
    assert "用法：" in out
    assert "例：\n  perflint " in out
    assert max(len(line) for line in out.splitlines()) <= 100


def test_the_first_help_names_every_command_format_and_exit_code(perflint: Perflint) -> None:
    out = perflint("--help").out
    assert all(f"  {command} " in out for command in COMMANDS)
    assert all(format in out for format in FORMATS)
    assert "退出码：0" in out
    assert "--fail-on 级别" in out


def test_help_columns_stand_under_one_another(perflint: Perflint) -> None:
    """Hanzi fill two cells, so that the shorter text has more of them."""
    out = perflint("rule", "--help").out
    assert "  -h, --help          显示这一页\n" in out
    assert "  --format 格式       text（默认）" in out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "没有说要做什么。检查一个表：perflint data.yaml；全部用法：perflint --help"),
        (("check",), "没有给出要检查的文件或文件夹。例如：perflint check data.yaml；从管道读入：perflint check -"),
        (("chekc", "data.yaml"), "没有 chekc 这个文件，也没有这个命令；是不是想写 check？"),
        (("rules",), "没有 rules 这个文件，也没有这个命令；是不是想写 rule？"),
        (("--formt", "json", "x"), "没有 --formt 这个选项；是不是想写 --format？"),
        (("x", "--selekt=U"), "没有 --selekt 这个选项；是不是想写 --select？"),
        (("x", "-z"), "没有 -z 这个选项。全部选项见 --help；以减号开头的文件名或文本，写在 -- 之后"),
        (("x", "--format", "sarf"), f"格式没有“sarf”，可用的是：{'、'.join(FORMATS)}；是不是想写 sarif？"),
        (("x", "--output", "jsn=a"), f"格式没有“jsn”，可用的是：{'、'.join(FORMATS)}；是不是想写 json？"),
        (("x", "--fail-on", "fatal"), "级别没有“fatal”，可用的是：error、warning、info、never"),
        (("x", "--ambiguous-width", "3"), "格数没有“3”，可用的是：1、2"),
        (("x", "--year", "24"), "年度“24”不是 1900 到 2100 之间的四位数，例如 2024"),
        (("x", "--year", "２０２４"), "年度“２０２４”不是 1900 到 2100 之间的四位数，例如 2024"),
        (("x", "--format"), "选项 --format 后面缺少取值"),
        (("x", "--help=1"), "选项 -h/--help 不带取值"),
        (
            ("x", "--stdin-filename", "a"),
            "--stdin-filename 只与 - 一起用。例如：perflint check - --stdin-filename data.yaml",
        ),
        (("parse",), "没有给出要解析的指标值。例如：perflint parse ≥95%；"),
        (("parse", "-5%"), "没有 -5% 这个选项。全部选项见 --help；以减号开头的文件名或文本，写在 -- 之后"),
        (("rule",), "没有说要看哪条规则。例如：perflint rule U001；全部规则：perflint rule --all"),
        (("rule", "U001", "--all"), "--all 已经是全部规则，不要再写规则名"),
        (("convert",), "convert 要一个、也只要一个公开的绩效目标表文本。"),
        (("convert", "a", "b"), "convert 要一个、也只要一个公开的绩效目标表文本。"),
    ],
)
def test_a_command_line_that_cannot_be_followed(perflint: Perflint, words: tuple[str, ...], complaint: str) -> None:
    code, out, err = perflint(*words)
    assert (code, out) == (2, "")
    assert err.startswith(f"perflint：{complaint}")
    assert err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no folder that is in use is deleted there")
@pytest.mark.parametrize(
    "words", [("FILE",), ("check", "-"), ("settings",), ("files", "."), ("init",), ("FILE", "--plugin", "x")]
)
def test_a_current_folder_that_has_been_deleted(tmp_path: Path, faulty: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "gone").mkdir()
    words = tuple(str(faulty) if word == "FILE" else word for word in words)
    script = 'cd gone; rmdir ../gone; exec "$@"'
    command = ["sh", "-c", script, "sh", sys.executable, "-m", "perflint", *words]
    done = subprocess.run(command, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    complaint = "perflint：当前文件夹已经被删除；请先用 cd 进入别的文件夹\n"
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (2, "", complaint)


@pytest.mark.parametrize(
    ("option", "word", "hint"),
    [
        ("--select", "unit-contradict-name", "；是不是想写 unit-contradicts-name？"),
        ("--ignore", "U0001", "；是不是想写 U001？"),
        ("--ignore", "没有", "。全部规则：perflint rule --all"),
    ],
)
def test_a_misspelt_rule_is_an_error_with_the_nearest(
    perflint: Perflint, faulty: Path, option: str, word: str, hint: str
) -> None:
    assert perflint("data.yaml", option, word) == (2, "", f"perflint：没有“{word}”这条规则{hint}\n")


def test_a_file_named_like_a_command_is_checked_when_the_command_is_written(perflint: Perflint, tmp_path: Path) -> None:
    (tmp_path / "rule").write_text("projects: []\n", encoding="utf-8")
    assert perflint("check", "rule").out.startswith("rule:1:")
    assert perflint("./rule").out.startswith("./rule:1:")


def test_a_file_whose_name_begins_with_a_minus_follows_two(perflint: Perflint, tmp_path: Path) -> None:
    (tmp_path / "-a.yaml").write_text("projects: []\n", encoding="utf-8")
    assert perflint("--", "-a.yaml").out.startswith("-a.yaml:1:")


LOADED = """
import sys
from perflint.cli import main
sys.argv = ["perflint", *{words!r}]
code = main()
heavy = sorted({{name.partition(".")[0] for name in sys.modules}} & {{"lark", "ruamel", "rich", "json", "argparse"}})
print("loaded:", *heavy, file=sys.stderr)
"""


def loaded(*words: str, cwd: Path) -> list[str]:
    """The costly libraries that a command line imports."""
    code = LOADED.format(words=list(words))
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, check=True, timeout=60)
    return done.stderr.decode().splitlines()[-1].split()[1:]


def test_what_a_start_loads(tmp_path: Path, faulty: Path) -> None:
    """Start-up is most of a small run: a version needs nothing, help no parser, json no terminal library."""
    assert loaded("--version", cwd=tmp_path) in ([], ["argparse"])
    assert loaded("--help", cwd=tmp_path) == ["argparse"]
    assert loaded("check", "--help", cwd=tmp_path) == ["argparse"]
    assert "rich" not in loaded("data.yaml", "--format", "json", cwd=tmp_path)
    assert "rich" not in loaded("data.yaml", "--format", "concise", cwd=tmp_path)
