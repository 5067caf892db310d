"""What the tests start has its tables compiled, as in a wheel; their own process works from the sources."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from perflint.precompile import write_tables

# How long an example takes says how busy the machine is; what is slow is measured in benchmarks/.
settings.register_profile("perflint", deadline=None)
settings.load_profile("perflint")

# A shell has what it starts in the background ignore Ctrl+C, and so would all that the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

FINDER = '''
import sys
from importlib.util import spec_from_file_location

class Tables:
    """Finds `perflint._compiled` beside this file."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if not name.startswith("perflint._compiled"):
            return None
        inside = "/".join(name.split(".")[2:])
        if inside:
            return spec_from_file_location(name, f"{FOLDER}/{inside}.py")
        return spec_from_file_location(name, f"{FOLDER}/__init__.py", submodule_search_locations=[FOLDER])

sys.meta_path.insert(0, Tables)
'''


@pytest.fixture(scope="session", autouse=True)
def _compiled_tables(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Set the environment for good: it is that of this test run and of what it starts."""
    folder = tmp_path_factory.mktemp("tables")
    write_tables(folder / "compiled")
    (folder / "sitecustomize.py").write_text(f"FOLDER = {str(folder / 'compiled')!r}\n{FINDER}", encoding="utf-8")
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(folder)), *([before] if before else [])])
