"""Text of the data as it may be shown: nothing in it moves a cursor, turns a line round or commands a build server."""

from __future__ import annotations

import re

from perflint.regex import lazy

# Controls, bidi controls, what is invisible, lone surrogates, what is no character (XML refuses it); and `##[`: a
# GitHub runner obeys it anywhere in a line.
UNSAFE = lazy(
    "[\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\ud800-\\udfff\\U000e0000-\\U000e007f]|(?<=##)\\["
)
_OBEYED = "##["
_PICTURES = {**{number: chr(0x2400 + number) for number in range(0x20)}, 0x7F: "␡", ord("["): "\\["}


def visible(text: str) -> str:
    """`text` in one line: an escape becomes ␛, a line break ␊, U+202E `\\u202e`."""
    return text if is_safe(text) else UNSAFE.sub(show, text)


def is_safe(text: str) -> bool:
    """Whether it surely holds nothing UNSAFE: Python would not print any of that but the bracket, and knows it fast."""
    return text.isprintable() and _OBEYED not in text


def show(match: re.Match[str]) -> str:
    """What stands for one match of UNSAFE."""
    return _PICTURES.get(ord(match.group())) or escape(match)


def escape(match: re.Match[str]) -> str:
    """One match of UNSAFE as a text in quotes has it, in TOML, YAML and Python."""
    number = ord(match.group())
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible_line(text: str) -> str:
    """`text` as a line of its own: `::error::` at its start would be a command to a GitHub runner."""
    shown = visible(text)
    return shown.replace("::", r"\::", 1) if _is_command(shown) else shown


def visible_path(path: str) -> str:
    """A path that may begin a line, still a path to the same file."""
    return visible(f"./{path}" if _is_command(path) else path)


def _is_command(line: str) -> bool:
    return line.lstrip().startswith("::")
