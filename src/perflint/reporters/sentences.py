"""A finding as one text, for formats that have no more than one."""

from __future__ import annotations

from perflint.finding import Finding
from perflint.interface import sentences
from perflint.visible import visible_line


def told(finding: Finding) -> str:
    """What is wrong and what to write instead, as sentences in one line."""
    return sentences(visible_line(text) for text in (finding.message, finding.help) if text)
