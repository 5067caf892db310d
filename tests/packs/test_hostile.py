"""A pack that was cut, doubled or scrambled is refused with places, or it is a pack: nothing else happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perflint.linter import Options, lint_text
from perflint.packs import Mistake, PackError

from .test_documents import PACKS, POLICIES, TABLE, blocks

WHOLE = [*PACKS, *blocks(POLICIES, "pack")]
PIECES = st.one_of(
    st.text("[]{}:,'\"-#&*|>!%@? \n约0", max_size=4), st.sampled_from(WHOLE).map(lambda text: text[12:40])
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("packs") / "本市.yaml"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(WHOLE), st.floats(0, 1), st.integers(0, 12), PIECES)
def test_no_pack_crashes(file: Path, pack: str, share: float, cut: int, piece: str) -> None:
    at = int(share * len(pack))
    file.write_text(pack[:at] + piece + pack[at + cut :], encoding="utf-8")
    found, mistakes = judged(str(file))
    assert "M006" not in found
    assert all(mistake.message and (mistake.line > 0) == (mistake.column > 0) for mistake in mistakes or ())


def test_a_base_of_a_name_that_no_file_can_have(file: Path) -> None:
    file.write_text(f"extends: {'长' * 3000}\n", encoding="utf-8")
    _, mistakes = judged(str(file))
    assert [(mistake.line, mistake.column) for mistake in mistakes or ()] == [(1, 10)]


def judged(policy: str) -> tuple[set[str], tuple[Mistake, ...] | None]:
    """The codes that a run with the pack finds, and the mistakes where it cannot be used."""
    try:
        return {finding.code for finding in lint_text(TABLE, "data.yaml", Options(policy=policy)).findings}, None
    except PackError as error:
        return set(), error.mistakes
