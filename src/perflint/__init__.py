"""perflint: a deterministic, offline linter for 项目支出绩效目标.

    from perflint import lint, parse, convert

    report = lint("data.yaml", year=2024)
    for finding in report.findings:
        print(finding.code, finding.place.pointer, finding.message)

`lint` checks files and folders, `parse` reads one value text, `convert` turns a published text into a data file.
Importing perflint is cheap: what a name needs is loaded when the name is first used.
"""

TYPE_CHECKING = False
"""As type checkers know it. `typing` takes its time, in which `perflint.__main__` could not answer an interrupt."""

if TYPE_CHECKING:
    from perflint.api import convert as convert
    from perflint.api import lint as lint
    from perflint.api import parse as parse

__version__ = "0.1.0"
__all__ = ["convert", "lint", "parse"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module("perflint.api"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
