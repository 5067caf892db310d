"""Texts that are hard on columns, places in them, and reports made of texts that are hard on formats."""

from __future__ import annotations

from hypothesis import strategies as st

from perflint.finding import Edit, Finding, Fix, Place, Related, Safety, Severity, Spot
from perflint.linter import Report, Summary
from perflint.text import SourceText, Span

from .samples import RULES

BLANKS = ("\t", " ", "\n", "\r\n", "\r", "\u3000")
PIECES = (*BLANKS, "a", "：", "项目", "绩", "≥", "“", "‰", "95%", "𠀀", "😀", "👩‍🏫", "e\u0301", "ä", "{0}")

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)


@st.composite
def places(draw: st.DrawFn, source: SourceText) -> Place:
    """Any span of the source, empty ones and ones over line breaks among them."""
    start = draw(st.integers(0, len(source.text)))
    end = draw(st.integers(start, len(source.text)))
    return Place(Spot(source, Span(start, end), "/projects/0"))


HOSTILE = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script>", "<!--", "-->", "]]>", "&lt;", "&#x3c;"),
    *('"', "'", "`", "```", "|", "\\", "*", "_", "~~", "#", "[a](javascript:b)", "![a](//b)", "<//b>", "http://b.cn"),
    *("@all", "#1", "::error::", "##[error]", "##[add-mask]", "%0A", "%", ",", ":", ";", "=", "{0}", "${{x}}", "---"),
    *("\x00", "\x1b[31m", "\x1b]8;;//b\x07", "\x9b", "\x7f", "\n", "\r\n", "\r", "\u2028", "\t", "  "),
    *("\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\ufffe", "\uffff", "\ud83d", "\U000e0041", "\u05d0\u05d1"),
    *("绩效", "≥95%", "𠀀", "😀", "a", "1. ", "- ", "> "),
)
"""What would run, break or hide something in one format or another."""

hostile_texts = st.lists(st.sampled_from(HOSTILE), max_size=8).map("".join)


@st.composite
def hostile_reports(draw: st.DrawFn) -> Report:
    """A report of which every text is hostile, the file's name and content among them."""
    name = draw(hostile_texts).replace("\x00", "").replace("/", "").replace("\ud83d", "\udcff") or "a"
    source = SourceText(f"{name}.yaml", "项目: " + draw(hostile_texts.map(encodable)))
    findings = []
    for number in range(draw(st.integers(1, 4))):
        words = [draw(hostile_texts) for _ in range(8)]
        edit = Edit(draw(places(source)), encodable(words[0]))
        found = Finding(
            code=draw(st.sampled_from(("E001", "U001"))),
            name="unit-contradicts-name",
            severity=draw(st.sampled_from(tuple(Severity))),
            message=words[1],
            reason=words[2],
            help=words[3],
            place=draw(places(source)),
            subject=None,
            project=words[4] or None,
            indicator=words[5] or None,
            related=(Related(words[6], draw(places(source))),),
            fix=draw(st.sampled_from((None, Fix(Safety.SAFE, words[7], (edit,))))),
            identity=str(number),
        )
        findings.append(found)
    counts = {str(level): sum(found.severity is level for found in findings) for level in Severity}
    return Report(tuple(findings), Summary(files=1, tables=1, projects=1, indicators=1, **counts), RULES, fatal=False)


def encodable(text: str) -> str:
    """No file and no edit holds a lone surrogate."""
    return text.encode("utf-8", "ignore").decode("utf-8")
