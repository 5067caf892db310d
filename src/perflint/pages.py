"""A rule's page as text, Markdown or JSON: the same for `perflint rule`, the documentation and SARIF's help."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from perflint.interface import listed, say
from perflint.rule import Rule


def rule_text(rule: Rule) -> str:
    """The page for a terminal, with a line break at its end."""
    parts = [f"{rule.code} {rule.name}\n{rule.page.title}", "\n".join(_facts(rule)), *_paragraphs(rule)]
    parts += [f"{say(f'page-{key}')}\n{_indented(example)}" for key, example in _examples(rule)]
    return "\n\n".join(parts) + "\n"


def rule_markdown(rule: Rule) -> str:
    """The page in Markdown, with a line break at its end."""
    facts = "\n".join(f"- {fact}" for fact in _facts(rule))
    parts = [f"# {rule.code} {rule.name}", f"**{rule.page.title}**", facts, *_paragraphs(rule)]
    parts += [f"## {say(f'page-{key}')}\n\n```yaml\n{example}\n```" for key, example in _examples(rule)]
    return "\n\n".join(parts) + "\n"


def rule_json(rule: Rule) -> dict[str, Any]:
    """The page as plain data; numbers that JSON would round (Decimal, Fraction) are text."""
    page = rule.page
    return {
        "code": rule.code,
        "name": rule.name,
        "family": family(rule),
        "severity": str(rule.severity),
        "scopes": [scope.name.lower() for scope in rule.scopes],
        "fix": rule.fix,
        "silences": sorted(rule.silences),
        "parameters": {name: _plain(value) for name, value in rule.parameters.items()},
        "title": page.title,
        "reason": page.reason,
        "source": page.source,
        "body": page.body,
        "message": rule.wording.message,
        "help": rule.wording.help,
        "bad": page.bad,
        "good": page.good,
    }


def family(rule: Rule) -> str:
    """The name of the rule's family for people."""
    return say("family-own", origin=rule.origin) if rule.origin else say(f"family-{rule.family}")


def _facts(rule: Rule) -> Iterator[str]:
    """What a table of the rule would hold, one fact a line."""
    scopes = listed(say(f"scope-{scope.name.lower()}") for scope in rule.scopes)
    yield say(f"page-severity-{rule.severity}")
    yield say("page-family", family=family(rule), scopes=scopes)
    yield say("page-fix", fix=say(f"fix-{rule.fix or 'none'}"))
    for name, value in rule.parameters.items():
        yield say("page-parameter", name=name, value=_written(value))
    if rule.silences:
        yield say("page-silences", codes=listed(sorted(rule.silences)))


def _paragraphs(rule: Rule) -> Iterator[str]:
    page = rule.page
    if page.reason:
        yield page.reason
    if page.body:
        yield page.body
    if page.source:
        yield say("page-source", source=page.source)


def _examples(rule: Rule) -> Iterator[tuple[str, str]]:
    page = rule.page
    return ((key, example) for key, example in (("bad", page.bad), ("good", page.good)) if example)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))


def _written(value: Any) -> str:
    """A parameter's value as it would be written in a configuration, a list as a sentence lists."""
    if isinstance(value, bool):
        return str(value).lower()
    plain = _plain(value)
    return listed(map(_written, plain)) if isinstance(plain, list) else str(plain)


def _plain(value: Any) -> Any:
    if isinstance(value, (Decimal, Fraction)):
        return str(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    return value
