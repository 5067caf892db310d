"""Reading files that anybody may have put there beside the data: configurations, packs, baselines."""

from __future__ import annotations

import os
import stat

MOST = 64 * 1024 * 1024
"""Bytes; no file of these kinds has a hundredth of it."""

MAX_EXTENDS = 10
"""How many files may extend one another in a row."""


class NotRegular(OSError):
    """A pipe or a device: it may never end, and is not opened."""


class TooLarge(OSError):
    """A file of more bytes than may be read."""


def whole(path: str, most: int = MOST) -> bytes:
    """The content of a regular file of at most `most` bytes. Raises OSError."""
    try:
        mode = os.stat(path).st_mode
    except ValueError:  # A NUL, or a character that no name here can have.
        raise FileNotFoundError from None
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise NotRegular
    with open(path, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLarge
    return data
