"""Writing files: whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from secrets import token_hex
from time import time
from typing import TypeVar

from perflint.interface import say

_Item = TypeVar("_Item")
_REASONS = {
    errno.EACCES: "write-denied",
    errno.EPERM: "write-denied",
    errno.EROFS: "write-denied",
    errno.EISDIR: "write-folder",
    errno.ENOENT: "write-nowhere",
    errno.ENOTDIR: "write-nowhere",
    errno.ENOSPC: "write-full",
    errno.EDQUOT: "write-full",
    errno.EFBIG: "write-large",
    errno.ENAMETOOLONG: "write-long-name",
    errno.EINVAL: "write-bad-name",
    errno.EILSEQ: "write-bad-name",
    errno.EEXIST: "write-taken",
    errno.ELOOP: "write-loop",
    errno.EBUSY: "write-denied",
    errno.EMFILE: "write-many-open",
    errno.ENFILE: "write-many-open",
    errno.EIO: "write-broken",
    errno.EPIPE: "write-unread",
    errno.ESTALE: "write-changed",
}
_LEFT_OVER = re.compile(r"\.perflint-[0-9a-f]{16}\.tmp")
_HOUR = 3600


def write_atomically(
    path: str | os.PathLike[str], data: bytes | str | Iterable[str], *, instead_of: bytes | None = None
) -> None:
    """Put `data` (text, whole or in pieces, as UTF-8) into `path`, so that nobody ever sees half of it, whenever the
    program is killed.

    It is written beside the target, under a hidden name that no run reads, and then takes its place; the target's mode
    and owner and, where it is a link, the link stay. A target that is no regular file (a terminal, a pipe) is written
    to. A file marked read-only is not replaced, nor is one that no longer holds `instead_of`, what it was read as.
    Raises OSError, its `strerror` in plain Chinese, and leaves everything as it was.
    """
    content = _as_bytes(data)
    target = os.path.realpath(path)
    with plain_reasons():
        try:
            status: os.stat_result | None = os.stat(target)
        except FileNotFoundError:
            status = None
        if status is not None and not stat.S_ISREG(status.st_mode):
            if stat.S_ISDIR(status.st_mode):
                raise IsADirectoryError(errno.EISDIR, "", target)
            with open(target, "wb") as stream:
                stream.writelines(content)
            return
        if status is not None and not _is_writable(target, status):
            raise PermissionError(errno.EACCES, "", target)
        _replace(target, content, status, instead_of)


def one_by_file(items: Iterable[_Item], path_of: Callable[[_Item], str]) -> Iterator[_Item]:
    """The first item for each file, by whichever of its names and links: it is written once."""
    met: set[str] = set()
    for item in items:
        file = os.path.realpath(path_of(item))
        if file not in met:
            met.add(file)
            yield item


def _as_bytes(data: bytes | str | Iterable[str]) -> Iterable[bytes]:
    if isinstance(data, bytes):
        return (data,)
    return (piece.encode("utf-8", "surrogatepass") for piece in ((data,) if isinstance(data, str) else data))


def _is_writable(target: str, status: os.stat_result) -> bool:
    """Whether the file itself may be written: its folder's permission would be enough to replace it."""
    marked = status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return bool(marked) and os.access(target, os.W_OK)


def _replace(target: str, content: Iterable[bytes], status: os.stat_result | None, instead_of: bytes | None) -> None:
    folder = os.path.dirname(target)
    # Not made from the target's name, which may be as long as names can be.
    beside = os.path.join(folder, f".perflint-{token_hex(8)}.tmp")
    try:
        with open(beside, "xb") as stream:
            if status is not None:
                _like(beside, status)
            stream.writelines(content)
            stream.flush()
            os.fsync(stream.fileno())
        if instead_of is not None and not _holds(target, instead_of):
            raise OSError(errno.ESTALE, "", target)
        os.replace(beside, target)
    except BaseException:
        if os.path.lexists(beside):
            os.unlink(beside)
        raise
    _sweep(folder)


def _sweep(folder: str) -> None:
    """Remove what writes that were killed have left in a folder; one that goes on is never an hour old."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _LEFT_OVER.fullmatch(entry.name) and time() - entry.stat().st_mtime > _HOUR:
                os.unlink(entry.path)


def _like(path: str, status: os.stat_result) -> None:
    """Give a new file the owner, as far as that is allowed, and the mode of another."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)
    os.chmod(path, stat.S_IMODE(status.st_mode))


def _holds(path: str, content: bytes) -> bool:
    with open(path, "rb") as stream:
        return stream.read() == content


@contextmanager
def plain_reasons() -> Iterator[None]:
    """Gives what is raised for a file that cannot be written a `strerror` in plain words."""
    try:
        yield
    except OSError as error:
        key = _REASONS.get(error.errno or 0)
        if key is None:
            raise
        raise type(error)(error.errno, say(key), error.filename) from None
