"""Words as data: every file under `perflint.rules.vocabulary`, as plain dicts, lists and strings.

The engine knows no word of the field. What a word means is said in the YAML files, one a subject; the modules that
need a subject (units, naming, readers, rules) call `words` with its name and give it their own types. The shipped
policy packs under `perflint.rules.policies`, the shapes of users' files under `perflint.rules.schemas` and translations
under `perflint.rules.translations`, a folder a language, are read the same way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

from perflint.compiled import table
from perflint.interface import CHINESE, language

_PACKAGES = {
    "vocabulary": "perflint.rules.vocabulary",
    "policies": "perflint.rules.policies",
    "schemas": "perflint.rules.schemas",
    "en": "perflint.rules.translations.en",
}
_TABLES = {"vocabulary": "words", "policies": "words", "schemas": "schemas", "en": "english"}
"""The compiled table of each kind: what a plain check needs is in one, the rest is left alone."""


def words(subject: str) -> Any:
    """The content of `rules/vocabulary/SUBJECT.yaml`, with what a bureau adds to it in a run of its own (`extended`).

    Treat it as read-only, it is shared. Raises KeyError where there is no such subject.
    """
    return _added[subject] if subject in _added else _content("vocabulary", subject)


def shipped(subject: str) -> Any:
    """The content of `rules/vocabulary/SUBJECT.yaml` as it was shipped."""
    return _content("vocabulary", subject)


@contextmanager
def extended(added: Mapping[str, Any]) -> Iterator[None]:
    """Work with other words until the block ends: `added` holds whole subjects that take the place of the shipped.

    Words are kept in many caches, of parsed values and analysed names among them, and hold for the whole process; all
    are emptied where the words change, so a run without words of its own pays nothing. Not for threads at once.
    """
    before = _added
    _use(added)
    try:
        yield
    finally:
        _use(before)


_added: Mapping[str, Any] = {}


def _use(added: Mapping[str, Any]) -> None:
    global _added  # noqa: PLW0603 - words are the process's own, as the caches made of them are.
    if added is _added or added == _added:
        return
    _added = added
    forget("perflint")


def forget(package: str) -> None:
    """Empty the caches of all modules of a package but this one; those of `perflint.rules` hold tables, too."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{package}.") and name != __name__:
            _forget(module)


def _forget(module: ModuleType) -> None:
    """Empty every cache of the module's functions. None can be left out: the module itself is asked."""
    for value in list(vars(module).values()):
        clear = getattr(value, "cache_clear", None)
        if clear is not None:
            clear()


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
    return {name: f"CONTENT = {content!r}\n" for name, content in tables.items()}


@cache
def _content(kind: str, name: str) -> Any:
    compiled = table(_TABLES[kind])
    if compiled is not None:
        return compiled.CONTENT[kind][name]
    from importlib.resources import files

    if name not in subjects(kind):
        raise KeyError(name)
    return _plain((files(_PACKAGES[kind]) / f"{name}.yaml").read_text(encoding="utf-8"))


def _plain(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)
