"""The hooks, with the real pre-commit in a real repository: installed from this one, run by `git commit`.

Run by .ci/run; needs git, pre-commit and the package index. What is installed is the working tree, committed or not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"

BAD = """\
unit: 示例学校
year: 2024
projects:
  - name: 校园网络服务
    goal: 为5000名师生提供稳定的网络接入服务。
    indicators:
      - {level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≤10ms}
      - {level1: 产出指标, level2: 质量指标, name: 设备验收合格率, full: 100%}
      - {level1: 效益指标, level2: 社会效益指标, name: 服务师生人数, full: ≥5000人}
      - {level1: 满意度指标, level2: 服务对象满意度指标, name: 师生对网络服务的满意度, full: ≥90%}
"""
GOOD = BAD.replace("≤10ms", "≥3000次")
MENDABLE = GOOD.replace("≥90%", "≥90％")
OTHERS = {
    "compose.yml": "services: {web: {image: nginx}}\n",
    "package.json": '{"name": "x"}\n',
    "说明.txt": "会议记录\n",
}

Git = Callable[..., subprocess.CompletedProcess[str]]


def runner(folder: Path, environment: dict[str, str]) -> Git:
    def git(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", "-c", "core.quotepath=off", *words],
            cwd=folder,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )

    return git


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home of its own for pre-commit, and a name for the author."""
    person = {f"GIT_{role}_{key}": "test" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    return {**person, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")), "PRE_COMMIT_COLOR": "never"}


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> tuple[Path, str]:
    """A repository that holds the working tree as it is, and its commit."""
    folder = tmp_path_factory.mktemp("perflint")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    inside = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, inside):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git = runner(folder, environment)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "hooks")):
        assert git(*words).returncode == 0
    return folder, git("rev-parse", "HEAD").stdout.strip()


@pytest.fixture
def repository(
    tmp_path: Path, hooks: tuple[Path, str], environment: dict[str, str], request: pytest.FixtureRequest
) -> tuple[Path, Git]:
    """A repository with data in git in which the hook of the test is installed."""
    source, commit = hooks
    git = runner(tmp_path, environment)
    assert git("init", "-q").returncode == 0
    config = f"repos:\n- repo: {source}\n  rev: {commit}\n  hooks:\n  - id: {request.param}\n"
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    for name, text in OTHERS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [PRE_COMMIT, "install"], cwd=tmp_path, env={**os.environ, **environment}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return tmp_path, git


def committed(git: Git) -> set[str]:
    return set(git("ls-tree", "-r", "--name-only", "HEAD").stdout.splitlines())


@pytest.mark.parametrize("repository", ["perflint"], indirect=True)
def test_a_bad_table_blocks_the_commit_and_a_good_one_passes(repository: tuple[Path, Git]) -> None:
    folder, git = repository
    table = folder / "各单位" / "示例 学校.yaml"
    table.parent.mkdir()
    table.write_text(BAD, encoding="utf-8")
    git("add", "-A")
    blocked = git("commit", "-m", "bad")
    assert blocked.returncode == 1, blocked.stdout
    line = "各单位/示例 学校.yaml:7:60: error U001 unit-contradicts-name: “ms”是时间单位，与名称里的“接入量”不符"
    assert line in blocked.stdout
    assert not any(name in blocked.stdout for name in OTHERS), "other files are passed over"
    assert git("rev-parse", "--verify", "-q", "HEAD").returncode != 0

    table.write_text(GOOD, encoding="utf-8")
    git("add", "-A")
    passed = git("commit", "-m", "good")
    assert passed.returncode == 0, passed.stdout
    assert committed(git) == {".pre-commit-config.yaml", "各单位/示例 学校.yaml", *OTHERS}


@pytest.mark.parametrize("repository", ["perflint"], indirect=True)
def test_a_commit_without_a_table_passes(repository: tuple[Path, Git]) -> None:
    _, git = repository
    git("add", "-A")
    passed = git("commit", "-m", "others")
    assert passed.returncode == 0, passed.stdout


@pytest.mark.parametrize("repository", ["perflint"], indirect=True)
def test_what_the_configuration_leaves_out_is_left_out(repository: tuple[Path, Git]) -> None:
    folder, git = repository
    (folder / "perflint.toml").write_text('exclude = ["归档"]\n', encoding="utf-8")
    (folder / "归档").mkdir()
    (folder / "归档" / "旧.yaml").write_text(BAD, encoding="utf-8")
    git("add", "-A")
    passed = git("commit", "-m", "old")
    assert passed.returncode == 0, passed.stdout


@pytest.mark.parametrize("repository", ["perflint-fix"], indirect=True)
def test_a_fix_stops_the_commit_until_it_is_added(repository: tuple[Path, Git]) -> None:
    folder, git = repository
    table = folder / "data.yaml"
    table.write_text(MENDABLE, encoding="utf-8")
    git("add", "-A")
    stopped = git("commit", "-m", "mended")
    assert stopped.returncode == 1, stopped.stdout
    assert "files were modified by this hook" in stopped.stdout
    assert table.read_text(encoding="utf-8") == GOOD, "the working tree is mended"
    assert git("show", ":data.yaml").stdout == MENDABLE, "what was staged is for the author to stage again"
    assert all((folder / name).read_text(encoding="utf-8") == text for name, text in OTHERS.items())

    git("add", "data.yaml")
    passed = git("commit", "-m", "mended")
    assert passed.returncode == 0, passed.stdout
    assert git("show", "HEAD:data.yaml").stdout == GOOD
