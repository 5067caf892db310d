"""action.yml: its steps run for real, and findings do not keep their SARIF from being uploaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import CLEAN, FAULTY
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
ACTION: Any = YAML(typ="safe", pure=True).load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}
NAMES = list(STEPS)


def ran(step: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A step's own script in the shell that it names, as a runner starts it."""
    assert STEPS[step]["shell"] == "bash"
    given = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(folder / "outputs"),
        "PYTHONIOENCODING": "utf-8",
        **environment,
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]],
        cwd=folder,
        env=given,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "args", "code"),
    [
        (FAULTY, "", "1"),
        (CLEAN, "", "0"),
        (FAULTY, "--fail-on=never\n\n--select\nU001", "0"),
        (FAULTY, "--selct=U", "2"),
    ],
)
def test_the_check_ends_well_whatever_is_found_and_hands_the_exit_code_on(
    tmp_path: Path, text: str, args: str, code: str
) -> None:
    folder = tmp_path / "各单位 的表"
    folder.mkdir()
    (folder / "data.yaml").write_text(text, encoding="utf-8")
    done = ran("检查", tmp_path, PATHS="各单位 的表\n", ARGS=args, SARIF="perflint.sarif")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "outputs").read_text(encoding="utf-8") == f"exit-code={code}\n"
    assert ("::error file=" in done.stdout) is (text == FAULTY and code != "2")
    if code != "2":
        [run] = json.loads((tmp_path / "perflint.sarif").read_text(encoding="utf-8"))["runs"]
        assert ("U001" in {result["ruleId"] for result in run["results"]}) is (text == FAULTY)
    assert ran("结果", tmp_path, CODE=code).returncode == int(code)


def test_the_upload_stands_between_the_check_and_the_exit_code() -> None:
    assert NAMES.index("检查") < NAMES.index("上传") < NAMES.index("结果") == len(NAMES) - 1
    assert STEPS["检查"]["id"] == "check"
    assert "hashFiles(inputs.sarif-file) != ''" in STEPS["上传"]["if"]


def test_no_input_is_put_into_a_script() -> None:
    """An expression within a script would run whatever somebody writes into an input."""
    assert not [name for name, step in STEPS.items() if "${{" in step.get("run", "")]


def test_actions_are_pinned_to_a_commit() -> None:
    uses = [step["uses"] for step in STEPS.values() if "uses" in step]
    assert uses
    assert all(len(use.partition("@")[2]) == 40 for use in uses)
