"""`perflint check --cache`: what a run said is kept, and said again as long as all that it came from is the same.

The same input gives the same bytes, so the bytes are kept: nothing is read or judged anew. An entry names every file
that was read for it with a hash of its content; a change of any, of the options or of the program makes a new one.
Entries are data and run no code.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

import perflint
from perflint import rules
from perflint.commands import console, entries
from perflint.commands.configured import configuration, sieve
from perflint.discovery import Source, discover, root_of
from perflint.interface import language, say
from perflint.opened import listen
from perflint.watching import Stamp, stamp

if TYPE_CHECKING:
    from perflint.commands.check import Output

_OF_NO_MATTER = frozenset({"cache", "jobs"})
"""Options that change nothing of what is said."""


def run(found: Namespace, paths: Sequence[str], stdin: Source | None, make: Callable[[], int]) -> int:
    """What `make` does and returns, or the same from memory."""
    key = _key(found, paths, stdin)
    if key is None:
        return make()
    entry = entries.recall(key)
    if entry is not None and not _writes_elsewhere(entry.said, found.output):
        console.repeat(entry.said)
        return entry.code
    read: dict[str, Stamp | None] = {}
    listen(lambda opened: read.setdefault(opened, stamp(opened)) and None)
    with console.recording() as said:
        code = make()
    unchanged = all(stamp(opened) == before for opened, before in read.items())
    if unchanged and _key(found, paths, stdin) == key:
        _keep(key, entries.Entry({opened: entries.state_of(opened) for opened in read}, code, said))
    return code


def _keep(key: str, entry: entries.Entry) -> None:
    """Write the entry down; where that cannot be done, say so, and nothing else changes."""
    try:
        entries.keep(key, entry)
    except OSError as error:
        console.complain(say("cache-unwritable", path=entries.FOLDER, reason=error.strerror))


def _key(found: Namespace, paths: Sequence[str], stdin: Source | None) -> str | None:
    """A hash of what is asked for, where, of which files, of which program; None where plugins or pipes have a part."""
    configured = configuration(found, [*paths, *([found.stdin_filename] if found.stdin_filename else [])])
    discovered = discover(paths, stdin, sieve(found, configured))
    sources = discovered.sources
    options = {id(one): one for one in (configured.options(), *(configured.options_of(path) for path, *_ in sources))}
    # A pipe can be read but once; what is said of a missing file depends on what lies beside it.
    lasting = all(source.data is not None or os.path.isfile(source.path) for source in sources)
    if not lasting or any(one.plugins for one in options.values()):
        return None
    terminal = console.on_terminal(), console.coloured(), console.width(), getattr(sys.stdout, "encoding", None)
    asked = {name: value for name, value in vars(found).items() if name not in _OF_NO_MATTER}
    settings = [configured.value(key) for key in ("fail-on", "ambiguous-width")], configured.notices()
    named = [*(source.path for source in sources), *discovered.folders, *filter(None, [found.baseline])]
    here = os.getcwd(), root_of(os.getcwd()), list(map(_whereabouts, named))
    told = asked, here, language(), terminal, discovered, list(options.values()), settings, list(_program())
    return blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _whereabouts(path: str) -> object:
    """Where a file really is, in which git work tree, and how large: one that is too large is not even opened."""
    real = os.path.realpath(path)
    standing = stamp(real) if os.path.isfile(real) else None
    return real, root_of(os.path.dirname(real)), standing and standing[1]


def _program() -> Iterator[object]:
    """What this program is made of: its version, and how its files stand where they may be worked on."""
    yield perflint.__version__, sys.version
    for folder in (*perflint.__path__, *rules.__path__):
        for parent, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            yield from ((name, stamp(os.path.join(parent, name))) for name in sorted(files))


def _writes_elsewhere(said: console.Said, outputs: Iterable[Output]) -> bool:
    """Whether a report goes anywhere but into `outputs`, which is never an entry's choice."""
    asked_for = {output.path for output in outputs}
    return any(name == console.save.__name__ and given[0] not in asked_for for name, *given in said)
