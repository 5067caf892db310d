"""N — 命名: whether a name is short, one thing, and cleanly written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from perflint.expression import Quantity, parse
from perflint.facts import wish
from perflint.finding import Edit, Fault, Fix, Place, Safety
from perflint.model import Cell, Indicator
from perflint.naming import analyse
from perflint.regex import lazy
from perflint.rule import INFO, WARNING, Scope, Settings, rule
from perflint.rules.common import numbers, stated_unit, unit_of, without
from perflint.rules.patterns import pattern
from perflint.units import is_countable
from perflint.vocabulary import words

_INNER_SPACE = lazy(r"(?<=[^\W\d_a-zA-Z])[ \t\u3000\u00a0]+(?=[^\W\d_a-zA-Z])")
_QUOTED = lazy(r"[（(【\[“\"《「『][^）)】\]”\"》」』]{0,300}+[）)】\]”\"》」』]")
_NUMBER_AT_END = lazy(r"(?<![\d.A-Za-z第\-~～—至到])(\d[\d,.]{0,40}\s*[^\s\d()（）]{1,5})\s*[)）]?\s*$")
_PAIRS = {"(": ")", "（": "）", "[": "]", "［": "］", "“": "”", '"': '"'}
_OTHER_WIDTH = {")": "）", "）": ")", "]": "］", "］": "]", "”": '"', '"': "”"}


def _cells(indicator: Indicator) -> Iterator[Cell]:
    """The name and the values, each text once."""
    seen: set[str] = set()
    for cell in (indicator.name, indicator.full, indicator.annual, indicator.value):
        if cell is not None and cell.text not in seen:
            seen.add(cell.text)
            yield cell


def _tidied(indicator: Indicator) -> str:
    """The name as it is in the end: without list prefix, template, inner spaces, mixed brackets, final punctuation."""
    assert indicator.name is not None
    name, naming = indicator.name.text, indicator.naming
    holes = [(bracket.span.start, bracket.span.end) for bracket in naming.brackets if bracket.is_template]
    for start, end in sorted([*holes, *([tuple(naming.prefix)] if naming.prefix else [])], reverse=True):
        name = name[:start] + name[end:]
    for offset, opening, _ in _mismatched(name):
        name = name[:offset] + _PAIRS[opening] + name[offset + 1 :]
    return _INNER_SPACE.sub("", name).strip().rstrip(words("naming")["final_punctuation"])


def _is_sentence(name: str) -> bool:
    """Whether a name is a wish or several clauses: what other rules want replaced is not to be recommended."""
    return _opening_verb(name) is not None or pattern("naming", "clause_comma").search(_outside(name)) is not None


def _twins(indicator: Indicator, cell: Cell) -> list[Cell]:
    """The cell and, for a value, the other value of the same text."""
    if cell is indicator.name:
        return [cell]
    values = (indicator.full, indicator.annual, indicator.value)
    return [other for other in values if other is not None and other.text == cell.text]


def _outside(text: str) -> str:
    """The text with brackets and quotes, and what they hold, blanked out; offsets stay."""
    return _QUOTED.sub(lambda match: "\0" * len(match.group()), text)


@rule(
    "N001",
    "trailing-punctuation",
    scope=Scope.INDICATOR,
    needs=("signs",),
    severity=INFO,
    fix="safe",
    texts={"drop": "去掉末尾标点"},
    message="名称末尾多了“{mark}”",
    help="去掉，写成“{name}”",
    variants={"sentence": ("名称末尾多了“{mark}”", "去掉“{mark}”")},
)
def trailing_punctuation(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """名称末尾有标点。

    名称不是句子；多一个句号，系统里就成了另一个指标，汇总和比对时对不上。

    依据：指标名称应简洁明了（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 重大安全事故发生率., full: 0%}    # N001 name
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 重大安全事故发生率, full: 0%}
    """
    if indicator.name is None:
        return
    text = indicator.name.text.rstrip()
    bare = text.rstrip(words("naming")["final_punctuation"])
    if bare and bare != text and not text.endswith("……") and any(character.isalnum() for character in bare):
        place = Place(indicator.name, len(bare), len(text))
        fix = Fix(Safety.SAFE, settings.say("drop"), (without(place),))
        fields = {"mark": text[len(bare) :], "name": _tidied(indicator)}
        yield Fault(place, fields, variant="sentence" if _is_sentence(fields["name"]) else None, fix=fix)


@rule(
    "N002",
    "inner-space",
    scope=Scope.INDICATOR,
    needs=("space",),
    severity=INFO,
    fix="safe",
    texts={"close": "去掉空格"},
    message="“{text}”里多了空格",
    help="去掉空格，写成“{mended}”",
)
def inner_space(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """汉字之间有空格。

    多半是排版或复制带进来的；同一个名称有空格没空格，系统会当成两个指标。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 质量指标, name: 新 建校舍利用率, full: 100%}    # N002 name
    正例：
        - {level1: 产出指标, level2: 质量指标, name: 新建校舍利用率, full: 100%}
        - {level1: 产出指标, level2: 数量指标, name: 新建校舍面积, full: 10527 平方米}
    """
    directions = words("expressions")["directions"]
    for cell in _cells(indicator):
        found = _INNER_SPACE.finditer(cell.text)
        matches = [match for match in found if cell.text[: match.start()].strip() not in directions]
        if matches:
            edits = [Edit(Place(twin, *match.span()), "") for twin in _twins(indicator, cell) for match in matches]
            mended = _tidied(indicator) if cell is indicator.name else _INNER_SPACE.sub("", cell.text).strip()
            fields = {"text": cell.text.strip(), "mended": mended}
            yield Fault(
                Place(cell, *matches[0].span()), fields, fix=Fix(Safety.SAFE, settings.say("close"), tuple(edits))
            )


@rule(
    "N003",
    "compound-indicator",
    scope=Scope.INDICATOR,
    needs=("joint",),
    severity=WARNING,
    message="一个指标里不止一件事：{parts}",
    help="建议拆为：{parts}，各写各的值",
)
def compound_indicator(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """一个指标里并列两件事。

    两件事只有一个值，一件做了一件没做，算完成一半还是没完成说不清。

    依据：指标应细化（财预〔2015〕88号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 发表论文/申请专利, full: ≥3项}    # N003 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 发表论文, full: ≥3篇}
        - {level1: 产出指标, level2: 数量指标, name: 脱贫户、监测户人口数, full: ≥10人}
        - {level1: 产出指标, level2: 数量指标, name: 灭火装置及药剂, full: 10套}
    """
    name = indicator.name
    joined = _joined(name.text) if name is not None else None
    if name is not None and joined is not None and not _is_kit(indicator):
        start, parts = joined
        yield Fault(name.at(start), {"parts": parts})


@rule(
    "N004",
    "multi-clause-name",
    scope=Scope.INDICATOR,
    needs=("signs",),
    severity=WARNING,
    message="名称里连写了几句话：{parts}",
    help="一句话一个指标，名称写能数出来的事，各写各的值",
)
def multi_clause_name(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """名称用逗号连着几句话。

    几句话共用一个值，完成了哪一句没有办法判断。

    依据：指标名称应简洁明了（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 效益指标, level2: 社会效益指标, name: 提高资助育人成效，扩大社会效益, full: ≥90%}    # N004 name
    正例：
        - {level1: 效益指标, level2: 社会效益指标, name: 服务期间，设备完好率, full: ≥90%}
    """
    if indicator.name is None:
        return
    text = _outside(indicator.name.text)
    opening = pattern("naming", "opening_tails")
    for match in pattern("naming", "clause_comma").finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if before.strip("\0 ") and after.strip("\0 。.") and not opening.search(before):
            clauses = [clause.strip("。. ") for clause in pattern("naming", "clause_marks").split(indicator.name.text)]
            yield Fault(indicator.name.at(), {"parts": [clause for clause in clauses if clause]})
            return


@rule(
    "N005",
    "number-in-name",
    scope=Scope.INDICATOR,
    needs=("digits",),
    severity=INFO,
    message="名称里写了数值“{number}”",
    help="名称写“{name}”，{number}写到指标值里",
)
def number_in_name(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """名称里写了数值。

    数值写进名称，指标值又写一个，调整时只改一处就会矛盾。

    依据：指标名称应简洁明了（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 建设灾备云节点(8个), full: 8个}    # N005 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 建设灾备云节点, full: 8个}
        - {level1: 产出指标, level2: 数量指标, name: 孕产妇42天访视数, full: ≥214人}
    """
    if indicator.name is None:
        return
    text = indicator.name.text.rstrip(words("naming")["final_punctuation"] + " ")
    match = _NUMBER_AT_END.search(text)
    if match is None:
        return
    read = parse(match.group(1))
    if not isinstance(read, Quantity) or read.unit is None or "unknown" in read.unit.parts or read.comparator:
        return
    start = text.rfind("(", 0, match.start()) if text.endswith(")") else text.rfind("（", 0, match.start())
    bracketed = text[-1] in ")）" and start >= 0
    name = text[: start if bracketed else match.start()].strip()
    if name and any(character.isalpha() for character in name):
        yield Fault(Place(indicator.name, *match.span(1)), {"number": match.group(1).strip(), "name": name})


@rule(
    "N006",
    "list-prefix",
    scope=Scope.INDICATOR,
    needs=("prefix",),
    severity=INFO,
    fix="safe",
    texts={"drop": "去掉序号"},
    message="名称前带着序号或标记“{prefix}”",
    help="去掉，写成“{name}”",
    variants={"sentence": ("名称前带着序号或标记“{prefix}”", "去掉“{prefix}”")},
)
def list_prefix(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """名称前有序号。

    序号是模板里带来的，不是名称；同一指标序号不同，汇总时就成了几个。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: "指标1:居民健康档案", full: ≥38508份}    # N006 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 居民健康档案, full: ≥38508份}
        - {level1: 产出指标, level2: 数量指标, name: 0-6岁儿童管理数, full: ≥2089人}
    """
    name, span = indicator.name, indicator.naming.prefix
    if name is None or span is None:
        return
    prefix, rest = name.text[span.start : span.end].strip(), name.text[span.end :].strip()
    if not rest:
        return
    place = Place(name, *span)
    fix = Fix(Safety.SAFE, settings.say("drop"), (without(place),))
    fields = {"prefix": prefix, "name": _tidied(indicator)}
    yield Fault(place, fields, variant="sentence" if _is_sentence(fields["name"]) else None, fix=fix)


@rule(
    "N007",
    "mixed-width",
    scope=Scope.INDICATOR,
    needs=("round",),
    severity=INFO,
    fix="safe",
    texts={"write": "写成“{sign}”"},
    message="“{opening}”和“{closing}”一个全角一个半角",
    help="写成一对：{mended}",
)
def mixed_width(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """括号一半全角一半半角。

    看着像一对，查找、替换和取数时却配不上。

    依据：通行做法。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 实践（实验)教学基地, full: 3个}    # N007 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 实践（实验）教学基地, full: 3个}
    """
    for cell in _cells(indicator):
        found = list(_mismatched(cell.text))
        if not found:
            continue
        wrong = [(offset, offset + 1, _PAIRS[opening]) for offset, opening, _ in found]
        mended = cell.text
        for start, end, right in wrong:
            mended = mended[:start] + right + mended[end:]
        edits = tuple(
            Edit(Place(twin, start, end), right) for twin in _twins(indicator, cell) for start, end, right in wrong
        )
        offset, opening, closing = found[0]
        mended = _tidied(indicator) if cell is indicator.name else mended.strip()
        fields = {"opening": opening, "closing": closing, "mended": mended}
        fix = Fix(Safety.SAFE, settings.say("write", sign=_PAIRS[opening]), edits)
        yield Fault(Place(cell, offset, offset + 1), fields, fix=fix)


@rule(
    "N008",
    "name-length",
    scope=Scope.INDICATOR,
    severity=INFO,
    parameters={"name_max": 25},
    message="名称有{count}个字，超过{most}个",
    help="只留要衡量的事，说明移到指标解释",
)
def name_length(indicator: Indicator, settings: Settings) -> Iterator[Fault]:
    """名称太长。

    名称一长，衡量什么就看不清，有的系统还会截断。

    依据：指标名称应简洁明了（财预〔2021〕101号，条文未核对）；老系统名称字段较短（一体化系统字段，见到的是其公开副本）。

    反例：
        - level1: 产出指标
          level2: 数量指标
          name: 参加文明创建活动和联点共建活动以及乡村振兴美丽乡村建设活动人次    # N008 name
          full: ≥1500人次
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 参加志愿服务人次, full: ≥1500人次}
    """
    count = len(indicator.naming.core)
    if indicator.name is not None and count > settings.name_max:
        yield Fault(indicator.name.at(), {"count": count, "most": settings.name_max})


@rule(
    "N009",
    "verb-name",
    scope=Scope.INDICATOR,
    needs=("wish",),
    severity=INFO,
    message="“{name}”是愿望，不是能衡量的事",
    help="写“{verb}”之后能数出来的结果：多少人、多少件、百分之几",
    variants={"counted": ("“{name}”是愿望，不是能衡量的事", "“{text}”数的是什么，名称就写什么，不写“{verb}”")},
)
def verb_name(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """名称是“提高”“促进”开头的愿望。

    愿望没有计量的对象，值只好填“有效”“是”，评价时无从下手。

    依据：指标名称应简洁明了、可衡量（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 效益指标, level2: 社会效益指标, name: 改善学校住宿环境, full: ≥600间}    # N009 name
    正例：
        - {level1: 效益指标, level2: 社会效益指标, name: 提高就业率, full: ≥3%}
        - {level1: 产出指标, level2: 数量指标, name: 改善排污面积, full: 2067亩}
    """
    naming, judged = indicator.naming, indicator.judged
    verb = _opening_verb(naming.core)
    if indicator.name is None or verb is None or naming.kind in words("naming")["measured_kinds"]:
        return
    if any(character.isdigit() for character in naming.core):
        return
    if verb in words("naming")["verbs_of_things"] and judged is not None and numbers(judged):
        return
    counted = judged is not None and any(numbers(judged)) and (unit := unit_of(judged)) and is_countable(unit.main)
    fields = {"name": naming.core, "verb": verb, "text": judged.text.strip() if judged else ""}
    yield Fault(indicator.name.at(), fields, variant="counted" if counted else None)


@rule(
    "N010",
    "unnamed-respondents",
    scope=Scope.INDICATOR,
    heads=("satisfaction",),
    severity=INFO,
    message="“{name}”没有写明是谁的满意度",
    help="写明调查谁，如“受益群众满意度”“参训学员满意度”",
)
def unnamed_respondents(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """满意度没有写明是谁。

    不写问谁，抽样和问卷都没有对象，换一拨人结果就变。

    依据：满意度指标反映服务对象的认可程度（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 服务对象满意度, full: ≥90%}    # N010 name
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 参训学员满意度, full: ≥90%}
    """
    naming = indicator.naming
    if indicator.name is None or not naming.is_satisfaction:
        return
    named = pattern("naming", "nobody").sub("", naming.modifiers)
    if not pattern("naming", "respondents").search(named):
        yield Fault(indicator.name.at(), {"name": naming.core})


@rule(
    "N011",
    "vague-tail",
    scope=Scope.INDICATOR,
    needs=("vague",),
    severity=INFO,
    message="“{name}”以“等”结尾，还包括什么没有写",
    help="写全，或只留一项",
)
def vague_tail(indicator: Indicator, _: Settings) -> Iterator[Fault]:
    """名称以“等”结尾。

    “等”里有什么没有说，数的时候可多可少。

    依据：指标应明确（通行做法）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 出版教材等, full: ≥3部}    # N011 name
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 出版教材, full: ≥3部}
    """
    core, data = indicator.naming.core, words("naming")
    vague = core.endswith(data["vague_tail"]) and not core.endswith(tuple(data["not_vague_tails"]))
    if indicator.name is not None and vague:
        yield Fault(indicator.name.at(), {"name": core})


def _is_kit(indicator: Indicator) -> bool:
    unit = stated_unit(indicator.judged) if indicator.judged else None
    return unit is not None and unit.name in words("naming")["kits"]


@lru_cache(maxsize=65536)
def _joined(text: str) -> tuple[int, tuple[str, ...]] | None:
    """Where the first of two things begins in a name, and all its joined parts; None where it is one thing."""
    outside = _outside(text)
    if pattern("naming", "clause_comma").search(outside):
        return None
    spans = [match.span() for match in pattern("naming", "conjunctions").finditer(outside)]
    if not spans:
        return None
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(outside)]
    parts = [outside[start:end].replace("\0", "").strip() for start, end in zip(starts, ends, strict=True)]
    for start, (left, right) in zip(starts, pairwise(parts), strict=False):
        if _stand_alone(left, right):
            return start, tuple(part.removesuffix(words("naming")["vague_tail"]) for part in parts if part)
    return None


def _stand_alone(left: str, right: str) -> bool:
    """Whether two joined parts each have a head of their own."""
    if len(left) < 2 or len(right) < 2:
        return False
    return _both_improve(left, right) or _both_things(left, right) or _both_measured(left, right)


def _both_improve(left: str, right: str) -> bool:
    """教学条件改善、办学水平提高; 改善办学条件和提高教学质量; not 提升和改善环境."""
    tails = tuple(words("naming")["improving_tails"])
    if left.endswith(tails) and right.endswith(tails):
        return len(left) > 2 and len(right) > 2
    verbs = [_opening_verb(part) for part in (left, right)]
    return all(verb is not None and len(part) > len(verb) + 1 for verb, part in zip(verbs, (left, right), strict=True))


def _both_things(left: str, right: str) -> bool:
    """路灯、井盖 or 公厕、中转站管护数量; not 烟感、温感设备, nor 公园、广场路灯, where the first is a modifier."""
    noun = pattern("naming", "noun_tail").sub("", right)
    if not (_is_thing(left) and _is_thing(noun)):
        return False
    return noun in words("naming")["things"] or not any(_is_thing(noun[:end]) for end in range(2, len(noun) - 1))


def _is_thing(part: str) -> bool:
    data = words("naming")
    if len(part) < 2 or part.endswith(tuple(data["no_things"])):
        return False
    return part.endswith((*data["things"], *data["thing_endings"]))


def _both_measured(left: str, right: str) -> bool:
    """知晓率和覆盖率, 期数及培训人数; not 项目数量、质量达标率, where the first may be what the rate is taken of."""
    first, second = analyse(left), analyse(right)
    kinds = words("naming")["joined_kinds"]
    if first.kind not in kinds or second.kind not in kinds:
        return False
    alike = first.kind == second.kind or (second.kind not in ("rate", "satisfaction") and bool(first.modifiers))
    return alike and all(head.modifiers or len(head.head) > 1 for head in (first, second))


def _opening_verb(core: str) -> str | None:
    match = wish().match(core)
    return match.group(1) if match else None


def _mismatched(text: str) -> Iterator[tuple[int, str, str]]:
    """Closing brackets and quotes whose opening one has the other width: offset, opening, closing."""
    open_: list[str] = []
    for offset, character in enumerate(text):
        right = _PAIRS[open_[-1]] if open_ else None
        if right is not None and character in (right, _OTHER_WIDTH[right]):
            opening = open_.pop()
            if character != right:
                yield offset, opening, character
        elif character in _PAIRS:
            open_.append(character)
