"""Running a rule's own examples: 反例 must give exactly the findings it names, 正例 none, and a mended 反例 passes.

An example is YAML: a list of indicators (they become one project), one project, or a whole table. A comment
`# U001 full` at the end of a line names a finding of that code on that line, in that field. A first line `# 文件` says
that the example is a whole file as it stands; it may give the file a name and the rule parameters
(`# 文件 目标表.txt max_depth=4`).
"""

from __future__ import annotations

import re
from textwrap import indent

from perflint.finding import Finding, Fix
from perflint.linter import Options, Report, lint_text
from perflint.packs import DEFAULT
from perflint.record import NamedTuple
from perflint.rule import Rule, catalogue

_EXPECTED = re.compile(r"#\s*([A-Z]+\d{3})(?:\s+(\w+))?\s*$")
_IGNORE = re.compile(r"# perflint: ignore\[([\w, -]+)\]")
_HEADER = re.compile(r"\A\s*# 文件\b(?:[ \t]+(?P<name>\S+\.\w+))?(?P<parameters>(?:[ \t]+\w+=\d+)*)[^\n]*")


class Expected(NamedTuple):
    """A finding that an example names: 1-based line in the example, code, and field where one is named."""

    line: int
    code: str
    field: str | None


class Failure(AssertionError):
    """A rule's example does not hold; the text says which and how."""


def check_examples(rule: Rule, policy: str = DEFAULT) -> None:
    """Run the 反例 and 正例 of `rule`, with that rule of the policy alone. Raises Failure."""
    page = rule.page
    if not page.bad or not page.good:
        raise Failure(f"{rule.code}: 反例 or 正例 is missing")
    _check_bad(rule, page.bad, policy)
    findings = run(rule, page.good, policy).findings
    if findings:
        raise Failure(f"{rule.code}: 正例 gives {_listed(findings)}")


def run(rule: Rule, example: str, policy: str = DEFAULT) -> Report:
    """Check an example with `rule` alone."""
    return _lint(rule, example, as_table(example), policy)


def _lint(rule: Rule, example: str, text: str, policy: str) -> Report:
    """Check `text` with `rule` alone, as a file of the name and with the parameters that the example's header gives.

    An ignore comment of the example brings in the rules that it names: only those of a run can be judged unused.
    """
    header = _HEADER.match(example)
    name = file_name(example)
    given = (pair.split("=") for pair in header["parameters"].split()) if header else ()
    parameters = {rule.name: {key: int(value) for key, value in given}}
    if name.endswith(".txt"):
        text = "\n".join(_EXPECTED.sub("", line).rstrip() for line in _HEADER.sub("", text).split("\n"))
    ignored = [word for match in _IGNORE.finditer(text) for word in match[1].split(", ")]
    select = (rule.code, *(code for code, known in catalogue().rules.items() if known.name in ignored))
    options = Options(select=select, policy=policy, parameters=parameters)
    plugin = (rule.origin,) if rule.origin and policy == DEFAULT else ()
    return lint_text(text, name, options._replace(plugins=plugin))


def plugin_rules(name: str) -> tuple[Rule, ...]:
    """The rules of an installed plugin, for its tests: `check_examples` runs each. Raises Failure if it is broken."""
    from perflint import plugins

    plugin = plugins.load(name)
    broken = plugins.gather(catalogue(), [name]).broken
    if broken:
        raise Failure(f"{name}: {broken[0].error}")
    return plugin.rules


def file_name(example: str) -> str:
    """What the example's file is called, by its header."""
    header = _HEADER.match(example)
    return header["name"] if header and header["name"] else "data.yaml"


def as_table(example: str) -> str:
    """The example as a whole data file; lines keep their order, nothing is put between them."""
    first = next((line for line in example.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
    if first.startswith("- ") and re.search(r"\b(level1|一级指标|full|value|annual)\b", first):
        return f"projects:\n  - name: 示例项目\n    indicators:\n{indent(example, '      ')}\n"
    if first.startswith("- "):
        return f"projects:\n{indent(example, '  ')}\n"
    if re.search(r"^(projects|项目)\s*[:：]|^---", example, re.MULTILINE) or _HEADER.match(example):
        return f"{example}\n"
    return f"projects:\n  -\n{indent(example, '    ')}\n"


def _check_bad(rule: Rule, example: str, policy: str) -> None:
    table = as_table(example)
    expected = [
        Expected(number, match.group(1), match.group(2))
        for number, line in enumerate(table.splitlines(), 1)
        if (match := _EXPECTED.search(line))
    ]
    if not expected:
        raise Failure(f"{rule.code}: 反例 names no finding")
    findings = run(rule, example, policy).findings
    found = [_expected(finding) for finding in findings]
    if len(found) != len(expected) or not all(
        _agree(*pair) for pair in zip(sorted(found), sorted(expected), strict=True)
    ):
        raise Failure(f"{rule.code}: 反例 names {expected}, found {found}")
    if any(finding.fix for finding in findings):
        mended = mend(table, [finding.fix for finding in findings if finding.fix])
        left = _lint(rule, example, mended, policy).findings
        if len(left) > sum(finding.fix is None for finding in findings):
            raise Failure(f"{rule.code}: the mended 反例 still gives {_listed(left)}:\n{mended}")


def mend(text: str, fixes: list[Fix]) -> str:
    """`text` with all edits of the fixes made, last first."""
    changes = {(change.span, change.text) for fix in fixes for change in fix.changes}
    for span, replacement in sorted(changes, reverse=True):
        text = text[: span.start] + replacement + text[span.end :]
    return text


def _expected(finding: Finding) -> Expected:
    line = finding.place.source.position(finding.place.span.start).line
    pointer = finding.place.pointer
    return Expected(line, finding.code, pointer.rpartition("/")[2] if pointer else None)


def _agree(found: Expected, expected: Expected) -> bool:
    return found[:2] == expected[:2] and expected.field in (None, found.field)


def _listed(findings: tuple[Finding, ...]) -> str:
    return "; ".join(f"{finding.code} {finding.place.pointer} {finding.message}" for finding in findings)
