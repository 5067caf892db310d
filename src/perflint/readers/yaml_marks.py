"""The small signs that block and flow style share: which blanks, quotes and references are really meant."""

from __future__ import annotations

import re
from functools import cache

from perflint.readers import keys
from perflint.regex import lazy

WIDE = "\u3000\xa0"
"""Spaces that YAML takes for text."""

SIGNS = frozenset(">|*&%@!#[{]},-?`")
"""What an unquoted text may not begin with; - and ? only where a blank follows."""

_QUOTED = lazy(r'"(?:[^"\\]++|\\.)*+"|\'(?:[^\']++|\'\')*+\'', re.DOTALL)
_ANCHOR = lazy(r"&([A-Za-z0-9_-]+)(?=[\s,\]}]|\Z)")
_ALIAS = lazy(r"\*([A-Za-z0-9_-]+)(?=[\s,\]}]|\Z)")
_TAG = lazy(r"!(?:<[^>\s]*>|!?[A-Za-z][\w.:/-]*)(?=\s)")
_BEFORE_QUOTES = lazy(r"[ ]+(?:[!&]\S*[ ]+)?(?=[\"'])")
_WHOLE = lazy(r"[\s,:\]}]|\Z")


def width(blanks: str) -> int:
    """How many columns an indentation fills on the screen: an ideographic space fills two."""
    return len(blanks) + blanks.count("\u3000")


def narrow(blanks: str) -> str:
    """Blanks as YAML takes them, of the same width."""
    return blanks.replace("\u3000", "  ").replace("\xa0", " ")


def is_key(text: str) -> bool:
    """Whether a text is a key of the format on any level."""
    return text.strip() in _spellings()


def quoted_end(text: str, start: int) -> int | None:
    """The end of the quoted scalar that begins at `start`; None where the quote is never closed."""
    match = _QUOTED.match(text, start)
    return match.end() if match else None


class References:
    """The anchors, aliases and tags of a text that are used as such."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._anchors = {match[1]: match.start() for match in reversed(list(_ANCHOR.finditer(text)))}
        self._aliases = {match[1]: match.start() for match in _ALIAS.finditer(text)}

    def alias(self, start: int) -> int | None:
        """The end of the alias at `start`, None where it refers to nothing before it."""
        match = _ALIAS.match(self.text, start)
        return match.end() if match and self._anchors.get(match[1], start) < start else None

    def property(self, start: int, *, opens: bool) -> int | None:
        """The end of the anchor or tag at `start`, None where it is none.

        An anchor counts where some alias after it names it, where it `opens` a list or a mapping, and before a text in
        quotes: who has written these has not forgotten them. There a lone `!` is a tag, too.
        """
        anchor = _ANCHOR.match(self.text, start)
        if anchor:
            is_meant = opens or self._aliases.get(anchor[1], 0) > start or self._is_before_quotes(anchor.end())
            return anchor.end() if is_meant else None
        tag = _TAG.match(self.text, start)
        if tag:
            return tag.end()
        return start + 1 if self.text[start] == "!" and self._is_before_quotes(start + 1) else None

    def _is_before_quotes(self, offset: int) -> bool:
        """Whether a quoted text follows that is a whole value or key; another anchor or tag may come before it."""
        before = _BEFORE_QUOTES.match(self.text, offset)
        end = quoted_end(self.text, before.end()) if before else None
        return end is not None and _WHOLE.match(self.text, end) is not None


@cache
def _spellings() -> frozenset[str]:
    return frozenset(keys.spellings())
