"""The script for zsh: specifications for `_arguments`, which is zsh's own reader of command lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from perflint.commands.completion.program import Command, Option, Program, Value, Words, filled

Lists = Mapping[Words, str]


def script(program: Program) -> str:
    """To be put into a folder of `fpath` as `_perflint`, or read by `source`."""
    lists = program.lists()
    parts = {
        "lists": [line for words, name in lists.items() for line in _list(name, words)],
        "version": [_quoted(spec) for spec in _option(program.version, lists)],
        "specs": [line for command in program.commands for line in _specs(command, program, lists)],
    }
    names = " ".join(command.name for command in program.commands)
    return filled("zsh.zsh", parts).replace("@start@", lists[program.start]).replace("@commands@", names)


def _list(name: str, words: Words) -> Iterator[str]:
    yield f"typeset -ga {name}=("
    yield from (f"    {_quoted(f'{word.text}:{word.about}' if word.about else word.text)}" for word in words)
    yield ")"


def _specs(command: Command, program: Program, lists: Lists) -> Iterator[str]:
    is_first = command.name == program.start[0].text
    yield f"({command.name})"
    yield f"    _arguments -S {'$version ' if is_first else ''}\\"
    for option in command.options:
        yield from (f"        {_quoted(spec)} \\" for spec in _option(option, lists))
    *first, last = command.places or (Value(),)
    for number, value in enumerate(first, 1):
        yield f"        {_quoted(f'{number}: :{_action(value, lists)}')} \\"
    rest = " _perflint_start" if is_first else _action(last, lists)
    yield f"        {_quoted(f'*: :{rest}')}"
    yield "    ;;"


def _option(option: Option, lists: Lists) -> Iterator[str]:
    """One specification a flag. An option with a value may be written again, one without excludes itself."""
    others = f"({' '.join(option.flags)})" if option.value is None else "*"
    about = f"[{_escaped(option.about)}]"
    for flag in option.flags:
        if option.value is None:
            yield f"{others}{flag}{about}"
        else:
            sign = "=" if flag.startswith("--") else "+"
            yield f"{others}{flag}{sign}{about}:{_escaped(option.called)}:{_action(option.value, lists)}"


def _action(value: Value, lists: Lists) -> str:
    """What offers a value: a call that begins with a space is made as it stands; a lone space offers nothing."""
    call = _call(value, lists)
    return f" {call}" if call else " "


def _call(value: Value, lists: Lists) -> str:
    if value.after:
        left = _call(value._replace(after=None), lists)
        return f'_perflint_pair "{left}" {_call(value.after, lists) or ":"}'
    if not value.words:
        return "_files" if value.files else ""
    kind = "several" if value.several else "word_or_file" if value.files else "words"
    return f"_perflint_{kind} {lists[value.words]}"


def _escaped(text: str) -> str:
    r"""Within a specification ":", "[" and "]" are signs."""
    return re.sub(r"[\\:\[\]]", r"\\\g<0>", text)


def _quoted(text: str) -> str:
    return "'{}'".format(text.replace("'", r"'\''"))
