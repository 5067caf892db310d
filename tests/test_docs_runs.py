"""What the pages of configuration show: every run prints what it shows, every configuration is accepted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "docs" / f"{name}.md" for name in ("configuration", "ci", "command-line")]
RUN = re.compile(r"^```console\n\$ (perflint .*)\n([\s\S]*?)^```$", re.MULTILINE)
TOML = re.compile(r"^```toml\n([\s\S]*?)^```$", re.MULTILINE)

RUNS = [pytest.param(*found, id=found[0]) for page in PAGES for found in RUN.findall(page.read_text(encoding="utf-8"))]
FILES = [
    pytest.param(text, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, text in enumerate(TOML.findall(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("command", "shown"), RUNS)
def test_a_run_prints_what_the_page_shows(command: str, shown: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    assert done.stdout.decode() == shown


@pytest.mark.parametrize("text", FILES)
def test_a_configuration_on_a_page_is_accepted(text: str, tmp_path: Path) -> None:
    for name in ("往年/a.yaml", "归档/a.yaml", "甲-草稿.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    name = "pyproject.toml" if "[tool.perflint" in text else "perflint.toml"
    (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "perflint", "settings"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_the_pages_show_runs() -> None:
    assert RUNS
    assert FILES
