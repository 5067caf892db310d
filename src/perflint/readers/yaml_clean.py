"""A quick look at a YAML text: whether every line of it is plainly good YAML, so that nothing needs mending."""

from __future__ import annotations

import re
from functools import cache

from perflint.regex import compiled


def is_clean(text: str) -> bool:
    """Whether a text holds nothing that `yaml_signs.mends` could mend; where that is not plain, it is not clean."""
    match = _clean().match(text)
    return match is not None and match.end() == len(text)


@cache
def _clean() -> re.Pattern[str]:
    """As many lines as hold nothing to mend: keys with safe values, the text that goes on below them, comments.

    Full-width signs stand in look-aheads of their own: sets that mix them with others are slow to compile.
    """
    double, single = r'"(?:[^"\\\n]|\\.)*+"', r"'(?:[^'\n]|'')*+'"
    opening = r"(?:-(?=[^\s,}\]])|(?!：)[^\s,{}\[\]\"'#&*!|>%@`?:-])"
    inner = r"(?:(?!：|？)[^,{}\[\]\n#:])*+"
    item = rf"(?:{double}|{single}|{opening}{inner})?+"
    pair = rf"{opening}{inner}:[ ]++{item}[ ]*+"
    flow = rf"\{{[ ]*+{pair}(?:,[ ]*+{pair})*+\}}"
    ending = r"[ ]*+(?:(?<=[ ])#(?=[\s#])[^\n]*+)?+\r?(?:\n|\Z)"
    below = r"(?:(?P=indent)[ ]++[^\n]*+(?:\n|\Z)|[ ]*+\r?\n)*+"
    key = rf"{opening}(?![^\n:]*：)[^\n:]*+:"
    text = rf"{opening}(?![^\n]*：)[^\n:]*+(?::(?=\S)[^\n:]*+)*+\r?(?:\n|\Z)"
    plain = rf"{opening}[^\n]*+(?:\n|\Z)"
    closed = rf"(?:{double}|{single}|{flow})"
    lines = (
        rf"{key}[ ]++(?:{plain}|[|>][+-]?{ending}){below}",
        rf"{key}[ ]++{closed}{ending}",
        rf"{key}(?:[ ]++{ending}|\r?(?:\n|\Z))",
        rf"(?:-(?:[ ]++|(?=\r?\n)))++(?>{key}[ ]++(?>{plain}|{closed}{ending})|{flow}{ending}|{text}|\r?\n)",
        text,
        r"#[^\n]*+(?:\n|\Z)|\r?\n",
    )
    return compiled(rf"(?:(?P<indent>[ ]*+)(?>{'|'.join(lines)}))*+")
