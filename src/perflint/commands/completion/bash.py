"""The script for bash. Words are offered without what they are for: bash has no place for that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perflint.commands.completion.program import Command, Program, Value, Words, filled


def script(program: Program) -> str:
    """To be read by `source`, or put where bash looks for completions. ASCII whatever the language."""
    lists = program.lists()
    parts = {
        "lists": [
            *(f"{name}={_words(word.text for word in words)}" for words, name in lists.items()),
            f"_perflint_commands=${lists[program.start]}",
            f"_perflint_version={_words(iter(program.version.flags))}",
        ],
        "takes": [f"{_pattern(_flags(program))}) ;;"],
        "values": list(_values(program, lists)),
        "options": [
            f"{command.name}) _perflint_words {_words(flag for option in command.options for flag in option.flags)} ;;"
            for command in program.commands
        ],
        "places": [line for command in program.commands for line in _places(command, lists)],
    }
    return filled("bash.sh", parts)


def _words(texts: Iterator[str]) -> str:
    return f"'{' '.join(texts)}'"


def _pattern(names: Iterator[str]) -> str:
    return " | ".join(f"'{name}'" for name in names)


def _flags(program: Program) -> Iterator[str]:
    for command in program.commands:
        for option in command.options:
            if option.value:
                yield from (f"{command.name} {flag}" for flag in option.flags)


def _values(program: Program, lists: Mapping[Words, str]) -> Iterator[str]:
    for command in program.commands:
        for option in command.options:
            if option.value and (offer := _offer(option.value, lists)):
                yield f"{_pattern(f'{command.name} {flag}' for flag in option.flags)}) {offer} ;;"


def _places(command: Command, lists: Mapping[Words, str]) -> Iterator[str]:
    *first, last = command.places or (Value(),)
    for number, value in enumerate(first):
        yield f"'{command.name} {number}') {_offer(value, lists)} ;;"
    if offer := _offer(last, lists):
        yield f"'{command.name} '*) {offer} ;;"


def _offer(value: Value, lists: Mapping[Words, str], sign: str = "") -> str:
    """The commands that offer a value, with a sign behind each word; none for free text."""
    if value.after:
        left = _offer(value._replace(after=None), lists, " =")
        return f"if _perflint_behind; then {_offer(value.after, lists) or ':'}; else {left}; fi"
    offers = []
    if value.words:
        offers.append(f'_perflint_{"several" if value.several else "words"} "${lists[value.words]}"{sign}')
    if value.files:
        offers.append("_perflint_files")
    return "; ".join(offers)
