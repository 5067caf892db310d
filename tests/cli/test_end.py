"""The process ends at once and loses nothing by it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
REGISTERED = """
import atexit, sys
from perflint.__main__ import run
atexit.register(lambda: print("taken away"))
print("begun")
sys.argv = ["perflint", sys.argv[1], "--format", "json"]
run()
"""


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, encoding="utf-8", check=False)


def test_what_others_want_done_at_the_end_is_done() -> None:
    done = python("-c", REGISTERED, str(EXAMPLES))

    assert done.returncode == 1
    assert done.stdout.startswith("begun\n{")
    assert done.stdout.endswith("}\ntaken away\n")
    assert not done.stderr


def test_a_profiler_gets_to_its_end() -> None:
    done = python("-m", "cProfile", "-m", "perflint", "--version")

    assert "function calls" in done.stdout
    assert done.returncode == 0


INTERRUPTED = """
import sys
class Interrupting:
    def find_spec(name, path, target=None):
        if name == "perflint.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting)
from perflint.__main__ import run
run()
"""
LOADED = """
import gc, sys
before = set(sys.modules)
import perflint.__main__
print(*sorted(set(sys.modules) - before))
"""


def test_an_interrupt_is_heard_from_the_first_import_on() -> None:
    done = python("-c", INTERRUPTED)

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_nothing_is_imported_before_an_interrupt_is_heard() -> None:
    done = python("-c", LOADED)

    assert done.stdout.split() == ["perflint", "perflint.__main__"]


def test_nobody_to_write_to_is_no_fault() -> None:
    done = python("-c", "import sys; sys.stdout = sys.stderr = None; from perflint.__main__ import end; end(3)")

    assert (done.returncode, done.stderr) == (3, "")
