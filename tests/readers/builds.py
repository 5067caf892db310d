"""Ways to put the list of a table's projects into a text, by what is special about them."""

from __future__ import annotations

HERE = "- @\n"
"""Stands for the list, lines that begin with `- `."""

TABLE = f"unit: 青溪县住建局\nyear: 2024\nprojects:\n{HERE}"
BUILDS = {
    "plain": TABLE,
    "two documents": f"{TABLE}---\n{TABLE}",
    "an empty document first": f"---\n...\n---\n{TABLE}",
    "a second document that breaks off": f"{TABLE}---\n[",
    "projects twice, none first": f"projects: 无\n{TABLE}",
    "projects twice, an empty list first": f"项目: []\nprojects:\n{HERE}",
    "projects twice": f"{TABLE}projects:\n{HERE}",
    "another list first": f"others:\n{HERE}projects:\n{HERE}",
    "fields behind": f"projects:\n{HERE}year: 2024\nmoney_unit: 元\n",
    "no fields behind": f"projects:\n{HERE}其他: 无\nyea: 2024\n",
    "a wrong key before, what it may mean behind": f"unti: 甲\nprojects:\n{HERE}unit: 乙\n",
    "a wrong key that may mean the projects": f"projets: []\nprojects:\n{HERE}",
    "a list at the top": f"- projects\n-\n  {HERE}",
    "a list in a key": f"? [projects]\n:\n{HERE}",
    "the list as a key": f"a: projects\n?\n{HERE}: b\n",
    "no mappings among them": f"{TABLE}- 路灯\n- []\n{HERE}",
    "nested": f"projects:\n  projects:\n{HERE}",
    "a list of lists": f"projects:\n-\n  {HERE}",
    "aliases": TABLE + "- &one {name: 甲, indicators: [{name: 数量, full: 好}]}\n- *one\n",
    "a comment for us": TABLE.replace("2024", "2024 # perflint: ignore[E003]"),
    "a merge": TABLE.replace("unit: ", "<<: {unit: 某局}\nunitt: "),
    "something to mend": TABLE.replace("year: 2024", "year：2024"),
    "breaks off": f"{TABLE}- name: [",
}
