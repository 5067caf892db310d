"""Plugins: rules of installed packages, named in the configuration, loaded one by one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import FAULTY, MESSAGE, Perflint

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "plugin"
DATA = FAULTY.replace("≥5000人", "5000人").replace(
    "full: 100%", "full: 100%\n      - {level1: 产出指标, level2: 数量指标, name: 培训人次, full: ≥3000人次}"
)
SAID = "warning EX001 too-round: “≥3000人次”是1000的整数倍，像是估的\n"

Install = Callable[..., None]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages that a run finds."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


@pytest.fixture
def install(site: Path) -> Install:
    """Put a package there: its entry point's name, its module, and the module's source (the example's own if none)."""

    def put(name: str = "example", module: str = "perflint_example", source: str | None = None) -> None:
        package = site / module
        shutil.copytree(EXAMPLE / "src" / "perflint_example", package, ignore=shutil.ignore_patterns("__pycache__"))
        if source is not None:
            (package / "rules.py").write_text(source, encoding="utf-8")
        metadata = site / f"{module}-0.1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 0.1.0\n", encoding="utf-8")
        points = f"[perflint.rules]\n{name} = {module}.rules\n"
        (metadata / "entry_points.txt").write_text(points, encoding="utf-8")

    return put


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.yaml"
    path.write_text(DATA, encoding="utf-8")
    return path


SOURCE = (EXAMPLE / "src" / "perflint_example" / "rules.py").read_text(encoding="utf-8")


def test_a_plugin_counts_only_where_it_is_asked_for(perflint: Perflint, install: Install, data: Path) -> None:
    install()
    assert "EX001" not in perflint("data.yaml").out
    assert perflint("data.yaml", "--plugin", "example", "--select", "EX").out.endswith(SAID)


def test_its_rules_are_set_like_all_others(perflint: Perflint, install: Install, data: Path, tmp_path: Path) -> None:
    install()
    config = tmp_path / "perflint.toml"
    config.write_text(
        'plugins = ["example"]\nselect = ["too-round"]\n[rules.EX001]\nseverity = "error"', encoding="utf-8"
    )
    code, out, _ = perflint("data.yaml")
    assert (code, out.endswith(SAID.replace("warning", "error"))) == (1, True)
    config.write_text('plugins = ["example"]\nselect = ["EX*"]\nrules.too-round.round-to = 7', encoding="utf-8")
    assert perflint("data.yaml") == (0, "", "")
    config.write_text('plugins = ["example"]\nselect = ["EX"]\nrules.too-round.round_t = 7', encoding="utf-8")
    assert perflint("data.yaml").err == (
        "perflint：perflint.toml:3:17：too-round 没有 round_t 这个参数；是不是想写 round_to？\n"
    )
    lines = perflint("settings", "--isolated", "--plugin", "example").out.splitlines()
    assert 'plugins = ["example"]  # --plugin' in lines
    assert "rules.too-round.round_to = 1000  # 默认" in lines


def test_sarif_has_its_rules_too(perflint: Perflint, install: Install, data: Path) -> None:
    install()
    [run] = json.loads(perflint("data.yaml", "--plugin", "example", "--select", "EX", "--format", "sarif").out)["runs"]
    [result] = run["results"]
    described = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (described["id"], described["shortDescription"]["text"]) == ("EX001", "数值太整。")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import nothing_of_the_kind", "ModuleNotFoundError: No module named 'nothing_of_the_kind'"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("def broken(:", "SyntaxError: "),
        ("", "里面没有规则"),
        (SOURCE.replace("EX001", "X901"), "X901：插件的规则代码要以两个以上字母开头，例如 AB001"),
        (SOURCE.replace("too-round", "missing-unit"), "EX001 missing-unit 的代码或名称已经有了"),
    ],
    ids=["import", "raises", "exits", "syntax", "empty", "code", "name"],
)
def test_a_broken_one_is_told_and_the_rest_goes_on(
    perflint: Perflint, install: Install, data: Path, source: str, said: str
) -> None:
    install("broken", "broken_plugin", source)
    install()
    code, out, err = perflint("data.yaml", "--plugin", "broken", "--plugin", "example", "--select", "U001,EX")
    assert code == 2
    assert f"error U001 unit-contradicts-name: {MESSAGE}\n" in out
    assert out.endswith(SAID)
    assert err.startswith(f"插件 broken 没有用上：{said}")
    assert "Traceback" not in err


def test_what_one_raises_begins_no_line(perflint: Perflint, install: Install) -> None:
    install("broken", "broken_plugin", 'raise RuntimeError("\\n::error::x")')
    told = "perflint：插件 broken 没有用上：RuntimeError: ␊::error::x\n"
    assert perflint("rule", "EX001", "--plugin", "broken") == (2, "", told)


def test_no_page_of_one_commands_anything(perflint: Perflint, install: Install) -> None:
    opening = SOURCE.replace('"""数值太整', '"""\\x1b[31m数值太整')
    install(source=opening.replace("测算出来的任务", "::error::x\n\n\t测算出来的任务"))
    out = perflint("rule", "EX001", "--plugin", "example").out
    assert "␛[31m数值太整\n" in out
    assert "\n\\::error::x\n" in out


def test_its_pages_are_shown_like_all_others(perflint: Perflint, install: Install) -> None:
    install()
    code, out, err = perflint("rule", "too-round", "U001", "--plugin", "example")
    assert (code, err) == (0, "")
    assert out.startswith("EX001 too-round")
    assert "U001 unit-contradicts-name" in out
    assert perflint("rule", "EX001").err == "perflint：没有“EX001”这条规则；是不是想写 X001？\n"
    assert "EX001" in perflint("rule", "--all", "--format", "markdown", "--plugin", "example").out
    unknown = "perflint：没有“too-ruond”这条规则；是不是想写 too-round？\n"
    assert perflint("rule", "too-ruond", "--plugin", "example") == (2, "", unknown)


def test_no_page_is_shown_without_all_of_the_plugins(perflint: Perflint, install: Install) -> None:
    install("broken", "broken_plugin", "1 / 0")
    said = "perflint：插件 broken 没有用上：ZeroDivisionError: division by zero\n"
    assert perflint("rule", "U001", "--plugin", "broken") == (2, "", said)
    said = "perflint：没有安装插件“brokne”；是不是想写 broken？\n"
    assert perflint("rule", "U001", "--plugin", "brokne") == (2, "", said)


@pytest.mark.parametrize(
    ("instead", "error"),
    [
        ("number = 1 / 0", "ZeroDivisionError"),
        ("raise SystemExit(0)", "SystemExit"),
        ("yield Fault(value.cell.at(), {})", "KeyError"),
    ],
)
def test_a_rule_that_raises_is_a_finding_like_any_other(
    perflint: Perflint, install: Install, data: Path, instead: str, error: str
) -> None:
    """Whether it is asked or put into words."""
    line = "number = value.expression.number"
    install(source=SOURCE.replace(line, f"{instead}\n    {line}"))
    code, out, _ = perflint("data.yaml", "--plugin", "example", "--select", "EX")
    assert code == 2
    assert f"M006 rule-crashed: 规则 EX001 too-round 在这里出错（{error}）" in out


def test_one_that_is_not_installed_is_an_error_with_the_nearest(
    perflint: Perflint, install: Install, data: Path, tmp_path: Path
) -> None:
    install()
    assert perflint("data.yaml", "--plugin", "exmaple") == (
        2,
        "",
        "perflint：没有安装插件“exmaple”；是不是想写 example？\n",
    )
    (tmp_path / "perflint.toml").write_text('\nplugins = ["本市"]', encoding="utf-8")
    assert perflint("data.yaml").err == "perflint：perflint.toml:2:12：没有安装插件“本市”。已安装的：example\n"


def test_nothing_that_lies_beside_the_data_is_loaded(
    perflint: Perflint, install: Install, data: Path, site: Path, tmp_path: Path
) -> None:
    """`python -m perflint` has the current folder on its path: a package that lies there is no installed one."""
    install(source="open('was-run', 'w').close()")
    for entry in list(site.iterdir()):
        shutil.move(entry, tmp_path / entry.name)
    (tmp_path / "perflint.toml").write_text('plugins = ["example"]', encoding="utf-8")
    assert "没有安装插件“example”" in perflint("data.yaml").err
    assert not (tmp_path / "was-run").exists()


def test_the_example_passes_its_own_tests(install: Install, site: Path) -> None:
    """And fails them where an example on a page is wrong."""
    install()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(EXAMPLE / "tests")]

    def tested() -> tuple[int, str]:
        done = subprocess.run(
            command, cwd=EXAMPLE, env=os.environ.copy(), capture_output=True, timeout=120, check=False
        )
        return done.returncode, done.stdout.decode()

    assert tested()[0] == 0
    rules = site / "perflint_example" / "rules.py"
    rules.write_text(SOURCE.replace("≥3120人次", "≥4000人次"), encoding="utf-8")
    code, out = tested()
    assert (code, "EX001: 正例 gives EX001" in out) == (1, True)
