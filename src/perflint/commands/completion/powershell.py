"""The script for PowerShell: tables, and one block that looks things up in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from perflint.commands.completion.program import Command, Option, Program, Value, Word, Words, filled

Lists = Mapping[Words, str]


def script(program: Program) -> str:
    """To be run by `Invoke-Expression`, in a profile, say."""
    lists = {words: name.strip("_") for words, name in program.lists().items()}
    named = {name: words for words, name in lists.items()}
    named |= {"start": program.start, "version": tuple(_words(program.version))}
    parts = {
        "lists": [line for name, words in named.items() for line in _table(name, words)],
        "commands": [line for command in program.commands for line in _command(command, lists)],
    }
    return filled("powershell.ps1", parts)


def _words(option: Option) -> Iterator[Word]:
    yield from (Word(flag, option.about) for flag in option.flags)


def _table(name: str, words: Words) -> Iterator[str]:
    """Entries of a word and what it is for, a tab between them."""
    yield f"{name} = @("
    yield from _parted(map(_entry, words))
    yield ")"


def _entry(word: Word) -> str:
    return _quoted(f"{word.text}\t{word.about}" if word.about else word.text)


def _command(command: Command, lists: Lists) -> Iterator[str]:
    yield f"{command.name} = @{{"
    yield "    options = @("
    yield from (
        f"    {line}" for line in _parted(_entry(word) for option in command.options for word in _words(option))
    )
    yield "    )"
    yield "    takes = @{"
    for option in command.options:
        if option.value is not None:
            yield from (f"        {_quoted(flag)} = {_value(option.value, lists)}" for flag in option.flags)
    yield "    }"
    yield "    places = @("
    yield from (f"    {line}" for line in _parted(_value(value, lists) for value in command.places or (Value(),)))
    yield "    )"
    yield "}"


def _value(value: Value, lists: Lists) -> str:
    said = [
        f"list = {_quoted(lists[value.words])}" if value.words else "",
        "files = $true" if value.files else "",
        "several = $true" if value.several else "",
        f"after = {_value(value.after, lists)}" if value.after else "",
    ]
    return f"@{{ {'; '.join(filter(None, said))} }}"


def _parted(entries: Iterable[str]) -> Iterator[str]:
    *first, last = entries
    yield from (f"    {entry}," for entry in first)
    yield f"    {last}"


def _quoted(text: str) -> str:
    """PowerShell takes curly single quotes for straight ones."""
    return "'{}'".format(re.sub("['‘’‚‛]", r"\g<0>\g<0>", text))
