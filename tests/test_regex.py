"""What the build writes down of regular expressions is what `re` would make of them, and all that a check needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from perflint import regex

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, int], object]]:
    """The table that a build would make of all that this process has asked for, in force."""
    for asked in (("(?P<a>达)?(标)", 0), ("^合格$", int(re.MULTILINE)), ("(?i)ab", 0), ("[一-龥]{2,}+", 0)):
        regex.compiled(*asked)
    written: dict[str, object] = {}
    exec(regex.table_source(), written)
    made = type(sys)("patterns")
    vars(made).update(written)
    monkeypatch.setattr(regex, "table", {"patterns": made}.get)
    regex._ready.cache_clear()
    regex.compiled.cache_clear()
    yield vars(made)["CONTENT"]
    regex._ready.cache_clear()
    regex.compiled.cache_clear()


def test_a_restored_pattern_is_the_compiled_one(
    ready: dict[tuple[str, int], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {asked: re.compile(*asked) for asked in ready}
    monkeypatch.setattr(re, "compile", lambda *asked: pytest.fail(f"{asked} was compiled"))

    restored = {asked: regex.compiled(*asked) for asked in ready}

    assert len(ready) > 3
    # Patterns are equal where text, flags and the matcher's own code are.
    assert restored == wanted
    for asked, pattern in restored.items():
        assert (pattern.groups, dict(pattern.groupindex)) == (wanted[asked].groups, dict(wanted[asked].groupindex))
    assert regex.compiled("(?P<a>达)?(标)").search("未达标")["a"] == "达"
    assert regex.compiled("^合格$", re.MULTILINE).findall("合格\n合格") == ["合格", "合格"]


def test_another_python_compiles_as_ever(ready: object, monkeypatch: pytest.MonkeyPatch) -> None:
    vars(regex.table("patterns"))["PYTHON"] = ("cpython-399", 0)
    regex._ready.cache_clear()

    assert regex._ready() == {}
    assert regex.compiled("(?P<a>达)?(标)").search("达标")["a"] == "达"


def test_a_check_of_the_examples_compiles_nothing_that_the_build_could_have() -> None:
    script = (
        "import json, sys; from perflint import lint, regex; lint(*sys.argv[1:]); "
        "print(json.dumps(sorted(source for source, _ in regex._asked)))"
    )
    done = subprocess.run([sys.executable, "-c", script, EXAMPLES], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == []


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["合格", "合格率"], "验收合格率", "合格率"),
        (["a.b"], "acb", None),
        (["a.b"], "a.b", "a.b"),
        ([], "合格", None),
        ([], "", None),
    ],
)
def test_any_word_finds_the_longest_first_and_no_word_finds_nothing(
    words: list[str], text: str, found: str | None
) -> None:
    match = regex.any_word(words).search(text)

    assert (match and match.group()) == found
