"""`perflint completion` and `perflint man` say what `--help` says; how shells take it is tried in `.ci/shells`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from test_languages import HANZI, SHOWN

from cli.conftest import Perflint
from perflint.commands import COMMANDS
from perflint.commands.arguments import Arguments, Choice
from perflint.commands.completion import SHELL
from perflint.commands.completion.program import Value, Word, described
from perflint.commands.man import page
from perflint.interface import speaking
from perflint.rule import catalogue


def all_arguments() -> Iterator[Arguments]:
    for name in COMMANDS:
        yield import_module(f"perflint.commands.{name}").arguments()


def choices() -> Iterator[Choice]:
    for arguments in all_arguments():
        kinds = (*arguments.kinds, *(option.kind for option in arguments.options))
        yield from (kind for kind in kinds if isinstance(kind, Choice))


@pytest.mark.parametrize("shell", SHELL.known)
def test_a_script_has_every_command_option_choice_and_rule(perflint: Perflint, shell: str) -> None:
    code, out, err = perflint("completion", shell)
    assert (code, err) == (0, "")
    words = set(re.findall(r"[\w-]+", out))
    if shell == "fish":  # `-l format` is --format.
        words |= {f"--{word}" for word in re.findall(r" -l ([\w-]+)", out)}
        words |= {f"-{word}" for word in re.findall(r" -s (\w)", out)}
    for arguments in all_arguments():
        assert {arguments.name, *(flag for option in arguments.options for flag in option.flags)} <= words
    assert {word for choice in choices() for word in choice.known} <= words
    assert {word for rule in catalogue().rules.values() for word in (rule.code, rule.name)} <= words
    assert not re.search(r"@[a-z]+@", out)


@pytest.mark.parametrize("shell", SHELL.known)
def test_in_english_nothing_is_chinese(perflint: Perflint, shell: str) -> None:
    out = perflint("completion", shell, "--lang", "en").out
    assert not HANZI.search(re.sub("“[^”]*”", "", out))


def test_every_value_of_an_option_is_known_to_be_something_or_free() -> None:
    """A kind that is not in the table would raise; a choice offers what its reader takes."""
    found = {
        (command.name, flag): option.value
        for command in described().commands
        for option in command.options
        for flag in option.flags
    }
    assert found["check", "--fix"] is None
    assert found["check", "--year"] == Value()
    assert found["check", "--baseline"] == Value(files=True)
    assert found["check", "--ambiguous-width"] == Value((Word("1"), Word("2")))
    safety = found["check", "--fix-safety"]
    assert safety is not None
    assert safety.after == Value((Word("safe"), Word("unsafe"), Word("off")))
    select = found["check", "--select"]
    assert select is not None
    assert select.several
    assert {"U", "U001", "unit-contradicts-name"} <= {word.text for word in select.words}
    for arguments in all_arguments():
        for option in arguments.options:
            if isinstance(option.kind, Choice):
                value = found[arguments.name, option.flags[0]]
                assert value is not None
                assert [word.text for word in value.words] == list(map(option.kind, option.kind.known))


def test_which_shell(perflint: Perflint) -> None:
    said = "perflint：要说是给哪一种命令行的：perflint completion bash、zsh、fish 或 powershell\n"
    assert perflint("completion") == (2, "", said)


def test_the_manual_says_what_the_help_says(perflint: Perflint) -> None:
    code, out, err = perflint("man")
    assert (code, err) == (0, "")
    assert out == page()
    plain = re.sub(r"\\f[BR]|\\:|\\&", "", out).replace("\\-", "-").replace("\\(ti", "~").replace("\\(aq", "'")
    plain = plain.replace("\\(ha", "^")
    for arguments in all_arguments():
        section = plain.partition(f".SH PERFLINT {arguments.name.upper()}\n")[2].partition("\n.SH ")[0]
        shown = "".join(section.split())
        for line in arguments.help().splitlines():
            words = "".join(re.sub(r"^用法：|^选项：|^例：", "", line).split())
            assert words in shown


def test_the_manual_in_english() -> None:
    with speaking("en"):
        made = page()
    assert not HANZI.search(SHOWN.sub("", made.replace("\\:", "")))
    assert ".SH SYNOPSIS" in made


def test_the_manual_is_whole(perflint: Perflint) -> None:
    said = "perflint：man 打印整份说明书，后面不写别的；只看一个命令：perflint 命令 --help\n"
    assert perflint("man", "check") == (2, "", said)
