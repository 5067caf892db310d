"""The documentation that is made from the rules is the one that is committed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_rule_pages_are_current() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, f"run `python docs/generate.py`; stale: {run.stdout}{run.stderr}"
