"""`perflint.record.NamedTuple` against the one of `typing`: made of the same words, both must do the same."""

from __future__ import annotations

import inspect
import pickle
import typing

import pytest

from perflint import record
from perflint.text import Span


def _made(base: object) -> type:
    """A named tuple of that kind, with fields, defaults, a property, a method that calls its base's, and a doc."""
    words: dict[str, object] = {"base": base, "__name__": __name__}
    exec(
        """
class Lot(base):
    "So many of what."

    what: str
    count: int = 1
    unit: str | None = None

    @property
    def whole(self):
        return self.count * 2

    @classmethod
    def of(cls, what):
        return cls(what, 3)

    def __str__(self):
        return f"{self.count} {self.what}"
""",
        words,
    )
    made = words["Lot"]
    assert isinstance(made, type)
    return made


OURS, THEIRS = _made(record.NamedTuple), _made(typing.NamedTuple)

DONE = {
    "all fields": lambda kind: kind("人", 2, "次"),
    "defaults": lambda kind: kind("人"),
    "by name": lambda kind: kind(unit="次", what="人"),
    "equal to a tuple": lambda kind: kind("人") == ("人", 1, None) and hash(kind("人")) == hash(("人", 1, None)),
    "in order": lambda kind: sorted([kind("人", 2), kind("人", 1), kind("事", 3)]),
    "repr": lambda kind: repr(kind("人", 2)),
    "str": lambda kind: str(kind("人", 2)),
    "a field, a property, a method": lambda kind: (kind("人", 2).count, kind("人", 2).whole, kind.of("人")),
    "unpacked": lambda kind: [*kind("人", 2)],
    "changed": lambda kind: kind("人")._replace(count=5, unit="次"),
    "as a dict": lambda kind: kind("人")._asdict(),
    "made of parts": lambda kind: kind._make(iter(["人", 4, "次"])),
    "what it has": lambda kind: (kind._fields, kind._field_defaults, kind.__match_args__, kind.__doc__, kind.__name__),
    "where it is": lambda kind: (kind.__module__, kind.__qualname__, [*kind.__annotations__]),
    "a tuple with no dict": lambda kind: (isinstance(kind("人"), tuple), hasattr(kind("人"), "__dict__")),
    "constructed again": lambda kind: kind("人").__getnewargs__(),
}

REFUSED = {
    "a field too few": lambda kind: kind(),
    "a field too many": lambda kind: kind("人", 1, None, 4),
    "a field unknown": lambda kind: kind("人", size=4),
    "a field twice": lambda kind: kind("人", what="事"),
    "parts too few": lambda kind: kind._make(["人"]),
    "an assignment": lambda kind: setattr(kind("人"), "count", 2),
    "a new attribute": lambda kind: setattr(kind("人"), "size", 2),
}


@pytest.mark.parametrize("name", DONE)
def test_does_the_same(name: str) -> None:
    assert DONE[name](OURS) == DONE[name](THEIRS)


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_the_same(name: str) -> None:
    with pytest.raises((AttributeError, TypeError, ValueError)) as theirs:
        REFUSED[name](THEIRS)
    with pytest.raises(theirs.type):
        REFUSED[name](OURS)


def test_says_whose_constructor_was_called_in_vain() -> None:
    with pytest.raises(TypeError, match=r"^Lot\.__new__\(\) missing 1 required positional argument: 'what'$"):
        OURS()


def test_names_the_changes_that_are_no_fields() -> None:
    """As a `TypeError`, which `typing`'s is since Python 3.13."""
    with pytest.raises(TypeError, match=r"^Lot has no such fields: size$"):
        OURS("人")._replace(size=4)


def test_constructors_of_one_length_do_not_share_their_names() -> None:
    class Here(record.NamedTuple):
        row: int
        column: int

    class There(record.NamedTuple):
        start: int
        end: int

    assert (Here(row=1, column=2), There(end=2, start=1)) == ((1, 2), (1, 2))


def test_may_have_no_fields_and_no_other_bases() -> None:
    class Nothing(record.NamedTuple):
        pass

    assert (Nothing(), Nothing._fields) == ((), ())
    with pytest.raises(TypeError, match=r"^Both: a named tuple has no other bases$"):
        type(record.NamedTuple)("Both", (record.NamedTuple, int), {})


def test_is_copied_with_changes() -> None:
    assert OURS("人").__replace__(count=2) == OURS("人", 2)


def test_one_without_a_docstring_has_none() -> None:
    class Bare(record.NamedTuple):
        row: int

    assert inspect.getdoc(Bare) in {None, inspect.getdoc(tuple)}


def test_matches_by_position() -> None:
    match Span(3, 5):
        case Span(3, end):
            assert end == 5
        case _:
            pytest.fail("no match")


def test_goes_to_another_process_and_back() -> None:
    there = pickle.loads(pickle.dumps(Span(3, 5)))
    assert (there, type(there)) == (Span(3, 5), Span)
