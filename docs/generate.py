"""Write what the documentation takes from the program: docs/rules, one page a family, from the rules themselves, and
the tables of keys in docs/data-file.md from the vocabulary.

`python docs/generate.py` writes, `--check` lists what is stale (a test runs it).
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

from perflint.interface import say
from perflint.pages import rule_markdown
from perflint.readers import keys
from perflint.rule import Rule, catalogue

DOCS = Path(__file__).parent
FOLDER = DOCS / "rules"
DATA_FILE = DOCS / "data-file.md"
KEYS = re.compile(r"(?<=<!-- 键：)(.*-->\n)[\s\S]*?(?=<!-- 键完 -->)")
LEVELS = {
    "table": "表",
    "project": "项目",
    "period": "实施周期，分开写起止时",
    "budget": "预算、合计",
    "indicator": "指标",
}


def pages() -> dict[Path, str]:
    """Path → content of everything that is generated."""
    data_file = DATA_FILE.read_text(encoding="utf-8")
    made = {FOLDER / name: content for name, content in rule_pages().items()}
    return made | {DATA_FILE: KEYS.sub(lambda found: f"{found[1]}\n{_keys()}\n", data_file)}


def rule_pages() -> dict[str, str]:
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


def _keys() -> str:
    """A table for every level of the data file: each key, its English name, the other names it goes by."""
    lines: list[str] = []
    for name, title in LEVELS.items():
        level = keys.level(name)
        lines += [f"### {title}", "", "| 键 | 英文 | 也可以写 |", "| --- | --- | --- |"]
        for field, (main, *others) in level.spellings.items():
            needed = "（必填）" if field in level.required else ""
            lines.append(f"| {main}{needed} | `{field}` | {'、'.join(others)} |")
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    wanted = pages()
    present = {path: path.read_text(encoding="utf-8") for path in [*FOLDER.glob("*.md"), DATA_FILE]}
    if "--check" in arguments:
        stale = sorted(path for path in wanted.keys() | present.keys() if wanted.get(path) != present.get(path))
        print("\n".join(str(path.relative_to(DOCS)) for path in stale))
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for path in present.keys() - wanted.keys():
        path.unlink()
    for path, content in wanted.items():
        path.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
