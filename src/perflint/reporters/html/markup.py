"""Markup made so that nothing of the data can be markup: every string is escaped unless it was made here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from perflint.text import lines
from perflint.visible import is_safe, visible

_VOID = frozenset({"br", "input", "meta"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def element(tag: str, /, *children: str, **attributes: str | int | bool | None) -> Html:
    """An element. A child that is no `Html` is words, and escaped; an attribute that is None or False is left out.

    `class_` is written `class`, `data_rule` `data-rule`.
    """
    written = "".join([_attribute(key, value) for key, value in attributes.items() if value not in (None, False)])
    opening = f"<{tag}{written}>"
    return Html(opening if tag in _VOID else f"{opening}{joined(children)}</{tag}>")


def joined(parts: Iterable[str]) -> Html:
    """The parts one after the other, words among them escaped."""
    return Html("".join([part if type(part) is Html else words(part) for part in parts]))


def words(text: str) -> Html:
    """Text of the data, what is invisible in it shown, its line breaks kept."""
    if is_safe(text):
        return Html(escape(text))
    return Html("<br>".join(escape(visible(line)) for line in lines(text)))


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(visible(str(value)))}"'
