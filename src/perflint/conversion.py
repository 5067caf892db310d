"""From any source that perflint reads to the text of a data file."""

from __future__ import annotations

import os
from dataclasses import dataclass

from perflint import readers
from perflint.discovery import Source
from perflint.finding import Finding
from perflint.interface import speaking
from perflint.linter import Options, Run, collector_off
from perflint.model import Reading, Table
from perflint.writer import Language, write


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted source: the data file's text, the tables it was made from, and what the reader had to say.

    `findings` are those of reading alone (broken layout, inferred funds, syntax errors …), worded, in order of
    position. `fatal`: the source could not be read (`text` is then empty) or a rule crashed.
    """

    text: str
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    fatal: bool


def convert(
    source: str | os.PathLike[str] | Source,
    year: int | None = None,
    language: Language = "en",
    lang: str | None = None,
) -> Conversion:
    """Read `source` (a path, or a Source with its bytes) and write it as a data file.

    `year` is for tables that state none. `language` picks English (`en`) or Chinese (`zh`) keys, `lang` the language of
    the findings (None: the one in force). Comments and keys outside the format are not carried over. Never raises on
    any content: what could not be read is in the findings.
    """
    given = source if isinstance(source, Source) else Source(os.fspath(source))
    with collector_off(), speaking(lang):
        run = Run(Options(year=year))
        reading = readers.read(given._replace(named=True), run.settings) or Reading((), ())
        for table in reading.tables:
            if table.year is None:
                table.year = year
        verdicts = list(run.verdicts(reading.problems))
        return Conversion(
            text=write(reading.tables, language),
            tables=tuple(reading.tables),
            findings=tuple(run.findings(verdicts)),
            fatal=any(verdict.rule.fatal for verdict in verdicts),
        )
