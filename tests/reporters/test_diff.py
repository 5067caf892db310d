"""The diff of fixes: as a patch exactly what the files have, on a terminal nothing that moves its cursor."""

from __future__ import annotations

from perflint.fixing import Mended
from perflint.reporters.diff import patch, shown
from perflint.text import SourceText

BEFORE = "名称: 甲\r\n值: \x1b[31m乙\r\n其他: 丙"
AFTER = BEFORE.replace("甲", "丁")
MENDED = Mended(SourceText("::表.yaml", BEFORE), AFTER, (), ())


def test_a_patch_has_the_lines_as_they_are() -> None:
    assert patch([MENDED]) == (
        "--- ./::表.yaml\n+++ ./::表.yaml\n@@ -1,3 +1,3 @@\n"
        "-名称: 甲\r\n+名称: 丁\r\n 值: \x1b[31m乙\r\n 其他: 丙\n\\ No newline at end of file\n"
    )


def test_on_a_terminal_controls_are_made_visible() -> None:
    assert "".join(shown([MENDED], colour=False)) == (
        "--- ./::表.yaml\n+++ ./::表.yaml\n@@ -1,3 +1,3 @@\n-名称: 甲\n+名称: 丁\n 值: ␛[31m乙\n 其他: 丙\n"
    )


def test_colours_tell_what_goes_and_what_comes() -> None:
    rows = "".join(shown([MENDED], colour=True)).splitlines()
    assert rows[3] == "\x1b[31m-名称: 甲\x1b[0m"
    assert rows[4] == "\x1b[32m+名称: 丁\x1b[0m"


def test_nothing_changed_is_nothing_shown() -> None:
    same = MENDED._replace(text=BEFORE)
    assert (patch([same]), "".join(shown([same], colour=True))) == ("", "")
