"""What lies below a folder: as `os.walk` has it. That no depth is too much for it: `cli/test_hostile.py`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from perflint.walking import walk

Walk = Iterator[tuple[str, list[str], list[str]]]


def test_it_goes_as_the_systems_own(tmp_path: Path) -> None:
    for path in ("b/c/d/1.yaml", "b/2.yaml", "a/3.yaml", "skip/4.yaml", "5.yaml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")

    def seen(walk: Walk) -> Iterator[tuple[str, list[str], list[str]]]:
        for parent, folders, files in walk:
            folders[:] = sorted(set(folders) - {"skip"})
            yield parent, [*folders], files

    assert list(seen(walk(str(tmp_path)))) == list(seen(os.walk(tmp_path)))


def test_what_cannot_be_looked_into_is_told(tmp_path: Path) -> None:
    told: list[OSError] = []
    assert list(walk(str(tmp_path / "none"), told.append)) == []
    assert [error.filename for error in told] == [str(tmp_path / "none")]
