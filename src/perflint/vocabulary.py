"""Words as data: every file under `perflint.rules.vocabulary`, as plain dicts, lists and strings.

The engine knows no word of the field. What a word means is said in the YAML files, one a subject; the modules that
need a subject (units, naming, readers, rules) call `words` with its name and give it their own types. The shipped
policy packs under `perflint.rules.policies` are read the same way.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from perflint.compiled import table

_PACKAGES = {"vocabulary": "perflint.rules.vocabulary", "policies": "perflint.rules.policies"}


def words(subject: str) -> Any:
    """The content of `rules/vocabulary/SUBJECT.yaml`; treat it as read-only, it is shared.

    Raises KeyError where there is no such subject.
    """
    return _content("vocabulary", subject)


def packs(name: str) -> Any:
    """The content of `rules/policies/NAME.yaml`. Raises KeyError where there is no such pack."""
    return _content("policies", name)


def subjects(kind: str = "vocabulary") -> list[str]:
    """The names of all files of a kind (`vocabulary`, `policies`), sorted."""
    from importlib.resources import files

    entries = files(_PACKAGES[kind]).iterdir()
    return sorted(entry.name.removesuffix(".yaml") for entry in entries if entry.name.endswith(".yaml"))


def table_source() -> str:
    """The whole vocabulary as the source of one Python module (see `perflint.compiled`)."""
    return f"WORDS = { ({kind: {name: _content(kind, name) for name in subjects(kind)} for kind in _PACKAGES})!r}\n"


@cache
def _content(kind: str, name: str) -> Any:
    compiled = table("words")
    if compiled is not None:
        return compiled.WORDS[kind][name]
    from importlib.resources import files

    source = files(_PACKAGES[kind]) / f"{name}.yaml"
    if not source.is_file():
        raise KeyError(name)
    return _plain(source.read_text(encoding="utf-8"))


def _plain(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).load(text)
