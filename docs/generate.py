"""Write docs/rules: one page a family, made from the rules themselves.

`python docs/generate.py` writes, `--check` lists what is stale (a test runs it).
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

from perflint.interface import say
from perflint.pages import rule_markdown
from perflint.rule import Rule, catalogue

FOLDER = Path(__file__).parent / "rules"


def pages() -> dict[str, str]:
    """File name → content, for every family of the catalogue and their index."""
    made: dict[str, str] = {}
    index = ["# 规则目录", "", "由 `python docs/generate.py` 从规则生成，不要手改。", ""]
    for family, rules in groupby(catalogue().rules.values(), key=lambda rule: rule.family):
        title = f"{family} — {say(f'family-{family}')}"
        listed = list(rules)
        made[f"{family}.md"] = f"# {title}\n\n" + "\n\n".join(_under_heading(rule) for rule in listed) + "\n"
        index += [f"## [{title}]({family}.md)", "", "| 代码 | 名称 | 级别 | 查什么 |", "|---|---|---|---|"]
        index += [f"| {rule.code} | {rule.name} | {rule.severity} | {rule.page.title} |" for rule in listed] + [""]
    made["README.md"] = "\n".join(index).rstrip() + "\n"
    return made


def _under_heading(rule: Rule) -> str:
    """A rule's page, its headings one level down."""
    return re.sub(rf"^(#+ (?:{rule.code}|反例$|正例$))", r"#\1", rule_markdown(rule).strip(), flags=re.MULTILINE)


def main(arguments: list[str]) -> int:
    wanted = pages()
    present = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    if "--check" in arguments:
        stale = sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))
        print("\n".join(stale))
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name in present.keys() - wanted.keys():
        (FOLDER / name).unlink()
    for name, content in wanted.items():
        (FOLDER / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
