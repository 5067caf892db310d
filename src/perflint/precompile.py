"""Writing the tables that `perflint.compiled` loads: the last step of building the wheel."""

from __future__ import annotations

from pathlib import Path

from perflint import expression, regex, testing, vocabulary
from perflint.discovery import Source
from perflint.linter import Options, Run
from perflint.reporters import ReportOptions, render
from perflint.rule import catalogue


def write_tables(folder: Path) -> None:
    """Write every compiled table into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text('"""Made by the build; see perflint.compiled."""\n', encoding="utf-8")
    for name, source in vocabulary.table_sources().items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    (folder / "parser.py").write_text(expression.table_source(), encoding="utf-8")
    _rehearse()
    (folder / "patterns.py").write_text(regex.table_source(), encoding="utf-8")


def _rehearse() -> None:
    """Check the examples of all rules with all rules, so that every expression a check may need has been asked for."""
    pages = [rule.page for rule in catalogue().rules.values()]
    examples = [(example, named) for page in pages for example, named in ((page.bad, True), (page.good, False))]
    sources = [
        Source(testing.file_name(example), testing.as_table(example).encode("utf-8", "surrogatepass"), named)
        for example, named in examples
    ]
    render("json", Run(Options()).report(sources, 0), ReportOptions())
