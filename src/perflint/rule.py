"""What a rule is: a small generator with its page, its messages and its examples; and the registry of all rules.

The engine knows rules only as `Rule`; the rules live under `perflint.rules`, one module a family, and register
themselves on import. A rule's docstring is its page (`Page`): what it finds, why a reviewer minds, 反例 and 正例.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache, lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from perflint.finding import Fault, Severity
from perflint.interface import CHINESE, listed, quoted
from perflint.record import NamedTuple
from perflint.regex import lazy
from perflint.text import lines
from perflint.visible import visible, visible_line
from perflint.wildcards import all_meant, is_wild

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


NO_TEXTS: Mapping[str, str] = MappingProxyType({})


class Scope(Enum):
    """What a rule judges, one at a time; the value is the catalogue's letter."""

    PROBLEM = "file"
    VALUE = "v"
    INDICATOR = "i"
    PROJECT = "P"
    TABLE = "T"
    CORPUS = "F"


class Settings:
    """The parameters in force for one rule, as attributes, the policy they come from, and the rule's `texts`."""

    def __init__(self, parameters: Mapping[str, Any], policy: Any, texts: Mapping[str, str] = NO_TEXTS) -> None:
        self.__dict__.update(parameters)
        self.policy = policy
        self._texts = texts

    def say(self, key: str, **fields: object) -> str:
        """One of the rule's further texts (the title of a fix, a related place) in the run's language."""
        return self._texts[key].format_map({name: _shown(value) for name, value in fields.items()})

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the rule declares no parameter {name!r}")


class Choice(str):
    """A parameter that is one of a few words; the first of them where nobody says which."""

    __slots__ = ("known",)

    def __new__(cls, *known: str) -> Choice:
        choice = super().__new__(cls, known[0])
        choice.known = known
        return choice

    known: tuple[str, ...]


Check = Callable[[Any, Settings], Iterable[Fault]]
_REGISTRY: dict[str, Rule] = {}
_ELSEWHERE: dict[str, dict[str, Rule]] = {}
"""Rules of modules that are not perflint's, by module: a plugin's."""
_TAKEN: set[tuple[str, str]] = set()
"""Codes and names of rules, each with the module that is not perflint's, or ""."""


class Wording(NamedTuple):
    """Message templates with named fields: what is wrong with this cell, and what to write instead."""

    message: str
    help: str


class Page(NamedTuple):
    """A rule's page, cut from its docstring."""

    title: str
    reason: str
    source: str
    body: str
    bad: str
    good: str


class Opening(NamedTuple):
    """How a page opens in another language: a title, and in one paragraph what the rule finds and why that matters."""

    title: str
    about: str


class Rule(NamedTuple):
    """A registered rule, worded in one language.

    `scopes` are what it judges. What it looks at narrows that down, each empty for all: `kinds` of expressions and
    `fields` (`annual`) for values; `places`, keys of the frame at either level (`cost`, `quantity`), and `heads`, kinds
    of the name's head ("" where it has none), for values and indicators; `needs`, facts (`perflint.facts`) that must
    all hold, `|` between alternatives, of the project, of the row and its name, and for values of the value, too;
    `unless`, facts of which none may hold.
    `silences` names the rules that have nothing to add on a node where this one speaks; those of them that are also in
    `around` have nothing to add on what holds the node: the row of a value, the project of a row.
    `fatal` findings end a run with exit code 2 whatever `--fail-on` says. `texts` are what it says beside its messages,
    by key. `opening` stands before the page where the rule is worded in another language than its page. `origin` is ""
    for a shipped rule, else the name of what brought it.
    """

    code: str
    name: str
    scopes: tuple[Scope, ...]
    severity: Severity
    wording: Wording
    variants: Mapping[str, Wording]
    silences: frozenset[str]
    parameters: Mapping[str, Any]
    kinds: frozenset[str]
    fields: frozenset[str]
    places: frozenset[str]
    heads: frozenset[str]
    fix: str | None
    fatal: bool
    check: Check
    doc: str
    needs: tuple[frozenset[str], ...] = ()
    unless: frozenset[str] = frozenset()
    texts: Mapping[str, str] = NO_TEXTS
    opening: Opening | None = None
    origin: str = ""
    around: frozenset[str] = frozenset()

    @property
    def family(self) -> str:
        """The letters of its code: one for a shipped rule, more for any other."""
        return family_of(self.code)

    @property
    def page(self) -> Page:
        page = _page(self.doc)
        if self.opening is None:
            return page
        title, about = self.opening
        return page._replace(title=title, reason=about, body="\n\n".join(filter(None, (page.reason, page.body))))

    @property
    def reason(self) -> str:
        """Why a reviewer minds: the page's first paragraph, without cutting the rest of the page."""
        return self.opening.about if self.opening else _reason(self.doc)

    def brought_by(self, origin: str) -> Rule:
        """The rule as somebody else's: whatever its page and its words hold may be shown as they stand."""
        doc = "\n".join(map(visible_line, lines(self.doc.expandtabs())))
        return self._replace(doc=doc, wording=Wording(*map(visible, self.wording)), origin=visible(origin))

    def needed_at(self, scope: Scope) -> Iterator[frozenset[str]]:
        """Facts of which at each time one must hold for a subject of that scope: what it needs, and where it looks."""
        yield from self.needs
        if scope in (Scope.INDICATOR, Scope.VALUE):
            if self.places:
                yield frozenset(f"at:{key}" for key in self.places)
            if self.heads:
                yield frozenset(f"head:{kind}" for kind in self.heads)
        if scope is Scope.VALUE:
            if self.kinds:
                yield self.kinds
            if self.fields:
                yield frozenset(f"field:{field}" for field in self.fields)

    def worded(self, fault: Fault) -> Wording:
        """The message and help of a fault, fields filled in."""
        wording = self.variants[fault.variant] if fault.variant else self.wording
        fields = fault.fields
        shown = {name: _shown(value) for name, value in fields.items()} if fields else fields
        return Wording(_filled(wording.message, shown), _filled(wording.help, shown))


def rule(
    code: str,
    name: str,
    *,
    scope: Scope | tuple[Scope, ...],
    severity: Severity,
    message: str,
    help: str,
    variants: Mapping[str, tuple[str, str]] | None = None,
    silences: tuple[str, ...] = (),
    around: tuple[str, ...] = (),
    parameters: Mapping[str, Any] | None = None,
    kinds: tuple[str, ...] = (),
    fields: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    heads: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
    fix: str | None = None,
    fatal: bool = False,
    texts: Mapping[str, str] = NO_TEXTS,
) -> Callable[[Check], Check]:
    """Register the decorated generator as a rule.

    It is called with a subject of its scope (`Value`, `Indicator`, `Project`, `Table`, `Corpus` or `Problem`) and its
    `Settings`, and yields `Fault`s. `variants` maps a name to a further (message, help), picked by `Fault.variant`;
    `texts` a key to what `Settings.say` says: titles of fixes, messages of related places, words inside of fields.
    A rule of a module elsewhere is a plugin's (`perflint.plugins`) and counts only where that is asked for. Raises
    ValueError for a code or name already taken, and for a module of the folder `rules` on the path itself: the shipped
    rules imported under a second name.
    """

    def register(check: Check) -> Check:
        module = check.__module__
        if module.startswith("rules."):
            raise ValueError(f"{code}: rules live under perflint.rules, not {module}")
        origin = "" if module.startswith("perflint.rules.") else module
        registry = _ELSEWHERE.setdefault(origin, {}) if origin else _REGISTRY
        words = {(origin, code), (origin, name)}
        if words & _TAKEN:
            raise ValueError(f"{code} {name}: already registered")
        _TAKEN.update(words)
        registry[code] = Rule(
            code=code,
            name=name,
            scopes=scope if isinstance(scope, tuple) else (scope,),
            severity=severity,
            wording=Wording(message, help),
            variants={key: Wording(*texts) for key, texts in (variants or {}).items()},
            silences=frozenset((*silences, *around)),
            parameters=parameters or {},
            kinds=frozenset(kinds),
            fields=frozenset(fields),
            places=frozenset(places),
            heads=frozenset(heads),
            fix=fix,
            fatal=fatal,
            check=check,
            doc=check.__doc__ or "",
            needs=tuple(frozenset(alternatives.split("|")) for alternatives in needs),
            unless=frozenset(unless),
            texts=texts,
            around=frozenset(around),
        )
        return check

    return register


def registered_in(package: str) -> list[Rule]:
    """The rules that a module outside of perflint, or one in it, has registered, by code."""
    modules = (module for module in _ELSEWHERE if module == package or module.startswith(f"{package}."))
    return sorted((rule for module in modules for rule in _ELSEWHERE[module].values()), key=lambda rule: rule.code)


class Selection(NamedTuple):
    """One layer of choosing rules by patterns: start afresh from `select` where there is any, add, then take away."""

    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Catalogue(NamedTuple):
    """All rules, by code in order, and in an order in which every rule comes after those that silence it."""

    rules: Mapping[str, Rule]
    ordered: tuple[Rule, ...]

    def select(self, patterns: Iterable[str]) -> frozenset[str]:
        """The codes that the patterns mean: names, codes, families (`U`) and globs. Raises UnknownRule."""
        found: set[str] = set()
        for pattern in dict.fromkeys(patterns):
            codes = self.meant(pattern)
            if not codes:
                raise UnknownRule(pattern, self.nearest(pattern))
            found.update(codes)
        return frozenset(found)

    def meant(self, pattern: str) -> list[str]:
        """The codes that one pattern means, in order."""
        return meant({code: rule.name for code, rule in self.rules.items()}, pattern)

    def spelt_out(self, patterns: Iterable[str]) -> frozenset[str]:
        """The codes of the rules that the patterns name by their whole name or code."""
        words = {pattern.lower() for pattern in patterns}
        return frozenset(code for code, rule in self.rules.items() if {code.lower(), rule.name} & words)

    def extended(self, rules: Iterable[Rule]) -> Catalogue:
        """With further rules, which silence none and come after all of these."""
        added = tuple(rules)
        return Catalogue({**self.rules, **{one.code: one for one in added}}, (*self.ordered, *added))

    def graded(self, severities: Mapping[str, Severity]) -> Catalogue:
        """The same rules with other severities, by code."""
        changed = [one._replace(severity=severities.get(one.code, one.severity)) for one in self.ordered]
        by_code = {one.code: one for one in changed}
        return Catalogue({code: by_code[code] for code in self.rules}, tuple(changed))

    def choose(self, layers: Iterable[Selection]) -> frozenset[str]:
        """The codes that are left of all rules after every layer, from the weakest to the strongest."""
        chosen = frozenset(self.rules)
        for layer in layers:
            if layer.select:
                chosen = self.select(layer.select)
            chosen = (chosen | self.select(layer.extend)) - self.select(layer.ignore)
        return chosen

    def find(self, wanted: str) -> Rule:
        """The rule of a code or name. Raises UnknownRule."""
        found = self.get(wanted)
        if found is None:
            raise UnknownRule(wanted, self.nearest(wanted))
        return found

    def get(self, wanted: str) -> Rule | None:
        """The rule of a code or name, None where there is none."""
        code, name = wanted.upper(), wanted.lower()
        return next((rule for rule in self.rules.values() if code == rule.code or name == rule.name), None)

    def named(self, name: str) -> Rule:
        return next(rule for rule in self.rules.values() if rule.name == name)

    def nearest(self, wanted: str) -> str | None:
        """The code or name closest to a misspelt one, None where nothing is close or the word is a pattern."""
        from perflint.spelling import code_meant

        if is_wild(wanted):
            return None
        code = code_meant(wanted)
        if code in self.rules:
            return code
        return _closest(wanted, tuple(word for rule in self.rules.values() for word in (rule.name, rule.code)))


@lru_cache(maxsize=1024)
def _closest(wanted: str, known: tuple[str, ...]) -> str | None:
    """Kept, since it takes milliseconds, and a source that is mended is checked again and again."""
    from difflib import get_close_matches

    close = get_close_matches(wanted, known, 1, 0.5) or get_close_matches(wanted.upper(), known, 1, 0.5)
    return close[0] if close else None


class UnknownRule(Exception):
    """A word that names no rule; `nearest` is the closest that does, or None."""

    def __init__(self, wanted: str, nearest: str | None) -> None:
        super().__init__(wanted)
        self.wanted = wanted
        self.nearest = nearest


@cache
def catalogue(language: str = CHINESE) -> Catalogue:
    """Every rule under `perflint.rules`, imported once, worded in `language`."""
    if language != CHINESE:
        from perflint.translation import translated

        rules, ordered = catalogue()
        spoken = {code: translated(rule, language) for code, rule in rules.items()}
        return Catalogue(spoken, tuple(spoken[rule.code] for rule in ordered))
    import perflint.rules

    for module in _modules(perflint.rules.__path__):
        import_module(f"perflint.rules.{module}")
    rules = dict(sorted(_REGISTRY.items()))
    return Catalogue(rules, tuple(_silencers_first(rules)))


def _modules(paths: Iterable[str]) -> list[str]:
    """The modules of a package by its folders; pkgutil would know them too, and import half of the library for it."""
    from os import listdir

    found = (name.removesuffix(".py") for path in paths for name in listdir(path) if name.endswith(".py"))
    return sorted(name for name in found if name != "__init__")


def _silencers_first(rules: Mapping[str, Rule]) -> Iterator[Rule]:
    from graphlib import TopologicalSorter

    graph: dict[str, set[str]] = {code: set() for code in rules}
    for silencer in rules.values():
        for code in silencer.silences & rules.keys():
            graph[code].add(silencer.code)
    for code in TopologicalSorter(graph).static_order():
        yield rules[code]


def meant(names: Mapping[str, str], pattern: str) -> list[str]:
    """The codes that a pattern means of rules with those `names`, by code: names, codes, a family (`U`) and globs."""
    family = pattern.upper()
    found = {*all_meant(names, family), *all_meant(names.values(), pattern.lower())}
    return [code for code, name in names.items() if not found.isdisjoint((code, name)) or family_of(code) == family]


def family_of(code: str) -> str:
    """`U` of U001, `GZ` of GZ001."""
    return code.rstrip("0123456789")


def _filled(template: str, fields: Mapping[str, Any]) -> str:
    """The template with its fields; itself where it has none, so that all findings share it."""
    return template.format_map(fields) if "{" in template or "}" in template else template


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return listed(quoted(_shown(item)) for item in value)
    return str(value)


def documented(page: Page) -> str:
    """The docstring that a page is cut from."""
    from textwrap import indent

    parts = [f"{page.title}。", page.reason, page.body]
    parts += [f"依据：{page.source}"] if page.source else []
    for heading, example in (("反例", page.bad), ("正例", page.good)):
        parts += [f"{heading}：\n{indent(example, '    ')}"] if example else []
    return "\n\n".join(part for part in parts if part)


_BREAK_AT_HANZI = lazy(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])")
_SECTION = lazy(r"^(依据|反例|正例)[:：]", re.MULTILINE)


@cache
def _page(doc: str) -> Page:
    """Cut a docstring: title line, reason paragraph, further text, 依据, 反例, 正例."""
    from inspect import cleandoc

    text = cleandoc(doc)
    pieces = _SECTION.split(text)
    sections = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    title, _, rest = pieces[0].strip().partition("\n")
    paragraphs = [part.strip() for part in rest.strip().split("\n\n") if part.strip()]
    return Page(
        title=title.strip().rstrip("。"),
        reason=_reason(doc),
        source=joined(sections.get("依据", "")),
        body="\n\n".join(paragraphs[1:]),
        bad=_example(sections.get("反例", "")),
        good=_example(sections.get("正例", "")),
    )


@cache
def _reason(doc: str) -> str:
    _, _, rest = doc.partition("\n\n")
    paragraph = "\n".join(line.strip() for line in rest.partition("\n\n")[0].splitlines())
    return "" if _SECTION.match(paragraph) else joined(paragraph)


def joined(paragraph: str) -> str:
    """A paragraph's lines as one; Chinese needs no space at a line break."""
    return _BREAK_AT_HANZI.sub("", paragraph.strip()).replace("\n", " ")


def _example(section: str) -> str:
    from inspect import cleandoc

    return cleandoc("\n" + section.strip("\n")) if section.strip() else ""
