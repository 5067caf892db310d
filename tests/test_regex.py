"""What the build writes down of regular expressions is what `re` would make of them, and all that a check needs."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perflint import beginnings, precompile, regex

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
    plain = {asked: regex._entry(asked) for asked in ready}
    monkeypatch.setattr(beginnings, "hurried", lambda code, *_: code)
    unhurried = {asked for asked in ready if regex._entry(asked) == plain[asked]}
    monkeypatch.setattr(re, "compile", lambda *asked: pytest.fail(f"{asked} was compiled"))

    restored = {asked: regex.compiled(*asked) for asked in ready}

    assert len(unhurried) > 3
    for asked, pattern in restored.items():
        # Patterns are equal where text, flags and the matcher's own code are.
        assert (pattern == wanted[asked]) == (asked in unhurried)
        assert (pattern.pattern, pattern.flags) == (wanted[asked].pattern, wanted[asked].flags)
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


# --- with what a match can begin ---


def hurried(source: str, flags: int = 0) -> re.Pattern[str]:
    """The expression as the build writes it down."""
    made: dict[str, Any] = {}
    exec(f"ready = {{{regex._entry((source, flags))}}}", made)
    all_flags, numbers, *rest = made["ready"][source, flags]
    pattern: re.Pattern[str] = _sre.compile(source, all_flags, memoryview(numbers).cast("I").tolist(), *rest)
    return pattern


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("更(?![新换])|下降", "更下"),
        ("(?<!大)使(?!用)|让", "使让"),
        ("(?:[两三]|二(?=[十百]))[一二三]*个", "两三二"),
        (r"(?<!\d)\d++\s*+号", "0٣"),
        (r"\s*+[甲乙]{0,2}丙", " \t甲乙丙"),
        (r"(?:甲?乙?)+?丙", "甲乙丙"),
        (r"(?m)^[^\S\n]*+[（(]?丁", " （(丁"),
        ("(?>甲|乙丙)丁", "甲乙"),
        ("(?P<a>甲)?\\b乙", "甲乙"),
        ("[^\\W\\d]级|已", "级已a_"),
    ],
)
def test_the_matcher_tries_where_a_match_can_begin(source: str, first: str) -> None:
    opcode, _, mask, *_ = numbers(source)

    assert (opcode, mask) == (_constants.INFO, _constants.SRE_INFO_CHARSET)
    for character in first:
        assert beginnings_of(source).fullmatch(character), character
    assert not beginnings_of(source).fullmatch("。")


@pytest.mark.parametrize("source", [".甲", "(?i)a|b", "[^甲]乙", "(甲)?\\1乙", "(甲)?(?(1)乙|丙)", "甲乙", "", "甲*"])
def test_where_that_is_not_known_the_numbers_are_those_of_re(source: str) -> None:
    assert hurried(source) == re.compile(source)


def numbers(source: str) -> list[int]:
    parsed = _parser.parse(source)
    made: list[int] = beginnings.hurried(_compiler._code(parsed, 0), parsed, parsed.state.flags)
    return made


def beginnings_of(source: str) -> re.Pattern[str]:
    """One character of the set that the matcher looks for."""
    _, skip, _, _, _, *rest = numbers(source)
    info = [_constants.INFO, 4, 0, 1, 1]
    code = [*info, _constants.IN, skip - 3, *rest[: skip - 4], _constants.SUCCESS]
    pattern: re.Pattern[str] = _sre.compile("", re.UNICODE, code, 0, {}, (None,))
    return pattern


@cache
def everything() -> list[tuple[str, int]]:
    """All expressions that a check of the examples of all rules needs."""
    precompile._rehearse()
    for declared in regex._declared:
        regex.compiled(*declared)
    return sorted(regex._asked)


@settings(max_examples=200)
@given(st.data())
def test_a_hurried_expression_finds_what_the_plain_one_finds(data: st.DataObject) -> None:
    source, flags = data.draw(st.sampled_from(everything()))
    own = [character for character in source if character.isalnum() or character in " -.…（）“”、，。"]
    text = "".join(data.draw(st.lists(st.sampled_from([*own, *"一1年 \n甲"]), max_size=40)))

    found = [match.span() for match in hurried(source, flags).finditer(text)]

    assert found == [match.span() for match in re.compile(source, flags).finditer(text)]


def test_a_hurried_expression_finds_what_the_plain_one_finds_in_whole_tables() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.yaml"))]
    lines = [line for text in texts for line in text.splitlines()]

    for source, flags in everything():
        plain, quick = re.compile(source, flags), hurried(source, flags)
        for line in lines:
            assert [match.span() for match in quick.finditer(line)] == [match.span() for match in plain.finditer(line)]
