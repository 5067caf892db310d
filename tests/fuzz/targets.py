"""What is fuzzed: functions of any bytes that return, or raise `Broken` where perflint does not keep what it promises.

Each is used by the coverage-guided fuzzer (`fuzz.py`), by the tests of what it once found, and by hypothesis.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import process_time
from xml.etree import ElementTree
from zlib import crc32

from perflint.config import ConfigError
from perflint.config.configuration import Configuration
from perflint.discovery import Source
from perflint.expression import parse
from perflint.fixing import mend
from perflint.linter import Options, Report, lint
from perflint.model import Cell
from perflint.packs import PackError
from perflint.reporters import FORMATS, ReportOptions, html, render
from perflint.rule import UnknownRule

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no output holds as it is."""
TABLE = """\
projects:
  - name: 甲
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≤10ms}
"""
PER_100_KB = 1.0
"""Seconds of CPU that any input of 100 kB may take."""


class Broken(AssertionError):
    """A promise that was not kept: `kind` names it, the same for the same fault."""

    def __init__(self, kind: str, *said: object) -> None:
        super().__init__(kind, *said)
        self.kind = kind


def yaml(data: bytes) -> None:
    table("data.yaml", data)


def json_file(data: bytes) -> None:
    table("data.json", data)


def text(data: bytes) -> None:
    table("表.txt", data)


def comments(data: bytes) -> None:
    """A comment of any text, at the end of a line and on a line of its own."""
    said = data.decode("utf-8", "replace").replace("\r", "\n")
    first, *more = said.split("\n")
    lines = TABLE.split("\n")
    lines[3] += f" # perflint: {first}"
    lines[1:1] = [f"{' ' * (number % 7)}# {line}" for number, line in enumerate(more)]
    table("data.yaml", "\n".join(lines).encode("utf-8", "surrogatepass"))


def value(data: bytes) -> None:
    """One value text: every part that parsing names stands in it."""
    said = data.decode("utf-8", "replace")
    expression = parse(said)
    document = json.dumps(expression.as_json(), ensure_ascii=False)
    if json.loads(document)["text"] != said:
        raise Broken("another text", said)


def settings(data: bytes) -> None:
    """A perflint.toml: refused with places, or a run with what it says."""
    path = _scratch("perflint.toml")
    path.write_bytes(data)
    try:
        configured = Configuration({}, [str(path)], paths=["data.yaml"])
        options = configured.options_of("data.yaml")
        configured.excludes("表/data.yaml")
        configured.notices()
        _held(judged(Source("data.yaml", TABLE.encode()), options))
    except ConfigError as error:
        for complaint in map(str, error.complaints):
            if not complaint:
                raise Broken("a complaint without words") from None
    except (UnknownRule, PackError):
        pass


def pack(data: bytes) -> None:
    """A policy pack: refused with places, or a run with what it says."""
    path = _scratch("本市.yaml")
    path.write_bytes(data)
    try:
        _held(judged(Source("data.yaml", TABLE.encode()), Options(policy=str(path))))
    except PackError as error:
        for mistake in error.mistakes:
            if not mistake.message or (mistake.line > 0) != (mistake.column > 0):
                raise Broken("a mistake without words or place", mistake) from None


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": yaml,
    "json": json_file,
    "text": text,
    "comments": comments,
    "value": value,
    "settings": settings,
    "pack": pack,
}


def table(name: str, data: bytes, *, every_format: bool = False) -> None:
    """A source: judged without a crash, every output valid, every fix what it owes."""
    source = Source(name, data)
    report = judged(source)
    _held(report)
    turn = crc32(data)
    for format in FORMATS if every_format else (FORMATS[turn % len(FORMATS)],):
        output(format, report)
    if every_format or turn % 4 == 0:
        _mended(source, report, unsafe=turn % 8 == 0)


def judged(source: Source, options: Options | None = None) -> Report:
    return lint([], options or Options(year=2024), stdin=source)


def output(format: str, report: Report) -> None:
    """A report in one format: shown safely, and readable by what reads it."""
    shown = render(format, report, ReportOptions(exit_code=1))
    _shown(shown)
    shown.encode("utf-8")
    if format in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(shown)
    elif format == "junit":
        ElementTree.fromstring(shown)
    elif format == "html":
        _plain_page(shown)
    elif format == "concise" and len(shown.splitlines()) != len(report.findings):
        raise Broken("a finding is not one line")


def judging(name: str) -> Callable[[bytes], None]:
    """The target `name` without outputs and fixes: what a check takes at least."""
    path = {"yaml": "data.yaml", "json": "data.json", "text": "表.txt"}.get(name)
    return TARGETS[name] if path is None else lambda data: _held(judged(Source(path, data)))


def seconds(target: Callable[[bytes], None], data: bytes) -> float:
    """How much of the processor's time a target took."""
    before = process_time()
    target(data)
    return process_time() - before


def _held(report: Report) -> None:
    """What holds for every report."""
    for finding in report.findings:
        if finding.code == "M006":
            raise Broken("a rule crashed", finding.message)
        source, span = finding.place.source, finding.place.span
        if not 0 <= span.start <= span.end <= len(source.text):
            raise Broken("a place outside of the source", finding.code, span)
        if not finding.message:
            raise Broken("no message", finding.code)


def _mended(source: Source, report: Report, *, unsafe: bool) -> None:
    """Fixes leave other cells alone, and a second run has none to make."""
    for one in mend(report, judged, unsafe=unsafe):
        if one.text == one.source.text:
            continue
        after = judged(Source(source.path, one.after))
        edited = {edit.place.pointer for finding in one.made if finding.fix for edit in finding.fix.edits}
        before, now = _cells(report), _cells(after)
        if any(now.get(pointer) != cell for pointer, cell in before.items() if pointer not in edited):
            raise Broken("a fix changed another cell")
        for again in mend(after, judged, unsafe=unsafe):
            if again.text != again.source.text:
                raise Broken("a second run of the fixes changes something")


def _cells(report: Report) -> dict[str, str]:
    cells: list[Cell] = [cell for table in report.tables for cell in table.cells]
    return {cell.pointer: cell.text for cell in cells}


def _shown(shown: str) -> None:
    found = CONTROLS.search(shown)
    if found:
        raise Broken("a control sign in an output", repr(found.group()))


_MADE = re.compile(r'"([a-z][a-z0-9]*)"|<([a-z!]+)')
_TAG = re.compile(r"<(/?)([a-zA-Z!][^\s/>]*)")


def _plain_page(page: str) -> None:
    """No element that the page itself does not use, whatever names hold."""
    names = {match[2].lower() for match in _TAG.finditer(page)}
    strange = names - _elements()
    if strange:
        raise Broken("a strange element in the page", sorted(strange))


@cache
def _elements() -> frozenset[str]:
    """The elements that the reporter's own source writes, and those of the rules' pages in it."""
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(html.__path__[0]).glob("*.py"))
    return frozenset({"h4", "pre", "em", "strong", *map("".join, _MADE.findall(sources))})


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    with suppress(OSError):
        os.chdir(folder)
    return folder


def _scratch(name: str) -> Path:
    return _folder() / name
