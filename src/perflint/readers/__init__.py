"""Readers: one module a source format, each a function from a decoded source to Tables and problems by key.

What a reader cannot take as it stands is a `Problem`; `rules/input.py` words it. A reader never raises on any text.
"""

from __future__ import annotations

from collections.abc import Mapping

from perflint.discovery import Source
from perflint.model import Reading
from perflint.rule import Settings


def read(source: Source, settings: Mapping[str, Settings]) -> Reading | None:
    """Read one source by its ending and content; None where a file of a folder is no table and is passed over.

    `settings` are those of the rules by code (the limits of E008).
    """
    raise NotImplementedError
