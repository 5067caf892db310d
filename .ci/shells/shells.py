"""What real shells offer at Tab, and what they make of a line where Tab is pressed."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PATIENCE = 30
"""Seconds."""

Offer = Callable[[Path, str, Path], list[str]]


def of_bash(script: Path, line: str, folder: Path) -> list[str]:
    """The function called as bash calls it: "=" parts words, and what is before it is no part of the reply."""
    words = [part for part in re.split(r"( +|=)", line) if part.strip() or not part]
    words = [word for number, word in enumerate(words) if word or number == len(words) - 1]
    if line.endswith("="):
        words.pop()
    call = f"""
        source {shlex.quote(str(script))}
        COMP_WORDS=({shlex.join(words)})
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _perflint
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    _, equals, _ = line.rpartition(" ")[2].rpartition("=")
    kept = line.rpartition(" ")[2].rpartition("=")[0] + equals
    return [kept + word for word in _printed(["bash", "--norc", "-c", call], folder)]


def of_fish(script: Path, line: str, folder: Path) -> list[str]:
    call = f"source {shlex.quote(str(script))}; complete -C {shlex.quote(line)}"
    return [word.partition("\t")[0] for word in _printed(["fish", "--no-config", "-c", call], folder)]


def of_zsh(script: Path, line: str, folder: Path) -> list[str]:
    """An interactive zsh writes down what it would offer (`zshrc` beside this file)."""
    start = Path(__file__).with_name("zshrc").read_text(encoding="utf-8")
    written = typed("zsh", f"{start}\nsource {script}", f"{line}\t", folder, script.with_name("offered"))
    return [word for word in written.split("\n") if word]


SHELLS: Mapping[str, Offer] = {"bash": of_bash, "fish": of_fish, "zsh": of_zsh}


INTERACTIVE: Mapping[str, Sequence[str]] = {
    "bash": ("bash", "--noprofile", "--rcfile", "{start}", "-i"),
    "zsh": ("zsh", "-i"),
    "fish": ("fish", "--no-config", "--interactive", "--init-command", "source {start}"),
}


def typed(shell: str, start: str, text: str, folder: Path, result: Path) -> str:
    """What the file `result` holds once it is there, while `text` is typed into a shell that began with `start`."""
    begun = result.with_name(".zshrc")
    begun.write_text(start, encoding="utf-8")
    result.unlink(missing_ok=True)
    command = [word.format(start=begun) for word in INTERACTIVE[shell]]
    environment = {"ZDOTDIR": str(begun.parent), "RESULT": str(result), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    process, terminal = pty.fork()
    if not process:
        os.chdir(folder)
        os.execvpe(command[0], command, {**os.environ, **environment})
    shown = b""
    try:
        os.write(terminal, text.encode())
        end = time.monotonic() + PATIENCE
        while not result.exists():
            assert time.monotonic() < end, shown.decode("utf-8", "replace")
            if select.select([terminal], [], [], 0.02)[0]:
                shown += os.read(terminal, 65536)
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    return result.read_text(encoding="utf-8")


def _printed(command: list[str], folder: Path) -> list[str]:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=PATIENCE, check=True)
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout.decode().splitlines()
