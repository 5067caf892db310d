"""Patterns for files: what they mean, held to a plain regular expression, and that none takes for ever."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.config import globs
from perflint.config.globs import Patterns, parts_of, present, relative
from perflint.walking import walk


def matches(pattern: Sequence[str], path: Sequence[str]) -> bool:
    return bool(Patterns([tuple(pattern)]).meaning(path))


@pytest.mark.parametrize(
    ("pattern", "path", "means"),
    [
        ("往年", "往年/a.yaml", True),
        ("往年", "甲校/往年/a.yaml", True),
        ("往年/", "甲校/往年/a.yaml", True),
        ("/往年", "甲校/往年/a.yaml", False),
        ("甲校/往年", "甲校/往年/深/a.yaml", True),
        ("甲校/往年", "乙校/甲校/往年/a.yaml", False),
        ("*.yaml", "甲/乙/a.yaml", True),
        ("甲/*.yaml", "甲/乙/a.yaml", False),
        ("甲/**/*.yaml", "甲/乙/丙/a.yaml", True),
        ("甲/**/*.yaml", "甲/a.yaml", True),
        ("**/草稿*", "甲/草稿1/a.yaml", True),
        ("甲/**", "甲/a.yaml", True),
        ("表?.yaml", "表1.yaml", True),
        ("表[12].yaml", "表3.yaml", False),
        ("表[1].yaml", "表[1].yaml", True),
        ("./a.yaml", "a.yaml", True),
        ("A.yaml", "a.yaml", False),
    ],
)
def test_what_a_pattern_means(pattern: str, path: str, means: bool) -> None:
    assert matches(parts_of(pattern), path.split("/")) is means


PARTS = st.lists(st.sampled_from(["a", "b", "ab", "*", "**", "a*", "?"]), min_size=1, max_size=5)
PATHS = st.lists(st.sampled_from(["a", "b", "ab", "ba", "c"]), min_size=1, max_size=5)


@given(PARTS, PATHS)
def test_it_means_what_the_regular_expression_means(pattern: list[str], path: list[str]) -> None:
    parts = (
        "(?:[^/]+/)*" if part == "**" else re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]") + "/"
        for part in pattern
    )
    expected = re.match("".join(parts), "/".join(path) + "/") is not None
    assert matches(pattern, path) is expected


@given(st.lists(PARTS.map(tuple), max_size=6), PATHS)
def test_together_they_mean_what_each_means(patterns: list[tuple[str, ...]], path: list[str]) -> None:
    assert Patterns(patterns).meaning(path) == {pattern for pattern in patterns if matches(pattern, path)}


def test_no_pattern_takes_for_ever() -> None:
    start = time.monotonic()
    assert not matches(["**", "a"] * 200 + ["b"], ["a"] * 400)
    assert not matches(parts_of("*a" * 100 + "b"), ["a" * 250])
    assert time.monotonic() - start < 5


def test_paths_below_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative("甲/a.yaml", str(tmp_path)) == ("甲", "a.yaml")
    assert relative(str(tmp_path / "甲"), str(tmp_path)) == ("甲",)
    assert relative("../a.yaml", str(tmp_path)) is None


def test_whether_anything_is_there(tmp_path: Path) -> None:
    (tmp_path / "甲" / "往年").mkdir(parents=True)
    (tmp_path / "甲" / "往年" / "a.yaml").touch()
    there = ("甲/往年/a.yaml", "a.yaml", "往年", "甲/**", "甲/**/*.yaml")
    absent = ("甲/*.yaml", "乙/**", "*.yml", "甲/往年/b.yaml")
    patterns = [parts_of(pattern) for pattern in (*there, *absent)]
    assert present(patterns, str(tmp_path)) == {parts_of(pattern) for pattern in there}


def test_many_patterns_take_one_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a file is not held to each of them, where they are plain."""
    for number in range(500):
        (tmp_path / f"{number}.md").touch()
    walks: list[str] = []

    def walked(top: str) -> Iterator[tuple[str, list[str], list[str]]]:
        walks.append(top)
        return walk(top)

    monkeypatch.setattr(globs, "walk", walked)
    patterns = [parts_of(f"**/a{number}/**") for number in range(2000)]
    began = process_time()
    assert present([*patterns, *patterns], str(tmp_path)) == set()
    assert process_time() - began < 1
    assert walks == [str(tmp_path)]
