"""What the fuzzer starts from beside its corpus: the examples of all rules, the documented packs and settings, rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from perflint.readers.nodes import Limits, Mapping, Scalar, Tree
from perflint.readers.yaml_tree import compose
from perflint.rule import catalogue
from perflint.testing import as_table

ROOT = Path(__file__).parents[2]
LIMITS = Limits(max_bytes=1_000_000, max_depth=100, max_nodes=100_000, max_scalar=100_000)
_BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def seeds(target: str) -> Iterator[bytes]:
    """The seeds of a target."""
    texts = {
        "yaml": _tables,
        "json": _json,
        "text": _layouts,
        "comments": _comments,
        "value": _values,
        "settings": lambda: _blocks("toml", "configuration.md"),
        "pack": lambda: _blocks("pack", "own-rules.md", "policies.md"),
    }[target]()
    yield from (text.encode() for text in texts if len(text.encode()) <= 6_000)


def _tables() -> Iterator[str]:
    for rule in catalogue("zh").rules.values():
        yield from (as_table(example) for example in (rule.page.bad, rule.page.good))


def _json() -> Iterator[str]:
    for table in _tables():
        documents = compose(table, LIMITS).documents
        if documents:
            yield json.dumps(_plain(documents[0]), ensure_ascii=False)


def _plain(tree: Tree) -> object:
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Mapping):
        return {key.text: _plain(value) for key, value in tree.pairs if isinstance(key, Scalar)}
    return [_plain(item) for item in tree.items]


def _layouts() -> Iterator[str]:
    from generator import generate

    text: str = generate.make("layout", 1, seed=3)
    lines = text.split("\n")
    yield from ("\n".join(lines[:end]) for end in (12, 20, 40, 60))
    yield from ("\n".join([*lines[:8], *lines[start : start + 30]]) for start in range(60, len(lines) - 30, 90))


def _comments() -> Iterator[str]:
    for name in ("suppressions.md",):
        document = (ROOT / "docs" / name).read_text(encoding="utf-8")
        yield from re.findall(r"# perflint(.*)", document)
    yield from (
        ": ignore[U001]",
        ": ignore-file[U001, N] 原因\nperflint: ignore[S001]",
        "：忽略【U001】",
        " ignore U001",
    )


def _values() -> Iterator[str]:
    rows = (ROOT / "tests" / "data" / "rows.tsv").read_text(encoding="utf-8").split("\n")
    yield from sorted({row.split("\t")[2].replace("¦", "") for row in rows if row.count("\t") >= 3})


def _blocks(kind: str, *names: str) -> Iterator[str]:
    for name in names:
        document = (ROOT / "docs" / name).read_text(encoding="utf-8")
        yield from (text for language, said, text in _BLOCK.findall(document) if kind in (language, said))
