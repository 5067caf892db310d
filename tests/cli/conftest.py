"""The real command in a process of its own, on real files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

FAULTY = """\
unit: 示例学校
year: 2024
projects:
  - name: 校园网络服务
    goal: 为5000名师生提供稳定的网络接入服务。
    indicators:
      - level1: 产出指标
        level2: 数量指标
        name: 日均接入量
        full: ≤10ms
      - level1: 产出指标
        level2: 质量指标
        name: 设备验收合格率
        full: 100%
      - level1: 效益指标
        level2: 社会效益指标
        name: 服务师生人数
        full: ≥5000人
      - level1: 满意度指标
        level2: 服务对象满意度指标
        name: 师生对网络服务的满意度
        full: ≥90%
"""
"""One sure error: U001 at line 10, column 18."""

MESSAGE = "“ms”是时间单位，与名称里的“接入量”不符"
PLACE = "10:18"

CLEAN = FAULTY.replace("≤10ms", "≥3000次")


class Ran(NamedTuple):
    """What a run left: exit code, and standard output and error as UTF-8."""

    code: int
    out: str
    err: str


Perflint = Callable[..., Ran]


@pytest.fixture
def perflint(tmp_path: Path) -> Perflint:
    """Run perflint with these words in `tmp_path`."""

    def run(*words: str, stdin: bytes = b"", **environment: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "perflint", *words],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "data.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    return path
