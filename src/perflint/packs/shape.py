"""A file of users against its shape: the tree becomes plain data, and whatever does not fit is a mistake at its place.

The shape is data (`rules/schemas/*.yaml`, which says what its words mean). What a text names (a rule, a level, a unit)
is not known here: it is kept as a `Reference`, to be looked up when the whole file has been read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from perflint.interface import listed, say
from perflint.packs import Mistake
from perflint.policy import OFF
from perflint.readers.nodes import Mapping as Pairs
from perflint.readers.nodes import Scalar, Sequence, Tree
from perflint.record import NamedTuple
from perflint.text import SourceText, Span
from perflint.vocabulary import term

Shape = Mapping[str, Any]
Path = tuple[str | int, ...]
NOTHING = object()
"""What a part that does not fit is read as: it is left out."""

SWITCHES = {"on": "on", "off": OFF}


class Reference(NamedTuple):
    """A text that must name something: what kind of thing, where it stands, and how its meaning is put in its place.

    `within`: what the names above it are, where they matter (the rule of a parameter).
    """

    kind: str
    text: str
    span: Span
    put: Callable[[Any], None]
    within: Path


class Unknown(Exception):
    """A text that names nothing; `problem` and `fields` are those of the mistake."""

    def __init__(self, problem: str, **fields: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fields = fields


class Shaped:
    """Reading one file by a schema; `mistakes`, `references` and `nodes` (by path) gather on the way."""

    def __init__(self, source: SourceText, schema: Mapping[str, Shape]) -> None:
        self.source = source
        self.schema = schema
        self.mistakes: list[Mistake] = []
        self.references: list[Reference] = []
        self.nodes: dict[Path, Tree] = {}

    def mistake(self, span: Span, problem: str, **fields: object) -> None:
        position = self.source.position(span.start)
        message = say(f"pack-{problem}", **fields)
        self.mistakes.append(Mistake(self.source.path, position.line, position.column, message))

    def read(self, node: Tree, shape: Shape | str, path: Path = ()) -> Any:
        """The plain data of a node, NOTHING where it does not fit at all."""
        shape = self.meant(shape)
        self.nodes[path] = node
        if shape.get(OFF) and isinstance(node, Scalar) and self._turned(node.text) == OFF:
            return OFF
        kind: Callable[[Tree, Shape, Path], Any] = getattr(self, f"_{shape['is']}")
        return kind(node, shape, path)

    def meant(self, shape: Shape | str) -> Shape:
        """A shape with the types that it names put in."""
        if isinstance(shape, str):
            return self.meant(self.schema[shape])
        if shape["is"] in self.schema:
            named = self.meant(self.schema[shape["is"]])
            return {**named, **shape, "is": named["is"]}
        return shape

    def _text(self, node: Tree, shape: Shape, path: Path) -> Any:
        if not isinstance(node, Scalar) or not (node.text.strip() or shape.get("blank")):
            return self._unfit(node, "text", path)
        if "ref" in shape:
            self._refer(shape["ref"], node, path)
        return node.text if "ref" not in shape else node.text.strip()

    def _refer(self, kind: str, node: Scalar, path: Path) -> None:
        self.references.append(Reference(kind, node.text.strip(), node.span, partial(self._put, path), path))

    def _put(self, path: Path, value: Any) -> None:
        *above, last = path
        held: Any = self.data
        for step in above:
            held = held[step]
        held[last] = value

    data: Any = None
    """The whole file, once it has been read."""

    def _number(self, node: Tree, shape: Shape, path: Path) -> Any:
        number = self._decimal(node)
        return self._unfit(node, "number", path) if number is None else number

    def _integer(self, node: Tree, shape: Shape, path: Path) -> Any:
        number = self._decimal(node)
        if number is None or number != number.to_integral_value():
            return self._unfit(node, "integer", path)
        return int(number)

    def _decimal(self, node: Tree) -> Decimal | None:
        if not isinstance(node, Scalar):
            return None
        try:
            number = Decimal(node.text.strip())
        except InvalidOperation:
            return None
        return number if number.is_finite() and abs(number) < Decimal("1e15") else None

    def _switch(self, node: Tree, shape: Shape, path: Path) -> Any:
        switch = self._turned(node.text) if isinstance(node, Scalar) else None
        return self._unfit(node, "switch", path) if switch is None else switch

    def _turned(self, text: str) -> str | None:
        return SWITCHES.get(text.strip().lower()) or self.schema["switches"].get(text.strip())

    def _choice(self, node: Tree, shape: Shape, path: Path) -> Any:
        values: Mapping[str, Iterable[str]] = shape["values"]
        if not isinstance(node, Scalar):
            return self._unfit(node, "text", path)
        words = {word: value for value, also in values.items() for word in (value, *also)}
        text = node.text.strip()
        if text in words:
            return words[text]
        known = listed(self.shown(value, also) for value, also in values.items())
        self.mistake(node.span, "choice", word=text, about=called(shape), known=known, hint=self.hint(text, words))
        return NOTHING

    def shown(self, key: str, also: Iterable[str]) -> str:
        """A key with its first Chinese name."""
        first = next(iter(also), None)
        return say("pack-key", name=key, also=first) if first else key

    def _list(self, node: Tree, shape: Shape, path: Path) -> Any:
        single = not isinstance(node, Sequence)
        if isinstance(node, Scalar) and not node.text.strip():
            items: list[Tree] = []
        else:
            items = [node] if single or not isinstance(node, Sequence) else node.items
        least, most = shape.get("least", 1), shape.get("most")
        if len(items) < least:
            self.mistake(node.span, "empty", name=_last(path))
            return NOTHING
        if most is not None and len(items) > most:
            self.mistake(node.span, "too-many", name=_last(path), most=most)
            return NOTHING
        read = [self.read(item, shape["of"], (*path, index)) for index, item in enumerate(items)]
        if shape.get("rising") and len(read) == 2 and NOTHING not in read and read[0] > read[1]:
            self.mistake(node.span, "reversed", low=read[0], high=read[1])
        # References put their meaning at an index: what does not fit keeps its place until the file has been read.
        return read

    def _mapping(self, node: Tree, shape: Shape, path: Path) -> Any:
        keys: Mapping[str, Shape] = shape["keys"]
        words = {word: key for key, entry in keys.items() for word in (key, *entry.get("also", ()))}
        found: dict[str, Tree] = {}
        unknown = False
        if not self._is_mapping(node, path):
            return NOTHING
        for key, value in self._pairs(node):
            name = words.get(key.text.strip())
            if name is None:
                unknown = True
                self.mistake(key.span, "unknown-key", name=key.text, hint=self.hint(key.text, words, keys))
            elif name in found:
                self.mistake(key.span, "duplicate-key", name=key.text)
            else:
                found[name] = value
        for name in shape.get("needs", ()):
            if name not in found:
                self.mistake(node.span, "missing-key", name=self.shown(name, keys[name].get("also", ())))
        either = shape.get("any", keys if "least" in shape else ())
        if either and found.keys().isdisjoint(either) and not unknown:
            known = listed(self.shown(name, keys[name].get("also", ())) for name in either)
            self.mistake(node.span, "none-of", name=_last(path), known=known)
            return NOTHING
        read = {key: self.read(found[key], keys[key], (*path, key)) for key in keys if key in found}
        self._check_order(read, shape, path)
        return {key: value for key, value in read.items() if value is not NOTHING}

    def _check_order(self, read: Mapping[str, Any], shape: Shape, path: Path) -> None:
        low, high = (read.get(key) for key in shape.get("ordered", ("", "")))
        if isinstance(low, (int, Decimal)) and isinstance(high, (int, Decimal)) and low > high:
            self.mistake(self.nodes[path].span, "reversed", low=low, high=high)

    def _map(self, node: Tree, shape: Shape, path: Path) -> Any:
        if not self._is_mapping(node, path):
            return NOTHING
        read: dict[str, Any] = {}
        for key, value in self._pairs(node):
            name = key.text.strip()
            if name in read:
                self.mistake(key.span, "duplicate-key", name=name)
                continue
            read[name] = self.read(value, shape["of"], (*path, name))
            if "names" in shape:
                self.references.append(
                    Reference(shape["names"], name, key.span, partial(self._rename, path, name), path)
                )
        return {key: value for key, value in read.items() if value is not NOTHING}

    def _rename(self, path: Path, old: str, new: str) -> None:
        held: Any = self.data
        for step in path:
            held = held[step]
        if old in held:
            held[new] = held.pop(old) if new != old else held[old]

    def _is_mapping(self, node: Tree, path: Path) -> bool:
        if isinstance(node, Pairs) or (isinstance(node, Scalar) and not node.text.strip()):
            return True
        self._unfit(node, "mapping", path)
        return False

    def _pairs(self, node: Tree) -> Iterable[tuple[Scalar, Tree]]:
        for key, value in (*node.pairs, *node.merged) if isinstance(node, Pairs) else ():
            if isinstance(key, Scalar):
                yield key, value
            else:
                self.mistake(key.span, "odd-key")

    def _unfit(self, node: Tree, expected: str, path: Path) -> object:
        found = "mapping" if isinstance(node, Pairs) else "list"
        if isinstance(node, Scalar):
            found = "nothing" if not node.text.strip() else "written"
        text = node.text.strip() if isinstance(node, Scalar) else ""
        key = "unquoted" if expected == "text" and found != "nothing" else "unfit"
        shown = say(f"pack-is-{found}", text=text)
        self.mistake(node.span, key, name=_last(path), expected=say(f"pack-is-{expected}"), found=shown)
        return NOTHING

    def hint(self, word: str, known: Iterable[str], shown: Iterable[str] = (), cutoff: float = 0.5) -> str:
        """The known word that was meant; where nothing is close, the words to choose from."""
        from difflib import get_close_matches

        word = word.strip()
        close = get_close_matches(word, list(known), 5, cutoff)
        if close:
            # One wrong character in a short word is likelier than one left out.
            return say("nearest", nearest=next((one for one in close if len(one) == len(word)), close[0]))
        choices = listed(shown)
        return say("pack-known", known=choices) if choices else ""


def called(shape: Shape) -> str:
    """What a shape is for, in the language in force."""
    about: str = shape["about"]
    return term("schema", about, about)


def _last(path: Path) -> str:
    """The key that a path ends in; for an item of a list, the key of the list."""
    return str(next((step for step in reversed(path) if isinstance(step, str)), say("pack")))
