"""The arrows of the house run one way, and its engine knows no word of the field."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "src" / "perflint"

# A room may use the rooms in its own line and above it, never those below.
LAYERS = (
    {
        *("", "text", "texts", "interface", "period", "compiled", "content", "discovery", "files"),
        *("processes", "progress"),
        *("beginnings", "firsts", "opened", "record", "regex", "similarity", "spelling"),
        *("visible", "walking", "wildcards"),
    },
    {"finding"},
    {"vocabulary"},
    {
        *("units", "terminals", "numerals", "meanings", "tokens", "amounts", "dates"),
        *("grammar", "grammars", "shapes", "transform", "wording", "expression"),
    },
    {"naming", "polarity"},
    {"model", "policy", "outline", "facts"},
    {"rule", "translation"},
    {"readers"},
    {"rules"},
    {"declared"},
    {"packs", "plugins"},
    {"plan", "fingerprint", "timing", "verdict"},
    {"crew", "posting", "ahead"},
    {"directives", "suppression", "baseline", "since", "hiding", "linter"},
    {"config"},
    {"testing", "conversion", "fixing", "marking", "pages", "schemas", "starter", "watching", "writer"},
    {"reporters", "api"},
    {"commands"},
    {"cli", "__main__", "precompile"},
)
RANK = {room: rank for rank, layer in enumerate(LAYERS) for room in layer}

# Back doors, each with its reason: imports inside a function.
BACK_DOORS = {
    ("rule", "rules"),  # the registry finds the rules by walking their package
}

# Libraries that cost a start dearly have one room each.
LIBRARIES = {
    "markdown_it": {"reporters"},
    "rich": {"reporters", "progress"},
    "lark": {"grammars"},
    "ruamel": {"readers", "vocabulary"},
}

# Hanzi that are digits and date signs; the headings and example frames that make up a rule's page; and two that are
# syntax: 或 joins alternatives as / does, and a unit with 数 behind it is a count.
NUMBERS_AND_DATES = "〇零一二两三四五六七八九十百千万亿第分之年月日度季至到"
SYNTAX = {
    "rule": {"依据", "反例", "正例"},
    "testing": {"反例", "正例", "文件", "示例项目", "项目", "一级指标"},
    "meanings": {"或"},
    "naming": {"数"},
}

HANZI = re.compile(r"[\u3400-\u9ffe]+")  # U+9FFF only ever ends a range


def modules() -> Iterator[tuple[str, Path]]:
    """Every module with its room: `perflint.readers.yaml` is in `readers`."""
    for path in sorted(ENGINE.rglob("*.py")):
        inside = path.relative_to(ENGINE)
        room = inside.parts[0] if len(inside.parts) > 1 else inside.stem
        yield ("" if room == "__init__" else room), path
    for room in ("rules", "grammar"):
        yield from ((room, path) for path in sorted((ROOT / room).rglob("*.py")))


def imports(tree: ast.AST) -> Iterator[str]:
    """The full names of all that a module imports when it runs, wherever the import stands."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield from imports(node)


def room_of(name: str) -> str | None:
    """The room of an imported name; "" for the package itself, None for what is not ours."""
    package, _, rest = name.partition(".")
    if package != "perflint":
        return None
    room = rest.partition(".")[0]
    return room if room in RANK else ""


@pytest.mark.parametrize(
    ("room", "path"), [pytest.param(*module, id=str(module[1].relative_to(ROOT))) for module in modules()]
)
def test_a_module_imports_only_from_its_own_layer_and_those_above(room: str, path: Path) -> None:
    assert room in RANK, f"{room} has no place in LAYERS yet"
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        used = room_of(name)
        if used is not None:
            assert RANK[used] <= RANK[room] or (room, used) in BACK_DOORS, f"{room} must not import {name}"
        library = name.partition(".")[0]
        assert room in LIBRARIES.get(library, {room}), f"{library} is used only in {LIBRARIES[library]}"


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem) for _, path in modules() if path.is_relative_to(ENGINE)]
)
def test_the_engine_holds_no_word_of_the_field(path: Path) -> None:
    """Words live in rules/vocabulary, texts for people in texts/, pages with the rules."""
    if path.parent.name == "texts":
        return
    found = {word for text in literals(ast.parse(path.read_text(encoding="utf-8"))) for word in HANZI.findall(text)}
    words = {word for word in found if word.strip(NUMBERS_AND_DATES)}
    assert words <= SYNTAX.get(path.stem, set())


def literals(tree: ast.AST) -> Iterator[str]:
    """All string constants but docstrings: a string that stands alone as a statement says nothing to the program."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(node, ast.Expr):
                yield child.value


def test_every_layer_names_rooms_that_exist() -> None:
    rooms = {room for room, _ in modules()}
    assert set(RANK) <= rooms, f"no such room: {set(RANK) - rooms}"


def test_the_walk_sees_an_import_inside_a_function_and_skips_type_checking() -> None:
    code = "if TYPE_CHECKING:\n    import perflint.cli\ndef f():\n    from perflint import linter"
    assert list(imports(ast.parse(code))) == ["perflint.linter"]
    assert room_of("perflint.linter") == "linter"
