"""What the guard of speed says of counts; that it counts is tried in `.ci/test_guard.py`, with valgrind."""

from __future__ import annotations

import tomllib

import guard

RECORD = {"clean": 4.0, "faulty": 5.0}


def test_a_ratio_above_its_record_is_slower() -> None:
    assert guard.judged({"clean": 4.4, "faulty": 5.1}, RECORD) == {"clean": "slower by 10.0%"}


def test_a_ratio_below_its_record_is_told_so_that_it_is_recorded() -> None:
    assert guard.judged({"clean": 4.0, "faulty": 4.0}, RECORD) == {"faulty": "faster by 20.0%"}


def test_what_is_written_down_is_what_is_read() -> None:
    records = {"3.12": {"clean": 3.25}, "3.11": RECORD}
    text = guard.written(records)
    assert tomllib.loads(text) == records
    assert text.index("3.11") < text.index("3.12")


def test_the_record_holds_every_kind() -> None:
    records = tomllib.loads(guard.RECORD.read_text(encoding="utf-8"))
    assert records
    assert all(set(ratios) == set(guard.KINDS) for ratios in records.values())
