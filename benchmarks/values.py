"""How many value texts `parse` understands fully: `python benchmarks/values.py [FILE]`.

FILE holds one JSON object a line: `text` and `expect`, the expected fields of `perflint parse`. A list means that any
of its members is fine, a missing field is not judged. Exits with 1 below 98 % of texts fully right.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from perflint import parse

FLOOR = 0.98
DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "values" / "values.jsonl"


def agrees(found: Any, expected: Any) -> bool:
    return found in expected if isinstance(expected, list) else found == expected


def misses(text: str, expect: dict[str, Any]) -> list[str]:
    """The fields that differ, as `field: found, expected`."""
    found = parse(text).as_json()
    return [
        f"{field}: {found[field]!r}, expected {expected!r}"
        for field, expected in expect.items()
        if not agrees(found[field], expected)
    ]


def main(arguments: list[str]) -> int:
    file = Path(arguments[0]) if arguments else DEFAULT
    cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    wrong = {case["text"]: found for case in cases if (found := misses(case["text"], case["expect"]))}
    for text, fields in wrong.items():
        print(f"{text!r}: {'; '.join(fields)}")
    share = 1 - len(wrong) / len(cases)
    print(f"{len(cases) - len(wrong)} of {len(cases)} texts fully right: {share:.1%} (floor {FLOOR:.0%})")
    return 0 if share >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
