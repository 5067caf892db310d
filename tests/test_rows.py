"""Families U and D on rows of many sectors, labelled by hand: not one finding more, not one less."""

from __future__ import annotations

import pytest
from corpus import agrees, rows, verdicts


@pytest.mark.parametrize("file", ["rows.tsv", "rows_held_out.tsv"])
def test_the_rules_say_what_an_expert_says(file: str) -> None:
    labelled = rows(file)
    differing = [
        f"{file}:{row.line} {row.name} {row.value}: {sorted(row.expected)}, found {sorted(found)}"
        for row, found in zip(labelled, verdicts(labelled), strict=True)
        if not agrees(row, found)
    ]
    assert not differing, "\n".join(differing)


def test_the_corpus_is_broad() -> None:
    labelled = rows("rows.tsv")
    codes = {code[:4] for row in labelled for code in row.expected}
    assert len(labelled) >= 1000
    assert len({row.sector for row in labelled}) >= 20
    assert len({(row.level2, row.name, row.value) for row in labelled}) == len(labelled)
    assert codes == {f"U{number:03}" for number in range(1, 15)} | {f"D{number:03}" for number in range(1, 13)}
