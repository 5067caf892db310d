"""The entries of `.perflint-cache`: files that anybody may have put there, and a folder that may be somebody else's.

What is not wholly as it is written here is no entry, and nothing but entries is ever removed.
"""

from __future__ import annotations

import errno
import json
import os
import re
import zlib
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b

from perflint.commands import check, console
from perflint.content import whole
from perflint.files import plain_reasons, write_atomically
from perflint.opened import is_system
from perflint.record import NamedTuple
from perflint.watching import stamp

FOLDER = ".perflint-cache"
KEPT = 50
"""Entries; the oldest goes when another comes."""
MOST = 256 * 1024 * 1024
"""Bytes of an entry, unpacked: the JSON of thousands of tables, and not more than a planted one may take."""

_NAME = re.compile("[0-9a-f]{32}")
_CODES = (check.CLEAN, check.FINDINGS, check.FATAL)


class Entry(NamedTuple):
    """How every file that was read stood, by absolute path; the exit code; all that was said."""

    read: Mapping[str, str]
    code: int
    said: console.Said


def recall(key: str) -> Entry | None:
    """The entry of a key, if there is one and every file is as it was."""
    if not _is_ours():
        return None
    try:
        entry = _unpacked(whole(os.path.join(FOLDER, key), MOST))
    except (OSError, ValueError, TypeError, RecursionError, zlib.error):
        return None
    return entry if all(state_of(path) == before for path, before in entry.read.items()) else None


def keep(key: str, entry: Entry) -> None:
    """Write an entry down. Raises OSError, its `strerror` in plain words, where that cannot be done."""
    with plain_reasons():
        data = _packed(entry)
        _prepare()
        path = os.path.join(FOLDER, key)
        # What is there may be a link, which would be followed, or a pipe, which waits for a reader.
        with suppress(FileNotFoundError):
            os.unlink(path)
        write_atomically(path, data)
        entries = sorted(filter(_is_entry, os.scandir(FOLDER)), key=lambda one: stamp(one.path) or ())
        for old in entries[:-KEPT]:
            with suppress(OSError):
                os.unlink(old)


def state_of(path: str) -> str:
    """What a change of a file is known by: its content, or how it stands where that cannot be read."""
    try:
        return blake2b(whole(path), digest_size=16).hexdigest()
    except (OSError, ValueError):
        return str(stamp(path))


def _is_ours() -> bool:
    """Whether the folder is one: behind a link are the files of somebody else."""
    return os.path.isdir(FOLDER) and not os.path.islink(FOLDER)


def _prepare() -> None:
    """Make the folder and keep it out of git; where it holds anything but entries, that is for whoever put it there."""
    with suppress(FileExistsError):
        os.mkdir(FOLDER)
    if not _is_ours():
        raise FileExistsError(errno.EEXIST, "", FOLDER)
    if all(map(_NAME.fullmatch, os.listdir(FOLDER))):
        write_atomically(os.path.join(FOLDER, ".gitignore"), "*\n")


def _is_entry(found: os.DirEntry[str]) -> bool:
    return _NAME.fullmatch(found.name) is not None and found.is_file(follow_symlinks=False)


def _packed(entry: Entry) -> bytes:
    text = json.dumps(entry, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(text) > MOST:
        raise OSError(errno.EFBIG, "")
    return zlib.compress(text, 1)


def _unpacked(data: bytes) -> Entry:
    """Raises ValueError, TypeError, RecursionError or zlib.error for what `_packed` does not give."""
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(data, MOST + 1)
    if not unpacking.eof or unpacking.unused_data or len(text) > MOST:
        raise ValueError
    read, code, said = json.loads(text)
    if not (_is_read(read) and type(code) is int and code in _CODES and console.is_said(said)):
        raise ValueError
    return Entry(read, code, said)


def _is_read(read: object) -> bool:
    """Whether it names files that a run may have read, and how each stood."""
    if not isinstance(read, dict):
        return False
    return all(os.path.isabs(path) and not is_system(path) and isinstance(state, str) for path, state in read.items())
