"""The value grammar at work: Lark's tables of `grammar/indicator.lark`, and the small machine that runs them.

Lark only makes the tables: once, when the wheel is built, or at the first parse of an editable install. What runs them
is the same in both, so that a start needs no Lark, and the words stay plain dictionaries that cost nothing to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perflint import terminals
from perflint.compiled import table
from perflint.expression import Expression, Malformed, Quantity, Range, Words
from perflint.meanings import Meanings
from perflint.record import NamedTuple
from perflint.regex import compiled
from perflint.terminals import WORD_PRIORITY, Lexicon, half_width
from perflint.text import Span
from perflint.tokens import Token, Unreadable
from perflint.transform import Transform
from perflint.units import UNKNOWN
from perflint.wording import Wording

_GRAMMAR = "perflint.grammar"
_FILE = "indicator.lark"
_START = "start"
_END = "$END"


class Rule(NamedTuple):
    """A rule of the grammar: what it makes of the last `size` values.

    `name`: the method of `Transform` that gets them. `spliced`: of a rule whose values go to the rule above, as those
    of `_aside` do. `alone`: a single value stands for itself.
    """

    name: str
    origin: str
    size: int
    spliced: bool
    alone: bool


class Tables(NamedTuple):
    """`patterns`: terminal → (priority, regular expression, the signs that it can begin with; "" for any). `actions`:
    for each state, terminal → the next state, or `-1 - rule`. `gotos`: for each state, origin of a rule → the next
    state.
    """

    patterns: Mapping[str, tuple[int, str, str]]
    rules: tuple[Rule, ...]
    actions: tuple[Mapping[str, int], ...]
    gotos: tuple[Mapping[str, int], ...]
    first: int
    last: int


class _Unexpected(Exception):
    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class _Choice(NamedTuple):
    """What may come next in one state, before one sign: patterns before words, words, patterns after words."""

    before: tuple[str, ...]
    words: frozenset[str]
    after: tuple[str, ...]


class Grammar:
    """A parser of values over one vocabulary."""

    def __init__(self, words: terminals.Words, tables: Tables | None = None) -> None:
        self._tables = tables or shipped_tables()
        self._lexicon = Lexicon(words)
        self._meanings = Meanings(words)
        self._wording = Wording(words, self._lexicon)
        self._patterns = {**self._tables.patterns, **self._lexicon.patterns}
        self._order = sorted(self._patterns, key=lambda terminal: -self._patterns[terminal][0])
        self._matchers: dict[str, Any] = {}
        self._choices: dict[tuple[int, str], _Choice] = {}

    def parse(self, text: str) -> Expression:
        half = half_width(text)
        try:
            expression = self._run(half, Transform(self._meanings, text))
        except _Unexpected as error:
            broken, position = self._wording.is_broken(half), error.position
        except Unreadable as error:
            broken, position = self._wording.is_bare(half), error.position
        else:
            return Words(text) if _is_doubtful(expression) and self._wording.is_name(half) else expression
        return Malformed(text, position=position) if broken else Words(text)

    def _run(self, text: str, transform: Transform) -> Expression:
        """Shift and reduce until the whole text is one value. Raises _Unexpected and Unreadable."""
        rules, actions, gotos = self._tables.rules, self._tables.actions, self._tables.gotos
        states = [self._tables.first]
        values: list[Any] = []
        spans: list[Span] = []
        last = token = self._next(text, 0, states[-1])
        while True:
            action = actions[states[-1]].get(token.type)
            if action is None:
                raise _Unexpected(token.start if token.type != _END else last.start)
            if action >= 0:
                states.append(action)
                values.append(token)
                spans.append(token.span)
                last, token = token, self._next(text, token.end, action)
                continue
            rule = rules[-1 - action]
            children: list[Any] = []
            for value in values[len(values) - rule.size :]:
                children.extend(value) if isinstance(value, _Spliced) else children.append(value)
            span = Span(spans[-rule.size].start, spans[-1].end)
            del values[len(values) - rule.size :], spans[len(spans) - rule.size :], states[len(states) - rule.size :]
            states.append(gotos[states[-1]][rule.origin])
            spans.append(span)
            if rule.spliced:
                values.append(_Spliced(children))
            elif rule.alone and len(children) == 1:
                values.append(children[0])
            else:
                values.append(getattr(transform, rule.name)(children, span))
            if states[-1] == self._tables.last:
                expression: Expression = values[0]
                return expression

    def _next(self, text: str, start: int, state: int) -> Token:
        """The token at `start` that fits best into `state`. Raises _Unexpected."""
        while text.startswith(" ", start):
            start += 1
        if start == len(text):
            return Token(_END, "", start, start)
        sign = text[start]
        choice = self._choices.get((state, sign)) or self._choose(state, sign)
        for terminal in choice.before:
            if found := self._matcher(terminal)(text, start):
                return Token(terminal, found.group(), start, found.end())
        if choice.words and (word := self._lexicon.word(text, start, choice.words)):
            terminal, written, end = word
            return Token(terminal, written, start, end)
        for terminal in choice.after:
            if found := self._matcher(terminal)(text, start):
                return Token(terminal, found.group(), start, found.end())
        raise _Unexpected(start)

    def _choose(self, state: int, sign: str) -> _Choice:
        wanted = self._tables.actions[state]
        patterns = [terminal for terminal in self._order if terminal in wanted and self._begins(terminal, sign)]
        before = tuple(terminal for terminal in patterns if self._patterns[terminal][0] > WORD_PRIORITY)
        words = frozenset(wanted).difference(self._patterns, [_END])
        self._choices[state, sign] = choice = _Choice(before, words, tuple(patterns[len(before) :]))
        return choice

    def _begins(self, terminal: str, sign: str) -> bool:
        signs = self._patterns[terminal][2]
        return not signs or sign in signs

    def _matcher(self, terminal: str) -> Any:
        """The terminal's `match`, compiled when it is first wanted."""
        matcher = self._matchers.get(terminal)
        if matcher is None:
            matcher = self._matchers[terminal] = compiled(self._patterns[terminal][1]).match
        return matcher


def _is_doubtful(expression: Expression) -> bool:
    """Whether a value could also be a name: no digit in it, a unit that nobody knows, or a ratio (24/7)."""
    if not isinstance(expression, (Quantity, Range)):
        return False
    unknown = expression.unit is not None and expression.unit.dimension == UNKNOWN
    return unknown or expression.is_ratio or not any(sign.isdecimal() for sign in expression.text)


class _Spliced(list[Any]):
    """Values that go to the rule above."""


def shipped_tables() -> Tables:
    """Those compiled into the wheel, else made of the grammar file."""
    module = table("parser")
    return _restored(module.TABLES) if module is not None else build_tables()


def build_tables(**options: Any) -> Tables:
    """Made by Lark of the grammar file; `options` go to Lark (`strict=True` in a test). The same at every build."""
    from lark.grammar import Rule as LarkRule
    from lark.lexer import TerminalDef

    from perflint.firsts import first_signs

    data, memo = build(**options).memo_serialize([TerminalDef, LarkRule])
    parser, lexer = data["parser"]["parser"], data["parser"]["lexer_conf"]
    keys = sorted((rule["@"] for rule in data["rules"]), key=lambda key: _written(memo[key]))
    numbers = {key: number for number, key in enumerate(keys)}
    origins = {memo[key]["origin"]["name"] for key in keys}
    steps = {
        state: sorted((str(parser["tokens"][symbol]), reduces, target) for symbol, (reduces, target) in row.items())
        for state, row in parser["states"].items()
    }
    states = _numbered(parser["start_states"][_START], steps)
    actions = [
        {
            symbol: -1 - numbers[target["@"]] if reduces else states[target]
            for symbol, reduces, target in steps[state]
            if symbol not in origins
        }
        for state in states
    ]
    gotos = [{symbol: states[target] for symbol, _, target in steps[state] if symbol in origins} for state in states]
    terminals = sorted((memo[terminal["@"]] for terminal in lexer["terminals"]), key=lambda terminal: terminal["name"])
    return Tables(
        {
            one["name"]: (one["priority"], one["pattern"]["value"], first_signs(one["pattern"]["value"]))
            for one in terminals
            if one["name"] not in lexer["ignore"]
        },
        tuple(_rule(memo[key]) for key in keys),
        tuple(actions),
        tuple(gotos),
        0,
        states[parser["end_states"][_START]],
    )


def _numbered(first: int, steps: Mapping[int, list[tuple[str, int, Any]]]) -> dict[int, int]:
    """New numbers for the states, in the order in which they are reached: Lark's own change from build to build."""
    numbers = {first: 0}
    for state in (reached := [first]):
        for _, reduces, target in steps[state]:
            if not reduces and target not in numbers:
                numbers[target] = len(numbers)
                reached.append(target)
    return numbers


def _written(rule: Mapping[str, Any]) -> tuple[str, list[str]]:
    return rule["origin"]["name"], [symbol["name"] for symbol in rule["expansion"]]


def build(**options: Any) -> Any:
    """The Lark instance of the grammar file, which knows the words by name only."""
    from importlib.resources import files

    from lark import Lark, lexer

    # Where interegular is installed, Lark compares all terminals with one another, strict or not.
    lexer.has_interegular = hasattr(lexer, "interegular") and bool(options.get("strict"))
    source = (files(_GRAMMAR) / _FILE).read_text(encoding="utf-8")
    return Lark(source, parser="lalr", lexer="contextual", maybe_placeholders=False, **options)


def table_source() -> str:
    """The tables as the source of one Python module (see `perflint.compiled`)."""
    return f"TABLES = {_plain(build_tables())!r}\n"


def _plain(tables: Tables) -> tuple[Any, ...]:
    return (tables.patterns, [tuple(rule) for rule in tables.rules], *tables[2:])


def _restored(parts: tuple[Any, ...]) -> Tables:
    patterns, rules, *rest = parts
    return Tables(patterns, tuple(Rule(*rule) for rule in rules), *rest)


def _rule(rule: dict[str, Any]) -> Rule:
    origin = str(rule["origin"]["name"])  # before Lark 1.3 a Token, whose repr is no source
    name = str(rule["alias"] or origin)
    alone = bool(rule["options"]["expand1"]) and not rule["alias"]
    return Rule(name, origin, len(rule["expansion"]), origin.startswith("_"), alone)
