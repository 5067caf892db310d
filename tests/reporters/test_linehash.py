"""GitHub's line hashes: the vectors of its own tests (github/codeql-action, fingerprints.test.ts)."""

from __future__ import annotations

import pytest

from perflint.reporters.linehash import line_hashes, source_hashes
from perflint.text import SourceText

GREETINGS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETINGS),
        (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETINGS),
        (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETINGS),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETINGS),
    ],
)
def test_githubs_vectors(text: str, hashes: list[str]) -> None:
    assert line_hashes(text) == hashes


def test_equal_lines_are_told_apart() -> None:
    assert line_hashes("Lorem ipsum dolor sit amet.\n" * 10) == [
        "a7f2ff13bc495cf2:1",
        "a7f2ff13bc495cf2:2",
        "a7f2ff13bc495cf2:3",
        "a7f2ff13bc495cf2:4",
        "a7f2ff13bc495cf2:5",
        "a7f2ff13bc495cf2:6",
        "a7f2ff1481e87703:1",
        "a9cf91f7bbf1862b:1",
        "55ec222b86bcae53:1",
        "cc97dc7b1d7d8f7b:1",
        "c129715d7a2bc9a3:1",
    ]


def rolled(text: str) -> list[str]:
    """The method written out slowly: a window that rolls over UTF-16 units, one hash a line."""
    bare = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    data = bare.encode("utf-16-le")
    units = [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)] + [0xFFFF]
    starts = [0] + [index + 1 for index, unit in enumerate(units) if unit == 10]
    hashes: list[str] = []
    for start in starts:
        value = 0
        for unit in (units[start : start + 100] + [0] * 100)[:100]:
            value = (value * 37 + unit) % 2**64
        hashes.append(f"{value:x}:{1 + sum(known.split(':')[0] == f'{value:x}' for known in hashes)}")
    return hashes


@pytest.mark.parametrize("text", ["名称: 𠀀\r\n值: ≥95%\n", "甲" * 250 + "\n" + "乙" * 250, "😀\n" * 5])
def test_hanzi_and_surrogate_pairs(text: str) -> None:
    assert line_hashes(text) == rolled(text)


def test_github_sees_the_mark_and_reads_every_file_as_utf8() -> None:
    text = "单位: 示例\n"
    marked = SourceText.from_bytes("a.yaml", text.encode("utf-8-sig"), lambda _: True)
    assert source_hashes(marked) == line_hashes("\ufeff" + text)
    old = SourceText.from_bytes("a.yaml", text.encode("gb18030"), lambda _: True)
    assert source_hashes(old) == line_hashes(text.encode("gb18030").decode("utf-8", "replace"))
    assert source_hashes(SourceText("a.yaml", "")) == []
