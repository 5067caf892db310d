"""`--watch`: the real command waits in a process of its own while files change, come, go, break and are mended."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from cli.conftest import CLEAN, FAULTY, MESSAGE, PLACE, Perflint

WAITING = "等着文件改动，改了就再检查；按 Ctrl+C 结束\n"
FOUND = f"data.yaml:{PLACE}: error U001 unit-contradicts-name: {MESSAGE}\n"
LONG = 60
"""Seconds after which something that should have happened will not: the machine may be busy with other tests."""
QUIET = 1.5
"""Seconds in which something would have happened."""


class Watching:
    """A process that watches, its two streams in one as a person sees them."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._parts: Queue[bytes] = Queue()
        self._shown = b""
        self._gatherer = Thread(target=self._gather)
        self._gatherer.start()

    def _gather(self) -> None:
        assert self.process.stdout is not None
        while part := os.read(self.process.stdout.fileno(), 65536):
            self._parts.put(part)

    def shown(self) -> str:
        """What it has shown since it was last asked, when it waits again."""
        end = time.monotonic() + LONG
        while WAITING.encode() not in self._shown:
            assert time.monotonic() < end, self._shown.decode(errors="replace")
            self._take(1)
        shown, _, self._shown = self._shown.partition(WAITING.encode())
        return shown.decode()

    def quiet(self) -> bool:
        """Whether it says nothing for a while."""
        self._take(QUIET)
        return not self._shown

    def interrupted(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONG)

    def ended(self) -> None:
        self.process.kill()
        self._gatherer.join()

    def _take(self, seconds: float) -> None:
        try:
            self._shown += self._parts.get(timeout=seconds)
        except Empty:
            return


@contextmanager
def watching(folder: Path, *words: str) -> Iterator[Watching]:
    command = [sys.executable, "-m", "perflint", *words, "--watch"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        seen = Watching(process)
        try:
            yield seen
        finally:
            seen.ended()


def write(path: Path, text: str) -> None:
    """As editors do: a new file takes the place of the old one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def test_a_table_is_checked_again_when_it_changes(tmp_path: Path, clean: Path) -> None:
    with watching(tmp_path, "clean.yaml", "--select", "U001") as seen:
        assert seen.shown() == ""
        clean.write_text(FAULTY, encoding="utf-8")
        assert seen.shown() == f"clean.yaml 有改动，再检查\n{FOUND.replace('data', 'clean')}"
        assert seen.quiet()
        write(clean, CLEAN)
        assert seen.shown() == "clean.yaml 有改动，再检查\n"
        clean.unlink()
        shown = seen.shown()
        assert shown.startswith("clean.yaml 有改动，再检查\nclean.yaml:1:1: error E001 unreadable-file: ")
        write(clean, CLEAN)
        assert seen.shown() == "clean.yaml 有改动，再检查\n"
        assert seen.interrupted() == 130
        assert seen.quiet()


def test_files_come_and_go_in_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "各单位"
    folder.mkdir()
    write(folder / "甲.yaml", CLEAN)
    with watching(tmp_path, "各单位", "--select", "U001") as seen:
        assert seen.shown() == ""
        (folder / "新单位").mkdir()
        write(folder / "新单位" / "乙.yaml", FAULTY)
        told = "各单位/新单位/乙.yaml"
        assert seen.shown() == f"{told} 有改动，再检查\n{FOUND.replace('data.yaml', told)}"
        for name in ("说明.docx", ".隐藏.yaml", "乙.yaml~"):
            (folder / name).write_text(FAULTY, encoding="utf-8")
        assert seen.quiet()
        (folder / "新单位" / "乙.yaml").rename(folder / "丙.yaml")
        shown = seen.shown()
        assert shown.startswith("各单位/丙.yaml 等 2 个文件有改动，再检查\n各单位/丙.yaml:")
        (folder / "丙.yaml").unlink()
        assert seen.shown() == "各单位/丙.yaml 有改动，再检查\n"


def test_a_configuration_comes_breaks_is_mended_and_goes(tmp_path: Path, faulty: Path) -> None:
    config = tmp_path / "perflint.toml"
    with watching(tmp_path, "data.yaml", "--config", 'select=["U001"]') as seen:
        assert seen.shown() == FOUND
        config.write_text("[rules.U001]\nseverity = 'info'\n", encoding="utf-8")
        assert seen.shown() == f"perflint.toml 有改动，再检查\n{FOUND.replace('error', 'info')}"
        config.write_text("[rules.U001]\nseverity = 'inf'\n", encoding="utf-8")
        shown = seen.shown()
        assert shown.startswith("perflint.toml 有改动，再检查\nperflint：perflint.toml:2:12：severity 没有“inf”")
        assert seen.quiet()
        write(faulty, CLEAN)
        assert "perflint.toml:2:12：severity 没有“inf”" in seen.shown()
        config.write_text("[rules.U001]\nseverity = 'info'\n", encoding="utf-8")
        assert seen.shown() == "perflint.toml 有改动，再检查\n"
        write(faulty, FAULTY)
        assert ": info U001" in seen.shown()
        config.unlink()
        assert seen.shown() == f"perflint.toml 有改动，再检查\n{FOUND}"


def test_what_a_configuration_leaves_out_is_not_watched(tmp_path: Path, faulty: Path) -> None:
    (tmp_path / "perflint.toml").write_text('exclude = ["归档"]\n', encoding="utf-8")
    (tmp_path / "归档").mkdir()
    with watching(tmp_path, ".", "--select", "U001") as seen:
        assert seen.shown() == f"./{FOUND}"
        write(tmp_path / "归档" / "旧.yaml", FAULTY)
        assert seen.quiet()


def test_policies_and_what_they_extend_are_watched(tmp_path: Path, faulty: Path) -> None:
    city, province = tmp_path / "本市.yaml", tmp_path / "本省.yaml"
    province.write_text("severities: {U001: warning}\n", encoding="utf-8")
    city.write_text("extends: 本省.yaml\n", encoding="utf-8")
    with watching(tmp_path, "data.yaml", "--select", "U001", "--policy", "本市.yaml") as seen:
        assert ": warning U001" in seen.shown()
        write(province, "severities: {U001: info}\n")
        assert seen.shown().startswith("本省.yaml 有改动，再检查\ndata.yaml:10:18: info U001")
        write(city, "extend: 本省.yaml\n")
        assert seen.shown().startswith("本市.yaml 有改动，再检查\nperflint：政策包有 1 处错误")
        write(city, "extends: mof-2021\n")
        assert ": error U001" in seen.shown()


def test_the_baseline_is_watched(tmp_path: Path, faulty: Path, perflint: Perflint) -> None:
    perflint("baseline", "create", "data.yaml", "--select", "U001", "-o", "known.json")
    known = tmp_path / "known.json"
    with watching(tmp_path, "data.yaml", "--select", "U001", "--baseline", "known.json") as seen:
        assert seen.shown() == ""
        before = known.read_text(encoding="utf-8")
        known.unlink()
        assert "perflint：没有基线 known.json" in seen.shown()
        write(known, before)
        assert seen.shown() == "known.json 有改动，再检查\n"


def test_reports_in_files_are_written_anew_and_start_no_round_of_their_own(tmp_path: Path, faulty: Path) -> None:
    with watching(tmp_path, ".", "--select", "U001", "--output", "json=结果.json") as seen:
        assert seen.shown() == f"./{FOUND}"
        assert seen.quiet()
        write(faulty, CLEAN)
        assert seen.shown() == "data.yaml 有改动，再检查\n"
        assert json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))["findings"] == []
        assert seen.quiet()


def test_statistics_and_timing_are_told_again(tmp_path: Path, faulty: Path) -> None:
    with watching(tmp_path, "data.yaml", "--select", "U001", "--statistics", "--timing") as seen:
        first = seen.shown()
        write(faulty, CLEAN)
        second = seen.shown()
        assert (" U001 unit-contradicts-name  单位与指标名称的量纲不符" in first) is True
        assert "没有发现问题。" in second
        assert first.count("读取文件") == second.count("读取文件") == 1


def test_it_hardly_costs_anything_to_wait(tmp_path: Path, faulty: Path) -> None:
    """A look takes well under a thousandth of a second, two a second are taken."""
    with watching(tmp_path, ".", "--select", "U001") as seen:
        seen.shown()
        before = processor_time(seen.process.pid)
        time.sleep(4)
        assert processor_time(seen.process.pid) - before < 0.2


def processor_time(pid: int) -> float:
    """Seconds that a process has worked so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


ROUNDS = """
import gc
from perflint import cli, watching

rounds = iter(range(3))

def changes(watch):
    if next(rounds, None) is None:
        raise KeyboardInterrupt
    return ["data.yaml"]

gc.disable()
watching.Watch.changes = changes
try:
    cli.main(["data.yaml", "--watch"])
except KeyboardInterrupt:
    print("interrupted", sum(type(each).__name__ == "Table" for each in gc.get_objects()))
"""


def test_no_table_of_a_round_stays_in_memory(tmp_path: Path, faulty: Path) -> None:
    command = [sys.executable, "-c", ROUNDS]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().splitlines()[-1] == "interrupted 0"


@pytest.mark.skipif(sys.platform == "win32", reason="no folder that is in use is deleted there")
def test_a_current_folder_that_goes_away_ends_it(tmp_path: Path) -> None:
    folder = tmp_path / "甲"
    folder.mkdir()
    with watching(folder, ".") as seen:
        assert "没有找到" in seen.shown()
        folder.rmdir()
        assert seen.process.wait(LONG) == 2
        assert not seen.quiet()
        assert seen._shown.decode() == "perflint：当前文件夹已经被删除；请先用 cd 进入别的文件夹\n"


def test_a_reader_that_goes_away_ends_it(tmp_path: Path, faulty: Path) -> None:
    command = [sys.executable, "-m", "perflint", "data.yaml", "--select", "U001", "--watch"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stderr.readline().decode() == WAITING
        process.stdout.close()
        write(faulty, FAULTY + "\n")
        try:
            assert process.wait(LONG) == 1
        finally:
            process.kill()
        assert "Traceback" not in process.stderr.read().decode()


class TestATerminal:
    def shown(self, folder: Path, file: Path, **environment: str) -> str:
        """What a terminal gets of two rounds and an interrupt. What is told beside the report goes elsewhere."""
        controller, terminal = pty.openpty()
        command = [sys.executable, "-m", "perflint", file.name, "--select", "U001", "--watch"]
        settings = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", **environment}
        with subprocess.Popen(command, cwd=folder, stdout=terminal, stderr=subprocess.PIPE, env=settings) as process:
            os.close(terminal)
            assert process.stderr is not None
            assert process.stderr.readline().decode() == WAITING
            write(file, FAULTY)
            assert process.stderr.readline().decode() == f"{file.name} 有改动，再检查\n"
            assert process.stderr.readline().decode() == WAITING
            process.send_signal(signal.SIGINT)
            assert process.wait(LONG) == 130
        shown = b""
        with suppress(OSError):  # Linux reports a closed terminal as an input error
            while part := os.read(controller, 65536):
                shown += part
        os.close(controller)
        return shown.decode().replace("\r\n", "\n")

    def test_is_cleared_for_each_new_check(self, tmp_path: Path, clean: Path) -> None:
        first, _, second = self.shown(tmp_path, clean).partition("\x1b[2J\x1b[H")
        assert first.startswith("没有发现问题。\n")
        assert second.startswith("clean.yaml  校园网络服务\n\nerror[U001]")

    def test_is_left_alone_where_it_cannot_be_cleared(self, tmp_path: Path, clean: Path) -> None:
        assert "\x1b" not in self.shown(tmp_path, clean, TERM="dumb")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("-",), "--watch 看着文件，不能与 - 一起用：从管道读入的内容不会再变"),
        (("data.yaml", "--fix"), "--watch 只看不改，不能与 --fix、--diff、--add-ignores 一起用"),
        (("data.yaml", "--diff"), "--watch 只看不改，不能与 --fix、--diff、--add-ignores 一起用"),
        (("data.yaml", "--add-ignores", "已说明"), "--watch 只看不改，不能与 --fix、--diff、--add-ignores 一起用"),
        (("data.yaml", "--format", "json"), "--watch 打印给人看的结果，不能写成 json；"),
        (("data.yaml", "--select", "U0001"), "没有“U0001”这条规则"),
        (("data.yaml", "--policy", "无.yaml"), "没有“无.yaml”这个政策包"),
        ((), "没有给出要检查的文件或文件夹。"),
    ],
)
def test_what_cannot_be_followed_is_refused_at_the_start(
    perflint: Perflint, faulty: Path, words: tuple[str, ...], complaint: str
) -> None:
    code, out, err = perflint(*words, "--watch")
    assert (code, out) == (2, "")
    assert err.startswith(f"perflint：{complaint}")
    assert err.count("\n") == 1


def test_nothing_of_it_is_loaded_where_nobody_asks(tmp_path: Path, faulty: Path) -> None:
    code = 'import sys, perflint.cli; perflint.cli.main(["data.yaml"]); print("perflint.watching" in sys.modules)'
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    assert done.stdout.decode().splitlines()[-1] == "False"
