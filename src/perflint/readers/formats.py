"""Which reader a text is for, by the ending of its path and by what it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from os.path import splitext
from typing import TYPE_CHECKING

from perflint.discovery import Source
from perflint.model import Reading
from perflint.readers import keys
from perflint.readers.nodes import Limits
from perflint.regex import compiled, lazy
from perflint.rule import Settings
from perflint.text import SourceText

if TYPE_CHECKING:
    from perflint.readers.builder import Told

YAML_SUFFIXES = (".yaml", ".yml")
JSON_SUFFIX = ".json"
TEXT_SUFFIX = ".txt"
FOREIGN: Mapping[str, str] = {
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".et", ".ods"), "workbook"),
    **dict.fromkeys((".csv", ".tsv"), "separated"),
    **dict.fromkeys((".docx", ".doc", ".wps", ".odt", ".rtf"), "document"),
    ".pdf": "pdf",
}
"""What tables are often kept in and no reader is for, by the ending of a path: how E001 tells of it."""
_JSON_START = lazy(r'\s*(?:\{\s*["}]|\[\s*[\[\]{"])')


def read(
    text: SourceText, source: Source, settings: Mapping[str, Settings], limits: Limits, told: Told | None
) -> Reading | None:
    """Read a decoded source; None where a file of a folder is no table."""
    suffix = splitext(source.path)[1].lower()
    if suffix in YAML_SUFFIXES:
        return _yaml(text, source, limits, told)
    if suffix == JSON_SUFFIX or _JSON_START.match(text.text):
        return _json(text, source, limits)
    if _is_layout(text.text) or (suffix == TEXT_SUFFIX and source.named and not _is_table(text.text)):
        from perflint.readers import layout

        return layout.read(text, settings)
    return _yaml(text, source, limits, told) if source.named else None


def foreign(path: str) -> str | None:
    """Which kind of file this is that no reader is for; None for any other."""
    return FOREIGN.get(splitext(path)[1].lower())


def is_known(text: str) -> bool:
    """Whether a text shows a key of the format or the head of the layout: enough to believe how it was decoded."""
    return _key_pattern(None, None).search(text) is not None or _is_layout(text)


def is_candidate(path: str, text: str) -> bool:
    """Whether a file of a folder may be a table, even if it cannot be read to its end."""
    return _is_layout(text) if path.lower().endswith(TEXT_SUFFIX) else _is_table(text)


def _yaml(text: SourceText, source: Source, limits: Limits, told: Told | None) -> Reading | None:
    from perflint.readers import yaml

    return yaml.read(text, limits, named=source.named, told=told) if source.named or _is_table(text.text) else None


def _json(text: SourceText, source: Source, limits: Limits) -> Reading | None:
    from perflint.readers import json

    return json.read(text, limits, named=source.named) if source.named or _is_table(text.text) else None


def _is_layout(text: str) -> bool:
    from perflint.readers.heading import is_layout

    return is_layout(text)


def _is_table(text: str) -> bool:
    """Whether the key of the projects is there, at the top level as far as the text alone can tell."""
    return _key_pattern("table", "projects").search(text) is not None


@cache
def _key_pattern(level: str | None, field: str | None) -> re.Pattern[str]:
    words = "|".join(map(re.escape, keys.spellings(level, field)))
    start = r"(?:^[ \t\u3000]*(?:-[ \t]+)*|[{,]\s*)"
    return compiled(rf"""{start}["']?(?:{words})["']?[ \t\u3000]*[:：]""", re.MULTILINE)
