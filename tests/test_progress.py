"""The progress bar: only where somebody waits in front of it."""

from __future__ import annotations

import io
import sys

import pytest

from perflint import progress as module
from perflint.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal_for(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal that remembers what was written."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_no_bar_where_standard_error_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress() as show:
        assert show is None


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_for(monkeypatch)
    with progress() as show:
        assert show is not None
        for number in range(10):
            show(number + 1, 10)
    assert terminal.getvalue() == ""


def test_a_long_run_shows_how_far_it_is_and_cleans_up(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_for(monkeypatch)
    monkeypatch.setattr(module, "DELAY", 0)
    with progress() as show:
        assert show is not None
        show(3, 12)
        shown = terminal.getvalue()
        assert "检查" in shown
        assert "3/12" in shown
    assert terminal.getvalue().endswith("\x1b[2K")
