"""The tools that perflint is held against: how each is had, what it is told, how its findings are counted."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from measuring import Words, quietly

RULES = Path(__file__).parent / "rules"


class Command(NamedTuple):
    """What is run, and the lines of its output that stand for a finding each (None: it finds nothing)."""

    words: Words
    finding: re.Pattern[bytes] | None = None


class Peer(NamedTuple):
    """A tool of others. `package` is pinned; `words` have the program check a file."""

    name: str
    package: str
    program: str
    words: Callable[[Path, Path], Words]
    finding: re.Pattern[bytes]

    def on(self, program: Path, file: Path) -> Command:
        """The program, checking the file."""
        return Command(self.words(program, file), self.finding)


PEERS = (
    Peer(
        "spectral",
        "@stoplight/spectral-cli@6.16.3",
        "npm/node_modules/.bin/spectral",
        lambda program, file: [program, "lint", "--ruleset", RULES / "spectral.yaml", "--format", "json", file],
        re.compile(rb'^\s*"code":'),
    ),
    Peer(
        "yamllint",
        "yamllint==1.38.0",
        "python/bin/yamllint",
        lambda program, file: [program, "--config-file", RULES / "yamllint.yaml", "--format", "parsable", file],
        re.compile(rb"^[^:]+:\d+:\d+: "),
    ),
    Peer(
        "check-jsonschema",
        "check-jsonschema==0.39.0",
        "python/bin/check-jsonschema",
        lambda program, file: [program, "--schemafile", RULES / "schema.json", "--output-format", "json", file],
        re.compile(rb'^\s*"filename":'),
    ),
)
FINDING = re.compile(rb'^    \{"code":')


def perflint(python: Path, where: str | Path, *options: str, rules: str = "*") -> Command:
    """perflint beside that interpreter on a file or folder: all rules, findings as JSON, no configuration read."""
    words = [python.with_name("perflint"), where, "--select", rules, "--isolated", "--format", "json", *options]
    return Command(words, FINDING)


def installed(folder: Path, peers: Iterable[Peer]) -> dict[Peer, Path]:
    """Those tools and their programs, installed into the folder unless these very versions are there already."""
    programs = {}
    for peer in peers:
        program, note = folder / peer.program, folder / f"{peer.name}.txt"
        if not (program.exists() and note.exists() and note.read_text(encoding="utf-8") == peer.package):
            _install(folder, peer)
            note.write_text(peer.package, encoding="utf-8")
        programs[peer] = program
    return programs


def _install(folder: Path, peer: Peer) -> None:
    kind = peer.program.partition("/")[0]
    (folder / kind).mkdir(parents=True, exist_ok=True)
    if kind == "npm":
        quietly("npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder / kind, peer.package)
        return
    python = folder / kind / "bin" / "python"
    if not python.exists():
        quietly(sys.executable, "-m", "venv", folder / kind)
    quietly(python, "-m", "pip", "--disable-pip-version-check", "-q", "install", "--compile", peer.package)
