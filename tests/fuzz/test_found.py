"""What the fuzzers found once, and the small corpus that they start from: every input keeps every promise.

`found/TARGET/` holds an input for each fault that there was, `corpus/TARGET/` what reaches most of the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perflint.discovery import Source

from .seeds import seeds
from .targets import CONTROLS, PER_100_KB, TARGETS, Broken, judged, judging, output, seconds, table

HERE = Path(__file__).parent
FILES = {"yaml": "data.yaml", "json": "data.json", "text": "表.txt"}


def kept(folder: str) -> list[tuple[str, Path]]:
    return [(path.parent.name, path) for path in sorted((HERE / folder).glob("*/*"))]


def many(target: str) -> Iterator[tuple[str, bytes]]:
    """Inputs of 100 kB on which time once grew faster than size, or would where a pattern looks twice."""
    head = "projects:\n- name: 甲\n"
    goal = f"{head}  goal: 目标"
    row = "  indicators:\n  - {level1: 产出指标, level2: 数量指标, full: 5个, name: 建设"
    texts = {
        "yaml": {
            "unknown keys": head + "  den: %}\n" * 10_000,
            "unknown keys, all different": head + "".join(f"  dne{number}: x\n" for number in range(8_000)),
            "items on one line": "projects: [" + "a," * 5_000 + "]\n",
            "hashes in a comment behind a key without a value": f"projects:\n- {{kind {'# ' * 50_000}\n  }}\n",
            "spaces before what is no comment": head + "  kind: %" + " " * 100_000 + "x\n",
            "wrong rules in comments": head
            + "".join(
                f"  # perflint: ignore[unit-no{number}]\n  # perflint ignore unit-n{number}\n"
                for number in range(1_500)
            ),
            "comments below each other": head + "#perflint:ignore\n" * 5_800,
            "wrong rules in one comment": head
            + "".join(
                f"# perflint: ignore[{' '.join(f'u-{line}{word}' for word in range(400))}]\n" for line in range(28)
            ),
            "comments beside findings": head
            + "  indicators:\n"
            + "".join(f"  - {{name: 路灯{number}}} # perflint: ignore\n" for number in range(2_200)),
            "hashes": head + "  # " + "#" * 100_000 + " perflint\n",
            **{f"a goal of {sign!r}": goal + sign * (100_000 // len(sign.encode())) + "\n" for sign in SIGNS},
            **{f"a name of {sign!r}": head + row + sign * (100_000 // len(sign.encode())) + "}\n" for sign in SIGNS},
        },
        "json": {"items": '{"projects": [' + "1," * 5_000 + "1]}"},
        "text": {},
        "value": {sign: sign * (100_000 // len(sign.encode())) for sign in SIGNS},
        "comments": {"hashes": ": " + "#" * 100_000, "verbs": " ignor U01" * 9_000},
        "settings": {
            "keys": "".join(f"key{number} = 1\n" for number in range(300)),
            "a key of many parts": "a." * 50_000 + "b = 1",
        },
        "pack": {"keys": "".join(f"key{number}: 1\n" for number in range(300))},
    }
    yield from ((name, text.encode()) for name, text in texts[target].items())


SIGNS = ("1", "1,", "项", "，", "。1", "“", "（", "年", "2024年", "％", "和", "\u3000项", "a-", "提高", "1个", "１")


@pytest.mark.parametrize(("target", "path"), kept("found"), ids=lambda given: getattr(given, "name", given))
def test_what_was_found_once_is_mended(target: str, path: Path) -> None:
    data = path.read_bytes()
    TARGETS[target](data)
    if target in FILES:
        table(FILES[target], data, every_format=True)


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus(target: str) -> None:
    for _, path in (one for one in kept("corpus") if one[0] == target):
        TARGETS[target](path.read_bytes())


@pytest.mark.parametrize(
    ("target", "data"),
    [pytest.param(target, data, id=f"{target}: {name}") for target in TARGETS for name, data in many(target)],
)
def test_time_grows_with_size(target: str, data: bytes) -> None:
    run = judging(target)
    run(next(seeds(target)))
    assert seconds(run, data) < 4 * PER_100_KB, "a busy machine may take a few times as long; what grew took minutes"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(TARGETS)), st.binary(max_size=300))
def test_any_bytes(target: str, data: bytes) -> None:
    TARGETS[target](data)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_seeds_with_stretches_moved(data: st.DataObject) -> None:
    target = data.draw(st.sampled_from(sorted(TARGETS)))
    seed = data.draw(st.sampled_from(SEEDS[target])).decode()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(seed))] * 2)))
    at = data.draw(st.integers(0, len(seed)))
    piece = data.draw(st.one_of(st.just(seed[start:end]), st.text(max_size=5)))
    TARGETS[target]((seed[:at] + piece + seed[at + data.draw(st.integers(0, 20)) :]).encode("utf-8", "ignore"))


SEEDS = {target: list(seeds(target)) for target in TARGETS}


class TestThePromisesCanBreak:
    """Checks that cannot fail prove nothing."""

    def test_a_control_sign(self) -> None:
        assert CONTROLS.search("\x1b[31m")
        assert not CONTROLS.search("项目\n\t␛[31m")

    def test_a_report_that_lost_a_line(self) -> None:
        report = judged(Source("a.yaml", b"projects: ["))
        with pytest.raises(Broken):
            output("concise", report._replace(findings=(*report.findings, report.findings[0]._replace(name="a\nb"))))
