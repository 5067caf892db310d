"""Rules worded in another language than that of their pages; what they say there is data (`rules/translations`)."""

from __future__ import annotations

from typing import Any

from perflint.rule import Opening, Rule, Wording
from perflint.vocabulary import translations


def translated(rule: Rule, language: str) -> Rule:
    """`rule` worded in `language`; as it stands where nobody has translated it (a rule of a bureau's own)."""
    entry = _entry(rule, language)
    if entry is None:
        return rule
    return rule._replace(
        wording=_wording(entry),
        variants={key: _wording(variant) for key, variant in entry.get("variants", {}).items()},
        texts=entry.get("texts", {}),
        opening=Opening(entry["title"], entry["about"].strip()),
    )


def _entry(rule: Rule, language: str) -> dict[str, Any] | None:
    try:
        entry: dict[str, Any] | None = translations(language, rule.family).get(rule.code)
    except KeyError:
        return None
    return entry


def _wording(texts: dict[str, str]) -> Wording:
    return Wording(texts["message"], texts["help"])
