"""How a comment is read: what it says, where its words stand, and which offsets it covers."""

from __future__ import annotations

import difflib

import pytest

from perflint.directives import Directives, Ignore, Malformed
from perflint.model import Remark
from perflint.rule import catalogue
from perflint.text import SourceText, Span


def read(text: str, covers: Span | None = None) -> list[Ignore | Malformed]:
    """What stands in a text that is one comment; it covers itself, if nothing else is given."""
    whole = Span(0, len(text))
    return list(Directives(catalogue()).read(Remark(SourceText("data.yaml", text), whole, covers or whole)))


@pytest.mark.parametrize(
    ("comment", "verb", "named", "reason"),
    [
        ("# perflint: ignore[U001] 合同约定", "ignore", [("U001", "U001")], "合同约定"),
        ("# perflint: ignore[unit-contradicts-name]", "ignore", [("unit-contradicts-name", "U001")], ""),
        ("# Perflint：IGNORE【u001、S012】——见函", "ignore", [("u001", "U001"), ("S012", "S012")], "见函"),
        ("# perflint: ignore-file[U001 no-such-rule]", "ignore-file", [("U001", "U001"), ("no-such-rule", None)], ""),
        ("# perflint: ignore[U001] X光机按合同", "ignore", [("U001", "U001")], "X光机按合同"),
    ],
)
def test_an_ignore(comment: str, verb: str, named: list[tuple[str, str | None]], reason: str) -> None:
    [found] = read(comment)
    assert isinstance(found, Ignore)
    assert (found.verb, found.reason) == (verb, reason)
    assert [(one.word, one.code) for one in found.named] == named
    assert [found.source.cut(one.span) for one in found.named] == [word for word, _ in named]


@pytest.mark.parametrize(
    ("comment", "verb", "rules", "reason"),
    [
        ("# PERFLINT disable U001", "ignore", ["U001"], ""),
        ("# perflint ignore u001 见函", "ignore", ["u001"], "见函"),
        ("# perflint ignore Unit-contradict-name", "ignore", ["unit-contradicts-name"], ""),
        ("# perflint: ignore U001 see contract", "ignore", ["U001"], "see contract"),
        ("# perflint: ignore missing invoice", "ignore", [], "missing invoice"),
        ("# perflint: disable-file", "ignore-file", [], ""),
        ("# perflint ignore file U001 见函", "ignore-file", ["U001"], "见函"),
        ("# PERFLINT IGNORE FILE U001", "ignore-file", ["U001"], ""),
        ("# perflint ignored U001", "ignore", ["U001"], ""),
        ("# perflint skipping U001", "ignore", ["U001"], ""),
        ("# perflint off U001", "ignore", ["U001"], ""),
        ("# perflint ignoreNextLine U001", "ignore", ["U001"], ""),
        ("# perflint: ignore file number 7", "ignore", [], "file number 7"),
        ("# perflint: ignore file.yaml U001", "ignore", [], "file.yaml U001"),
        ("# perflint: data file checked by us", None, [], "data file checked by us"),
        ("# perflint 忽略合同约定", "ignore", [], "合同约定"),
        ("# perflint: 本行已核对", None, [], "本行已核对"),
    ],
    ids=[
        "capitals",
        "a code as it was written",
        "a name nearly right",
        "a reason in English",
        "a reason that is like the name of a rule",
        "a whole file",
        "a whole file in two words",
        "a whole file in capitals",
        "inflected",
        "inflected, a letter doubled",
        "a whole word",
        "another linter's",
        "a reason that begins with file",
        "a reason that begins with a file's name",
        "a file, but no word for ignoring",
        "hanzi that run on",
        "not even a word for ignoring",
    ],
)
def test_a_malformed_one(comment: str, verb: str | None, rules: list[str], reason: str) -> None:
    [found] = read(comment)
    assert isinstance(found, Malformed)
    assert (found.verb, found.rules, found.reason) == (verb, rules, reason)


@pytest.mark.parametrize(
    "comment",
    [
        "# perflint 已核对",
        "# perflint note 已核对",
        "# perflint offline 已核对",
        "# perflint official form",
        "# perflint office",
        "# perflint shipping list",
        "# perflint of-course checked",
        "# perflinter: ignore[U001]",
    ],
)
def test_an_ordinary_remark(comment: str) -> None:
    assert read(comment) == []


def test_each_of_several_stands_by_itself_without_the_blanks_behind_it() -> None:
    text = "# 待核 # perflint: ignore[S012]  # perflint disable U001\t# perflint: ignore[U008] 合同约定  "
    assert [(type(found), text[slice(*found.span)]) for found in read(text)] == [
        (Ignore, "# perflint: ignore[S012]"),
        (Malformed, "# perflint disable U001"),
        (Ignore, "# perflint: ignore[U008] 合同约定"),
    ]


@pytest.mark.parametrize(
    ("verb", "covered"),
    [("ignore", [5, 6, 7, 8]), ("ignore-file", list(range(30)))],
    ids=["the first offset but not the one behind", "the whole file and its end"],
)
def test_what_it_hides(verb: str, covered: list[int]) -> None:
    text = f"# perflint: {verb}[U001]".ljust(29)
    [ignore] = read(text, Span(5, 9))
    assert isinstance(ignore, Ignore)
    offsets = range(len(text) + 1)
    assert [offset for offset in offsets if ignore.hiding("U001", offset) is ignore.named[0]] == covered
    assert [offset for offset in offsets if ignore.hiding("S012", offset)] == []


def test_only_the_first_hundred_wrong_words_are_guessed() -> None:
    """A guess costs milliseconds, and a file may hold thousands of wrong words."""
    directives = Directives(catalogue())
    words = [f"unit-contradicts-name{number}" for number in range(101)]
    assert [directives.nearest(word) for word in words] == ["unit-contradicts-name"] * 100 + [None]
    assert directives.nearest(words[0]) == "unit-contradicts-name"


def test_a_wrong_word_is_guessed_once_however_often_a_source_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is mended is checked for every half of its fixes."""
    asked: list[str] = []

    def closest(word: str, *_: object) -> list[str]:
        asked.append(word)
        return []

    monkeypatch.setattr(difflib, "get_close_matches", closest)
    for _ in range(3):
        assert Directives(catalogue()).nearest("no-rule-is-called-so") is None
    assert asked == ["no-rule-is-called-so", "NO-RULE-IS-CALLED-SO"]
