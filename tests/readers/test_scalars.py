"""The way back: each character of a scalar, in every style, is cut from the source by its own span."""

from __future__ import annotations

import itertools
import json as stdlib_json
import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from perflint.readers import json_tree, yaml_scalars
from perflint.readers.nodes import Mapping, Scalar
from perflint.readers.yaml_tree import compose
from perflint.text import Span
from readers.reading import LIMITS

WORDS = st.text(alphabet="ab中𠀀😀≥.，\"'\\", min_size=1, max_size=6)
BLOCK_LINES = st.lists(st.text(alphabet="ab 中𠀀😀:#", max_size=6), min_size=1, max_size=5)
BREAKS = st.sampled_from(["\n", "\r\n"])


def scalar_of(text: str) -> Scalar:
    """The value of the only key of a YAML text."""
    composition = compose(text, LIMITS)
    assume(composition.refused is None)
    (document,) = composition.documents
    assert isinstance(document, Mapping)
    ((_, value),) = document.pairs
    assert isinstance(value, Scalar)
    return value


def check(source: str, scalar: Scalar) -> None:
    """Every character has its own span, in order; what is cut there is the character as written in its style."""
    spans = yaml_scalars.characters(source, scalar.span, scalar.text)
    assert len(spans) == len(scalar.text)
    assert all(scalar.start <= span.start < span.end <= scalar.end for span in spans)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    for character, span in zip(scalar.text, spans, strict=True):
        cut = source[span.start : span.end]
        assert decoded(cut, source[scalar.start]) == character, (cut, character)


def decoded(cut: str, style: str) -> str:
    """What a piece of source means in a style."""
    if "\n" in cut:
        return "\n" if cut in ("\n", "\r\n") else " "
    if style == "'" and cut == "''":
        return "'"
    if style == '"' and cut.startswith("\\"):
        return {"n": "\n", "t": "\t", "\\": "\\", '"': '"'}.get(cut[1]) or chr(int(cut[2:], 16))
    return cut


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from([" ", "\n  ", "\n\n  ", "  \n  ", "\r\n   "]))
def test_plain(words: list[str], between: str) -> None:
    source = f"k: x{between.join(words)}\n"
    check(source, scalar_of(source))


@given(st.lists(WORDS, min_size=1, max_size=4), st.sampled_from([" ", "\n  ", "\n\n  ", "  \n  "]))
def test_single_quoted(words: list[str], between: str) -> None:
    source = "k: '" + between.join(word.replace("'", "''") for word in words) + "'\n"
    check(source, scalar_of(source))


ESCAPED = st.sampled_from(
    ["a", "中", "😀", " ", "\\n", "\\t", "\\\\", '\\"', "\\u4e2d", "\\U0001F600", "\\x41", "\n  ", "\n\n  ", "\\\n  "]
)


@given(st.lists(ESCAPED, min_size=1, max_size=10))
def test_double_quoted(pieces: list[str]) -> None:
    source = 'k: "' + "".join(pieces) + '"\n'
    check(source, scalar_of(source))


@settings(max_examples=300)
@given(
    BLOCK_LINES,
    st.sampled_from(["|", "|-", "|+", ">", ">-", ">+", "|2-", ">2", "| # 注"]),
    BREAKS,
    st.sampled_from(["  ", "    "]),
)
def test_blocks(lines: list[str], header: str, line_break: str, indent: str) -> None:
    assume(lines[0].strip())
    source = f"k: {header}{line_break}" + "".join(f"{indent}{line}".rstrip() + line_break for line in lines) + "#\n"
    check(source, scalar_of(source))


@given(st.text(alphabet='ab中𠀀😀"\\\n\t/\x07', min_size=1), st.booleans())
def test_json_strings(text: str, escaped: bool) -> None:
    source = stdlib_json.dumps(text, ensure_ascii=escaped)
    (scalar,) = json_tree.compose(source, LIMITS).documents
    assert isinstance(scalar, Scalar)
    assert scalar.text == text
    spans = json_tree.characters(source, scalar.span, text)
    assert [stdlib_json.loads(f'"{source[span.start : span.end]}"') for span in spans] == list(text)
    assert re.sub(r"\s", "", source[spans[0].start : spans[-1].end]) == re.sub(r"\s", "", source[1:-1])


def test_what_cannot_be_followed_stands_at_the_whole_scalar() -> None:
    assert yaml_scalars.characters("k: abc", Span(3, 6), "xyz") == [Span(3, 6)] * 3
