"""No terminal, pipe or disk crashes a run or changes its exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import FAULTY, Perflint


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "latin-1:strict"},
    ],
)
class TestATerminalThatIsNotUtf8:
    @pytest.mark.parametrize("format", ["json", "sarif"])
    def test_gets_utf8_in_formats_for_programs(
        self, perflint: Perflint, faulty: Path, environment: dict[str, str], format: str
    ) -> None:
        code, out, err = perflint("data.yaml", "--select", "U001", "--format", format, **environment)
        assert (code, err) == (1, "")
        assert "接入量" in json.dumps(json.loads(out), ensure_ascii=False)
        assert "接入量" in out

    @pytest.mark.parametrize("format", ["full", "concise"])
    def test_gets_what_it_can_show_in_formats_for_people(
        self, tmp_path: Path, faulty: Path, environment: dict[str, str], format: str
    ) -> None:
        command = [sys.executable, "-m", "perflint", "data.yaml", "--select", "U001", "--format", format]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, env={**os.environ, **environment}, check=False
        )
        assert (done.returncode, done.stderr) == (1, b"")
        assert b"U001" in done.stdout
        shown = "接入量".encode("gbk") if environment.get("PYTHONIOENCODING") == "gbk" else rb"\u63a5\u5165\u91cf"
        assert shown in done.stdout

    def test_reads_complaints(self, tmp_path: Path, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "perflint"]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, env={**os.environ, **environment}, check=False
        )
        assert done.returncode == 2
        assert done.stderr.startswith(b"perflint")
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("format", ["full", "concise", "json", "sarif"])
def test_a_reader_that_goes_away_leaves_the_exit_code_and_no_traceback(tmp_path: Path, format: str) -> None:
    """`perflint … | head -1`: the pipe is closed while megabytes are still to come."""
    projects = FAULTY.partition("projects:\n")[2]
    (tmp_path / "many.yaml").write_text("projects:\n" + projects * 300, encoding="utf-8")
    command = [sys.executable, "-m", "perflint", "many.yaml", "--select", "U001", "--format", format]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("format", ["concise", "json"])
def test_a_full_disk_is_said(tmp_path: Path, faulty: Path, format: str) -> None:
    command = [sys.executable, "-m", "perflint", "data.yaml", "--format", format]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.decode()) == (2, "perflint：结果写不出去，磁盘可能满了\n")


def on_a_terminal(tmp_path: Path, *words: str, **environment: str) -> str:
    """What perflint writes to a terminal 80 cells wide."""
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "perflint", *words]
    settings = {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **environment}
    with subprocess.Popen(command, cwd=tmp_path, stdout=terminal, env={**os.environ, **settings}) as process:
        os.close(terminal)
        shown = b""
        while chunk := _read(controller):
            shown += chunk
        process.wait(60)
    os.close(controller)
    return shown.decode()


def _read(controller: int) -> bytes:
    try:
        return os.read(controller, 65536)
    except OSError:  # Linux reports a closed terminal as an input error
        return b""


class TestATerminal:
    def test_gets_the_full_format_in_colour(
        self, tmp_path: Path, faulty: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        shown = on_a_terminal(tmp_path, "data.yaml", "--select", "U001")
        assert "\x1b[" in shown
        assert "full: ≤10ms" in re.sub(r"\x1b\[[\d;]*m", "", shown)
        assert "^" in shown

    @pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
    def test_without_colour_where_none_is_wanted(
        self, tmp_path: Path, faulty: Path, environment: dict[str, str]
    ) -> None:
        shown = on_a_terminal(tmp_path, "data.yaml", "--select", "U001", **environment)
        assert "\x1b[" not in shown
        assert "≤10ms" in shown

    def test_gets_parse_as_text(self, tmp_path: Path) -> None:
        assert "  种类 quantity\r\n" in on_a_terminal(tmp_path, "parse", "≥95%")


def test_no_name_of_a_file_commands_the_terminal_or_the_build_server(perflint: Perflint, tmp_path: Path) -> None:
    """The notes on standard error quote it, and so do complaints."""
    name = "\x1b[31m\n::error::甲##[error]乙.yaml"
    (tmp_path / name).write_bytes(FAULTY.encode("gb18030"))
    shown = "“␛[31m␊::error::甲##\\[error]乙.yaml”不是 UTF-8"
    assert perflint(name, "--select", "E").err.startswith(shown)
    complaint = perflint("data.yaml", "--output", f"json={tmp_path}/无/\x1b[31m.json").err
    assert "␛[31m.json" in complaint
    assert "\x1b" not in complaint
