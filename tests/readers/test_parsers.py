"""The C parser and the pure one: the same trees where both accept, a refusal in our own words where one does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from perflint.readers import json, yaml
from perflint.readers.yaml_events import _c_parser
from perflint.readers.yaml_tree import compose
from perflint.text import SourceText
from readers.reading import LIMITS, plainly

ROOT = Path(__file__).parents[2]
TABLES = sorted([*ROOT.glob("examples/**/*.yaml"), *(ROOT.parent / "shared" / "data" / "real").glob("*.yaml")])
PIECES = st.sampled_from(
    [
        "a",
        "name",
        "中文",
        "≥5",
        "😀",
        "\u2028",
        "\u2029",
        "\x85",
        "\ufeff",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "- ",
        "-",
        "? ",
        "|",
        "|-\n",
        ">\n",
        "|2\n",
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        ", ",
        "#",
        " #",
        "&a ",
        "*a",
        "!t ",
        "!!str ",
        "%",
        "@",
        "`",
        "\t",
        "：",
        "，",
        "\u3000",
        "\xa0",
        "\\",
        "\\u0041",
        "\\ud83d",
        "\x07",
        "\n---\n",
        "...\n",
        "<<: *a",
        "1,346.5",
        "~",
    ]
)
HEAD = "projects:\n  - name: a\n    indicators:\n      - full: "
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def test_the_c_parser_is_in_use_where_it_is_installed() -> None:
    pytest.importorskip("ruamel.yaml.cyaml")
    assert _c_parser() is not None


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_real_tables_are_the_same_tree(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert plainly(compose(text, LIMITS).documents) == plainly(compose(text, LIMITS, pure=True).documents)


@settings(max_examples=400)
@given(TEXTS)
@example("\n---\n|\n---\n")
@example("\n---\n>\n...\n---\nx")
def test_the_same_tree_or_a_refusal(rest: str) -> None:
    text = HEAD + rest
    fast, pure = compose(text, LIMITS), compose(text, LIMITS, pure=True)
    if fast.refused is None and pure.refused is None:
        assert plainly(fast.documents) == plainly(pure.documents)
    for refused in (fast.refused, pure.refused):
        assert refused is None or (
            refused.key in ("syntax-error", "resource-limit") and 0 <= refused.span.start <= len(text)
        )


@settings(max_examples=400)
@given(TEXTS, st.booleans())
def test_no_text_raises(rest: str, inside: bool) -> None:
    source = SourceText("data.yaml", (HEAD if inside else "") + rest)
    yaml.read(source, LIMITS)
    yaml.read(source, LIMITS, pure=True)
    json.read(source, LIMITS)
