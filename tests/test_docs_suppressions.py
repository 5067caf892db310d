"""The page on ignore comments and baselines: its runs, one after another in one folder, print what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "suppressions.md"
STEP = re.compile(r"^```(?P<kind>yaml|console)\n(?P<text>[\s\S]*?)^```$", re.MULTILINE)


def played(page: str, folder: Path) -> str:
    """The page with its runs as they print now; a table is saved as 表.yaml."""

    def step(match: re.Match[str]) -> str:
        text = match["text"]
        if match["kind"] == "yaml":
            (folder / "表.yaml").write_text(text, encoding="utf-8")
            return match.group()
        command = text.splitlines()[0].removeprefix("$ perflint ").split()
        done = subprocess.run(
            [sys.executable, "-m", "perflint", *command],
            cwd=folder,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        return f"```console\n{text.splitlines()[0]}\n{done.stdout.decode()}```"

    return STEP.sub(step, page)


def test_the_runs_of_the_page_print_what_it_shows(tmp_path: Path) -> None:
    """`python tests/test_docs_suppressions.py` brings the page up to date."""
    page = PAGE.read_text(encoding="utf-8")
    assert played(page, tmp_path) == page


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        PAGE.write_text(played(PAGE.read_text(encoding="utf-8"), Path(made)), encoding="utf-8")
