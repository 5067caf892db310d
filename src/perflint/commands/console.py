"""The standard streams, so that no terminal, pipe or disk can crash a run.

A text is given whole or in pieces, which are written as they come: a report may be larger than all it was made from.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

from perflint.commands.arguments import UsageError
from perflint.interface import say
from perflint.regex import lazy


def prepare() -> None:
    """A character that the terminal's encoding lacks is shown escaped instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


Said = list[tuple[str, ...]]
"""What was printed or saved: the name of the function here, and what it was given."""
_recording: Said | None = None


@contextmanager
def recording() -> Iterator[Said]:
    """Note down all that is said until the block ends; `repeat` says it again."""
    global _recording  # noqa: PLW0603 - the streams are the process's own, too
    before, _recording = _recording, []
    try:
        yield _recording
    finally:
        _recording = before


_COMMAND = lazy(r"[\x00-\x09\x0b-\x1f\x7f-\x9f](?!(?<=\x1b)\[[0-9;]*m)")
"""A control that no report prints: all but line breaks and colours."""


def is_said(noted: object) -> bool:
    """Whether `noted`, from wherever it comes, is something that `repeat` may say."""
    return isinstance(noted, list) and all(map(_is_saying, noted))


def _is_saying(one: object) -> bool:
    if not (isinstance(one, list) and one and all(isinstance(text, str) for text in one)):
        return False
    name, *given = one
    is_saved = name == save.__name__  # under a path, and is not shown
    if name not in _ways() or len(given) != 1 + is_saved:
        return False
    return is_saved or not _COMMAND.search(given[0])


def repeat(said: Said) -> None:
    """Say it again."""
    ways = _ways()
    for name, *given in said:
        ways[name](*given)


def _ways() -> Mapping[str, Callable[..., None]]:
    """What notes down under its own name what it is given."""
    return {way.__name__: way for way in (show, emit, save, aside)}


Text = str | Iterable[str]
"""Whole, or in pieces."""


def _noted(name: str, *given: str, text: Text) -> Iterable[str]:
    """The pieces of a text; noted down as one where that is asked for."""
    pieces = (text,) if isinstance(text, str) else text
    if _recording is None:
        return pieces
    whole = "".join(pieces)
    _recording.append((name, *given, whole))
    return (whole,)


def show(text: Text) -> None:
    """Print for people, in the terminal's own encoding."""
    _write(sys.stdout, _noted("show", text=text))


def emit(text: Text) -> None:
    """Print for programs: UTF-8 whatever the terminal is. A lone surrogate is escaped as JSON writes it."""
    pieces = _noted("emit", text=text)
    if isinstance(sys.stdout, TextIOWrapper):
        _write(sys.stdout, (piece.encode("utf-8", "backslashreplace") for piece in pieces))
    else:
        _write(sys.stdout, pieces)


def emit_bytes(data: bytes) -> None:
    """Print what a program reads as it stands."""
    _write(sys.stdout, (data,))


def save(path: str, text: Text) -> None:
    """Write a file whole or not at all. Raises UsageError."""
    from perflint.files import write_atomically

    try:
        write_atomically(path, _noted("save", path, text=text))
    except OSError as error:
        raise UsageError(say("unwritable", path=path, reason=error.strerror)) from None


def tell(message: str) -> None:
    """Print a message for people: one line, whatever it quotes."""
    show(_lines([message]))


def complain(*messages: str) -> None:
    """Print to standard error, a line each: what a message quotes begins no line and commands no terminal."""
    aside(_lines(messages))


def refuse(error: UsageError) -> None:
    """Say what ends a command."""
    first, *more = error.args
    complain(say("refused", reason=first), *more)


def aside(text: Text) -> None:
    """Print a report beside standard output, as it would be printed there."""
    _write(sys.stderr, _noted("aside", text=text))


def _lines(messages: Iterable[str]) -> str:
    from perflint.visible import visible_line

    return "".join(f"{visible_line(message)}\n" for message in messages)


def abandoned() -> bool:
    """Whether nobody reads standard output any more."""
    return sys.stdout in _ABANDONED


def on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def coloured() -> bool:
    """Whether colours are wanted and understood: a terminal, no NO_COLOR, no console that prints the codes."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return on_terminal() and (sys.platform != "win32" or "WT_SESSION" in os.environ)


def width() -> int:
    """How many cells a line of the terminal holds; 100 where there is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (AttributeError, OSError, ValueError):
        return 100


def read_input() -> bytes:
    """All of standard input."""
    return sys.stdin.buffer.read() if sys.stdin is not None else b""


def _write(stream: TextIO | None, pieces: Iterable[str] | Iterable[bytes]) -> None:
    """Write piece by piece, as long as anybody reads."""
    if stream is not None:
        for piece in pieces:
            if not _reaches(stream, piece):
                return


def _reaches(stream: TextIO, piece: str | bytes) -> bool:
    """Write and flush. A reader that has gone away (`| head`) is no fault; anything else raises UsageError."""
    try:
        if isinstance(piece, bytes):
            stream.flush()
            stream.buffer.write(piece)
        else:
            stream.write(piece)
        stream.flush()
    except OSError as error:
        _abandon(stream)
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            raise UsageError(say("stream-broken")) from None
        return False
    return True


_ABANDONED: list[TextIO] = []


def _abandon(stream: TextIO) -> None:
    """What is still buffered goes nowhere, so that the interpreter's last flush does not fail."""
    _ABANDONED.append(stream)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
