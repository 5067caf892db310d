"""What a new folder begins with: a table to be filled in, and a configuration in which every setting stands explained.

The table is a good example by itself: checked under the policy that it was made for, nothing is found.
"""

from __future__ import annotations

import re
from importlib.resources import files
from string import Template

from perflint.config.listing import written
from perflint.config.settings import SETTINGS
from perflint.interface import language, listed, say
from perflint.packs import load
from perflint.policy import Frame
from perflint.vocabulary import words

EXEMPLIFIED = ("extend", "required-version", "plugins", "year", "exclude", "rules", "overrides")
"""Settings whose default shows nobody how they are written: the example is a text, `starter-KEY`."""


def table(year: int, policy: str) -> str:
    """A table of that year, its indicators where the frame of the policy has them. Raises PackError."""
    frame = load(policy).policy.frame
    text = (files("perflint.starter") / f"{language()}.yaml").read_text(encoding="utf-8")
    return _placed(Template(text).substitute(year=year, next=year + 1), frame)


def config(year: int, policy: str | None, extends: str | None) -> str:
    """A configuration in which only the policy and the file that it extends are said, if any; all else is asleep."""
    said = {"extend": extends, "policy": policy}
    blocks = [say("starter-config")]
    for setting in SETTINGS:
        about = say(f"setting-{setting.key}")
        if setting.choices:
            about = say("starter-choices", about=about, choices=listed(setting.choices))
        value = said.get(setting.key)
        if value is not None:
            example = f"{setting.key} = {written(value)}"
        elif setting.key in EXEMPLIFIED:
            example = _asleep(say(f"starter-{setting.key}", year=year))
        else:
            example = _asleep(f"{setting.key} = {written(setting.default)}")
        blocks.append(f"# {about}\n{example}")
    return "\n\n".join(blocks) + "\n"


def _asleep(lines: str) -> str:
    return "".join(f"#{line}\n" for line in lines.split("\n")).rstrip("\n")


def _placed(text: str, frame: Frame) -> str:
    """The text with each second level under the first level that the frame has it under, both called as it does."""
    first, second = (words("keys")["levels"]["indicator"][key][0] for key in ("level1", "level2"))

    def names(match: re.Match[str]) -> str:
        level = frame.second_of(match["second"])
        if level is None or level.parent is None:
            return match.group()
        return f"{match['open']}{frame.first[level.parent].name}{match['between']}{level.name}"

    pattern = rf"(?P<open>{first}: )[^,\n]+(?P<between>[,\n] *{second}: )(?P<second>[^,\n]+)"
    return re.sub(pattern, names, text)
