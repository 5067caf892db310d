"""Bytes to text, and offsets to the positions that people, SARIF, rdjson and code frames want."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perflint.text import Position, SourceText, Span, Undecodable, cells, letters, lines

PIECES = st.sampled_from([*"ab值≥ \t\v\f\x85\u2028\r\n", "\r\n", "𠮷", "😀", "\ud800"])
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def refused(data: bytes, known: bool = True) -> tuple[int, bool, bool]:
    """Of bytes that are no text: where it is said, whether the end is missing, whether they are binary."""
    with pytest.raises(Undecodable) as caught:
        SourceText.from_bytes("表.yaml", data, lambda _: known)
    assert caught.value.args == (caught.value.offset,)
    return caught.value.offset, caught.value.truncated, caught.value.binary


class TestDecoding:
    @pytest.mark.parametrize(
        ("codec", "bom", "encoding"),
        [
            ("utf-8", b"", "utf-8"),
            ("utf-8", b"\xef\xbb\xbf", "utf-8"),
            ("utf-16-le", b"\xff\xfe", "utf-16-le"),
            ("utf-16-be", b"\xfe\xff", "utf-16-be"),
            ("gb18030", b"", "gb18030"),
        ],
    )
    def test_what_was_read_is_written_again_the_same(self, codec: str, bom: bytes, encoding: str) -> None:
        text = "项目：校舍𠮷\r\n"
        source = SourceText.from_bytes("表.yaml", bom + text.encode(codec), lambda found: found == text)
        assert (source.path, source.text, source.encoding, source.bom) == ("表.yaml", text, encoding, bom)
        assert source.encoded(source.text) == bom + text.encode(codec)
        assert source.encoded("年") == bom + "年".encode(codec)

    def test_a_text_is_utf_8_without_mark_where_nothing_else_is_said(self) -> None:
        assert SourceText("表.yaml", "").encoded("值") == "值".encode()

    def test_a_character_that_the_encoding_lacks(self) -> None:
        with pytest.raises(UnicodeEncodeError):
            SourceText("表.yaml", "").encoded("\ud800")

    def test_utf_8_needs_no_known_word_and_gb18030_one(self) -> None:
        assert SourceText.from_bytes("表.yaml", "备忘".encode(), lambda _: False).text == "备忘"
        assert SourceText.from_bytes("表.yaml", "备忘".encode("gb18030"), lambda _: True).text == "备忘"
        assert refused("a备忘".encode("gb18030"), known=False) == (1, False, False)

    @pytest.mark.parametrize(
        ("data", "offset"),
        [
            ("值".encode()[:2], 0),
            ("ab值".encode()[:-1], 2),
            (b"\xef\xbb\xbf" + "ab值".encode()[:-1], 5),
            (b"\xff\xfe" + "值年".encode("utf-16-le")[:-1], 4),
            (b"\xfe\xff" + "值😀".encode("utf-16-be")[:-2], 4),
        ],
    )
    def test_a_copy_that_broke_off(self, data: bytes, offset: int) -> None:
        assert refused(data) == (offset, True, False)

    @pytest.mark.parametrize(
        ("data", "offset"),
        [
            (b"\xef\xbb\xbfab\xff\xff", 5),
            (b"\xff\xfe" + b"a\0" + b"\0\xdc" + b"b\0", 4),
            (b"ab\xff\xff", 2),
        ],
    )
    def test_the_first_byte_that_does_not_fit(self, data: bytes, offset: int) -> None:
        assert refused(data) == (offset, False, False)

    def test_bytes_with_a_nul_are_binary_unless_they_are_marked_as_utf_16(self) -> None:
        assert refused(b"ab\0c\0") == (2, False, True)
        assert SourceText.from_bytes("表.yaml", b"\xff\xfea\0", lambda _: False).text == "a"


class TestPositions:
    TEXT = "项目: a\r\n- 😀值\n\r末"
    """Lines of 5, 4, 0 and 1 characters, ended by CRLF, LF and CR."""

    @pytest.mark.parametrize(
        ("offset", "position", "utf16", "utf8"),
        [
            (0, (1, 1), (1, 1), (1, 1)),
            (1, (1, 2), (1, 2), (1, 4)),
            (5, (1, 6), (1, 6), (1, 10)),
            (7, (2, 1), (2, 1), (2, 1)),
            (9, (2, 3), (2, 3), (2, 3)),
            (10, (2, 4), (2, 5), (2, 7)),
            (11, (2, 5), (2, 6), (2, 10)),
            (12, (3, 1), (3, 1), (3, 1)),
            (13, (4, 1), (4, 1), (4, 1)),
            (14, (4, 2), (4, 2), (4, 4)),
        ],
    )
    def test_of_an_offset(
        self, offset: int, position: tuple[int, int], utf16: tuple[int, int], utf8: tuple[int, int]
    ) -> None:
        source = SourceText("表.yaml", self.TEXT)
        assert source.position(offset) == Position(*position)
        assert source.utf16_position(offset) == Position(*utf16)
        assert source.utf8_position(offset) == Position(*utf8)

    def test_lines_end_with_lf_crlf_and_cr(self) -> None:
        source = SourceText("表.yaml", self.TEXT)
        assert source.line_starts == [0, 7, 12, 13]
        assert [source.line_span(line) for line in (1, 2, 3, 4)] == [(0, 5), (7, 11), (12, 12), (13, 14)]
        assert [source.line_text(line) for line in (1, 2, 3, 4)] == ["项目: a", "- 😀值", "", "末"]
        assert lines(self.TEXT) == ["项目: a", "- 😀值", "", "末"]

    def test_an_empty_text_has_one_line(self) -> None:
        source = SourceText("表.yaml", "")
        assert source.line_starts == [0]
        assert source.line_span(1) == (0, 0)
        assert source.position(0) == source.utf16_position(0) == source.utf8_position(0) == (1, 1)

    def test_a_cut_is_what_stands_in_a_span(self) -> None:
        assert SourceText("表.yaml", self.TEXT).cut(Span(9, 11)) == "😀值"

    @given(TEXTS, st.data())
    def test_columns_are_counted_from_the_start_of_the_line(self, text: str, data: st.DataObject) -> None:
        source = SourceText("表.yaml", text)
        offset = data.draw(st.integers(0, len(text)))
        line, column = source.position(offset)
        start = source.line_starts[line - 1]
        before = text[start:offset]
        assert column == 1 + len(before)
        assert source.utf16_position(offset) == (line, 1 + len(before.encode("utf-16-le", "surrogatepass")) // 2)
        assert source.utf8_position(offset) == (line, 1 + len(before.encode("utf-8", "surrogatepass")))

    @given(TEXTS)
    def test_lines_with_their_breaks_are_the_text(self, text: str) -> None:
        source = SourceText("表.yaml", text)
        assert source.line_starts == sorted({0, *source.line_starts})
        assert [source.line_text(line + 1) for line in range(len(source.line_starts))] == lines(text)
        ends = [source.line_span(line + 1).end for line in range(len(source.line_starts))]
        breaks = [source.cut(Span(*gap)) for gap in zip(ends, source.line_starts[1:], strict=False)]
        assert set(breaks) <= {"\n", "\r", "\r\n"}
        assert ends[-1] == len(text)

    @pytest.mark.parametrize("offset", [4095, 4096, 4097, 8191, 8192, 8193, 8200])
    def test_bytes_are_counted_over_long_lines(self, offset: int) -> None:
        text = "值a\n" + "值a" * 4100
        assert SourceText("表.yaml", text).utf8_position(offset) == (2, 1 + len(text[3:offset].encode()))


class TestCells:
    @pytest.mark.parametrize(
        ("text", "narrow", "wide"),
        [
            ("", 0, 0),
            ("ab ~", 4, 4),
            ("项目", 4, 4),
            ("Ａ，", 4, 4),
            ("ｱ", 1, 1),
            ("ñé", 2, 3),
            ("𠮷😀", 4, 4),
            ("≥95％", 5, 6),
            ("“‰℃①”", 5, 10),
            ("a\tb\x7f\x00\x1f", 2, 2),
            ("\x9f", 0, 0),
            ("e\u0301", 1, 1),
            ("a\u20dd", 1, 1),
            ("值\u200b\ufeff", 2, 2),
        ],
    )
    def test_of_a_text(self, text: str, narrow: int, wide: int) -> None:
        assert cells(text) == cells(text, 1) == narrow
        assert cells(text, 2) == wide


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", ""),
        ("道路维修", "道路维修"),
        ("道路、桥梁（2座） 维修。", "道路桥梁2座维修"),
        ("a_b\tC\n", "abC"),
        ("、。", ""),
    ],
)
def test_letters(text: str, left: str) -> None:
    assert letters(text) == left
