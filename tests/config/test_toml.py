"""TOML with places: the scanner finds every key and value where the standard library read it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.config import ConfigError
from perflint.config.toml import MAX_BYTES, Node, decoded, has_section, read
from perflint.text import SourceText

DOCUMENT = """\
# 注释 = 1
select = ["U", 'D',  # 一列
  "N", ]
a.'b c'."d\\"é" = 1979-05-27 07:32:00
text = \"\"\"一"行\"\" \\
  二\"\"\"\"\"
raw = '''x'y'''''
[rules.U001]
severity = "info"
[[overrides]]
files = ["a/**"]
[overrides.rules."low"]
x = {y = [1, {z = 2.50}], "w" = true}
[[overrides]]
files = []
[[overrides.more]]
n = 0x1F
[[overrides.more]]
"""


def leaves(node: Node) -> Iterator[Node]:
    """Every value below a node, the containers too."""
    items = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    for item in items:
        yield item
        yield from leaves(item)


def cut(node: Node) -> str:
    return node.origin.source.cut(node.origin.span)


def agree(text: str) -> None:
    """What stands at the place of a value is that value; of a table given by headings it is its key."""
    document = read(SourceText("x.toml", text))
    assert document.plain == tomllib.loads(text, parse_float=Decimal)
    for node in leaves(document):
        written = cut(node)
        if node.origin != node.key or not isinstance(node.value, (dict, list)):
            assert tomllib.loads(f"v = {written}", parse_float=Decimal)["v"] == node.plain


def test_a_document_with_everything_in_it() -> None:
    agree(DOCUMENT)


def test_keys_and_headings_are_placed() -> None:
    document = read(SourceText("x.toml", DOCUMENT))
    keys = {name: node.key.line for name, node in document.items()}
    assert keys == {"select": "x.toml:2", "a": "x.toml:4", "text": "x.toml:5", "raw": "x.toml:7"} | {
        "rules": "x.toml:8",
        "overrides": "x.toml:10",
    }
    second = document.value["overrides"].value[1]
    assert second.key.line == "x.toml:14"
    assert second.value["more"].value[0].value["n"].key.line == "x.toml:17"
    assert str(document.value["rules"].value["U001"].value["severity"].origin) == "x.toml:9:12"


KEYS = st.text("ab中é\"' .=#[]{}\\,", min_size=0, max_size=4)
SCALARS = st.one_of(
    st.integers(-9999, 9999),
    st.booleans(),
    st.decimals(-99, 99, allow_nan=False, places=2),
    st.text("a\"'\\#=,[]{}\n 值", max_size=6),
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def written(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return quoted(value)
        case list():
            return "[ # ]\n" + "".join(f"{written(item)} ,\n" for item in value) + "]"
        case dict():
            return "{" + ", ".join(f"{quoted(key)} = {written(item)}" for key, item in value.items()) + "}"
    return str(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.lists(st.dictionaries(KEYS, VALUES, max_size=2), max_size=3))
def test_whatever_is_written_is_found_where_it_stands(top: dict[str, Any], tables: list[dict[str, Any]]) -> None:
    lines = [f"{quoted(key)}={written(value)} # x" for key, value in top.items()]
    for table in tables:
        lines += ["[[zz]]", *(f"{quoted(key)} = {written(value)}" for key, value in table.items())]
    agree("\r\n".join(lines))


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("a = ”x”", "1:5", "这不是 TOML 的值；文字要加半角引号"),
        ("a：1", "1:2", "键的后面要有等号 =（半角）"),
        ("\na = 1\na = 2", "3:6", "同一个键或同一节写了两次"),
        ("[a]\n[a]", "2:3", "同一个键或同一节写了两次"),
        ('a = "x', "1:7", "引号没有配对"),
        ("a = [1\n", "2:1", "括号没有配对"),
        ('a = "表\\q"', "1:9", "双引号里的反斜杠要写两个"),
        ("a = 1 b = 2", "1:7", "一行只写一项"),
        ("= 1", "1:1", "从这里起不是 TOML 的写法"),
        ("a = " + "[" * 5000, "1:1", "配置文件太大，或者套得太深"),
        ("\n" + "a." * 60 + "b = 1", "2:1", "配置文件太大，或者套得太深"),
        ("a = " + "{b = " * 60 + "1" + "}" * 60, "1:251", "配置文件太大，或者套得太深"),
    ],
)
def test_what_is_no_toml_is_placed_and_explained(text: str, place: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(SourceText("x.toml", text))
    (complaint,) = caught.value.complaints
    assert str(complaint).startswith(f"x.toml:{place}：{reason}")


def test_a_byte_order_mark_is_no_fault_and_another_encoding_is() -> None:
    assert read(decoded("x.toml", b"\xef\xbb\xbfa = 1")).plain == {"a": 1}
    with pytest.raises(ConfigError, match=r"x\.toml:1:1：配置文件要存为 UTF-8，第 5 个字节起不是"):
        decoded("x.toml", 'a = "年度"'.encode("gb18030"))
    with pytest.raises(ConfigError, match="配置文件太大"):
        decoded("x.toml", b"#" * (MAX_BYTES + 1))


def test_a_section_of_ours() -> None:
    assert has_section("pyproject.toml", b"[tool.perflint]\n")
    assert has_section("pyproject.toml", b"tool.perflint.year = 2024")
    assert not has_section("pyproject.toml", b"[tool.other]\n")
    assert has_section("pyproject.toml", b"[tool.perflint\n"), "reading it says what is wrong"
