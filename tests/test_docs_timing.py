"""What the page on speed shows of `--timing`: its columns and rows, not its numbers."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
BLOCK = re.compile(r"^```text\n\$ perflint (.*--timing.*)\n([\s\S]*?)^```$", re.MULTILINE)
NUMBERS = re.compile(r"^ *\d+\.\d{4} +\d+\.\d% +(?P<calls>\d*) +(?P<label>.*)$", re.MULTILINE)
MORE = "  ……"


def printed(words: str) -> str:
    """What is told beside the report."""
    command = [sys.executable, "-m", "perflint", *shlex.split(words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    return done.stderr.decode()


def rows(text: str) -> list[tuple[str, str]]:
    return [(row["calls"], row["label"]) for row in NUMBERS.finditer(text)]


def test_the_page_shows_the_columns_and_rows_that_are_told() -> None:
    [(words, shown)] = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    told = printed(words)
    assert shown.splitlines()[0] == told.splitlines()[0]
    assert MORE in shown.splitlines()
    assert set(rows(shown)) < set(rows(told))
    assert rows(shown)[-4:] == rows(told)[-4:]


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    [(typed, _)] = BLOCK.findall(page)
    first, last = (lines := printed(typed).splitlines())[:6], lines[-4:]
    block = "\n".join([f"```text\n$ perflint {typed}", *first, MORE, *last, "```"])
    PAGE.write_text(BLOCK.sub(lambda _: block, page), encoding="utf-8")
