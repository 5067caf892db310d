"""Q — 定性: whether a value in words still says something that can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from perflint.expression import Words
from perflint.finding import Fault, Related
from perflint.model import Indicator, Project, Value
from perflint.rule import WARNING, Scope, Settings, rule
from perflint.rules.blanks import says_something
from perflint.rules.common import is_cost
from perflint.rules.patterns import pattern
from perflint.rules.samples import sample_change, sample_value, told_value
from perflint.vocabulary import words

_WORDS = ("qualitative",)


def _bare(text: str) -> str:
    """The text without spaces and punctuation."""
    return "".join(character for character in text if character.isalnum())


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _graded(indicator: Indicator) -> bool:
    """A scoring standard says how the words are graded."""
    return indicator.scoring is not None and not indicator.scoring.blank


def _text(value: Value) -> str:
    """The words without a template's direction word."""
    text = value.text.strip()
    for direction in words("expressions")["directions"]:
        text = text.removeprefix(direction).strip() or text
    return text


@cache
def _vague_words() -> frozenset[str]:
    groups = words("qualitative")["vague"]
    return frozenset(word for group in groups.values() for word in group)


@lru_cache(maxsize=65536)
def _is_vague(text: str) -> bool:
    """Made of vague words only, one of degree or change among them, and no official grade."""
    bare = _bare(text)
    if not bare or bare in words("qualitative")["grades"]:
        return False
    groups = words("qualitative")["vague"]
    tells = any(word in bare for word in (*groups["degree"], *groups["change"]))
    return tells and _covered(bare, _vague_words())


def _covered(text: str, known: frozenset[str]) -> bool:
    """Whether `text` is nothing but known words, one after the other."""
    longest = max(map(len, known))
    reached = [True] + [False] * len(text)
    for start in range(len(text)):
        if reached[start]:
            for length in range(1, min(longest, len(text) - start) + 1):
                if text[start : start + length] in known:
                    reached[start + length] = True
    return reached[-1]


@rule(
    "Q001",
    "vague-value",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=_WORDS,
    silences=("Q009",),
    message="“{text}”没有标准，做到什么程度算完成说不清",
    help="换成能数的量，写达到多少、比上年增减多少；或在评分标准里写明好、中、差各是什么样",
    variants={
        "rate": (
            "“{text}”没有标准，做到什么程度算完成说不清",
            "写“{name}”达到百分之几，或比上年提高几个百分点",
        )
    },
)
def vague_value(value: Value, _: Settings) -> Iterator[Fault]:
    """指标值只有程度词。

    例如“效果明显”“有效提升”，怎样都可以说做到了，评价时没有依据，审核时会被要求量化。

    依据：定性指标应可衡量，一般分档（地方绩效目标管理办法，已读：定性的分级分档；财预〔2015〕88号，条文未核对）。

    反例：
        - {level1: 效益指标, level2: 社会效益指标, name: 思政课影响力, full: 持续扩大}    # Q001 full
    正例：
        - {level1: 效益指标, level2: 社会效益指标, name: 思政课覆盖学校数, full: ≥30所}
        - {level1: 产出指标, level2: 质量指标, name: 空气质量, full: 优良}
        - {level1: 效益指标, level2: 社会效益指标, name: 课程影响力, full: 显著, scoring: 优90分以上良80分以上}
    """
    text = _text(value)
    if not _graded(value.indicator) and says_something(value.cell.text) and _is_vague(text):
        rate = "rate" if value.naming.is_rate else None
        yield Fault(value.cell.at(), {"text": text, "name": value.naming.core}, variant=rate)


@rule(
    "Q002",
    "yes-value",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=_WORDS,
    silences=("Q004", "Q005", "Q008", "Q001", "Q009"),
    message="值只写“{text}”，做到几分都能这么填",
    help="写能检查的结果：多少、什么时候、达到哪一级，或得到哪个证书、文件",
)
def yes_value(value: Value, _: Settings) -> Iterator[Fault]:
    """值只写“是”“有”“完成”。

    “是”分不出做得好坏，也不知道凭什么材料认定，等于没有指标值。

    依据：指标值应尽量量化（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 效益指标, level2: 社会效益指标, name: 提高资助育人成效, full: 是}    # Q002 full
    正例：
        - {level1: 效益指标, level2: 社会效益指标, name: 受助学生按期毕业率, full: ≥98%}
        - {level1: 产出指标, level2: 质量指标, name: 通过等保三级测评, full: 是, scoring: 取得测评报告得满分}
    """
    text = _text(value)
    if _bare(text) in words("qualitative")["yes"] and not _graded(value.indicator):
        yield Fault(value.cell.at(), {"text": text})


@rule(
    "Q003",
    "qualitative-majority",
    scope=Scope.PROJECT,
    needs=("qualitative",),
    severity=WARNING,
    texts={"benefit": "效益指标", "all": "全部指标"},
    message="{what}{total}条里有{count}条没有数字（{names}）",
    help="把其中能数的改成数量，如受益人数、下降幅度；确需定性的，在评分标准里写明分档",
)
def qualitative_majority(project: Project, settings: Settings) -> Iterator[Fault]:
    """定性指标过多。

    绩效目标以定量为主；一多半没有数字，年底只能靠写总结来评价。

    依据：绩效指标以定量为主、不能量化的才定性（财预〔2015〕88号，条文未核对）。

    反例：
        name: 思政课协同创新中心建设    # Q003 name
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 培训人数, full: ≥100人}
          - {level1: 效益指标, level2: 社会效益指标, name: 成果影响力, full: 持续扩大}
          - {level1: 效益指标, level2: 社会效益指标, name: 教学改革, full: 有效推进}
    正例：
        name: 思政课协同创新中心建设
        indicators:
          - {level1: 产出指标, level2: 数量指标, name: 培训人数, full: ≥100人}
          - {level1: 效益指标, level2: 社会效益指标, name: 成果影响力, full: 持续扩大}
          - {level1: 效益指标, level2: 社会效益指标, name: 成果采用学校, full: ≥20所}
    """
    for what, rows, least, share in (
        (settings.say("benefit"), list(project.of("benefit")), 2, 0.5),
        (settings.say("all"), project.indicators, 4, 0.3),
    ):
        judged = [row for row in rows if row.judged is not None]
        wordy = [row for row in judged if _is_wordy(row)]
        if len(judged) >= least and len(wordy) > share * len(judged):
            names = [row.naming.core for row in wordy]
            fields = {"what": what, "total": len(judged), "count": len(wordy), "names": names}
            related = tuple(Related(row.judged.text.strip(), row.judged.cell.at()) for row in wordy if row.judged)
            yield Fault(project.title(), fields, related=related)
            return


@rule(
    "Q004",
    "circular-cost",
    scope=Scope.VALUE,
    places=("cost", "output_cost", "economic_cost"),
    severity=WARNING,
    kinds=_WORDS,
    silences=("Q005", "Q008", "Q001", "Q009"),
    message="成本写成“{text}”，没有金额，超没超无法核对",
    help="写金额或单价的上限，{told}",
)
def circular_cost(value: Value, _: Settings) -> Iterator[Fault]:
    """成本只写“不超预算”一类的话。

    例如“控制在预算内”，本来就是规定，没有数字就比不出贵贱。

    依据：成本指标应写明成本控制数或单位成本（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 成本指标, name: 项目总成本, full: 控制在预算内}    # Q004 full
    正例：
        - {level1: 产出指标, level2: 成本指标, name: 项目总成本, full: ≤90万元}
    """
    if is_cost(value.indicator) and says_something(value.cell.text) and not _has_digit(value.text):
        told = told_value(value.indicator)
        yield Fault(value.cell.at(), {"text": _text(value), "told": told})


@rule(
    "Q005",
    "circular-time",
    scope=Scope.VALUE,
    places=("timeliness",),
    severity=WARNING,
    kinds=_WORDS,
    silences=("Q008", "Q001", "Q009"),
    message="时效写成“{text}”，没有日期，晚了也说不出晚了几天",
    help="写明哪天以前、几天以内，或按时做到的占百分之几，如“{example}”",
)
def circular_time(value: Value, _: Settings) -> Iterator[Fault]:
    """时效只写“按时完成”。

    “按时”按的是什么时没有写，拖到哪天都可以说按时。

    依据：时效指标应写明整体完成时间（财预〔2021〕101号，条文未核对）。

    反例：
        - {level1: 产出指标, level2: 时效指标, name: 培训完成时间, full: 按时完成}    # Q005 full
    正例：
        - {level1: 产出指标, level2: 时效指标, name: 培训完成时间, full: 2024年11月底前}
        - {level1: 产出指标, level2: 时效指标, name: 补助发放及时率, full: 100%}
    """
    text = _text(value)
    timely = value.category.level2 == "timeliness" and pattern("qualitative", "timeless").search(text) is not None
    if timely and not _has_digit(text) and says_something(value.cell.text):
        example = sample_value(value.indicator) or words("samples")["values"]["deadline"]
        yield Fault(value.cell.at(), {"text": text, "example": example})


@rule(
    "Q006",
    "fuzzy-number",
    scope=Scope.VALUE,
    needs=("about|around|more|prefix|qualitative",),
    severity=WARNING,
    silences=("D004", "Q009"),
    message="“{text}”里的“{word}”让数字没有准数",
    help="写确定的数，配上 ≥ 或 ≤，如 {example}",
)
def fuzzy_number(value: Value, _: Settings) -> Iterator[Fault]:
    """值里有“约”“左右”“力争”。

    例如“约14000人”，差多少算没完成说不清，评价时各说各的。

    依据：指标值应明确（通行做法）。

    反例：
        - {level1: 产出指标, level2: 数量指标, name: 服务师生数, full: 约14000人}    # Q006 full
    正例：
        - {level1: 产出指标, level2: 数量指标, name: 服务师生数, full: ≥14000人}
        - {level1: 产出指标, level2: 质量指标, name: 预约就诊率, full: ≥50%}
    """
    expression = value.expression
    marks = expression.marked("about", "around", "more")
    marks += [mark for mark in expression.marked("prefix") if mark.text in words("qualitative")["fuzzy_prefixes"]]
    example = words("qualitative")["floor_example"]
    if marks:
        mark = marks[0]
        number = expression.spans.get("number")
        unit = expression.spans.get("unit", number)
        if number is not None and unit is not None:
            plain = value.text[number.start : unit.end]
            example = "≥" + plain.replace(mark.text, "", 1) if mark.role == "more" else "≥" + plain
        yield Fault(value.cut(*mark.span), {"text": value.text.strip(), "word": mark.text, "example": example})
        return
    if isinstance(expression, Words):
        match = pattern("qualitative", "fuzzy").search(value.text)
        if match is not None:
            fields = {"text": value.text.strip(), "word": match.group().strip(), "example": example}
            yield Fault(value.cut(*match.span()), fields)


@rule(
    "Q007",
    "sentence-as-value",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=_WORDS,
    silences=("Q009",),
    message="指标值是一段话（{count}个字），看不出要达到多少",
    help="值只写数量或分档；说明性的话移到指标解释或备注",
)
def sentence_as_value(value: Value, _: Settings) -> Iterator[Fault]:
    """指标值写成了一段话。

    一段话里没有可以核对的标准，系统里也常常填不下。

    依据：指标值应简明可衡量（通行做法）。

    反例：
        - level1: 效益指标
          level2: 社会效益指标
          name: 预警信息发布
          full: 通过发布预警让群众及时了解有害生物的情况从而减少恐慌和损失    # Q007 full
    正例：
        - {level1: 效益指标, level2: 社会效益指标, name: 预警信息覆盖人口, full: ≥20万人}
    """
    count = sum("\u4e00" <= character <= "\u9fff" for character in value.text)
    if count > words("qualitative")["longest_value"]:
        yield Fault(value.cell.at(), {"count": count})


@rule(
    "Q008",
    "satisfaction-in-words",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=_WORDS,
    silences=("Q001", "Q009"),
    message="满意度写成“{text}”，没有比例",
    help="写谁的满意度和下限，如“{example}”",
    variants={
        "named": ("满意度写成“{text}”，没有比例", "写下限，如 {floor}"),
        "elsewhere": ("满意度写成“{text}”，没有比例", "这一行写{change}，用数字；满意度另列在满意度指标下"),
    },
)
def satisfaction_in_words(value: Value, _: Settings) -> Iterator[Fault]:
    """满意度没有写成数字。

    例如“满意度提高”，从多少提到多少没有写，问卷结果出来也无法对照。

    依据：满意度一般写百分比下限（财预〔2021〕101号评分办法，条文未核对）。

    反例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 师生满意度, full: 满意度提高}    # Q008 full
    正例：
        - {level1: 满意度指标, level2: 服务对象满意度指标, name: 师生满意度, full: ≥90%}
    """
    category = value.category
    under = category.level1 == "satisfaction" or category.level2 == "served"
    said = words("qualitative")["satisfied"] in value.text
    if (under or said) and says_something(value.cell.text):
        floor, example = words("samples")["values"]["satisfaction"], words("categories")["suggestions"]["satisfaction"]
        fields = {"text": _text(value), "floor": floor, "example": example, "change": sample_change(category.level2)}
        variant = None if under else "elsewhere"
        yield Fault(value.cell.at(), fields, variant="named" if value.naming.is_satisfaction else variant)


@rule(
    "Q009",
    "value-echoes-name",
    scope=Scope.VALUE,
    severity=WARNING,
    kinds=_WORDS,
    message="“{text}”只是把名称又说了一遍",
    help="写要达到的数量、比例或日期",
)
def value_echoes_name(value: Value, _: Settings) -> Iterator[Fault]:
    """指标值重复名称。

    名称和值说的是同一句话，没有给出任何标准。

    依据：指标值应可衡量（财预〔2015〕88号，条文未核对）。

    反例：
        - {level1: 效益指标, level2: 社会效益指标, name: 校园安全得到保障, full: 安全保障、平稳有序}    # Q009 full
    正例：
        - {level1: 效益指标, level2: 社会效益指标, name: 校园安全事故起数, full: 0起}
    """
    filler = pattern("qualitative", "filler")
    pieces = [piece for piece in filler.split(_bare(_text(value))) if piece]
    content = "".join(pieces)
    echoed = len(content) >= 4 and all(_echoes(piece, value.naming.core) for piece in pieces)
    if echoed and says_something(value.cell.text) and not _has_digit(content):
        yield Fault(value.cell.at(), {"text": _text(value)})


def _echoes(piece: str, name: str) -> bool:
    """Whether `piece` is nothing but words (two characters or more) of the name."""
    found = {name[start : start + length] for length in (2, 3, 4) for start in range(len(name) - length + 1)}
    return bool(found) and _covered(piece, frozenset(found))


def _is_wordy(indicator: Indicator) -> bool:
    """No number in the value that counts; dates, grades and values graded by a scoring standard are fine."""
    value = indicator.judged
    if value is None or not isinstance(value.expression, Words) or _graded(indicator):
        return False
    return not _has_digit(value.text) and _bare(_text(value)) not in words("qualitative")["grades"]
