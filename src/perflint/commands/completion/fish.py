"""The script for fish: a `complete` for each thing that may be typed, with the condition under which it may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perflint.commands.completion.program import Command, Option, Program, Value, Words, filled

Lists = Mapping[Words, str]
FILES = "__fish_complete_path"
"""fish's own list of the files that begin like a word."""


def script(program: Program) -> str:
    """To be put where fish looks for completions, or read by `source`."""
    lists = {words: f"_{name}" for words, name in program.lists().items()}
    takes = [
        f"'{command.name} {flag}'"
        for command in program.commands
        for option in command.options
        if option.value
        for flag in option.flags
    ]
    parts = {
        "lists": [
            f"set -g __perflint_commands {' '.join(command.name for command in program.commands)}",
            f"set -g __perflint_takes {' '.join(takes)}",
            *(line for words, name in lists.items() for line in _list(name, words)),
        ],
        "completions": [
            f"complete -c perflint -n __perflint_starting -a '({lists[program.start]})'",
            _option("__perflint_starting", program.version, lists),
            *(line for command in program.commands for line in _command(command, lists)),
        ],
    }
    return filled("fish.fish", parts)


def _list(name: str, words: Words) -> Iterator[str]:
    yield f"function {name}"
    yield "    printf '%s\\t%s\\n' \\"
    yield from (f"        {word.text} {_quoted(word.about)} \\" for word in words[:-1])
    yield f"        {words[-1].text} {_quoted(words[-1].about)}"
    yield "end"


def _command(command: Command, lists: Lists) -> Iterator[str]:
    for option in command.options:
        yield _option(f"'__perflint_in {command.name}'", option, lists)
    *first, last = command.places or (Value(),)
    conditions = [(f"'__perflint_in {command.name} {number}'", value) for number, value in enumerate(first)]
    behind = f"'__perflint_behind {command.name} {len(first) - 1}'" if first else f"'__perflint_in {command.name}'"
    for condition, value in (*conditions, (behind, last)):
        if offers := _offers(value, lists):
            yield f"complete -c perflint -n {condition} {offers}"


def _option(condition: str, option: Option, lists: Lists) -> str:
    flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
    value = "" if option.value is None else f" -r {_offers(option.value, lists) or '-f'}"
    return f"complete -c perflint -n {condition} {flags}{value} -d {_quoted(option.about)}"


def _offers(value: Value, lists: Lists) -> str:
    """The words, the files (-F) or no files (-f) of a value; nothing for free text."""
    kind = "-F" if value.files else "-f"
    if value.after:
        behind = FILES if value.after.files else lists.get(value.after.words, "")
        return f"{kind} -a '(__perflint_pair {lists[value.words]} {behind})'"
    if not value.words:
        return kind if value.files else ""
    several = "__perflint_several " if value.several else ""
    return f"{kind} -a '({several}{lists[value.words]})'"


def _quoted(text: str) -> str:
    return "'{}'".format(text.replace("\\", "\\\\").replace("'", "\\'"))
