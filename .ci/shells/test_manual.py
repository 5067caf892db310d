"""The manual page in the programs that show it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from perflint.commands import COMMANDS

UNDATED = re.compile(r'mandoc: .*: WARNING: missing date, using "": TH')
"""The page is the same whenever it is made."""


@pytest.fixture(params=["zh", "en"])
def manual(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "perflint.1"
    path.write_bytes(ran(sys.executable, "-m", "perflint", "man", "--lang", request.param).stdout)
    return path


def ran(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


def test_mandoc_finds_no_fault(manual: Path) -> None:
    told = ran("mandoc", "-T", "lint", "-W", "warning", manual).stdout.decode().splitlines()
    assert [line for line in told if not UNDATED.fullmatch(line)] == []


def test_groff_finds_no_fault_and_breaks_lines_between_hanzi(manual: Path) -> None:
    done = ran("groff", "-man", "-ww", "-Tutf8", "-K", "utf8", "-P", "-c", manual)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    shown = re.sub(".\b", "", done.stdout.decode())
    wide = [
        line for line in shown.splitlines() if len(line) + len(re.findall("[\u3000-\u9fff\uff00-\uffef]", line)) > 80
    ]
    assert [line for line in wide if not line.lstrip().startswith("perflint")] == []
    assert all(f"PERFLINT {name.upper()}" in shown for name in COMMANDS)
    assert "--fix-safety" in shown, "hyphens are those that can be copied to a command line"


def test_the_index_of_manuals_knows_what_it_is_about(manual: Path) -> None:
    assert ran("lexgrog", manual).stdout.decode().startswith(f'{manual}: "perflint - ')
