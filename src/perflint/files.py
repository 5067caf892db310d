"""Writing files: whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

from perflint.interface import say

_REASONS = {
    errno.EACCES: "write-denied",
    errno.EPERM: "write-denied",
    errno.EROFS: "write-denied",
    errno.EISDIR: "write-folder",
    errno.ENOENT: "write-nowhere",
    errno.ENOTDIR: "write-nowhere",
    errno.ENOSPC: "write-full",
    errno.EDQUOT: "write-full",
    errno.ENAMETOOLONG: "write-long-name",
}


def write_atomically(path: str | os.PathLike[str], data: bytes | str) -> None:
    """Put `data` (text as UTF-8) into `path`, so that nobody ever sees half of it.

    It is written beside the target and then takes its place; the target's mode and, where it is a link, the link stay.
    A target that is no regular file (a terminal, a pipe) is written to. A file marked read-only is not replaced. Raises
    OSError, its `strerror` in plain Chinese, and leaves everything as it was.
    """
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    target = os.path.realpath(path)
    with _plain_reasons():
        try:
            mode: int | None = os.stat(target).st_mode
        except FileNotFoundError:
            mode = None
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "", target)
        if mode is not None and not stat.S_ISREG(mode):
            with open(target, "wb") as stream:
                stream.write(content)
            return
        if mode is not None and not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(errno.EACCES, "", target)
        _replace(target, content, mode)


def _replace(target: str, content: bytes, mode: int | None) -> None:
    beside = f"{target}.{token_hex(4)}.tmp"
    try:
        with open(beside, "xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(beside, stat.S_IMODE(mode))
        os.replace(beside, target)
    except BaseException:
        if os.path.lexists(beside):
            os.unlink(beside)
        raise


@contextmanager
def _plain_reasons() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        key = _REASONS.get(error.errno or 0)
        if key is None:
            raise
        raise type(error)(error.errno, say(key), error.filename) from None
