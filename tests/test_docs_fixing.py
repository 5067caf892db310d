"""What docs/fixing.md shows is what happens, one run after another."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

DOC = Path(__file__).parents[1] / "docs" / "fixing.md"
RUN = re.compile(r"^```console\n\$ perflint (.*)\n([\s\S]*?)^```$", re.MULTILINE)
TABLE = re.compile(r"^```yaml\n([\s\S]*?)^```$", re.MULTILINE)


def printed(folder: Path) -> Iterator[tuple[str, str]]:
    """The runs of the page, and what they print, findings one a line."""
    text = DOC.read_text(encoding="utf-8")
    [table] = TABLE.findall(text)
    (folder / "表.yaml").write_text(table, encoding="utf-8")
    for words, _ in RUN.findall(text):
        command = [sys.executable, "-m", "perflint", *words.split()]
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
        yield words, (done.stdout + (b"" if "--diff" in words else done.stderr)).decode()


def test_the_runs_print_what_the_page_shows(tmp_path: Path) -> None:
    """`python tests/test_docs_fixing.py` brings the page up to date."""
    assert list(printed(tmp_path)) == RUN.findall(DOC.read_text(encoding="utf-8"))


def test_every_command_of_the_page_parses() -> None:
    from perflint.commands import check

    found = re.findall(r"`(?:perflint )?((?:- )?--fix(?!-safety`)[^`]*)`", DOC.read_text(encoding="utf-8"))
    assert len(found) > 6
    for words in found:
        check.arguments().parse(["表.yaml", *words.split()])


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        shown = dict(printed(Path(folder)))
    page = RUN.sub(lambda run: f"```console\n$ perflint {run[1]}\n{shown[run[1]]}```", DOC.read_text(encoding="utf-8"))
    DOC.write_text(page, encoding="utf-8")
