"""The guard of speed, with real counts: what is built is as fast as recorded, and a slower one would be caught.

`PERFLINT_PYTHON` is the interpreter of an environment that has the wheel. Needs valgrind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = Path(os.environ["PERFLINT_PYTHON"]).absolute()


def guard(**more: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, ROOT / "benchmarks" / "guard.py", "--python", PYTHON]
    return subprocess.run(words, check=False, capture_output=True, text=True, env={**os.environ, **more})


def test_it_is_as_fast_as_recorded() -> None:
    done = guard()
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_module_imported_at_start_for_nothing_is_caught(tmp_path: Path) -> None:
    asked = [PYTHON, "-c", "import perflint; print(perflint.__path__[0])"]
    package = subprocess.run(asked, check=True, capture_output=True, text=True, cwd=tmp_path).stdout.strip()
    shutil.copytree(package, tmp_path / "perflint")
    linter = tmp_path / "perflint" / "linter.py"
    source = linter.read_text(encoding="utf-8")
    linter.write_text(source.replace("import gc\n", "import asyncio\nimport gc\n"), encoding="utf-8")
    done = guard(PYTHONPATH=str(tmp_path))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "clean 1x is slower by " in done.stdout
