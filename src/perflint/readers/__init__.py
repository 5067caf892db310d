"""Readers: one module a source format, each a function from a decoded source to Tables and problems by key.

What a reader cannot take as it stands is a `Problem`; `rules/input.py` words it. A reader never raises on any text.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from typing import TYPE_CHECKING

from perflint.discovery import Source
from perflint.finding import Place, Spot
from perflint.interface import say
from perflint.model import Problem, Reading
from perflint.readers import formats
from perflint.readers.nodes import Limits
from perflint.rule import Settings
from perflint.spelling import nearest_file
from perflint.text import SourceText, Undecodable

if TYPE_CHECKING:
    from perflint.readers.builder import Told

Rules = Mapping[str, Settings]
GUESSED = "gb18030"
"""The encoding that no mark in the file tells: it is believed where the text makes sense, and said."""


class Unreadable(Exception):
    """A source of which not even the text is to be had: the input rule's name and the fields of its message."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


def read(source: Source, settings: Rules, told: Told | None = None) -> Reading | None:
    """Read one source by its ending and content; None where a file of a folder is no table and is passed over.

    `settings` are those of the rules by code (the limits of E008). `told` may be given projects while others are still
    being read: those of the first table, if it comes out among the reading's. Never raises on any bytes.
    """
    limits = limits_of(settings)
    try:
        # The bytes are forgotten here: read as text, they need not be there while that is read on.
        text = _decoded(source, _bytes(source, limits))
    except Unreadable as error:
        place = Place(Spot(SourceText(source.path, "")))
        return Reading([], [Problem(error.key, place, error.fields)])
    if text is None:
        return None
    reading = formats.read(text, source, settings, limits, told)
    if reading is None or text.encoding != GUESSED:
        return reading
    return reading._replace(notes=(say("read-as", path=source.path, encoding=GUESSED.upper()),))


def limits_of(settings: Rules) -> Limits:
    chosen = settings["E008"]
    return Limits(*(getattr(chosen, name) for name in Limits._fields))


def _bytes(source: Source, limits: Limits) -> bytes:
    """The content of a source. Only regular files are opened: a pipe or a device may never end."""
    data = source.data
    if data is None:
        try:
            status = os.stat(source.path)
            if stat.S_ISDIR(status.st_mode):
                # A folder among the sources was either named by mistake, or could not be looked into.
                raise Unreadable("unreadable-file", kind="folder" if os.access(source.path, os.R_OK) else "permission")
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable("unreadable-file", kind="device")
            if status.st_size > limits.max_bytes:
                raise Unreadable("resource-limit", limit="max_bytes", allowed=limits.max_bytes)
            with open(source.path, "rb") as file:
                data = file.read(limits.max_bytes + 1)
        except FileNotFoundError:
            raise Unreadable("unreadable-file", kind="missing", near=nearest_file(source.path)) from None
        except PermissionError:
            raise Unreadable("unreadable-file", kind="permission") from None
        except (OSError, ValueError):
            raise Unreadable("unreadable-file", kind="system") from None
    if len(data) > limits.max_bytes:
        raise Unreadable("resource-limit", limit="max_bytes", allowed=limits.max_bytes)
    return data


def _decoded(source: Source, data: bytes) -> SourceText | None:
    """The text of a source; None for a file of a folder that is no text and shows no sign of a table."""
    if foreign := formats.foreign(source.path):
        raise Unreadable("unreadable-file", kind=foreign)
    try:
        return SourceText.from_bytes(source.path, data, formats.is_known)
    except Undecodable as error:
        if not source.named and not formats.is_candidate(source.path, data.decode("utf-8", "replace")):
            return None
        kind = "truncated" if error.truncated else "binary" if error.binary else "encoding"
        raise Unreadable("unreadable-file", kind=kind, offset=error.offset) from None
