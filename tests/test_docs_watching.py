"""The page on watching, done in an empty folder from top to bottom: what is shown is what is printed.

A block with a file's name is written or changed; the `console` block is what is typed, and each `text` block what the
process then prints until it waits again. `python tests/test_docs_watching.py` brings the page up to date.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from cli.test_watch import WAITING, Watching, watching
from test_docs_walks import BLOCK, DOCS, change

PAGE = DOCS / "watching.md"


def printed(text: str, folder: Path) -> Iterator[str]:
    """The blocks of output in their order, as they would have to be."""
    with ExitStack() as stack:
        seen: Watching | None = None
        for block in BLOCK.finditer(text):
            if block["language"] == "console":
                command = block["text"].partition("\n")[0]
                seen = stack.enter_context(watching(folder, *command.removeprefix("$ perflint ").split()))
                yield f"{command}\n{seen.shown()}{WAITING}"
            elif block["language"] == "diff":
                change(folder / block["name"], block["text"])
            elif block["name"]:
                (folder / block["name"]).write_text(block["text"], encoding="utf-8")
            elif block["language"] == "text" and seen:
                yield f"{seen.shown()}{WAITING}"


def shown(text: str) -> list[str]:
    return [block["text"] for block in BLOCK.finditer(text) if block["language"] in ("console", "text")]


def test_the_page_shows_what_is_printed(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(shown(text)) > 3
    assert list(printed(text, tmp_path)) == shown(text)


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as made:
        outputs = iter(list(printed(page, Path(made))))
    refreshed = re.sub(
        r"^```(console|text)\n[\s\S]*?^```$",
        lambda block: f"```{block[1]}\n{next(outputs)}```",
        page,
        flags=re.MULTILINE,
    )
    PAGE.write_text(refreshed, encoding="utf-8")
