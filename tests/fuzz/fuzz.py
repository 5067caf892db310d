"""The coverage-guided fuzzer: bytes that reach new lines of perflint are kept and changed further.

    pip install atheris
    python tests/fuzz/fuzz.py yaml --minutes 30

Starts from `corpus/TARGET` and works in `--work` (default `build/fuzz`); what breaks a promise is put into
`WORK/found/TARGET`, one input a fault, the smallest that was met. Ends with exit code 1 where there is any.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

Mutate = Callable[[bytes, int], bytes]
"""Changes bytes; at most so many come out."""

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LONGEST = 6_000
"""Bytes of an input."""
SLOW = 2.0
"""Seconds of CPU under instrumentation, which costs several times as much; `slow.py` measures without."""


def main() -> int:
    sys.path.insert(0, str(HERE.parent))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "fuzz")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    found = parser.parse_args()
    return _fuzz(found) if found.inside else _run(found)


def _run(found: argparse.Namespace) -> int:
    """Start the fuzzer, again where it died, until the minutes are used; say what they came to."""
    corpus, faults = found.work / "corpus" / found.target, found.work / "found" / found.target
    for folder in (corpus, faults):
        folder.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + found.minutes * 60
    while time.monotonic() < end - 5:
        left = (end - time.monotonic()) / 60
        words = [sys.executable, __file__, found.target, "--inside", "--minutes", str(left), "--work", str(found.work)]
        subprocess.run(words, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    count = sum(1 for _ in faults.iterdir())
    minutes = (used.ru_utime + used.ru_stime) / 60
    print(f"{found.target}: {minutes:.1f} CPU-minutes, {sum(1 for _ in corpus.iterdir())} inputs kept, {count} faults")
    return 1 if count else 0


def _fuzz(found: argparse.Namespace) -> int:
    import atheris

    with atheris.instrument_imports(include=["perflint"]):
        from fuzz.seeds import seeds
        from fuzz.targets import TARGETS, Broken, seconds

        target = TARGETS[found.target]
        target(b"")
        for number, seed in enumerate(seeds(found.target)):
            (found.work / "corpus" / found.target / f"seed-{number:03}").write_bytes(seed)
    faults = found.work / "found" / found.target

    def keep(kind: str, data: bytes, told: str) -> None:
        path = faults / "".join(sign if sign.isalnum() else "-" for sign in kind)[:120]
        if not path.exists() or path.stat().st_size > len(data):
            path.write_bytes(data)
            print(f"FOUND {path}\n{told}", flush=True)

    def one(data: bytes) -> None:
        try:
            took = seconds(target, data)
        except Broken as broken:
            keep(broken.kind + str(broken.args[1:2])[:60], data, str(broken))
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            at = next((frame for frame in reversed(frames) if "perflint" in frame.filename), frames[-1])
            keep(f"{type(error).__name__}-{Path(at.filename).name}-{at.name}", data, traceback.format_exc())
        else:
            if took > SLOW:
                keep("slow", data, f"{took:.1f} s")

    pieces = [piece.encode() for piece in _pieces()]

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = _changed(data, most, pieces, chance, atheris.Mutate)
        return data[:most] if chance.random() < 0.1 else data[:most].decode("utf-8", "ignore").encode()

    seeds = HERE / "corpus" / found.target
    atheris.Setup(
        [
            sys.argv[0],
            str(found.work / "corpus" / found.target),
            *([str(seeds)] if seeds.is_dir() else []),
            f"-max_total_time={int(found.minutes * 60)}",
            f"-max_len={LONGEST}",
            "-timeout=60",
            "-rss_limit_mb=6000",
            f"-artifact_prefix={faults}/died-",
            "-print_final_stats=1",
            "-verbosity=0",
        ],
        one,
        custom_mutator=mutated,
    )
    atheris.Fuzz()
    return 0


def _changed(data: bytes, most: int, pieces: list[bytes], chance: random.Random, mutate: Mutate) -> bytes:
    """One step away from `data`: signs of the format put in, stretches taken out, doubled or moved, bytes changed."""
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 3, 10, 40, 200)))
    kind = chance.randrange(8)
    if kind < 3:
        return data[:start] + chance.choice(pieces) + data[start:]
    if kind == 3:
        return data[:start] + chance.choice(pieces) + data[end:]
    if kind == 4:
        return data[:start] + data[end:]
    if kind == 5:
        return data[:end] + data[start:end] * chance.choice((1, 1, 2, 8, 40)) + data[end:]
    if kind == 6:
        at = chance.randrange(len(data) + 1)
        return data[:at] + data[start:end] + data[at:]
    return bytes(mutate(data, most))


def _pieces() -> list[str]:
    """Words and signs that the formats are made of."""
    from perflint.readers import keys
    from perflint.rule import catalogue
    from perflint.vocabulary import schema

    known = [f"{word}: " for word in keys.spellings()] + [f'"{word}": ' for word in keys.spellings()]
    rules = [word for rule in catalogue("zh").rules.values() for word in (rule.code, rule.name)]
    packs = [
        f"{word}: " for entry in schema("pack").values() if isinstance(entry, dict) for word in entry.get("keys", ())
    ]
    signs = [
        *(
            "\n",
            "\n  ",
            "\n    ",
            "\n      - ",
            "- ",
            ": ",
            "：",
            ", ",
            "，",
            "{",
            "}",
            "[",
            "]",
            '"',
            "'",
            "|\n",
            ">-\n",
        ),
        *("&a ", "*a", "<<: *a", "!!str ", "? ", "---\n", "...\n", "#", " # perflint: ignore[", "]", "\\", "\\u4e00"),
        *("\t", "\u3000", "\xa0", "\u200b", "\ufeff", "\x85", "\u2028", "\r", "\r\n", "\x00", "\x1b[31m", "\u202e"),
        *(
            "≥",
            "≤",
            "＝",
            "不低于",
            "以上",
            "万元",
            "平方米",
            "%",
            "％",
            "‰",
            "人次/年",
            "2024年12月31日前",
            "10",
            "1,000.5",
        ),
        *(
            "100%",
            "３",
            "年",
            "月",
            "提高",
            "达到",
            "-",
            "~",
            "至",
            "～",
            "1-产出指标；11-数量指标；",
            "实施周期指标值:",
        ),
        *(
            "年度指标值:",
            "；",
            "。",
            "、",
            "1、",
            "项目支出绩效目标表",
            "单位：万元",
            "总计",
            "合计",
            "<b>",
            "{0}",
            "𠀀",
            "e\u0301",
        ),
        *(
            "[rules.x]\n",
            "select = ",
            "ignore = [",
            "true",
            "1e999",
            "0x1",
            '"""',
            "[[overrides]]\nfiles = ",
            "policy = ",
        ),
    ]
    return [*known, *signs * 8, *rules, *packs]


if __name__ == "__main__":
    raise SystemExit(main())
