"""The lines that changed since a git revision, for `--since`: a review of a branch sees what the branch wrote.

Compared is the work tree with the place where its branch left the revision, so that what others changed meanwhile does
not count. Files that git does not know count whole, as do those it cannot compare line by line.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from perflint.discovery import root_of
from perflint.finding import Finding
from perflint.interface import Refusal, say
from perflint.spelling import hint
from perflint.text import SourceText, Span

WHOLE = None
Lines = list[Span] | None
"""Ranges of 0-based lines as git counts them, the end exclusive; `WHOLE` for a file that is new."""

_OPTIONS = ("-c", "core.quotepath=off", "-c", "core.fsmonitor=false")
_DIFF = ("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--diff-filter=d", "--ignore-submodules")
_PATCH = ("--src-prefix=a/", "--dst-prefix=b/", "--find-renames", "-U0", "--inter-hunk-context=0")
_LEFT_OUT = frozenset(
    {
        *("GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_PREFIX", "GIT_NAMESPACE"),
        *("GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_DIFF_OPTS"),
        *("GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS"),
    }
)
"""What a hook's environment tells git of its own repository, which need not be the file's, and how a diff is written.
Settings (`GIT_CONFIG_COUNT`) stay: a build may need them to trust the folder."""
_HUNK = re.compile(rb"@@ -\d+(?:,(?P<gone>\d+))? \+(?P<start>\d+)(?:,(?P<come>\d+))? @@")
_ESCAPE = re.compile(rb'\\([abfnrtv"\\]|[0-7]{3})')
_ESCAPED = dict(zip(b'abfnrtv"\\', b'\a\b\f\n\r\t\v"\\', strict=True))


class Changes:
    """What changed since `revision` in the files of a run. Raises Refusal where git cannot say."""

    def __init__(self, revision: str, paths: Iterable[str]) -> None:
        self._trees: dict[Path, _Tree] = {}
        self._lines = {path: self._of(path, revision) for path in dict.fromkeys(paths)}

    def touch(self, finding: Finding) -> bool:
        """Whether a finding, or another place that it speaks of, stands on a changed line."""
        places = (finding.place, *(related.place for related in finding.related))
        return any(self._touched(place.source, place.span) for place in places)

    def _touched(self, source: SourceText, span: Span) -> bool:
        lines = self._lines.get(source.path, WHOLE)
        if lines is WHOLE:
            return True
        first = source.text.count("\n", 0, span.start)
        last = first + source.text.count("\n", span.start, max(span.start, span.end - 1))
        return any(start <= last and first < end for start, end in lines)

    def _of(self, path: str, revision: str) -> Lines:
        file = Path(os.path.realpath(path))
        found = root_of(str(file.parent))
        if found is None:
            raise Refusal(say("since-no-git", path=path))
        root = Path(found)
        if root not in self._trees:
            self._trees[root] = _Tree(root, revision)
        return self._trees[root].lines(file.relative_to(root).as_posix())


class _Tree:
    """The changes of one work tree, by paths from its root."""

    def __init__(self, root: Path, revision: str) -> None:
        base = _base(root, revision)
        binary = _git(root, *_DIFF, "--no-renames", "--numstat", "-z", base, "--").split(b"\0")
        counts = (line.split(b"\t", 2) for line in binary if line)
        self._changed: dict[str, Lines] = dict(_hunks(_git(root, *_DIFF, *_PATCH, base, "--")))
        self._changed.update((os.fsdecode(path), WHOLE) for added, _, path in counts if added == b"-")
        self._known = {os.fsdecode(path) for path in _git(root, "ls-files", "-z").split(b"\0")}

    def lines(self, path: str) -> Lines:
        return self._changed.get(path, [] if path in self._known else WHOLE)


def _base(root: Path, revision: str) -> str:
    """The commit to compare with: where the checked-out branch and `revision` parted."""
    commit = (
        None if revision.startswith("-") else _try(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    )
    if commit is None:
        known = (_try(root, "for-each-ref", "--format=%(refname:short)") or "").split("\n")
        raise Refusal(say("since-unknown", revision=revision, hint=hint(revision, filter(None, known))))
    return _try(root, "merge-base", commit, "HEAD") or commit


def _hunks(diff: bytes) -> Iterator[tuple[str, list[Span]]]:
    """Files and their changed lines from a diff without context."""
    lines = iter(diff.split(b"\n"))
    spans: list[Span] = []
    for line in lines:
        if line.startswith(b"+++ "):
            spans = []
            yield _path(line[4:]), spans
        elif (hunk := _HUNK.match(line)) is not None:
            gone, come = (int(hunk[name] or 1) for name in ("gone", "come"))
            start = int(hunk["start"])
            # Where lines only went, the lines around the gap are what is left of the change.
            spans.append(Span(start - 1, start - 1 + come) if come else Span(max(start - 1, 0), start + 1))
            # Counted as they are marked: one that did not change, where git shows any, stands for two, and so does the
            # end of a diff that breaks off.
            while gone > 0 or come > 0:
                sign = next(lines, b"")[:1]
                gone -= sign in b" -"
                come -= sign in b" +"


def _path(written: bytes) -> str:
    """The path of a `+++` line: quoted where it holds odd signs, with a tab behind it where it holds blanks."""
    if written.startswith(b'"'):
        written = _ESCAPE.sub(_unescaped, written[1 : written.rindex(b'"')])
    return os.fsdecode(written.removesuffix(b"\t").removeprefix(b"b/"))


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return bytes([int(sign, 8) if len(sign) == 3 else _ESCAPED[sign[0]]])


def _git(root: Path, *words: str) -> bytes:
    done = _run(root, words)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [str(done.returncode)]
        raise Refusal(say("since-git-failed", reason=reason[0]))
    return done.stdout


def _try(root: Path, *words: str) -> str | None:
    done = _run(root, words)
    return done.stdout.decode("ascii", "replace").strip() or None if done.returncode == 0 else None


def _run(root: Path, words: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    command = ["git", "-C", str(root), *_OPTIONS, *words]
    try:
        return subprocess.run(command, capture_output=True, check=False, env=environment)
    except OSError:
        raise Refusal(say("since-git-missing")) from None
