"""A bureau's own pack: one YAML file, read with positions, checked whole, laid over the pack that it extends.

All mistakes of a file are told at once. What is read here comes from a file that may stand beside untrusted data: it
runs no code.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from perflint.content import MAX_EXTENDS, TooLarge, whole
from perflint.declared import build
from perflint.finding import Place, Spot
from perflint.interface import language, listed, say
from perflint.model import Problem
from perflint.packs import DEFAULT, Mistake, Pack, PackError, content
from perflint.packs.declarations import Declarations
from perflint.packs.lexicon import with_words
from perflint.packs.merging import merged
from perflint.packs.names import Names
from perflint.packs.shape import NOTHING, Reference, Shaped
from perflint.policy import Frame, Policy
from perflint.readers.nodes import Limits, Tree
from perflint.readers.yaml_tree import compose
from perflint.rule import Settings, catalogue
from perflint.text import SourceText, Undecodable
from perflint.vocabulary import extended, schema, subjects

LIMITS = Limits(max_bytes=4_000_000, max_depth=20, max_nodes=200_000, max_scalar=100_000)

Data = Mapping[str, Any]

LEVELS = {"first", "second", "level"}
"""Kinds of references that name a level of the frame."""


def read(path: str) -> Pack:
    """The pack in a file. Raises PackError."""
    data = _data(path, ())
    policy = Policy(os.path.splitext(os.path.basename(path))[0], data)
    words = with_words(data.get("vocabulary", {}))
    with extended(words):
        return Pack(policy, build(data.get("own_rules", ()), policy.frame, policy.name), words)


def _data(path: str, above: tuple[str, ...]) -> Data:
    """What a file says and what it takes from the pack below; `above` are the files that extend it."""
    source = _source(path)
    shaped = Shaped(source, schema("pack"))
    shaped.data = shaped.read(_tree(source), "pack")
    if not isinstance(shaped.data, dict):
        raise PackError(shaped.mistakes)
    base = _base(shaped, path, (*above, os.path.realpath(path)))
    data = _checked(shaped, base)
    if shaped.mistakes:
        raise PackError(sorted(shaped.mistakes, key=lambda mistake: (mistake.line, mistake.column)))
    return data


def _checked(shaped: Shaped, base: Data) -> Data:
    """The file's data over the base's, every name looked up."""
    names = Names(shaped, catalogue(), base)
    names.resolve(reference for reference in shaped.references if _section(reference) == "vocabulary")
    others = [reference for reference in shaped.references if _section(reference) != "vocabulary"]
    words: Data = base.get("vocabulary", {})
    if not shaped.mistakes:
        words = merged(base, shaped.data).get("vocabulary", {})
    elif "vocabulary" in shaped.data:
        # What units there are is not known: nothing is said of texts that name one.
        others = [reference for reference in others if reference.kind != "unit"]
    with extended(with_words(words)):
        return _looked_up(shaped, base, names, others)


def _section(reference: Reference) -> str:
    section, *below = reference.within
    return "levels" if section == "frame" and below[:1] == ["levels"] else str(section)


def _looked_up(shaped: Shaped, base: Data, names: Names, references: list[Reference]) -> Data:
    levels = [reference for reference in references if _section(reference) == "levels"]
    others = [reference for reference in references if _section(reference) != "levels"]
    before = len(shaped.mistakes)
    names.resolve(levels)
    if len(shaped.mistakes) > before or not _is_whole(shaped.data.get("frame")):
        # What levels there are is not known: nothing is said of texts that name one.
        others = [reference for reference in others if reference.kind not in LEVELS]
    else:
        names.frame = Frame(merged(base, shaped.data)["frame"])
        names.shared_names()
    names.resolve(others)
    names.values(shaped.data)
    names.totals(shaped.data)
    Declarations(shaped, catalogue(), names.frame).check(shaped.data.get("own_rules", ()))
    return base if shaped.mistakes else merged(base, shaped.data)


def _is_whole(data: Any) -> bool:
    """Whether all of it was of the right kind."""
    if isinstance(data, (dict, list)):
        return all(map(_is_whole, data.values() if isinstance(data, dict) else data))
    return data is not NOTHING


def _base(shaped: Shaped, path: str, chain: tuple[str, ...]) -> Data:
    wanted = shaped.data.get("extends", DEFAULT)
    try:
        return content(wanted)
    except KeyError:
        below = os.path.join(os.path.dirname(path), wanted)
    span = shaped.nodes[("extends",)].span
    if not os.path.isfile(below):
        shaped.mistake(span, "no-base", word=wanted, hint=shaped.hint(wanted, shipped(), shipped()))
    elif os.path.realpath(below) in chain or len(chain) > MAX_EXTENDS:
        shaped.mistake(span, "circle", word=wanted)
    else:
        return _data(below, chain)
    return content(DEFAULT)


def shipped() -> list[str]:
    """The names of the shipped packs."""
    return subjects("policies")


def _source(path: str) -> SourceText:
    try:
        data = whole(path, LIMITS.max_bytes)
    except TooLarge:
        large = say("pack-too-large", path=path, most=LIMITS.max_bytes // 1_000_000)
        raise PackError([Mistake(path, 0, 0, large)]) from None
    except FileNotFoundError:
        raise PackError([Mistake(path, 0, 0, _no_such(path))]) from None
    except OSError:
        kind = "folder" if os.path.isdir(path) else "unreadable"
        raise PackError([Mistake(path, 0, 0, say(f"pack-{kind}", path=path))]) from None
    try:
        return SourceText.from_bytes(path, data, lambda text: any(word in text for word in _keys()))
    except Undecodable:
        raise PackError([Mistake(path, 0, 0, say("pack-encoding", path=path))]) from None


def _no_such(wanted: str) -> str:
    from difflib import get_close_matches

    known = shipped()
    close = get_close_matches(wanted.lower(), known, 1, 0.5)
    hint = say("nearest", nearest=close[0]) if close else ""
    return say("no-policy", word=wanted, known=listed(known), hint=hint)


def _keys() -> list[str]:
    """The keys of a pack, by which a text in GB18030 is known."""
    keys = schema("pack")["pack"]["keys"]
    return [word for key, entry in keys.items() for word in (key, *entry.get("also", ()))]


def _tree(source: SourceText) -> Tree:
    composition = compose(source.text, LIMITS)
    if composition.refused is not None:
        refused = composition.refused
        raise PackError([_refused(source, Problem(refused.key, Place(Spot(source, refused.span)), refused.fields))])
    if len(composition.documents) != 1:
        key = "pack-blank" if not composition.documents else "pack-documents"
        raise PackError([Mistake(source.path, 1, 1, say(key))])
    return composition.documents[0]


def _refused(source: SourceText, problem: Problem) -> Mistake:
    """In the words of the input rule that would speak of it in a table."""
    rule = catalogue(language()).named(problem.key)
    [fault] = rule.check(problem, Settings(rule.parameters, None, rule.texts))
    worded = rule.worded(fault)
    position = source.position(fault.place.span.start)
    return Mistake(
        source.path, position.line, position.column, say("pack-broken", message=worded.message, help=worded.help)
    )
