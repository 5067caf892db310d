"""Words as data: every file under `perflint.rules.vocabulary`, as plain dicts, lists and strings.

The engine knows no word of the field. What a word means is said in the YAML files, one a subject; the modules that
need a subject (units, naming, readers, rules) call `words` with its name and give it their own types. The shipped
policy packs under `perflint.rules.policies`, the shapes of users' files under `perflint.rules.schemas` and translations
under `perflint.rules.translations`, a folder a language, are read the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from perflint.compiled import table
from perflint.interface import CHINESE, language
from perflint.wordsearch import SYNTAX, Phrase

_PACKAGES = {
    "vocabulary": "perflint.rules.vocabulary",
    "policies": "perflint.rules.policies",
    "schemas": "perflint.rules.schemas",
    "en": "perflint.rules.translations.en",
}
_TABLES = {"vocabulary": "words", "policies": "words", "schemas": "schemas", "en": "english"}
"""The compiled table of each kind: what a plain check needs is in one, the rest is left alone."""


def words(subject: str) -> Any:
    """The content of `rules/vocabulary/SUBJECT.yaml`; treat it as read-only, it is shared.

    Raises KeyError where there is no such subject.
    """
    return _content("vocabulary", subject)


def packs(name: str) -> Any:
    """The content of `rules/policies/NAME.yaml`. Raises KeyError where there is no such pack."""
    return _content("policies", name)


def term(group: str, key: str, chinese: str) -> str:
    """What a thing is called in the language in force (`rules/translations/LANGUAGE/terms.yaml`)."""
    spoken = language()
    return chinese if spoken == CHINESE else str(translations(spoken, "terms")[group].get(key, chinese))


def translations(spoken: str, subject: str) -> Any:
    """The content of `rules/translations/LANGUAGE/SUBJECT.yaml`. Raises KeyError where there is no such translation."""
    return _content(spoken, subject)


def schema(name: str) -> Any:
    """The content of `rules/schemas/NAME.yaml`: what a file of users may hold."""
    return _content("schemas", name)


def subjects(kind: str = "vocabulary") -> list[str]:
    """The names of all files of a kind (`vocabulary`, `policies`), sorted."""
    from importlib.resources import files

    entries = files(_PACKAGES[kind]).iterdir()
    return sorted(entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml"))


def table_sources() -> dict[str, str]:
    """All content as the sources of Python modules, by name (see `perflint.compiled`)."""
    tables: dict[str, dict[str, Any]] = {}
    for kind, name in _TABLES.items():
        tables.setdefault(name, {})[kind] = {subject: _content(kind, subject) for subject in subjects(kind)}
    expressions = (text for subject in subjects() for text in _strings(words(subject)) if SYNTAX.intersection(text))
    tables["phrases"] = {text: found for text in expressions if (found := _phrases(text))}
    return {name: f"CONTENT = {content!r}\n" for name, content in tables.items()}


def listed_phrases(expression: str) -> list[Phrase] | None:
    """The phrases that a regular expression of the vocabulary lists; None where it does not, or nothing is compiled."""
    compiled = table("phrases")
    found: list[Phrase] | None = compiled.CONTENT.get(expression) if compiled is not None else None
    return found


def _phrases(text: str) -> list[Phrase] | None:
    from re import error

    from perflint.phrases import phrases

    try:
        return phrases(text)
    except error:  # a text with such signs that is no expression
        return None


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _strings(value)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)


@cache
def _content(kind: str, name: str) -> Any:
    compiled = table(_TABLES[kind])
    if compiled is not None:
        return compiled.CONTENT[kind][name]
    from importlib.resources import files

    source = files(_PACKAGES[kind]) / f"{name}.yaml"
    if not source.is_file():
        raise KeyError(name)
    return _plain(source.read_text(encoding="utf-8"))


def _plain(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)
