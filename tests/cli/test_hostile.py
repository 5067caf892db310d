"""Names, paths and files that want to be more than that: the real command, every output, nothing runs or is hidden."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from markdown_it import MarkdownIt

from cli.conftest import FAULTY, PLACE, Perflint, Ran
from perflint.cli import main
from perflint.commands import COMMANDS
from perflint.config import settings
from perflint.reporters import FORMATS

Said = Callable[..., str]

ESCAPES = "\x1b[31m\x1b]8;;http://b.cn\x07\x9b2J\x7f"
BIDI = "\u202e倒\u2066\u200f"
WORKFLOW = "::error::甲 ##[error]乙 %0A::stop-commands::x"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>]]>-->"
MARKDOWN = "[a](javascript:b) ![c](//d) `e` | @all #1 **f**"
FORMULA = '=HYPERLINK("http://b.cn","x")'
NAMES = {
    "escapes": ESCAPES,
    "bidi": BIDI,
    "commands": WORKFLOW,
    "markup": MARKUP,
    "markdown": MARKDOWN,
    "formula": FORMULA,
    "line breaks": "甲\n::error::乙\r\n\u2028丙",
}
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f]")
PATH = "表\n::error::甲 \x1b[31m<b>|乙.json"


def table(name: str) -> str:
    """The faulty table as JSON, where a name may hold any character, in every place that an output may quote."""
    indicator = {"level1": "产出指标", "level2": "数量指标", "name": f"{name}日均接入量", "full": "≤10ms"}
    other = {"level1": name, "level2": name, "name": f"{name}满意度", "full": f"≥90%{name}", name: "x"}
    project = {"name": f"校园网络服务{name}", "goal": f"{name}，建设5个。", "indicators": [indicator, other]}
    return json.dumps({"unit": name, "year": name, "projects": [project], "项目名": name}, ensure_ascii=False)


def harmless(format: str, shown: str) -> None:
    """No output commands a terminal, a build server, a browser or a renderer of Markdown."""
    assert not CONTROLS.search(shown)
    lines = shown.splitlines()
    if format == "github":
        assert all(re.match(r"::(?:error|warning|notice) (?:file|title)=", line) for line in lines)
        assert not any("::" in line[2:].partition("::")[0] for line in lines)
    else:
        assert not any(line.lstrip().startswith("::") for line in lines)
    assert "##[" not in shown
    if format in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(shown)
    elif format == "junit":
        ElementTree.fromstring(shown)
    elif format == "html":
        page = html5lib.parse(shown, namespaceHTMLElements=False)
        assert len(page.findall(".//script")) == 1
        assert not page.findall(".//img")
        assert not [name for element in page.iter() for name in element.attrib if str(name).startswith("on")]
    elif format == "markdown":
        page = html5lib.parse(MarkdownIt("commonmark", {"html": True}).enable("table").render(shown))
        assert not {"script", "img", "a"} & {str(element.tag).rpartition("}")[2] for element in page.iter()}


class TestNamesInEveryOutput:
    @pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
    def test_reports(self, perflint: Perflint, tmp_path: Path, name: str) -> None:
        (tmp_path / "表.json").write_text(table(name), encoding="utf-8")
        outputs = [word for format in FORMATS for word in ("--output", f"{format}=out.{format}")]
        ran = perflint("表.json", *outputs)
        assert ran.code == 1
        for format in FORMATS:
            harmless(format, (tmp_path / f"out.{format}").read_bytes().decode())
        harmless("concise", ran.out)
        assert ran.out.count("U001") == 1

    @pytest.mark.parametrize("format", FORMATS)
    def test_a_path(self, perflint: Perflint, tmp_path: Path, format: str) -> None:
        (tmp_path / PATH).write_text(table("甲"), encoding="utf-8")
        ran = perflint(PATH, "--format", format)
        assert ran.code == 1
        harmless(format, ran.out)

    @pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
    def test_diff_parse_convert_files_settings(self, perflint: Perflint, tmp_path: Path, name: str) -> None:
        (tmp_path / "表.json").write_text(table(name), encoding="utf-8")
        harmless("diff", perflint("表.json", "--diff", "--unsafe-fixes").err)
        harmless(
            "parse", perflint("parse", "--format", "text", f"≥90%{name}".replace("\x00", "")).out.replace("\r", "")
        )
        harmless("convert", perflint("convert", "表.json").err)
        harmless("files", perflint("files", ".").out)
        (tmp_path / "perflint.toml").write_text(f"exclude = [{json.dumps(name)}]\n{json.dumps(name)} = 1\n", "utf-8")
        for ran in (perflint("settings"), perflint("表.json")):
            assert ran.code == 2
            harmless("settings", ran.err)

    def test_a_path_of_two_lines_is_one_file(self, perflint: Perflint, tmp_path: Path) -> None:
        (tmp_path / "a\nb.yaml").write_text(FAULTY, encoding="utf-8")
        assert perflint("files", ".").out == "./a␊b.yaml\n"

    def test_a_formula_does_not_begin_a_cell(self, perflint: Perflint, tmp_path: Path) -> None:
        """No format is CSV; the one that people open in a spreadsheet, line by line, begins with the path."""
        (tmp_path / "=1+1.json").write_text(table(FORMULA), encoding="utf-8")
        rows = list(csv.reader(io.StringIO(perflint("./=1+1.json").out)))
        assert not any(row[0].startswith(("=", "+", "-", "@")) for row in rows)


WORD = f"\n::error::甲\r\n{ESCAPES}{BIDI}##[error]乙"
QUOTED, PARAGRAPHS = json.dumps(WORD), json.dumps(f"{WORD}\n\n{WORD}{WORD}")
OF_COMMANDS = {"rule": ("U001",), "init": (".",), "baseline": ("create", "data.yaml")}
"""What a command is about, where that is not a file."""
WITH_VALUES = [
    (command, option.flags[-1])
    for command in COMMANDS
    for option in import_module(f"perflint.commands.{command}").arguments().options
    if option.kind is not None
]
OWN_RULE = f"""\
name: {QUOTED}
own_rules:
  - code: GZ001
    name: days-in-words
    title: {QUOTED}
    reason: {PARAGRAPHS}
    source: {QUOTED}
    bad: {QUOTED}
    good: {QUOTED}
    where: {{level2: 数量指标}}
    require: {{unit: 工作日}}
    message: {QUOTED}
    help: {QUOTED}
"""
PACKS = [
    *("{word}: 1", "extends: {word}", "required: [{word}]", "columns: [{word}]", "severities: {{{word}: error}}"),
    *("severities: {{U001: {word}}}", "rules: {{{word}: off}}", "rules: {{U001: {word}}}", "thresholds: {{{word}: 1}}"),
    *(
        "thresholds: {{min_indicators: {word}}}",
        "parameters: {{{word}: {{max: 1}}}}",
        "parameters: {{U001: {{{word}: 1}}}}",
    ),
    *(
        "weights: {{{word}: 1}}",
        "weights: {{without_cost: {{{word}: 1}}}}",
        "frame: {{levels: {{{word}: {{code: 1}}}}}}",
    ),
    *(
        "frame: {{local: {{{word}: 产出}}}}",
        "frame: {{levels: {{产出: {{aliases: [效益, {word}]}}}}}}",
        "- {word}",
        "x: {word}: y",
    ),
    *("vocabulary: {{{word}: 1}}", "vocabulary: {{units: {{{word}: [甲]}}}}", "vocabulary: {{keys: {{{word}: 甲}}}}"),
    *("own_rules: [{{{word}: 1}}]", "own_rules: [{{code: {word}, name: {word}, message: '{{甲}}'}}]"),
    "own_rules: [{{where: {{{word}: 1, level2: {word}}}, require: {{unit: {word}, matches: {word}}}}}]",
]
SETTINGS = [
    *(f"{setting.key} = {value}" for setting in settings.SETTINGS for value in (QUOTED, f"[{QUOTED}]")),
    *(
        f"{QUOTED} = 1",
        f"[rules.{QUOTED}]\nseverity = 1",
        f"[rules.U001]\n{QUOTED} = 1",
        f"[[overrides]]\n{QUOTED} = 1",
    ),
    *(f"[rules.U001]\nseverity = {QUOTED}", f"[[overrides]]\nfiles = [{QUOTED}]", f"year = {QUOTED} x"),
]


class TestWordsThatAreQuoted:
    """Whatever a message quotes stays within its line: of the command line, the environment, packs and settings."""

    @pytest.fixture
    def said(self, faulty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
        """All that a command line in this process says."""
        monkeypatch.chdir(faulty.parent)

        def run(*words: str) -> str:
            main(words)
            told = "".join(capsys.readouterr())
            assert told
            harmless("full", told)
            return told

        return run

    @pytest.mark.parametrize(("command", "option"), WITH_VALUES)
    def test_values_of_options(self, said: Said, command: str, option: str) -> None:
        said(command, *OF_COMMANDS.get(command, ("data.yaml",)), option, WORD)

    @pytest.mark.parametrize("command", COMMANDS)
    def test_what_a_command_is_about(self, said: Said, command: str) -> None:
        for word in (WORD, f"::error::{WORD}"):
            said(command, word)
            said(command, f"--{word}")

    @pytest.mark.parametrize(
        "words",
        [
            (WORD,),
            ("--lang", WORD),
            ("baseline", "create", WORD),
            ("init", f"新{WORD}"),
            ("parse", "--format", "text", WORD.lstrip()),
        ],
    )
    def test_words(self, said: Said, words: tuple[str, ...]) -> None:
        said(*words)

    def test_the_environment(self, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PERFLINT_LANG", WORD)
        said("data.yaml")

    @pytest.mark.parametrize("pack", PACKS)
    def test_policy_packs(self, said: Said, tmp_path: Path, pack: str) -> None:
        for name in ("包.yaml", "::error::.yaml"):
            (tmp_path / name).write_text(pack.format(word=QUOTED), encoding="utf-8")
            assert "./" not in said("data.yaml", "--policy", name)

    @pytest.mark.parametrize("text", SETTINGS)
    def test_settings(self, said: Said, tmp_path: Path, text: str) -> None:
        (tmp_path / "perflint.toml").write_text(text, encoding="utf-8")
        said("data.yaml")

    def test_a_rule_of_a_pack(self, said: Said, tmp_path: Path) -> None:
        (tmp_path / "包.yaml").write_text(OWN_RULE, encoding="utf-8")
        for format in ("text", "markdown", "json"):
            said("rule", "GZ001", "--policy", "包.yaml", "--format", format)
        assert "␛" in said("data.yaml", "--policy", "包.yaml", "--select", "GZ", "--statistics")
        outputs = [word for format in FORMATS for word in ("--output", f"{format}=out.{format}")]
        said("data.yaml", "--policy", "包.yaml", "--select", "GZ", *outputs)
        for format in FORMATS:
            harmless(format, (tmp_path / f"out.{format}").read_text(encoding="utf-8"))


class TestFilesThatAreNone:
    @pytest.fixture(params=["/dev/zero", "pipe"])
    def endless(self, request: pytest.FixtureRequest, tmp_path: Path) -> str:
        os.mkfifo(tmp_path / "pipe")
        return str(request.param)

    def refused(self, ran: Ran) -> None:
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(("perflint", "读不了", "./", "/")) or "perflint.toml" in ran.err

    @pytest.mark.parametrize("key", ["policy", "extend"])
    def test_of_a_configuration(self, perflint: Perflint, faulty: Path, tmp_path: Path, endless: str, key: str) -> None:
        (tmp_path / "perflint.toml").write_text(f'{key} = "{endless}"\n', encoding="utf-8")
        self.refused(perflint("data.yaml"))

    @pytest.mark.parametrize("option", ["--policy", "--baseline", "--config"])
    def test_of_an_option(self, perflint: Perflint, faulty: Path, endless: str, option: str) -> None:
        self.refused(perflint("data.yaml", option, endless))

    def test_as_a_table(self, perflint: Perflint, faulty: Path, endless: str) -> None:
        ran = perflint(endless, "data.yaml", "--select", "U001")
        assert ran.code == 2
        assert "E001" in ran.out
        assert "U001" in ran.out

    def test_a_loop_of_links(self, perflint: Perflint, faulty: Path, tmp_path: Path) -> None:
        (tmp_path / "loop").symlink_to(tmp_path)
        (tmp_path / "self.yaml").symlink_to("self.yaml")
        ran = perflint(".", "--select", "U001")
        assert ran.code == 2
        assert ran.out.count("U001") == 1
        assert "./self.yaml:1:1: error E001" in ran.out

    @pytest.fixture
    def deep(self, tmp_path: Path) -> Iterator[Path]:
        """In more folders in one another than a function may call itself; what clears away after tests does that."""
        folders = [tmp_path / "x"]
        while len(folders) < 1100:
            folders.append(folders[-1] / "x")
        for folder in folders:
            folder.mkdir()
        deep = folders[-1] / "data.yaml"
        deep.write_text(FAULTY, encoding="utf-8")
        yield deep.relative_to(tmp_path)
        deep.unlink()
        for folder in reversed(folders):
            folder.rmdir()

    def test_folders_in_one_another(self, perflint: Perflint, deep: Path, tmp_path: Path) -> None:
        (tmp_path / "perflint.toml").write_text('exclude = ["*.yml"]\n')
        idle = "perflint.toml:1:12：exclude 的“*.yml”没有排除任何文件或文件夹\n"
        for path in ("x", str(deep)):
            done = perflint(path, "--select", "U001")
            assert (done.code, done.err) == (1, idle)
            assert done.out.startswith(f"{deep}:{PLACE}: error U001")
        assert perflint("files", "x").out == f"{deep}\n"
        complaint = "perflint：“x/**/*.yaml”要找的文件夹一层套一层，太深了；请直接写文件夹，或更具体的路径\n"
        assert perflint("x/**/*.yaml") == (2, "", complaint)

    def test_a_folder_that_cannot_be_looked_into(self, tmp_path: Path, faulty: Path) -> None:
        """Root may look into all of them, so the system is made to refuse."""
        (tmp_path / "封").mkdir()
        program = (
            "import os, sys\nreal = os.scandir\n"
            "def scandir(path='.'):\n"
            "    if str(path).endswith('封'): raise PermissionError(13, 'no', path)\n"
            "    return real(path)\n"
            "os.scandir, access = scandir, os.access\n"
            "os.access = lambda path, mode, **more: not str(path).endswith('封') and access(path, mode, **more)\n"
            "from perflint.cli import main\nsys.exit(main(['.', '--select', 'U001']))"
        )
        command = [sys.executable, "-c", program]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment, check=False)
        assert done.returncode == 2
        shown = done.stdout.decode()
        assert f"./data.yaml:{PLACE}: error U001" in shown
        assert "./封:1:1: error E001 unreadable-file: 没有权限读" in shown


class TestFilesThatChange:
    @pytest.fixture
    def restless(self, tmp_path: Path) -> Iterator[Path]:
        """A table that is cut, doubled, taken away and put back while runs read it."""
        path, stopped = tmp_path / "data.yaml", threading.Event()

        def change() -> None:
            while not stopped.is_set():
                for content in (FAULTY, FAULTY[:120], FAULTY * 20, "", None):
                    if content is None:
                        path.unlink(missing_ok=True)
                    else:
                        path.write_text(content, encoding="utf-8")
                    time.sleep(0.003)

        path.write_text(FAULTY, encoding="utf-8")
        thread = threading.Thread(target=change)
        thread.start()
        yield path
        stopped.set()
        thread.join()

    def test_while_it_is_read(self, perflint: Perflint, restless: Path) -> None:
        for _ in range(6):
            ran = perflint("data.yaml", "--format", "json")
            assert ran.code in (0, 1, 2)
            assert "Traceback" not in ran.err
            json.loads(ran.out)

    def test_while_it_is_mended_no_foreign_text_is_lost(self, perflint: Perflint, tmp_path: Path) -> None:
        """What somebody saves between reading and writing stays: the mend is not made."""
        path = tmp_path / "data.yaml"
        path.write_text(FAULTY.replace("≥90%", "≥90％"), encoding="utf-8")
        program = (
            "import sys\nfrom perflint import fixing\nreal = fixing.mend\n"
            "def mend(*given, **more):\n"
            "    yield from list(real(*given, **more))\n"
            "    open('data.yaml', 'w').write('mine')\n"
            "fixing.mend = mend\nfrom perflint.cli import main\nsys.exit(main(['data.yaml', '--fix']))"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 2
        assert path.read_text(encoding="utf-8") == "mine"
        assert sorted(os.listdir(tmp_path)) == ["data.yaml"]


class TestNoRoom:
    """A limit on the size of files is a full disk at a place of one's choosing."""

    def run(self, tmp_path: Path, *words: str, most: int = 100) -> subprocess.CompletedProcess[bytes]:
        def limited() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        command = [sys.executable, "-B", "-m", "perflint", *words]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, env=environment, preexec_fn=limited, check=False
        )

    @pytest.mark.parametrize("words", [("--fix",), ("--output", "json=out.json"), ("--add-ignores", "原因")])
    def test_leaves_all_as_it_was(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        path = tmp_path / "data.yaml"
        path.write_text(FAULTY.replace("≥90%", "≥90％"), encoding="utf-8")
        (tmp_path / "out.json").write_text("before", encoding="utf-8")
        before = {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()}
        done = self.run(tmp_path, "data.yaml", *words)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert done.stderr.decode().strip()
        assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == before


UNSHARE = shutil.which("unshare")
MOUNT = ("-rm", "mount", "-t", "tmpfs", "none", "/tmp")
CAN_MOUNT = UNSHARE is not None and not subprocess.run([UNSHARE, *MOUNT], capture_output=True, check=False).returncode


@pytest.mark.skipif(not CAN_MOUNT, reason="file systems can only be mounted in a name space of one's own")
class TestMounted:
    """A file system of its own, one that may only be read or one that is full, in which nothing can be written."""

    def run(self, tmp_path: Path, ends: str, *words: str) -> tuple[list[str], dict[str, bytes]]:
        """What a run says on standard error, and what it leaves beside `data.yaml` and `out.json`."""
        (tmp_path / "data.yaml").write_text(FAULTY.replace("≥90%", "≥90％"), encoding="utf-8")
        (tmp_path / "out.json").write_text("before", encoding="utf-8")
        for folder in ("mounted", "left"):
            (tmp_path / folder).mkdir()
        script = (
            "set -e; mount -t tmpfs -o size=64k none mounted; cp data.yaml out.json mounted; cd mounted\n"
            f'{ends}\nset +e; "$@"; code=$?; cp -r . ../left; exit $code'
        )
        command = [str(UNSHARE), "-rm", "sh", "-c", script, "sh", sys.executable, "-B", "-m", "perflint", *words]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment, check=False)
        left = {entry.name: entry.read_bytes() for entry in (tmp_path / "left").iterdir() if entry.is_file()}
        changed = {name: content for name, content in left.items() if name not in ("data.yaml", "out.json", "filler")}
        assert left["data.yaml"] == (tmp_path / "data.yaml").read_bytes()
        assert left["out.json"] == b"before"
        assert "Traceback" not in done.stderr.decode()
        return [f"{done.returncode}", *done.stderr.decode().splitlines()], changed

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("data.yaml", "--fix"), ["2", "写不了 data.yaml：{reason}"]),
            (("data.yaml", "--output", "json=out.json"), ["2", "perflint：写不了 out.json：{reason}"]),
            (("data.yaml", "--output", "json=other.json"), ["2", "perflint：写不了 other.json：{reason}"]),
            (("data.yaml", "--cache"), ["1", "结果没有记到 .perflint-cache：{reason}"]),
            (("baseline", "create", "data.yaml"), ["2", "perflint：写不了 perflint-baseline.json：{reason}"]),
            (("init",), ["2", "perflint：写不了 绩效目标.yaml：{reason}"]),
        ],
        ids=["fix", "output", "new output", "cache", "baseline", "init"],
    )
    @pytest.mark.parametrize(
        ("ends", "reason"),
        [
            ("mount -o remount,ro .", "没有写入权限，文件是只读的，或者正被别的程序打开"),
            ("cat /dev/zero >filler 2>/dev/null || true", "磁盘空间不够"),
        ],
        ids=["read-only", "full"],
    )
    def test_nothing_is_written_and_why_is_said(
        self, tmp_path: Path, words: tuple[str, ...], told: list[str], ends: str, reason: str
    ) -> None:
        said, changed = self.run(tmp_path, ends, *words)
        assert said == [line.format(reason=reason) for line in told]
        assert changed == {}

    def test_a_table_is_checked_all_the_same(self, tmp_path: Path) -> None:
        said, changed = self.run(tmp_path, "mount -o remount,ro .", "data.yaml")
        assert (said, changed) == (["1"], {})


@pytest.mark.parametrize("words", [("--output", "sarif=out.sarif"), ("--fix",)])
def test_a_run_that_is_killed_leaves_whole_files(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Killed at any moment, the files are what they were or what they should be."""
    rows = FAULTY.partition("projects:\n")[2].replace("≥90%", "≥90％")
    text = "projects:\n" + rows * 40
    path, output = tmp_path / "data.yaml", tmp_path / "out.sarif"
    for share in range(6):
        path.write_text(text, encoding="utf-8")
        output.write_text("before", encoding="utf-8")
        command = [sys.executable, "-m", "perflint", "data.yaml", *words]
        with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(0.15 + share * 0.15)
            process.kill()
        shown, left = path.read_text(encoding="utf-8"), output.read_text(encoding="utf-8")
        assert shown == text or (shown.endswith("\n") and "≥90％" not in shown)
        assert left == "before" or json.loads(left)["version"] == "2.1.0"
