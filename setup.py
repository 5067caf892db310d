"""Compiles the vocabulary and the grammar's tables into the wheel; everything else is in pyproject.toml."""

import sys
from pathlib import Path
from shutil import rmtree

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithTables(build_py):
    """build_py, then the tables, except in an editable install, which reads the sources themselves."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        tables = Path(self.build_lib) / "perflint" / "_compiled"
        rmtree(tables, ignore_errors=True)  # An earlier build's would be read in place of the sources.
        sys.path.insert(0, self.build_lib)
        from perflint.precompile import write_tables

        write_tables(tables)


setup(cmdclass={"build_py": BuildWithTables})
