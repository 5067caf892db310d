"""Files that nobody should have sent, as real files through the public interface: one clear finding each, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from perflint.linter import lint

HEAD = "projects:\n  - name: 校舍维修\n    indicators:\n      - "
GOOD = f"{HEAD}{{level1: 产出指标, name: 维修面积, full: 300平方米}}\n"
SOON = 5.0
"""Seconds; each takes far less, but machines that run tests are busy."""


def laughs() -> str:
    """Ten lines that mean ten thousand million texts."""
    first = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    rest = (
        f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, after in zip("abcdefghi", "bcdefghij", strict=True)
    )
    return first + "".join(rest) + "projects: *j\n"


FILES: list[tuple[str, str, Callable[[], str | bytes], str, str]] = [
    ("empty", "a.yaml", lambda: "", "E007", "表里一个项目也没有"),
    ("binary", "a.yaml", lambda: b"\x7fELF\0\0", "E001", "“a.yaml”不是文本文件：第5个字节是空字节"),
    ("nul", "a.yaml", lambda: GOOD.encode() + b"\0", "E001", "“a.yaml”不是文本文件：第121个字节是空字节"),
    ("truncated", "a.yaml", lambda: GOOD.encode()[:-4], "E001", "“a.yaml”不完整：第116个字节处断在半个字上"),
    ("unknown encoding", "a.yaml", lambda: "备忘".encode("gbk"), "E001", "“a.yaml”从第1个字节起不是能识别的文字编码"),
    ("100 MB line", "a.yaml", lambda: b"projects: " + b"x" * 100_000_000, "E008", "文件超过 67108864 字节"),
    ("20 MB text", "a.yaml", lambda: b"projects: " + b"x" * 20_000_000, "E008", "有一项内容超过 1048576 字节"),
    ("billion laughs", "a.yaml", laughs, "E008", "内容超过 5000000 项（引用按展开后的数量算）"),
    (
        "an alias inside of itself",
        "a.yaml",
        lambda: "projects: &a [*a]\n",
        "E008",
        "内容超过 5000000 项（引用按展开后的数量算）",
    ),
    ("deep lists", "a.yaml", lambda: "projects: " + "[" * 10_000 + "]" * 10_000, "E008", "括号或缩进套了超过 100 层"),
    (
        "deep mappings",
        "a.yaml",
        lambda: "projects: " + "{a: " * 10_000 + "}" * 10_000,
        "E008",
        "括号或缩进套了超过 100 层",
    ),
    (
        "deep blocks",
        "a.yaml",
        lambda: "projects: \n" + "".join(f"{' ' * level}a:\n" for level in range(1, 2_000)),
        "E008",
        "括号或缩进套了超过 100 层",
    ),
    ("deep dashes", "a.yaml", lambda: "projects:\n" + "- " * 10_000 + "x\n", "E008", "括号或缩进套了超过 100 层"),
    (
        "deep json",
        "a.json",
        lambda: '{"projects": ' + "[" * 10_000 + "]" * 10_000 + "}",
        "E008",
        "括号或缩进套了超过 100 层",
    ),
    (
        "a list where a mapping belongs",
        "a.yaml",
        lambda: "projects:\n  - [甲]\n",
        "E004",
        "“项目”里的一项应当是一组“键: 值”，写成了一个列表",
    ),
    ("a tab", "a.yaml", lambda: "projects:\n\t- name: 甲\n", "E002", "“- name: 甲”用制表符（Tab）缩进"),
    ("half a character", "a.json", lambda: '{"projects": "\\ud83d"}', "E002", "“\\ud83d”不是有效的转义写法"),
    ("a control sign", "a.yaml", lambda: "projects: \x07\n", "E002", "有一个看不见的控制字符（U+0007）"),
    (
        "duplicate keys",
        "a.yaml",
        lambda: "projects:\n  - name: 甲\n    name: 乙\n    indicators: []\n",
        "E006",
        "“name”重复了：前面已经写过“name”",
    ),
]


@pytest.mark.parametrize("case", [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_each_gives_its_finding_and_the_next_file_is_checked(
    case: tuple[str, Callable[[], str | bytes], str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, content, code, message = case
    monkeypatch.chdir(tmp_path)
    data = content()
    Path(name).write_bytes(data if isinstance(data, bytes) else data.encode())
    Path("good.yaml").write_text(GOOD, encoding="utf-8")
    started = time.perf_counter()
    report = lint([name, "good.yaml"])
    assert time.perf_counter() - started < SOON
    found = {(finding.code, finding.message) for finding in report.findings if finding.code.startswith(("E", "M"))}
    assert (code, message) in found
    assert report.summary.files == 2
    assert report.summary.indicators == 1
    assert report.fatal == (code in ("E001", "E002", "E008"))


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings_are_no_fault(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "表.yaml"
    path.write_bytes(GOOD.replace("\n", "\r\n").encode(encoding))
    report = lint([str(path)])
    assert report.summary.indicators == 1
    assert not [finding for finding in report.findings if finding.code.startswith(("E", "M"))]
    assert [("GB18030" in note) for note in report.notes] == ([True] if encoding.startswith("gb") else [])
