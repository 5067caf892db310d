"""Compiles the vocabulary and the grammar's tables and makes the manual; everything else is in pyproject.toml.

With SOURCE_DATE_EPOCH set, wheel and sdist of one source are the same to the byte.
"""

import gzip
import os
import sys
import tarfile
from pathlib import Path
from shutil import rmtree

from setuptools import setup  # It brings distutils, which Python has no longer.
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

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


class LevelArchive(sdist):
    """sdist, then, with SOURCE_DATE_EPOCH, its archive without what differs from build to build; wheels have none."""

    def make_archive(self, *words: object, **named: object) -> str:
        archive: str = super().make_archive(*words, **named)
        if moment := os.environ.get("SOURCE_DATE_EPOCH"):
            level(Path(archive), int(moment))
        return archive


def level(archive: Path, moment: int) -> None:
    """Write a .tar.gz anew: in order of names, of that time (seconds since 1970), of no user, as readable as any."""
    with tarfile.open(archive) as old:
        entries = [(entry, old.extractfile(entry)) for entry in sorted(old, key=lambda entry: entry.name)]
        with (
            archive.with_suffix(".new").open("wb") as file,
            gzip.GzipFile("", "wb", fileobj=file, mtime=moment) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
        ):
            for entry, content in entries:
                entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = moment, 0, 0, "", ""
                entry.mode = 0o755 if entry.mode & 0o100 else 0o644
                entry.pax_headers = {}
                new.addfile(entry, content)
    archive.with_suffix(".new").replace(archive)


setup(
    cmdclass={"build_py": BuildWithTables, "install_data": InstallManuals, "sdist": LevelArchive},
    data_files=[(folder, []) for folder in MANUALS.values()],
)
