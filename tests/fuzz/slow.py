"""Looks for inputs on which time grows faster than size: stretches of seeds and kept inputs, repeated to 100 kB.

    python tests/fuzz/slow.py yaml --minutes 5

Half as much is tried first: only what grows by more than size does, or is slow at once, is tried whole. No
instrumentation, so the seconds are those of a run. Ends with exit code 1 where 100 kB take more than `PER_100_KB`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent))

from fuzz.seeds import seeds  # noqa: E402
from fuzz.targets import PER_100_KB, TARGETS, judging, seconds  # noqa: E402

WHOLE = 100_000
_NUMBER = re.compile(r"[0-9]+")
_CUT = re.compile(r"[\n,:;\[\]{} ，：；。、（）“”]")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "fuzz")
    found = parser.parse_args()
    target, chance = judging(found.target), random.Random(found.seed)
    known = [
        *seeds(found.target),
        *_files(HERE / "corpus" / found.target),
        *_files(found.work / "corpus" / found.target),
    ]
    target(known[0])
    end, tried, slowest, slow = time.monotonic() + found.minutes * 60, 0, 0.0, 0
    folder = found.work / "slow" / found.target
    while time.monotonic() < end:
        make = _maker(chance.choice(known), chance)
        took = _growing(target, make)
        tried += 1
        if took > slowest:
            slowest = took
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{took:07.2f}").write_bytes(make(WHOLE))
            print(f"{took:.2f} s for 100 kB: {folder}", flush=True)
        slow += took > PER_100_KB
        if took > PER_100_KB:
            print(f"SLOW {took:.2f} {make(2_000).decode('utf-8', 'ignore')[-400:-200]!r}", flush=True)
    print(f"{found.target}: {tried} tried, {slow} over {PER_100_KB} s, the slowest {slowest:.2f} s")
    return 1 if slow else 0


def _growing(target: Callable[[bytes], None], make: Callable[[int], bytes]) -> float:
    """Seconds for 100 kB, estimated where a tenth of it shows nothing unusual."""
    small, twice = (seconds(target, make(size)) for size in (WHOLE // 10, WHOLE // 5))
    if twice < 0.1 and twice < 3 * small:
        return twice
    half = seconds(target, make(WHOLE // 2))
    return half if half > 4 * PER_100_KB else seconds(target, make(WHOLE))


def _maker(data: bytes, chance: random.Random) -> Callable[[int], bytes]:
    """A text of any size: a stretch of `data` again and again, its numbers counted on or not, the rest around it."""
    text = data.decode("utf-8", "ignore")
    cuts = [0, *(match.end() for match in _CUT.finditer(text)), len(text)]
    if chance.random() < 0.3:
        cuts = list(range(len(text) + 1))
    first = chance.randrange(len(cuts))
    last = min(len(cuts) - 1, first + chance.choice((1, 1, 2, 3, 5, 10, 30)))
    before, stretch, after = text[: cuts[first]], text[cuts[first] : cuts[last]] or " ", text[cuts[last] :]
    if chance.random() < 0.3:
        after = ""
    counted = bool(_NUMBER.search(stretch)) and chance.random() < 0.5

    def made(size: int) -> bytes:
        times = max(1, (size - len((before + after).encode())) // len(stretch.encode()))
        if not counted:
            return (before + stretch * times + after).encode()
        pieces = (_NUMBER.sub(str(number + 10), stretch, count=1) for number in range(times))
        return (before + "".join(pieces) + after).encode()[: size + 5_000]

    return made


def _files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.iterdir())] if folder.is_dir() else []


if __name__ == "__main__":
    raise SystemExit(main())
