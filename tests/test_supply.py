"""What perflint is made of and with: few libraries, pinned for development; builds alike; no network at run time."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from perflint.reporters import FORMATS

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "panyu-polytechnic-2024.yaml"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
LIBRARIES = {
    "lark": "lark",
    "markdown_it": "markdown-it-py",
    "packaging": "packaging",
    "re2": "google-re2",
    "rich": "rich",
    "ruamel": "ruamel.yaml",
    "ruamel.yaml.cyaml": "ruamel.yaml.clib",
}


def declared() -> list[Requirement]:
    """What is needed to run perflint, extras included."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    return [Requirement(text) for texts in (PROJECT["project"]["dependencies"], *extras) for text in texts]


def developed() -> list[Requirement]:
    """What is needed to develop it, beside."""
    groups = PROJECT["dependency-groups"]
    return [
        Requirement(text)
        for name in ("test", "dev", "browser", "shells")
        for text in groups[name]
        if isinstance(text, str)
    ]


def imported() -> Iterator[str]:
    """The modules that the source imports, by statement or by `import_module`."""
    for folder in ("src", "rules", "grammar"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Import(names):
                        yield from (alias.name for alias in names)
                    case ast.ImportFrom(str(module)):
                        yield module
                    case ast.Call(ast.Name("import_module"), [ast.Constant(str(module))]):
                        yield module


def library(module: str) -> str | None:
    """The library that a module belongs to; None where it is Python's or perflint's own."""
    whole, top = LIBRARIES.get(module), module.partition(".")[0]
    if whole or top in sys.stdlib_module_names or top == "perflint":
        return whole
    return LIBRARIES[top]


def test_every_library_that_is_declared_is_used_and_none_else() -> None:
    assert {found for module in imported() if (found := library(module))} == {one.name for one in declared()}


@pytest.mark.parametrize("text", [*map(str, declared()), *PROJECT["build-system"]["requires"]])
def test_a_requirement_has_a_lower_bound_and_no_upper_one(text: str) -> None:
    assert [bound.operator for bound in Requirement(text).specifier] == [">="]


def locked() -> dict[str, tuple[str, str]]:
    """Version and hashes by name."""
    entries = re.findall(r"(?m)^([\w.-]+)==(\S+)(?: ; [^\n]*)? \\\n((?:    --hash=\S+(?: \\)?\n)+)", LOCK)
    return {canonicalize_name(name): (version, hashes) for name, version, hashes in entries}


@pytest.mark.parametrize("requirement", [*declared(), *developed()], ids=str)
def test_the_lock_pins_what_is_required(requirement: Requirement) -> None:
    version, hashes = locked()[canonicalize_name(requirement.name)]
    assert Version(version) in requirement.specifier
    assert hashes.count("--hash=sha256:") > 0


def test_the_lock_has_nothing_without_hashes_and_names_no_place() -> None:
    assert len(locked()) == len(re.findall(r"(?m)^[^\s#]", LOCK))
    assert "://" not in LOCK
    assert not re.search(r"(?m)^\s*--(?!hash)|@ ", LOCK)


def test_what_the_build_compiles_does_not_depend_on_hashes(tmp_path: Path) -> None:
    words = "import sys, pathlib; from perflint.precompile import write_tables; write_tables(pathlib.Path(sys.argv[1]))"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for seed in ("1", "2"):
        run = [sys.executable, "-c", words, str(tmp_path / seed)]
        subprocess.run(run, check=True, env={**environment, "PYTHONHASHSEED": seed}, cwd=tmp_path)
    texts = [{path.name: path.read_bytes() for path in (tmp_path / seed).glob("*.py")} for seed in ("1", "2")]
    assert "patterns.py" in texts[0]
    assert texts[0] == texts[1]


def offline(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, ROOT / "tests" / "offline.py", *words]
    return subprocess.run(run, check=False, capture_output=True, text=True, cwd=cwd, timeout=60)


@pytest.mark.parametrize(
    "source",
    [
        "import socket; socket.socket()",
        "import urllib.request; urllib.request.urlopen('http://localhost')",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_watch_sees_the_network_and_programs(source: str, tmp_path: Path) -> None:
    assert offline("--exec", source, cwd=tmp_path).returncode == 99


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_asks_for_the_network(name: str, tmp_path: Path) -> None:
    done = offline(EXAMPLE, "--format", name, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["rule", "U001"],
        ["rule", "--all", "--format", "json"],
        ["parse", "≥95%"],
        ["schema", "data"],
        ["settings"],
        ["files", str(ROOT / "examples")],
        ["baseline", "create", str(EXAMPLE)],
        [str(EXAMPLE), "--diff", "--unsafe-fixes"],
        [str(EXAMPLE), "--policy", "guangdong", "--lang", "en"],
        ["--help"],
        ["--version"],
    ],
    ids=lambda words: " ".join(Path(word).name for word in words),
)
def test_no_command_asks_for_the_network(words: list[str], tmp_path: Path) -> None:
    done = offline(*words, cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout + done.stderr
