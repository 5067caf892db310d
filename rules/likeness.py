"""Texts of projects that are nearly the same: for each project, the first before it whose text is like its own (X004).

No step looks at every pair: which texts have nearly all characters of another is counted in bits, for thousands of them
at once, and only those are compared. Where thousands are alike, each is compared until it has its first, no longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache, partial
from math import ceil, floor, inf

from perflint.model import Project
from perflint.rules.projects import Owner, Peers, owner
from perflint.similarity import Block, common_with, places, ranked, tokens

LEAST_LENGTH_RATIO = Fraction(6, 10)
LONGEST_COMPARED = 20_000
BLOCK = 1 << 14
"""Texts that are counted at once: their bits still fit into a processor's own memory."""


class Text:
    """A text and the projects that have it: in all (`owners`), and so far (`peers`).

    `wanted`: how many of its characters must be in a longer one, in order; `longest`: how long that may be at most.
    `elements` are those of its characters that others have, too, and so many as `missing` may not be in the other.
    `near`: the numbers of the texts that are like it; all that are below `enough`, where its projects find theirs.
    """

    __slots__ = (
        "asks_again",
        "elements",
        "enough",
        "letters",
        "longest",
        "missing",
        "near",
        "owners",
        "peers",
        "wanted",
    )

    def __init__(self, letters: str, wanted: int, longest: int) -> None:
        self.letters = letters
        self.wanted = wanted
        self.longest = longest
        self.elements: tuple[int, ...] = ()
        self.missing = -1
        self.owners: list[Owner] = []
        self.asks_again = False
        self.peers = Peers()
        self.near: list[int] = []
        self.enough: float = inf

    def add(self, mine: Owner) -> None:
        """One more project has it; if the first one is none to be named by that, it has to look further."""
        self.asks_again = self.asks_again or (bool(self.owners) and not self.owners[0].comparable(mine))
        self.owners.append(mine)

    def hear_of(self, number: int, other: Text) -> None:
        """The text of that number is like this one."""
        self.near.append(number)
        if not self.asks_again and self.owners[0].comparable(other.owners[0]):
            self.enough = number

    def is_foreign_to(self, other: Text) -> bool:
        """Whether no project with the one text may be held against one with the other."""
        alone = len(self.owners) == len(other.owners) == 1
        return alone and not self.owners[0].comparable(other.owners[0])


class Comparison:
    """A text held against longer ones."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._elements = frozenset(text.elements)
        self._common: Callable[[str], int] | None = None

    def fits(self, other: Text) -> bool:
        """Whether nearly all of the text is in the other, and that is not much longer."""
        text = self.text
        if not len(text.letters) <= len(other.letters) <= text.longest or text.is_foreign_to(other):
            return False
        if len(self._elements.intersection(other.elements)) < text.wanted:
            return False
        if self._common is None:
            self._common = common_with(text.letters)
        return self._common(other.letters) >= text.wanted


class Likeness:
    """All texts of projects; each project asks in its turn for one before it whose text is nearly the same.

    That is so where the longest common subsequence makes up `similarity` of the shorter text and the longer one is not
    much longer. A text too long to compare is found only by its equal.
    """

    def __init__(self, owned: Iterable[tuple[str, Project]], similarity: Fraction) -> None:
        bounds = cache(partial(_bounds, similarity))
        self._texts: dict[str, Text] = {}
        for letters, project in owned:
            text = self._texts.get(letters)
            if text is None:
                text = self._texts[letters] = Text(letters, *bounds(len(letters)))
            text.add(owner(project))
        self._numbered = list(self._texts.values())
        self._join()

    def first_like(self, letters: str, project: Project) -> tuple[Project, Fraction] | None:
        """A comparable project before with nearly the same text, and the share of the shorter in the longer one."""
        mine = self._texts[letters]
        found = mine.peers.first(project) if mine.peers else None
        like = (found, Fraction(1)) if found else self._first_near(mine, project)
        mine.peers.add(project)
        return like

    def _first_near(self, mine: Text, project: Project) -> tuple[Project, Fraction] | None:
        for other in map(self._numbered.__getitem__, mine.near):
            first = other.peers.first(project)
            if first is not None:
                common = common_with(mine.letters)(other.letters)
                return first, Fraction(common, min(len(mine.letters), len(other.letters)))
        return None

    def _join(self) -> None:
        """Find the texts that are near each other, the later for the earlier ones' sake only where these ask again."""
        texts = self._numbered
        short = [text.letters if len(text.letters) <= LONGEST_COMPARED else "" for text in texts]
        elements, kinds = ranked(map(tokens, short))
        for text, letters, known in zip(texts, short, elements, strict=True):
            text.elements = known
            text.missing = len(known) - text.wanted if letters else -1
        by_length = sorted(range(len(texts)), key=lambda number: len(texts[number].letters))
        for start in range(0, len(texts), BLOCK):
            self._join_to(by_length[start : start + BLOCK], kinds)
        for text in texts:
            text.near.sort()

    def _join_to(self, members: Sequence[int], kinds: int) -> None:
        """Find the texts that are near one of the members and not longer, in order.

        A text looks among the longer ones before it until it has found what its project may name; then it tells those
        of the longer ones after it that have not found any.
        """
        texts = self._numbered
        shortest, longest = (len(texts[number].letters) for number in (members[0], members[-1]))
        members = sorted(members)
        block = Block([texts[number].elements for number in members], kinds)
        bits = {number: 1 << place for place, number in enumerate(members)}
        before, waiting = 0, (1 << len(members)) - 1
        for number, text in enumerate(texts):
            bit = bits.get(number, 0)
            if bit and not text.asks_again:
                waiting &= ~bit
            if text.missing >= 0 and len(text.letters) <= longest and shortest <= text.longest:
                holders = block.holding(text.elements, text.missing) & ~bit
                if holders:
                    compared = Comparison(text)
                    asked = holders if text.asks_again else holders & before
                    self._ask(compared, (members[place] for place in places(asked)))
                    waiting &= ~self._tell(compared, number, members, holders & waiting)
            before |= bit

    def _ask(self, compared: Comparison, others: Iterable[int]) -> None:
        """Find those of the others, in order, that are like the text and longer, until it needs no more."""
        text = compared.text
        for number in others:
            if number > text.enough:
                return
            other = self._numbered[number]
            if len(other.letters) > len(text.letters) and compared.fits(other):
                text.hear_of(number, other)

    def _tell(self, compared: Comparison, number: int, members: Sequence[int], waiting: int) -> int:
        """Have others that are like the text, which has that number, know it; those that need no more, as bits."""
        served = 0
        for place in places(waiting):
            other = self._numbered[members[place]]
            if compared.fits(other):
                other.hear_of(number, compared.text)
                if other.enough == number:
                    served |= 1 << place
        return served


def _bounds(similarity: Fraction, length: int) -> tuple[int, int]:
    """How much of a text of that length must be in another one, and how long that may be at most."""
    return max(ceil(similarity * length), 1), floor(length / LEAST_LENGTH_RATIO)
