"""Compiles the vocabulary and the grammar's tables and makes the manual; everything else is in pyproject.toml."""

import sys
from pathlib import Path
from shutil import rmtree

from setuptools import setup  # It brings distutils, which Python has no longer.
from setuptools.command.build_py import build_py

from distutils.command.install_data import install_data  # isort: skip

ROOT = Path(__file__).parent
MANUALS = {"zh": "share/man/man1", "en": "share/man/en/man1"}
"""Chinese is what perflint speaks where nothing else is asked for."""


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


class InstallManuals(install_data):
    """The manual in each language, where `man` looks for it; not in an editable install."""

    def run(self) -> None:
        build = self.get_finalized_command("build")
        if self.get_finalized_command("build_py").editable_mode:
            return
        sys.path.insert(0, build.build_lib)
        from perflint.commands.man import page
        from perflint.interface import speaking

        self.data_files = []
        for language, folder in MANUALS.items():
            manual = Path(build.build_temp) / folder / "perflint.1"
            manual.parent.mkdir(parents=True, exist_ok=True)
            with speaking(language):
                manual.write_text(page(), encoding="utf-8")
            self.data_files.append((folder, [str(manual)]))
        super().run()


setup(
    cmdclass={"build_py": BuildWithTables, "install_data": InstallManuals},
    data_files=[(folder, []) for folder in MANUALS.values()],
)
