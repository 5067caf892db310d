"""Writing the tables that `perflint.compiled` loads: the last step of building the wheel."""

from __future__ import annotations

from pathlib import Path

from perflint import expression, regex, testing, vocabulary
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
    """Run the examples of all rules, so that every expression that a check may need has been asked for."""
    for rule in catalogue().rules.values():
        for example in (rule.page.bad, rule.page.good):
            testing.run(rule, example)
