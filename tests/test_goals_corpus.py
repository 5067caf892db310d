"""Family G on goals of many sectors, labelled by hand: not one finding more, not one less."""

from __future__ import annotations

from goals import goals, verdicts


def test_the_rules_say_what_an_expert_says() -> None:
    labelled = goals()
    differing = [
        f"{goal.project['name']}: {sorted(goal.expected)}, found {sorted(found)}: {goal.project['goal']}"
        for goal, found in zip(labelled, verdicts(labelled), strict=True)
        if goal.expected != set(found)
    ]
    assert not differing, "\n".join(differing)


def test_the_corpus_is_broad() -> None:
    labelled = goals()
    codes = {code for goal in labelled for code in goal.expected}
    assert len(labelled) >= 200
    assert len({goal.sector for goal in labelled}) >= 25
    assert len({goal.project["goal"] for goal in labelled}) == len(labelled)
    assert sum(not goal.expected for goal in labelled) >= 80
    assert codes == {f"G{number:03}" for number in range(1, 11)}
