"""What a reviewer judges by (完整性, 相关性, …) and which of it a rule speaks of: `rules/vocabulary/review.yaml`."""

from __future__ import annotations

from functools import cache

from perflint.vocabulary import words


@cache
def aspects() -> tuple[str, ...]:
    """Their names, in the order of an opinion."""
    return tuple(aspect["name"] for aspect in words("review")["aspects"])


@cache
def aspect(code: str) -> str:
    """That of the rule `code`, or of its family; a rule of another make is a matter of how a table is written."""
    listed = words("review")
    for key, wanted in (("rules", code), ("families", code[:1])):
        for entry in listed["aspects"]:
            if wanted in entry[key]:
                return str(entry["name"])
    return str(listed["otherwise"])
