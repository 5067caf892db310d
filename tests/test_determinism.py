"""The same input gives the same bytes: whatever the hash seed, the locale, the time zone, the width, the parser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from generator import generate

from perflint.reporters import FORMATS

ROOT = Path(__file__).parents[1]
WORLDS: tuple[dict[str, str], ...] = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "COLUMNS": "80"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Shanghai", "COLUMNS": "40"},
    {"PYTHONHASHSEED": "4242", "LANG": "zh_CN.GB18030", "TZ": "America/New_York", "COLUMNS": "200", "NO_COLOR": "1"},
)
PURE = (
    "import sys; sys.modules['ruamel.yaml.cyaml'] = None; from perflint.cli import main; sys.exit(main(sys.argv[1:]))"
)
EXTRA: tuple[tuple[str, ...], ...] = ((), ("--jobs", "1"), ("--jobs", "3"))
"""Further options under which nothing may change."""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Examples and made tables, faulty ones and a published text among them."""
    folder = tmp_path_factory.mktemp("tables")
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        (folder / path.name).write_bytes(path.read_bytes())
    for kind, name in (("faulty", "faulty.yaml"), ("clean", "clean.yaml"), ("layout", "表.txt")):
        (folder / name).write_text(generate.make(kind, 1, seed=11), encoding="utf-8")
    return folder


def said(folder: Path, world: dict[str, str], *words: str, pure: bool = False) -> tuple[int, bytes, bytes]:
    program = ["-c", PURE] if pure else ["-m", "perflint"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONIO"))}
    environment = {**kept, "PYTHONIOENCODING": "utf-8", **world}
    done = subprocess.run(
        [sys.executable, *program, *words], cwd=folder, capture_output=True, env=environment, timeout=300, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def first(tables: Path) -> dict[str, bytes]:
    """Every format's output in the first world, by format."""
    return reports(tables, WORLDS[0], "first")


def reports(folder: Path, world: dict[str, str], name: str, *more: str, pure: bool = False) -> dict[str, bytes]:
    outputs = folder.parent / f"{folder.name}-{name}"
    outputs.mkdir()
    words = [word for format in FORMATS for word in ("--output", f"{format}={outputs / format}")]
    code, out, err = said(folder, world, ".", *words, *more, pure=pure)
    assert code == 1
    return {"": out, "err": err, **{format: (outputs / format).read_bytes() for format in FORMATS}}


@pytest.mark.parametrize("world", WORLDS[1:], ids=lambda world: f"seed {world['PYTHONHASHSEED']}")
@pytest.mark.parametrize("more", EXTRA, ids=" ".join)
def test_every_format_in_every_world(
    tables: Path, first: dict[str, bytes], world: dict[str, str], more: tuple[str, ...]
) -> None:
    again = reports(tables, world, f"{world['PYTHONHASHSEED']}{''.join(more)}", *more)
    assert [name for name, shown in again.items() if shown != first[name]] == []


def test_the_pure_parser(tables: Path, first: dict[str, bytes]) -> None:
    again = reports(tables, WORLDS[0], "pure", pure=True)
    assert [name for name, shown in again.items() if shown != first[name]] == []


@pytest.mark.parametrize(
    "words",
    [
        ("--diff", "--unsafe-fixes", "."),
        ("convert", "表.txt"),
        ("settings",),
        ("files", "."),
        ("rule", "--all"),
        ("parse", "2024年12月31日前"),
    ],
    ids=lambda words: words[0],
)
def test_other_commands(tables: Path, words: tuple[str, ...]) -> None:
    runs = {said(tables, world, *words) for world in WORLDS}
    assert len(runs) == 1


def test_it_would_be_seen(tables: Path, first: dict[str, bytes]) -> None:
    """Another table gives another text in every format."""
    (other := tables.parent / "other").mkdir()
    (other / "clean.yaml").write_bytes((tables / "faulty.yaml").read_bytes())
    again = reports(other, WORLDS[0], "other")
    assert all(again[format] != first[format] for format in FORMATS)
