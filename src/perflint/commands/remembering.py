"""`perflint check --cache`: what a run said is kept, and said again as long as all that it came from is the same.

The same input gives the same bytes, so the bytes are kept: nothing is read or judged anew. An entry names every file
that was read for it with a hash of its content; a change of any, of the options or of the program makes a new one.
Entries are data and run no code.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b

import perflint
from perflint import rules
from perflint.commands import console
from perflint.commands.configured import configuration, sieve
from perflint.discovery import Source, discover
from perflint.files import plain_reasons, write_atomically
from perflint.interface import language, say
from perflint.opened import listen
from perflint.record import NamedTuple
from perflint.watching import Stamp, stamp

FOLDER = ".perflint-cache"
KEPT = 50
"""Entries; the oldest goes when another comes."""

_OF_NO_MATTER = frozenset({"cache", "jobs"})
"""Options that change nothing of what is said."""


class Entry(NamedTuple):
    """The hash of every file that was read (None: it could not be), by path; the exit code; all that was said."""

    read: Mapping[str, str | None]
    code: int
    said: console.Said


def run(found: Namespace, paths: Sequence[str], stdin: Source | None, make: Callable[[], int]) -> int:
    """What `make` does and returns, or the same from memory."""
    key = _key(found, paths, stdin)
    if key is None:
        return make()
    path = os.path.join(FOLDER, key)
    entry = _recalled(path, {output.path for output in found.output})
    if entry is not None:
        console.repeat(entry.said)
        return entry.code
    read: dict[str, Stamp | None] = {}
    listen(lambda opened: read.setdefault(opened, stamp(opened)) and None)
    with console.recording() as said:
        code = make()
    unchanged = all(stamp(opened) == before for opened, before in read.items())
    if unchanged and _key(found, paths, stdin) == key:
        _keep(path, Entry({opened: _hash_of(opened) for opened in read}, code, said))
    return code


def _key(found: Namespace, paths: Sequence[str], stdin: Source | None) -> str | None:
    """A hash of what is asked for, where, of which files, of which program; None where plugins or pipes have a part."""
    configured = configuration(found, [*paths, *([found.stdin_filename] if found.stdin_filename else [])])
    sources = discover(paths, stdin, sieve(found, configured)).sources
    options = {id(one): one for one in (configured.options(), *(configured.options_of(path) for path, *_ in sources))}
    # A pipe can be read but once; what is said of a missing file depends on what lies beside it.
    lasting = all(source.data is not None or os.path.isfile(source.path) for source in sources)
    if not lasting or any(one.plugins for one in options.values()):
        return None
    terminal = console.on_terminal(), console.coloured(), console.width(), getattr(sys.stdout, "encoding", None)
    asked = {name: value for name, value in vars(found).items() if name not in _OF_NO_MATTER}
    settings = [configured.value(key) for key in ("fail-on", "ambiguous-width")], configured.notices()
    told = asked, os.getcwd(), language(), terminal, sources, list(options.values()), settings, list(_program())
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _program() -> Iterator[object]:
    """What this program is made of: its version, and how its files stand where they may be worked on."""
    yield perflint.__version__, sys.version
    for folder in (*perflint.__path__, *rules.__path__):
        for parent, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            yield from ((name, stamp(os.path.join(parent, name))) for name in sorted(files))


def _recalled(path: str, outputs: set[str]) -> Entry | None:
    """The entry, if there is one that still holds and writes into no other files than `outputs`.

    Somebody may have put it there: where a report goes is never its choice.
    """
    try:
        with open(path, "rb") as file:
            entry = Entry(*json.loads(zlib.decompress(file.read())))
        asked_for = all(name != console.save.__name__ or given[0] in outputs for name, *given in entry.said)
        if asked_for and all(_hash_of(read) == before for read, before in entry.read.items()):
            return entry
    except (OSError, ValueError, TypeError, AttributeError, LookupError, zlib.error):
        pass
    return None


def _keep(path: str, entry: Entry) -> None:
    """Write the entry down; where that cannot be done, say so, and nothing else changes."""
    try:
        with plain_reasons():
            os.makedirs(FOLDER, exist_ok=True)
        if not os.path.exists(ignored := os.path.join(FOLDER, ".gitignore")):
            write_atomically(ignored, "*\n")
        write_atomically(path, zlib.compress(json.dumps(entry).encode(), 1))
        entries = sorted((one for one in os.scandir(FOLDER) if one.name != ".gitignore"), key=_age)
        for old in entries[:-KEPT]:
            with suppress(OSError):
                os.unlink(old)
    except OSError as error:
        console.complain(say("cache-unwritable", path=FOLDER, reason=error.strerror))


def _age(entry: os.DirEntry[str]) -> int:
    return entry.stat().st_mtime_ns


def _hash_of(path: str) -> str | None:
    """None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return None
