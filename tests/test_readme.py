"""What the README and the page of formats show is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = re.compile(r"^```console\n\$ perflint (.*)\n([\s\S]*?)^```$", re.MULTILINE)
PAGES = (ROOT / "README.md", ROOT / "docs" / "formats.md")
RUNS = [run for page in PAGES for run in RUN.findall(page.read_text(encoding="utf-8"))]


def printed(words: str) -> str:
    """What a run prints on a terminal, where the full format is the default."""
    command = [sys.executable, "-m", "perflint", "--format", "full", *words.split()]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False).stdout.decode()


@pytest.mark.parametrize(("words", "shown"), RUNS, ids=[words for words, _ in RUNS])
def test_a_run_prints_what_the_readme_shows(words: str, shown: str) -> None:
    """`python tests/test_readme.py` brings the pages up to date."""
    assert printed(words) == shown


def test_the_pages_show_runs_one_of_every_format() -> None:
    """But of those that would fill pages."""
    from perflint.reporters import FORMATS

    assert RUN.search(README)
    shown = {words.rpartition("--format ")[2] for words, _ in RUNS if "--format" in words}
    assert shown == set(FORMATS) - {"sarif", "html"}


def test_the_data_file_in_the_readme_is_accepted(tmp_path: Path) -> None:
    [block] = re.findall(r"^```yaml\n([\s\S]*?)^```$", README, re.MULTILINE)
    (tmp_path / "data.yaml").write_text(block, encoding="utf-8")
    command = [sys.executable, "-m", "perflint", "data.yaml", "--select", "E,U,D,V"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "", b"")


def test_the_python_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [block] = re.findall(r"^```python\n([\s\S]*?)^```$", README, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})


def test_every_command_of_the_table_parses() -> None:
    """Their options exist; the files they name do not, so only the command lines are judged."""
    from perflint.cli import COMMANDS

    found = re.findall(r"`perflint ([^`]+)`", README)
    assert len(found) > 6
    for line in found:
        words = line.split()
        command = words[0] if words[0] in COMMANDS else "check"
        if "--help" not in words:
            arguments = import_module(f"perflint.commands.{command}").arguments()
            arguments.parse(words[1:] if words[0] in COMMANDS else words)


if __name__ == "__main__":
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        refreshed = RUN.sub(lambda run: f"```console\n$ perflint {run[1]}\n{printed(run[1])}```", text)
        page.write_text(refreshed, encoding="utf-8")
