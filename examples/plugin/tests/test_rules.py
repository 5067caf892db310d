"""The examples on the pages of the rules are their tests."""

import pytest

from perflint.rule import Rule
from perflint.testing import check_examples, plugin_rules


@pytest.mark.parametrize("rule", plugin_rules("example"), ids=lambda rule: rule.code)
def test_examples(rule: Rule) -> None:
    check_examples(rule)
