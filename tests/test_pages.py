"""A rule's page in its three formats."""

from __future__ import annotations

import inspect
import json
import re

from perflint.finding import Severity
from perflint.pages import rule_json, rule_markdown, rule_text
from perflint.rule import Rule, Scope, Wording, catalogue

DOC = """单位与指标名称的量纲不符。

    名称说的是数量，单位却是时间，
    完成与否无从判断。

    近义的单位只是警告。

    依据：绩效指标应细化量化（财预〔2015〕88号）。

    反例：
        - name: 日均接入量
          full: ≤10ms    # U001 full
    正例：
        - name: 日均接入量
          full: ≥5000次
    """

RULE = Rule(
    code="U001",
    name="unit-contradicts-name",
    scopes=(Scope.VALUE,),
    severity=Severity.ERROR,
    wording=Wording("“{unit}”是{kind}单位", "改用{expected}"),
    variants={},
    silences=frozenset({"D002", "D001"}),
    parameters={"usual_units": ("次", "个")},
    kinds=frozenset(),
    fields=frozenset(),
    places=frozenset(),
    heads=frozenset(),
    fix="unsafe",
    fatal=False,
    check=lambda subject, settings: (),
    doc=DOC,
)


def test_text() -> None:
    assert (
        rule_text(RULE)
        == """\
U001 unit-contradicts-name
单位与指标名称的量纲不符

级别：错误（error）
类别：单位；检查对象：指标值
自动修改：有，请先确认
参数 usual_units，默认 次、个
这里报过的，不再报 D001、D002

名称说的是数量，单位却是时间，完成与否无从判断。

近义的单位只是警告。

依据：绩效指标应细化量化（财预〔2015〕88号）。

反例
    - name: 日均接入量
      full: ≤10ms    # U001 full

正例
    - name: 日均接入量
      full: ≥5000次
"""
    )


def test_markdown() -> None:
    assert (
        rule_markdown(RULE)
        == """\
# U001 unit-contradicts-name

**单位与指标名称的量纲不符**

- 级别：错误（error）
- 类别：单位；检查对象：指标值
- 自动修改：有，请先确认
- 参数 usual_units，默认 次、个
- 这里报过的，不再报 D001、D002

名称说的是数量，单位却是时间，完成与否无从判断。

近义的单位只是警告。

依据：绩效指标应细化量化（财预〔2015〕88号）。

## 反例

```yaml
- name: 日均接入量
  full: ≤10ms    # U001 full
```

## 正例

```yaml
- name: 日均接入量
  full: ≥5000次
```
"""
    )


def test_json() -> None:
    page = rule_json(RULE)
    assert json.loads(json.dumps(page)) == page
    assert page["scopes"] == ["value"]
    assert page["silences"] == ["D001", "D002"]
    assert page["parameters"] == {"usual_units": ["次", "个"]}
    assert (page["reason"], page["good"]) == (
        "名称说的是数量，单位却是时间，完成与否无从判断。",
        "- name: 日均接入量\n  full: ≥5000次",
    )


def test_every_shipped_rule_has_a_page_that_github_takes() -> None:
    for rule in catalogue().rules.values():
        assert rule_text(rule).startswith(f"{rule.code} {rule.name}\n{rule.page.title}\n")
        assert rule.page.title, rule.code
        assert rule.page.reason, rule.code
        assert len(rule.page.title) + len(rule.page.reason) < 1000, rule.code
        json.dumps(rule_json(rule))


def test_no_document_is_named_without_saying_how_sure_its_words_are() -> None:
    """A clause that nobody here has read must not look as if somebody had."""
    sure = re.compile(r"条文未核对|见到转述|已核对|已读|不能核对")
    for rule in catalogue().rules.values():
        for sentence in re.split(r"[。；;]", inspect.getdoc(rule.check) or ""):
            if re.search(r"〔\d{4}〕\d+号|GB/T", sentence):
                assert sure.search(sentence), f"{rule.code}: {sentence.strip()}"
            assert not re.search(r"第[一二三四五六七八九十百\d]+条(?!指标)", sentence), (
                f"{rule.code}: {sentence.strip()}"
            )
