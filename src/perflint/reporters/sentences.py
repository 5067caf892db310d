"""A finding as one text, for formats that have no more than one."""

from __future__ import annotations

from perflint.finding import Finding
from perflint.reporters.visible import visible

_ENDS = ("。", "！", "？")


def told(finding: Finding) -> str:
    """What is wrong and what to write instead, fit to be shown, in one line."""
    return "".join(sentence(visible(text)) for text in (finding.message, finding.help) if text)


def sentence(text: str) -> str:
    """`text` with a full stop."""
    return text if text.endswith(_ENDS) else f"{text}。"
