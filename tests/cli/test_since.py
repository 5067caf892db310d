"""`--since`: only what stands on lines changed since a git revision, whatever the file is called or was before."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from .conftest import CLEAN, FAULTY, Perflint

SELECT = ("--select", "U001,S001,B004,M", "--format", "json")
NOTE = "另有 {} 处问题在 {} 以来没有改过的行上，没有列出\n"


class Repository:
    """A git work tree of its own, with commits by nobody."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> None:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false")
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", *identity, *words], cwd=self.root, check=True, capture_output=True, env=environment)

    def put(self, path: str, text: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, path: str, text: str | bytes) -> None:
        self.put(path, text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def found(out: str) -> list[tuple[str, str, int]]:
    return [(one["code"], one["path"], one["line"]) for one in json.loads(out)["findings"]]


def test_only_changed_lines(perflint: Perflint, repository: Repository) -> None:
    repository.commit("data.yaml", CLEAN)
    repository.put("data.yaml", FAULTY)
    done = perflint("data.yaml", "--since", "HEAD", *SELECT)
    assert found(done.out) == [("U001", "data.yaml", 10)]
    assert (done.code, done.err) == (1, NOTE.format(1, "HEAD"))


def test_nothing_changed(perflint: Perflint, repository: Repository) -> None:
    repository.commit("data.yaml", FAULTY)
    done = perflint("data.yaml", "--since", "main", *SELECT)
    assert (done.code, found(done.out), done.err) == (0, [], NOTE.format(2, "main"))


def test_moved_lines_have_not_changed(perflint: Perflint, repository: Repository) -> None:
    repository.commit("data.yaml", FAULTY)
    repository.put("data.yaml", f"# 说明\n\n{FAULTY}")
    assert found(perflint("data.yaml", "--since", "HEAD", *SELECT).out) == []


def test_committed_changes_count(perflint: Perflint, repository: Repository) -> None:
    repository.commit("data.yaml", CLEAN)
    repository.git("tag", "上报版")
    repository.commit("data.yaml", FAULTY)
    repository.commit("other.yaml", CLEAN)
    assert found(perflint("data.yaml", "--since", "HEAD~1", *SELECT).out) == []
    assert found(perflint("data.yaml", "--since", "上报版", *SELECT).out) == [("U001", "data.yaml", 10)]


def test_what_others_changed_meanwhile_does_not_count(perflint: Perflint, repository: Repository) -> None:
    repository.commit("data.yaml", FAULTY)
    repository.git("checkout", "-q", "-b", "mine")
    repository.commit("mine.yaml", FAULTY)
    repository.git("checkout", "-q", "main")
    repository.commit("data.yaml", CLEAN)
    repository.git("checkout", "-q", "mine")
    done = perflint(".", "--since", "main", *SELECT)
    assert {path for _, path, _ in found(done.out)} == {"./mine.yaml"}


@pytest.mark.parametrize(
    "path", ["单位/目标 表.yaml", '引"号.yaml', "制\t表.yaml", "\\反斜杠.yaml", "+++ b/data.yaml", "𠀀.yaml"]
)
def test_whatever_the_file_is_called(perflint: Perflint, repository: Repository, path: str) -> None:
    repository.commit(path, CLEAN)
    repository.put(path, FAULTY)
    assert [line for _, _, line in found(perflint(path, "--since", "HEAD", *SELECT).out)] == [10]


def test_new_files_count_whole(perflint: Perflint, repository: Repository) -> None:
    repository.commit(".gitignore", "忽略.yaml\n")
    repository.put("新.yaml", FAULTY)
    repository.put("忽略.yaml", FAULTY)
    repository.put("已加.yaml", FAULTY)
    repository.git("add", "已加.yaml")
    for path in ("新.yaml", "忽略.yaml", "已加.yaml"):
        done = perflint(path, "--since", "HEAD", *SELECT)
        assert ([line for _, _, line in found(done.out)], done.err) == ([4, 10], "")


def test_a_renamed_file_has_changed_where_it_was_edited(perflint: Perflint, repository: Repository) -> None:
    repository.commit("旧.yaml", CLEAN)
    repository.git("mv", "旧.yaml", "新.yaml")
    assert found(perflint("新.yaml", "--since", "HEAD", *SELECT).out) == []
    repository.put("新.yaml", FAULTY)
    assert [line for _, _, line in found(perflint("新.yaml", "--since", "HEAD", *SELECT).out)] == [10]


def test_where_lines_went_their_neighbours_count(perflint: Perflint, repository: Repository) -> None:
    goal = "    goal: 为5000名师生提供稳定的网络接入服务。\n"
    repository.commit("data.yaml", CLEAN)
    repository.put("data.yaml", CLEAN.replace(goal, ""))
    assert ("S001", "data.yaml", 4) in found(perflint("data.yaml", "--since", "HEAD", *SELECT).out)


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_other_encodings(perflint: Perflint, repository: Repository, encoding: str, end: str) -> None:
    """UTF-16 is no text to git: such a file counts whole where it changed, and not at all where it did not."""
    repository.commit("data.yaml", CLEAN.replace("\n", end).encode(encoding))
    assert found(perflint("data.yaml", "--since", "HEAD", *SELECT).out) == []
    repository.put("data.yaml", FAULTY.replace("\n", end).encode(encoding))
    lines = [4, 10] if encoding == "utf-16" else [10]
    assert [line for _, _, line in found(perflint("data.yaml", "--since", "HEAD", *SELECT).out)] == lines


def test_a_text_that_looks_like_a_diff(perflint: Perflint, repository: Repository) -> None:
    goal = "为5000名师生提供稳定的网络接入服务。"
    block = "|\n      ++ b/data.yaml\n      @@ -1 +1,30 @@\n      -- 甲"
    repository.commit("data.yaml", CLEAN.replace(goal, block))
    repository.put("data.yaml", FAULTY.replace(goal, block.replace("甲", "乙").replace("      ++ b", "++ b")))
    repository.put("data.yaml", FAULTY.replace(goal, block.replace("甲", "乙")) + "\n")
    done = perflint("data.yaml", "--since", "HEAD", "--select", "U001", "--format", "json")
    assert [code for code, _, _ in found(done.out)] == ["U001"]


@pytest.mark.parametrize("context", [{"GIT_DIFF_OPTS": "-u3"}, {"GIT_CONFIG_KEY_0": "diff.interHunkContext"}])
def test_however_git_is_told_to_write_a_diff(
    perflint: Perflint, repository: Repository, context: dict[str, str]
) -> None:
    """What has not changed is no part of a change, neither of its own file nor of the next one."""
    head = "# 甲\n# 一\n# 二\n# 三\n# 四\n# 丁\n"
    repository.commit("a.yaml", head + FAULTY)
    repository.commit("b.yaml", CLEAN)
    repository.put("a.yaml", head.replace("甲", "甲乙").replace("丁", "丁丙") + FAULTY)
    repository.put("b.yaml", FAULTY)
    settings = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_VALUE_0": "10", "GIT_CONFIG_KEY_0": "diff.context"}
    done = perflint("a.yaml", "b.yaml", "--since", "HEAD", *SELECT, **(settings | context))
    assert (found(done.out), done.code) == ([("U001", "b.yaml", 10)], 1)


@pytest.mark.parametrize(
    ("name", "of_another"),
    [
        ("GIT_DIR", ".git"),
        ("GIT_WORK_TREE", ""),
        ("GIT_INDEX_FILE", ".git/index"),
        ("GIT_OBJECT_DIRECTORY", ".git/objects"),
    ],
)
def test_the_repository_is_that_of_the_file(
    perflint: Perflint, repository: Repository, tmp_path: Path, name: str, of_another: str
) -> None:
    """A hook runs with the paths of its own repository, which a file of a submodule is not in."""
    (tmp_path / "inner").mkdir()
    inner = Repository(tmp_path / "inner")
    inner.commit("data.yaml", CLEAN)
    inner.put("data.yaml", FAULTY)
    repository.git("commit", "-q", "--allow-empty", "-m", "x")
    done = perflint("inner/data.yaml", "--since", "HEAD", *SELECT, **{name: str(tmp_path / of_another)})
    assert (found(done.out), done.code) == ([("U001", "inner/data.yaml", 10)], 1)


def test_related_places_count(perflint: Perflint, repository: Repository) -> None:
    """A fault reported at the full value is also about the equal annual value."""
    both = FAULTY.replace("full: ≤10ms", "full: ≤10ms\n        annual: ≤10次")
    repository.commit("data.yaml", both)
    repository.put("data.yaml", both.replace("≤10次", "≤10ms"))
    done = perflint("data.yaml", "--since", "HEAD", "--select", "U001", "--format", "json")
    assert found(done.out) == [("U001", "data.yaml", 10)]


def test_what_cannot_be_read_is_never_hidden(perflint: Perflint, repository: Repository) -> None:
    repository.commit("data.yaml", "projects: [\n")
    done = perflint("data.yaml", "--since", "HEAD", *SELECT)
    assert ([code for code, _, _ in found(done.out)], done.code) == (["E002"], 2)


def test_a_link_that_leads_nowhere(perflint: Perflint, repository: Repository) -> None:
    repository.commit("data.yaml", CLEAN)
    (repository.root / "loop.yaml").symlink_to("loop.yaml")
    done = perflint("loop.yaml", "--since", "HEAD", *SELECT)
    assert ([code for code, _, _ in found(done.out)], done.code, done.err) == (["E001"], 2, "")


class TestRefused:
    def test_no_such_revision(self, perflint: Perflint, repository: Repository) -> None:
        repository.commit("data.yaml", CLEAN)
        for revision in ("没有", "--output=x", "", "HEAD~9"):
            done = perflint("data.yaml", f"--since={revision}")
            assert (done.code, done.out) == (2, "")
            assert done.err == (
                f"perflint：git 里没有“{revision}”这个版本；写提交号、分支名或标签，例如 --since main\n"
            )
        assert not (repository.root / "x").exists()

    def test_no_repository(self, perflint: Perflint, clean: Path) -> None:
        done = perflint("clean.yaml", "--since", "HEAD")
        assert (done.code, done.out) == (2, "")
        assert done.err == "perflint：--since 要用 git 的历史，clean.yaml 不在 git 仓库里\n"

    def test_no_commit_yet(self, perflint: Perflint, repository: Repository) -> None:
        repository.put("data.yaml", CLEAN)
        assert perflint("data.yaml", "--since", "HEAD").code == 2

    def test_no_git(self, perflint: Perflint, repository: Repository) -> None:
        repository.commit("data.yaml", CLEAN)
        done = perflint("data.yaml", "--since", "HEAD", PATH="/nowhere")
        assert (done.code, done.err) == (2, "perflint：--since 要用 git，这台机器上没有装\n")

    def test_standard_input(self, perflint: Perflint) -> None:
        done = perflint("-", "--since", "HEAD", stdin=CLEAN.encode())
        assert done.err == "perflint：--since 不能与 - 一起用：从管道读入的内容没有历史\n"
