"""The benchmark of a whole province, run on a few units: it measures, and finds every copied goal that pairs give."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import scale
from measuring import ROOT


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_small_run_measures_and_compares() -> None:
    words = [sys.executable, ROOT / "benchmarks" / "scale.py", "--python", sys.executable, "--gate"]
    done = subprocess.run(
        [*words, "--files", "2", "--exact", "3"], check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(r"200 projects, 2 files: \d+\.\d s, \d+ MiB\n", done.stdout)
    assert re.search(r"(?m)^  in one process \d+\.\d s: .*X001 \d.*读取文件 \d", done.stdout)
    assert re.search(r"(?m)^300 projects, every pair compared in \d+ s: [1-9]\d+ copied goals$", done.stdout)
    assert "recall 1.0000, precision 1.0000; named: the same " in done.stdout


def test_the_share_of_copies(tmp_path: Path) -> None:
    entries = scale.written(tmp_path / "tables", 20)
    assert len(entries) == 20 * scale.PROJECTS
    for kind, share in scale.SHARES.items():
        assert sum(entry.kind == kind for entry in entries) == pytest.approx(share * len(entries), rel=0.25)


def test_a_miss_and_a_false_alarm_show() -> None:
    def entry(number: int, goal: str) -> scale.Entry:
        return scale.Entry((f"{number}.yaml", "/projects/0/goal"), scale.Item(f"项目{number}", {}, goal, []), scale.NEW)

    goal = "购买专业保洁服务保持城区六十二座公厕全天干净设施完好用品齐全方便市民和游客提升城市形象"
    entries = [entry(0, goal), entry(1, goal[::-1]), entry(2, f"为了方便，{goal}"), entry(3, goal[:30])]
    assert scale.exact(entries) == {entries[2].at: {entries[0].at}}
