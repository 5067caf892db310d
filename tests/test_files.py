"""Files are written whole or not at all, whatever happens in between."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perflint.files import write_atomically

ENDLESS = """
import itertools, sys
from perflint.files import write_atomically
for letter in itertools.cycle(b"ab"):
    write_atomically(sys.argv[1], bytes([letter]) * 3_000_000)
"""


def test_writes_bytes_and_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_atomically(path, "项目\n")
    assert path.read_bytes() == "项目\n".encode()
    write_atomically(path, b"\r\n")
    assert path.read_bytes() == b"\r\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yaml"]


def test_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_keeps_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_text("old")
    link.symlink_to(path)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert path.read_text() == "new"


def test_leaves_a_read_only_file_alone_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(PermissionError) as caught:
        write_atomically(path, "new")
    assert caught.value.strerror == "没有写入权限，文件是只读的，或者正被别的程序打开"
    assert path.read_text() == "old"


@pytest.mark.parametrize(("name", "reason"), [(".", "这是文件夹，不是文件"), ("没有/a.yaml", "没有这个文件夹")])
def test_says_why_it_cannot_be_written(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(OSError, match=reason):
        write_atomically(tmp_path / name, "new")


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘空间不够"),
        (errno.EFBIG, "文件太大，超过了这里允许的大小"),
        (errno.EINVAL, "这个磁盘不接受这样的文件名"),
        (errno.EMFILE, "同时打开的文件太多，请关掉一些程序再试"),
        (errno.EBUSY, "没有写入权限，文件是只读的，或者正被别的程序打开"),
        (errno.EIO, "磁盘或网络盘出错"),
        (errno.EPIPE, "读取结果的程序已经退出"),
    ],
)
def test_a_write_that_breaks_off_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old")

    def broken(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match=reason):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.yaml"]


def test_a_link_to_itself_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.symlink_to(path)
    with pytest.raises(OSError, match="链接转来转去，指不到文件"):
        write_atomically(path, "new")


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("表" * 83 + ".yaml")
    path.write_text("old")
    write_atomically(path, "new")
    assert path.read_text() == "new"


def test_what_killed_writes_have_left_is_removed_after_an_hour(tmp_path: Path) -> None:
    old, fresh, other = (
        tmp_path / name for name in (".perflint-" + "0" * 16 + ".tmp", ".perflint-" + "1" * 16 + ".tmp", ".x.tmp")
    )
    for path in (old, fresh, other):
        path.write_text("half")
    for path in (old, other):
        os.utime(path, (time.time() - 4000,) * 2)
    write_atomically(tmp_path / "a.yaml", "new")
    assert {path.name for path in tmp_path.iterdir()} == {fresh.name, other.name, "a.yaml"}


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("changed")
    with pytest.raises(OSError, match="检查之后文件又被改过"):
        write_atomically(path, "new", instead_of=b"old")
    assert path.read_text() == "changed"
    write_atomically(path, "new", instead_of=b"changed")
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [("a.yaml", "new")]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    write_atomically(path, b"a" * 3_000_000)
    wholes = {bytes([letter]) * 3_000_000 for letter in b"ab"}
    for turn in range(12):
        writer = subprocess.Popen([sys.executable, "-c", ENDLESS, path])
        time.sleep(0.12 + 0.007 * turn)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        assert path.read_bytes() in wholes
    assert {entry.name[:10] for entry in tmp_path.iterdir()} <= {"a.yaml", ".perflint-"}
