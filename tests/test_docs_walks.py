"""The pages for newcomers, walked through in an empty folder as a newcomer would.

A block named after its language (```yaml 我的表.yaml) is a file that the reader makes, one with `diff` and a name is
what the reader changes in it, and a `console` block is what the reader types and then sees. Blocks without a name are
only read. `python tests/test_docs_walks.py` brings the pages up to date.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from perflint.cli import COMMANDS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = ("first-run", "reading-findings", "data-file")
BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<name>\S+))?\n(?P<text>[\s\S]*?)^```$", re.MULTILINE)
RUN = re.compile(r"(?<=^```console\n)\$ perflint .*\n[\s\S]*?(?=^```$)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)\)")
PROJECT = "项目:\n  - 项目名称: 示例项目\n    绩效指标:\n"


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def blocks(*languages: str) -> list[object]:
    return [
        pytest.param(found["language"], found["text"], id=f"{name}-{number}")
        for name in PAGES
        for number, found in enumerate(BLOCK.finditer(page(name)))
        if found["language"] in languages
    ]


def perflint(folder: Path, *words: str) -> str:
    """What a newcomer sees in a terminal."""
    command = [sys.executable, "-m", "perflint", *words, *on_terminal(words)]
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False
    )
    return done.stdout.decode()


def on_terminal(words: Sequence[str]) -> list[str]:
    """The format that is the default in a terminal, where the words choose none."""
    if {"--format", "--diff"} & set(words):
        return []
    return ["--format", "text"] if words[0] == "parse" else [] if words[0] in COMMANDS else ["--format", "full"]


def change(path: Path, difference: str) -> None:
    """Do to a file what a block of `-` and `+` lines shows."""
    lines = difference.splitlines(keepends=True)
    before, after = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{path.name} does not hold {before!r} once"
    path.write_text(text.replace(before, after), encoding="utf-8")


def walk(text: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Do what a page says in `folder`, from top to bottom: each run and what the block then has to hold."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    for block in BLOCK.finditer(text):
        if block["language"] == "console":
            run = block["text"].partition("\n")[0].removeprefix("$ ")
            yield block["text"], f"$ {run}\n{perflint(folder, *shlex.split(run)[1:])}"
        elif block["name"] and block["language"] == "diff":
            change(folder / block["name"], block["text"])
        elif block["name"]:
            path = folder / block["name"]
            path.parent.mkdir(exist_ok=True)
            path.write_text(block["text"], encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_runs_of_a_page_print_what_it_shows(name: str, tmp_path: Path) -> None:
    walked = list(walk(page(name), tmp_path))
    assert walked
    assert [shown for shown, _ in walked] == [printed for _, printed in walked]


@pytest.mark.parametrize(("language", "text"), blocks("yaml", "json"))
def test_a_data_file_on_a_page_is_read_whole(language: str, text: str, tmp_path: Path) -> None:
    if text.lstrip().startswith(("-", "#")):
        text = PROJECT + re.sub(r"(?m)^ *", "      ", text)
    (tmp_path / f"data.{language}").write_text(text, encoding="utf-8")
    assert perflint(tmp_path, f"data.{language}", "--select", "E", "--format", "concise") == ""


@pytest.mark.parametrize(("language", "text"), blocks("toml"))
def test_a_configuration_on_a_page_is_accepted(language: str, text: str, tmp_path: Path) -> None:
    (tmp_path / f"perflint.{language}").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "perflint", "settings"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_the_formula_for_a_spreadsheet_makes_the_line_shown() -> None:
    """Joined as a spreadsheet joins it: texts in quotation marks, and cells of row 2."""
    cells = {"A2": "产出指标", "B2": "数量指标", "C2": "采购新书数量", "D2": "≥6000册"}
    [formula] = re.findall(r"^=(\".*)$", page("first-run"), re.MULTILINE)
    parts = [part.strip('"') if part.startswith('"') else cells[part] for part in formula.split("&")]
    assert f"```yaml\n{''.join(parts)}\n```" in page("first-run")


def test_every_page_of_the_documentation_is_in_its_index_and_every_link_leads_somewhere() -> None:
    linked = {target for target in LINK.findall(page("README")) if "/" not in target}
    assert linked == {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    for name in (*PAGES, "README"):
        for target in LINK.findall(page(name)):
            assert (DOCS / target).is_file(), f"{name}.md: {target}"


def refreshed(name: str, folder: Path) -> str:
    """A page that shows what its runs print."""
    printed = dict(walk(page(name), folder))
    return RUN.sub(lambda shown: printed[shown[0]], page(name))


if __name__ == "__main__":
    for name in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            (DOCS / f"{name}.md").write_text(refreshed(name, Path(folder)), encoding="utf-8")
