"""A pack file and a table in one folder, and the real command run on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli.conftest import Perflint, Ran, perflint

__all__ = ["perflint"]

Judge = Callable[..., Ran]


@pytest.fixture
def judge(perflint: Perflint, tmp_path: Path) -> Judge:
    """`judge(table, *words, pack=…)`: check the table with the pack in 本市.yaml, one finding a line."""

    def run(table: str, *words: str, pack: str = "") -> Ran:
        (tmp_path / "data.yaml").write_text(table, encoding="utf-8")
        chosen = ()
        if pack:
            (tmp_path / "本市.yaml").write_text(pack, encoding="utf-8")
            chosen = ("--policy", "本市.yaml")
        return perflint("data.yaml", "--format", "concise", *chosen, *words)

    return run
