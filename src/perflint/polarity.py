"""Whether more is better, from the words of a name (`rules/vocabulary/polarity.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint.regex import any_word

OPPOSITE = {"positive": "negative", "negative": "positive"}


class Polarity:
    """Whether more is better, from the words at the end of what a rate or count is taken of."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._meaning: dict[str, str] = {}
        for meaning in ("positive", "negative", "reducers", "preventers", "growers", "passers"):
            for word in data[meaning]:
                self._meaning.setdefault(word, meaning)
        self._longest = max(map(len, self._meaning))
        self._reducers, self._preventers, self._handlers = (
            any_word(data[key]) for key in ("reducers", "preventers", "handlers")
        )
        self._negations = tuple(data["negations"])
        self._adverbs = tuple(data["adverbs"])

    def of(self, text: str) -> tuple[str | None, str]:
        """The polarity of `text` by its last words, and the words that gave it."""
        word = longest_tail(text, self._meaning, self._longest)
        if word is None:
            return None, ""
        rest = text[: -len(word)]
        meaning = self._meaning[word]
        if meaning == "passers":
            polarity, before = self.of(rest)
            return polarity, before + word
        if meaning == "growers":
            polarity, _ = self.of(rest)
            return ("negative" if polarity == "negative" else "positive"), word
        if meaning in ("reducers", "preventers"):
            polarity, _ = self.of(rest)
            return ("negative" if polarity == "positive" else "positive"), word
        if meaning == "positive" and rest.endswith(self._adverbs):
            return "negative", word
        if self.negated(rest):
            return OPPOSITE[meaning], word
        return meaning, word

    def changed(self, polarity: str | None, tail: str) -> str | None:
        """The polarity of a change of what has `polarity`: less of a bad thing is good."""
        if not self.reduces(tail):
            return polarity
        return "positive" if polarity != "positive" else "negative"

    def reduces(self, tail: str) -> bool:
        return self._reducers.search(tail) is not None

    def lessens(self, before: str, measured: bool) -> bool:
        """Whether `before` holds a verb that takes away from what follows; `measured`: from an amount (缩短|时间)."""
        return self.reduces(before) or (not measured and self._preventers.search(before) is not None)

    def handles(self, before: str) -> bool:
        """Whether a bad thing is dealt with (化解|纠纷): how often says nothing of how bad things are."""
        return self._handlers.search(before) is not None

    def negated(self, before: str) -> bool:
        """Whether the word after `before` is turned round (不|满意)."""
        return before.endswith(self._negations)

    def root(self, text: str) -> str:
        """`text` without the words at its end that only say that something happens (故障**发生**)."""
        word = longest_tail(text, self._meaning, self._longest)
        return self.root(text[: -len(word)]) if word and self._meaning[word] == "passers" else text


def longest_tail(text: str, known: Mapping[str, Any], longest: int) -> str | None:
    """The longest of the known words, of at most `longest` characters, that `text` ends in."""
    for length in range(min(longest, len(text)), 0, -1):
        if text[-length:] in known:
            return text[-length:]
    return None
