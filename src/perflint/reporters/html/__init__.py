"""html: one page in one file, to be mailed, read in any browser without a network, filtered and printed.

All tables with their marked cells, charts, the findings, and the pages of the rules that spoke. The page's policy
(`Content-Security-Policy`) allows the style and the script that it holds, known by their hashes, and nothing else; no
word of the data can be markup (`markup`). Without script it is whole, only not filtered.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from perflint import __version__
from perflint.finding import Severity
from perflint.interface import say
from perflint.pages import family, rule_markdown
from perflint.reporters import ReportOptions
from perflint.reporters.groups import submissions
from perflint.reporters.html.charts import chart
from perflint.reporters.html.marks import SIGNS, Numbered
from perflint.reporters.html.markup import Html, element
from perflint.reporters.html.sections import Section, sections, unit
from perflint.reporters.summary import details, found
from perflint.visible import visible

if TYPE_CHECKING:
    from perflint.linter import Report
    from perflint.rule import Rule

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink"])
_HEADING = re.compile(r"<(/?)h(\d)>")
_OBEYED = re.compile(r"(?<=##)\[|^\s*:(?=:)", re.MULTILINE)
"""A build server's commands, of whose signs Markdown takes away what makes them harmless (`\\[`)."""


def report(report: Report, options: ReportOptions) -> Iterator[str]:
    """The page, from `<!doctype html>` to its last line."""
    parts = list(sections(report))
    shown = [numbered for section in parts for numbered in section.findings]
    fired = {numbered.finding.code for numbered in shown}
    rules = [rule for rule in report.rules if rule.code in fired]
    notes = details(report)
    if len(shown) < len(report.findings):
        notes.append(say("html-cut", shown=len(shown)))
    yield "<!doctype html>\n"
    yield f'<html lang="{say("language-tag")}">\n'
    yield element("head", *_head(report))
    yield "\n<body>\n"
    yield element(
        "header",
        element("h1", say("html-title")),
        element("p", found(report), class_="lead"),
        *(element("p", sentence, class_="soft") for sentence in notes),
    )
    yield "\n<main>\n"
    if shown:
        yield from (_charts(report, parts), _filter(parts, rules, shown))
    for heading, own in _by_unit(parts):
        yield "\n"
        yield from unit(heading, own)
        yield "\n"
    if rules:
        yield _rules(rules)
    yield "</main>\n"
    yield element("footer", say("html-footer", version=__version__))
    yield element("dialog", element("button", say("html-close"), type="button", class_="close"), _empty("body"))
    yield element("div", class_="peek", hidden=True)
    if shown:
        yield f"\n<script>{_asset('page.js')}</script>"
    yield "\n</body>\n</html>\n"


def _head(report: Report) -> Iterator[Html]:
    allowed = f"style-src {_hash('page.css')}; script-src {_hash('page.js')}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    yield element("meta", charset="utf-8")
    yield element("meta", http_equiv="Content-Security-Policy", content=policy)
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    units = [submission.unit for submission in submissions(report)]
    yield element("title", say("html-title") + (f" {units[0]}" if len(units) == 1 else ""))
    yield Html(f"<style>{_asset('page.css')}</style>")


def _charts(report: Report, parts: Iterable[Section]) -> Html:
    """By project, and by family of rules."""
    by_project = {(section.name, section.id): section.counts for section in parts if section.counts}
    families = {rule.code: (family(rule), rule.family) for rule in report.rules}
    by_family: dict[tuple[str, str], Counter[Severity]] = {}
    for finding in report.findings:
        kind = families.get(finding.code, (finding.code, finding.code))
        by_family.setdefault(kind, Counter())[finding.severity] += 1
    charts = chart(say("html-by-project"), "project", by_project), chart(say("html-by-family"), "rule", by_family)
    return element("div", *charts, class_="charts")


def _filter(parts: Iterable[Section], rules: Iterable[Rule], shown: Iterable[Numbered]) -> Html:
    """Hidden until the script that obeys it runs."""
    counts = Counter(numbered.finding.code for numbered in shown)
    projects = [_option(section.id, section.name, len(section.findings)) for section in parts if section.findings]
    families = [
        element("optgroup", *_family_options(own, counts), label=f"{letter} {family(own[0])}")
        for letter, own in _by_family(rules).items()
    ]
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name="severity", value=severity, checked=True),
            element("span", f"{SIGNS[severity]} {say(f'severity-{severity}')}", class_=f"severity {severity}"),
        )
        for severity in Severity
    ]
    return element(
        "form",
        _select("project", say("html-all-projects"), projects),
        element("fieldset", element("legend", say("column-severity"), class_="unseen"), *boxes),
        _select("rule", say("html-all-rules"), families),
        element("input", type="search", name="text", placeholder=say("html-search"), aria_label=say("html-search")),
        element("button", say("html-reset"), type="reset"),
        element("output", data_text=say("html-shown"), aria_live="polite"),
        class_="filter",
        hidden=True,
    )


def _select(name: str, everything: str, options: Iterable[Html]) -> Html:
    whole = element("option", everything, value="")
    return element("select", whole, *options, name=name, aria_label=say(f"column-{name}"))


def _option(value: str, label: str, count: int) -> Html:
    return element("option", say("html-counted", label=visible(label), count=count), value=value)


def _by_family(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    families: dict[str, list[Rule]] = {}
    for rule in rules:
        families.setdefault(rule.family, []).append(rule)
    return families


def _family_options(rules: list[Rule], counts: Mapping[str, int]) -> Iterator[Html]:
    """A family as a whole, then its rules."""
    total = sum(counts[rule.code] for rule in rules)
    yield _option(rules[0].family, say("html-family", family=family(rules[0])), total)
    for rule in rules:
        yield _option(rule.code, f"{rule.code} {rule.page.title or rule.name}", counts[rule.code])


def _by_unit(parts: Iterable[Section]) -> Iterator[tuple[str, list[Section]]]:
    units: dict[tuple[str, str], list[Section]] = {}
    headings = {}
    for section in parts:
        units.setdefault(section.table, []).append(section)
        headings[section.table] = section.unit
    for table, own in units.items():
        yield headings[table], own


def _rules(rules: Iterable[Rule]) -> Html:
    """The page of each rule, to be opened."""
    opened = [
        element(
            "details",
            element("summary", element("b", rule.code), f" {rule.page.title or rule.name}"),
            _page(rule),
            id=f"rule-{rule.code}",
        )
        for rule in rules
    ]
    return element("section", element("h2", say("html-rules")), *opened, class_="rules")


def _page(rule: Rule) -> Html:
    """The rule's page without its title, its headings under those of this page."""
    rendered = _MARKDOWN.render(rule_markdown(rule).split("\n\n", 2)[2])
    rendered = _OBEYED.sub(lambda match: f"{match[0][:-1]}&#{ord(match[0][-1])};", rendered)
    return Html(_HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 2}>", rendered))


def _empty(name: str) -> Html:
    return element("div", class_=name)


@cache
def _asset(name: str) -> str:
    return (files("perflint.reporters.html") / name).read_text(encoding="utf-8")


def _hash(name: str) -> str:
    return f"'sha256-{b64encode(sha256(_asset(name).encode('utf-8')).digest()).decode()}'"
