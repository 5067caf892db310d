"""The scripts of `perflint completion` in real shells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from shells import SHELLS, typed
from tree_sitter import Language, Node, Parser
from tree_sitter_powershell import language

from perflint.commands import COMMANDS
from perflint.reporters import FORMATS
from perflint.rule import catalogue
from perflint.vocabulary import subjects

FILES = {"data.yaml", "目标表.txt", "单位 一"}
CODES = set(catalogue().rules)
NAMES = {rule.name for rule in catalogue().rules.values()}


def perflint(*words: str) -> str:
    command = [sys.executable, "-m", "perflint", *words]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()


@pytest.fixture(scope="module")
def script(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script for a shell, in a language."""
    shell, spoken = request.param
    path = tmp_path_factory.mktemp(shell) / "script"
    path.write_text(perflint("completion", shell, "--lang", spoken), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("folder")
    for name in ("data.yaml", "目标表.txt"):
        (made / name).touch()
    (made / "单位 一").mkdir()
    return made


def starting(start: str, words: set[str]) -> set[str]:
    return {word for word in words if word.startswith(start)}


OFFERED = {
    "": {*COMMANDS, *FILES},
    "ch": {"check"},
    "d": {"data.yaml"},
    "check ": FILES,
    "files 目": {"目标表.txt"},
    "data.yaml ch": set(),
    "data.yaml --format ": set(FORMATS),
    "--format j": {"json", "junit"},
    "--format=j": {"--format=json", "--format=junit"},
    "rule --format ": {"text", "markdown", "json"},
    "rule ": CODES | NAMES,
    "rule U001 unit-c": starting("unit-c", NAMES),
    "rule --policy gu": {"guangdong"},
    "--policy ": {*subjects("policies"), *FILES},
    "--select U01": starting("U01", CODES),
    "--select U": starting("U", CODES) | {"U"},
    "--select U001,N00": {f"U001,{code}" for code in starting("N00", CODES)},
    "--ignore=U001,N00": {f"--ignore=U001,{code}" for code in starting("N00", CODES)},
    "--fail-on ": {"error", "warning", "info", "never"},
    "--fix-safety U001": {"U001="},
    "--fix-safety U001=": {"U001=safe", "U001=unsafe", "U001=off"},
    "--output sa": {"sarif="},
    "--output sarif=目": {"sarif=目标表.txt"},
    "--output=sarif=目": {"--output=sarif=目标表.txt"},
    "--config fail": {"fail-on="},
    "--config d": {"data.yaml"},
    "--lang ": {"zh", "en"},
    "--lang en ru": {"rule"},
    "--lang=en rule U001": {"U001"},
    "--year ": set(),
    "parse ": set(),
    "baseline ": {"create", "update", "prune"},
    "baseline create ": FILES,
    "baseline create data.yaml --isolated ": FILES,
    "baseline -o d": {"data.yaml"},
    "schema ": {"data", "config", "policy"},
    "completion ": {"bash", "zsh", "fish", "powershell"},
    "--vers": {"--version"},
    "check --vers": set(),
    "--sel": {"--select"},
    "rule --p": {"--policy", "--plugin"},
    "settings --iso": {"--isolated"},
    "data.yaml --iso": {"--isolated"},
    "check -- --iso": set(),
    "check -- d": {"data.yaml"},
}


@pytest.mark.parametrize(("shell", "script"), [(shell, (shell, "zh")) for shell in SHELLS], indirect=["script"])
@pytest.mark.parametrize("line", OFFERED)
def test_what_is_offered(shell: str, script: Path, folder: Path, line: str) -> None:
    words = SHELLS[shell](script, f"perflint {line}", folder)
    offered = {word.rstrip("/").replace("\\ ", " ") for word in words if word}
    assert len(offered) == len([word for word in words if word])
    assert offered == OFFERED[line]


POSIX = "perflint() { printf '<%s>' \"$@\" > $RESULT.part; mv $RESULT.part $RESULT; }"
COMMAND = {
    "bash": POSIX,
    "zsh": f"autoload -Uz compinit; compinit -u -D; {POSIX}",
    "fish": "function perflint; printf '<%s>' $argv > $RESULT.part; mv $RESULT.part $RESULT; end",
}
"""A command of that name that writes down its words."""


@pytest.mark.parametrize(
    ("shell", "script"),
    [(shell, (shell, spoken)) for shell in SHELLS for spoken in ("zh", "en")],
    indirect=["script"],
)
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("perflint sch\tpol\t", "<schema><policy>"),
        ("perflint --output sari\t目\t", "<--output><sarif=目标表.txt>"),
        ("perflint --output=sari\t目\t", "<--output=sarif=目标表.txt>"),
        (
            "perflint --select U001,unit-contra\t --polic\tguan\t",
            "<--select><U001,unit-contradicts-name><--policy><guangdong>",
        ),
        ("perflint 单\t", "<单位 一>"),
    ],
)
def test_what_a_line_becomes(shell: str, script: Path, folder: Path, line: str, words: str) -> None:
    """Typed into an interactive shell. zsh writes "=" where it may stand, and no slash at the end."""
    start = f"{COMMAND[shell]}\nsource {script}\n"
    made = typed(shell, start, f"{line}\n", folder, script.with_name("result"))
    assert made.replace("--policy=", "--policy><").replace("/>", ">") == words


def test_zsh_finds_it_in_its_path(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "_perflint").write_text(perflint("completion", "zsh"), encoding="utf-8")
    start = f"fpath+=({tmp_path})\n{COMMAND['zsh']}\n"
    assert typed("zsh", start, "perflint sch\tpol\t\n", folder, tmp_path / "result") == "<schema><policy>"


def test_bash_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "perflint"
    path.write_text(perflint("completion", "bash"), encoding="utf-8")
    assert path.read_text(encoding="utf-8").isascii()
    subprocess.run(["shellcheck", path], check=True, timeout=120)


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_powershell_can_be_parsed(spoken: str) -> None:
    """By its grammar, with all that an option may be told as text. There is no PowerShell here to run it."""
    source = perflint("completion", "powershell", "--lang", spoken).encode()
    tree = Parser(Language(language())).parse(source)
    assert [source[node.start_byte : node.end_byte] for node in faults(tree.root_node)] == []


def faults(node: Node) -> Iterator[Node]:
    if node.is_error or node.is_missing:
        yield node
    for child in node.children:
        yield from faults(child)
