"""E, 输入: files that cannot be read, or not as they were meant. The readers find the faults; here is what is said."""

from __future__ import annotations

from collections.abc import Iterator

from perflint.finding import Edit, Fault, Fix, Place, Related, Safety, Spot
from perflint.model import Problem, Project, Table
from perflint.rule import ERROR, WARNING, Scope, Settings, rule

SHOWN = 20
KINDS = ("list", "mapping", "text", "nothing")


def _excerpt(place: Place) -> str:
    """The words that stand there, on one line and not too many."""
    words = " ".join(place.source.cut(place.span).split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _line(place: Place) -> str:
    """The line on which a place begins, without its indentation and not too long."""
    words = place.source.line_text(place.source.position(place.span.start).line).strip()
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


@rule(
    "E001",
    "unreadable-file",
    scope=Scope.PROBLEM,
    severity=ERROR,
    fatal=True,
    message="读不了“{path}”",
    help="确认文件在本机上、没有被别的程序占用，再检查一次",
    variants={
        "missing": ("没有“{path}”这个文件", "检查路径和文件名有没有写错；文件名里有空格时，整个路径要加引号"),
        "near": (
            "没有“{path}”这个文件；是不是“{near}”？",
            "检查路径和文件名有没有写错；文件名里有空格时，整个路径要加引号",
        ),
        "workbook": (
            "“{path}”是 Excel 一类的工作簿，perflint 还不能读，要先转成数据文件",
            "把表里的内容放进数据文件（.yaml）再检查：用一个公式就能把各行转过去，"
            "做法见 docs/first-run.md 的“从 Excel 里来”",
        ),
        "separated": (
            "“{path}”是 CSV 一类的表格，perflint 还不能读，要先转成数据文件",
            "用 Excel 打开，把内容放进数据文件（.yaml）再检查，做法见 docs/first-run.md 的“从 Excel 里来”",
        ),
        "document": (
            "“{path}”是 Word 一类的文档，perflint 还不能读，要先转成数据文件",
            "照 docs/first-run.md 第 2 节放进数据文件（.yaml）；公开的绩效目标表，"
            "也可以把全文复制到记事本，存为 .txt，再用 perflint convert 转",
        ),
        "pdf": (
            "“{path}”是 PDF，perflint 还不能读，要先存成文本",
            "公开的绩效目标表，打开后全选、复制，贴进记事本，存为 .txt，再用 perflint convert 转成数据文件，"
            "做法见 docs/first-run.md 的“从公开的文本转”",
        ),
        "permission": ("没有权限读“{path}”", "请文件的所有者放开读取权限，或复制一份到自己的文件夹里再检查"),
        "folder": ("“{path}”是文件夹，不是文件", "写出文件夹里要检查的文件，或者只写文件夹的路径"),
        "device": ("“{path}”不是普通文件（是管道或设备）", "先存成文件再检查；从管道读入时，路径写成 -"),
        "encoding": (
            "“{path}”从第{number}个字节起不是能识别的文字编码",
            "用记事本打开，另存为时编码选 UTF-8（UTF-8、带签名的 UTF-16、GB18030 都能读）",
        ),
        "truncated": (
            "“{path}”不完整：第{number}个字节处断在半个字上",
            "文件可能没有复制完，请重新取一份完整的文件",
        ),
        "binary": (
            "“{path}”不是文本文件：第{number}个字节是空字节",
            "表格文件要先导出成文本；如果是不带签名的 UTF-16，请另存为 UTF-8",
        ),
    },
)
def unreadable_file(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """文件读不了。

    读不到内容就什么也检查不了，整个文件等于没有报送。

    文件不存在、没有权限、是文件夹、是 Excel、Word、PDF、CSV 等还不能读的格式，或者不是 UTF-8、带签名的 UTF-16、
    GB18030 中的任何一种编码时报告。

    依据：perflint 的数据格式。
    """
    offset = problem.fields.get("offset")
    number = offset + 1 if isinstance(offset, int) else 0
    kind = str(problem.fields["kind"])
    near = problem.fields.get("near") or ""
    variant = None if kind == "system" else "near" if near else kind
    yield Fault(problem.place, {"path": problem.place.source.path, "number": number, "near": near}, variant=variant)


@rule(
    "E002",
    "syntax-error",
    scope=Scope.PROBLEM,
    severity=ERROR,
    fatal=True,
    message="从这里开始不符合 YAML 的写法：“{line}”",
    help="对照上下几行检查缩进、冒号和引号；拿不准时给这一行的内容加上英文双引号",
    variants={
        "colon": (
            "“{line}”里多了一个英文冒号，分不清哪里是内容",
            "内容里有英文冒号加空格时，整个内容要加英文双引号；也可以改用全角冒号“：”",
        ),
        "colon-space": ("“{line}”的英文冒号后面缺少空格", "在冒号后面加一个空格"),
        "no-colon": (
            "“{line}”不是“键: 值”，缺少英文冒号",
            "写成“键: 值”，冒号是英文的，后面有一个空格；如果是上一行的续行，要比上一行的键缩进更多",
        ),
        "indentation": (
            "“{line}”的缩进与上面各行对不齐",
            "同一级的键左边对齐，下一级多缩进两个空格，列表的每一项以“- ”开头",
        ),
        "tab": ("“{line}”用制表符（Tab）缩进", "把行首的制表符换成空格，每级两个"),
        "open-quote": (
            "“{line}”里的引号没有配对",
            "在内容末尾补上同样的引号；内容里本来就有引号的，外面换用另一种引号",
        ),
        "open-bracket": (
            "“{line}”里的括号没有配对，或者中间缺少英文逗号",
            "补上对应的 }} 或 ]；各项之间用英文逗号隔开；内容里有括号、逗号的要加英文双引号",
        ),
        "escape": ("“{text}”不是有效的转义写法", "双引号里的反斜杠要写成两个，或者改用单引号；表情等字符请直接输入"),
        "dash": ("“{line}”里的“- ”不能写在这里", "列表的每一项另起一行；内容以减号开头的，加上英文双引号"),
        "sign": ("“{text}”在 YAML 里不能作为内容的开头", "给整个内容加上英文双引号"),
        "block": ("“{line}”在 YAML 里表示后面跟着一大段文字，写法不对", "给整个内容加上英文双引号"),
        "anchor": ("“{text}”要引用的内容前面没有", "内容以 * 或 & 开头的，加上英文双引号"),
        "control": ("有一个看不见的控制字符（{sign}）", "删掉这个字符；多半是从别的软件复制时带进来的"),
        "json-value": ("“{line}”里应当有值的地方写的不是 JSON 的值", "文字加英文双引号，数字直接写，没有内容写 null"),
        "json-key": ("“{line}”里应当有键的地方没有带双引号的键", '键要加英文双引号，例如 "name"'),
        "json-colon": ("“{line}”的键后面缺少英文冒号", "键和值之间写一个英文冒号"),
        "json-comma": ("“{line}”这里缺少英文逗号，或者括号不配对", "各项之间用英文逗号隔开，括号要成对"),
        "json-trailing": ("“{line}”的括号前面多了一个逗号", "删掉最后一项后面的逗号"),
        "json-extra": (
            "“{line}”是多出来的：前面的内容已经结束",
            "一个 JSON 文件里只能有一个最外层的值，删掉多余的部分",
        ),
        "json-end": (
            "从“{line}”开始的括号到文件末尾也没有配对",
            "补上对应的 }} 或 ]；如果文件没有复制完，请重新取一份",
        ),
        "json-string": ("“{line}”里的文字没有以双引号结束", "补上英文双引号；文字里要换行时写 \\n"),
    },
)
def syntax_error(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """文件的写法有错。

    写法有错的文件读到出错处为止，后面的内容都没有检查。

    依据：YAML 1.2 与 JSON（RFC 8259）的写法。

    反例：
        # 文件
        projects:
          - name: 课程建设: 第一期    # E002
    正例：
        # 文件
        projects:
          - name: "课程建设: 第一期"
    """
    place, kind = problem.place, str(problem.fields["kind"])
    fields = {"line": _line(place), "text": _excerpt(place), "sign": problem.fields.get("sign", "")}
    yield Fault(place, fields, variant=None if kind == "other" else kind)


@rule(
    "E003",
    "missing-field",
    scope=Scope.PROBLEM,
    severity=ERROR,
    message="缺少“{title}”（{field}）",
    help="补上“{field}: …”一行，键名也可以写“{title}”",
    variants={
        "any": (
            "没有指标值：{title}一个也没写",
            "补上“{field}: …”一行，键名也可以写{title}中的任何一个",
        ),
    },
)
def missing_field(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """缺少必填的内容。

    必填的内容没有，这一项无从审核，会被退回补充。

    文件要有项目；项目要有名称和绩效指标；指标要有一级指标、名称，以及实施周期指标值、年度指标值、指标值中的至少一个。

    依据：perflint 的数据格式，与各地申报表的必填项一致（一体化系统的非空校验）。

    反例：
        # 文件
        projects:
          - name: 校舍维修
            indicators:
              - {level1: 产出指标, name: 维修面积, full: 300平方米}
              - {level1: 产出指标, full: 300平方米}    # E003
    正例：
        # 文件
        projects:
          - name: 校舍维修
            indicators:
              - {level1: 产出指标, name: 维修面积, full: 300平方米}
    """
    titles = problem.fields["title"]
    title = [f"“{name}”" for name in titles] if isinstance(titles, (list, tuple)) else titles
    fields = {"field": problem.fields["field"], "title": title}
    yield Fault(problem.place, fields, variant="any" if problem.fields["any"] else None)


@rule(
    "E004",
    "wrong-type",
    scope=Scope.PROBLEM,
    severity=ERROR,
    texts={"kind-list": "一个列表", "kind-mapping": "一组“键: 值”", "kind-text": "文字", "kind-nothing": "空"},
    message="“{title}”应当是一段文字，写成了{kind}",
    help="直接写内容；内容以括号开头的，加上英文双引号",
    variants={
        "mapping": ("“{title}”应当是一组“键: 值”，写成了{kind}", "下一行起缩进两个空格，逐行写“键: 值”"),
        "table": ("整个文件应当是一组“键: 值”，写成了{kind}", "最外层写“projects:”，项目逐个列在下面"),
        "list": ("“{title}”应当是一个列表，写成了{kind}", "下一行起逐项列出，每项以“- ”开头"),
        "item": ("“{title}”里的一项应当是一组“键: 值”，写成了{kind}", "在“- ”后面逐行写“键: 值”"),
        "amount": ("“{title}”应当是一个金额，写成了{kind}", "写一个数字，例如 12146.57"),
        "number": ("“{title}”写的是“{given}”，不是数字", "只写数字，例如 12146.57；单位写在表头的“金额单位”里"),
        "year": ("“{title}”写的是“{given}”，不是年份", "写四位数字，例如 2024"),
        "period": ("“{title}”写的是“{given}”，读不出起止年份", "写成 2024、2024-2025 或 2024.07-2025.06"),
        "moment": ("“{title}”写的是“{given}”，读不出年月", "写成 2024 或 2024-07"),
        "money_unit": ("“{title}”写的是“{given}”", "只能写{allowed}中的一个"),
        "key": ("这里的键是{kind}，应当是一个词", "键写成一个词，例如 name 或“指标名称”"),
    },
)
def wrong_type(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """内容的类型不对。

    该写文字的地方写成列表、该写金额的地方不是数字，后面的检查就读不到这一项。

    依据：perflint 的数据格式。

    反例：
        # 文件
        projects:
          - name: 校舍维修
            budget: {total: 约五百万}    # E004
            indicators:
              - {level1: 产出指标, name: 维修面积, full: [300平方米, 400平方米]}    # E004
    正例：
        # 文件
        projects:
          - name: 校舍维修
            budget: {total: "12,146.57"}
            indicators:
              - {level1: 产出指标, name: 维修面积, full: 300平方米}
    """
    fields = dict(problem.fields)
    variant = str(fields["expected"])
    if variant == "mapping" and fields["title"] is None:
        variant = "table"
    fields["kind"] = settings.say(f"kind-{fields['given']}") if fields["given"] in KINDS else ""
    yield Fault(problem.place, fields, variant=None if variant == "text" else variant)


@rule(
    "E005",
    "unknown-key",
    scope=Scope.PROBLEM,
    severity=WARNING,
    fix="unsafe",
    texts={"rename": "改成“{nearest}”"},
    message="不认识“{key}”这个键，这一项没有被检查；是不是想写“{nearest}”",
    help="改成“{nearest}”；表里本来没有这一项的，删掉这一行",
    variants={
        "alone": (
            "不认识“{key}”这个键，这一项没有被检查",
            "对照数据格式的说明改键名；表里本来没有这一项的，删掉这一行",
        ),
    },
)
def unknown_key(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """不认识的键。

    键名写错一个字，这一项就等于没有填，审核系统读不到，会当作缺项退回。

    依据：perflint 的数据格式。

    反例：
        # 文件
        projects:
          - name: 校舍维修
            indicators:
              - {level1: 产出指标, 指标名: 维修面积, 三级指标: 维修面积, full: 300平方米}    # E005
    正例：
        # 文件
        projects:
          - 项目名称: 校舍维修
            indicators:
              - {一级指标: 产出指标, 指标名称: 维修面积, full: 300平方米}
    """
    key, nearest = problem.fields["key"], problem.fields["nearest"]
    if nearest is None:
        yield Fault(problem.place, {"key": key}, variant="alone")
        return
    edit = Edit(problem.place, str(nearest))
    fix = Fix(Safety.UNSAFE, settings.say("rename", nearest=nearest), (edit,)) if problem.fields["rename"] else None
    yield Fault(problem.place, {"key": key, "nearest": nearest}, fix=fix)


@rule(
    "E006",
    "duplicate-key",
    scope=Scope.PROBLEM,
    severity=ERROR,
    texts={"first": "前面的一处"},
    message="“{key}”重复了：前面已经写过“{first}”",
    help="只留一个；两个内容都要的，分成两条指标",
)
def duplicate_key(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """同一项写了两遍。

    同一项有两个内容，不知道以哪个为准；检查时只看前面的一个。

    用两种叫法写同一项（“权重”和“分值”）也算重复。只有一列指标值的表用 `value`，它不能与 `full`、`annual` 同时出现。

    依据：perflint 的数据格式。

    反例：
        # 文件
        projects:
          - name: 校舍维修
            indicators:
              - {level1: 产出指标, name: 维修面积, full: 300平方米, 权重: 10, 分值: 20}    # E006
    正例：
        # 文件
        projects:
          - name: 校舍维修
            indicators:
              - {level1: 产出指标, name: 维修面积, full: 300平方米, 权重: 10}
    """
    first = problem.fields["first"]
    if not isinstance(first, Place):
        return
    related = Related(settings.say("first"), first)
    yield Fault(problem.place, {"key": _excerpt(problem.place), "first": _excerpt(first)}, related=(related,))


@rule(
    "E007",
    "empty-table",
    scope=(Scope.TABLE, Scope.PROJECT),
    severity=ERROR,
    silences=("S002", "S003", "S004", "S005", "S006", "S007", "S008", "S009"),
    message="表里一个项目也没有",
    help="在“projects:”下面逐个列出项目，每个以“- name: …”开头",
    variants={
        "project": ("项目“{name}”一条绩效指标也没有", "在“indicators:”下面逐条列出指标，至少写产出和效益指标"),
        "nameless": ("这个项目一条绩效指标也没有", "在“indicators:”下面逐条列出指标，至少写产出和效益指标"),
    },
)
def empty_table(subject: Table | Project, settings: Settings) -> Iterator[Fault]:
    """没有项目，或者项目没有指标。

    没有项目或没有指标的表没有可审核的内容，会被退回。

    依据：perflint 的数据格式；绩效目标要有产出、效益等指标（财预〔2015〕88号，条文未核对）。

    反例：
        # 文件
        projects:
          - name: 校舍维修    # E007 name
            indicators:
    正例：
        # 文件
        projects:
          - name: 校舍维修
            indicators:
              - {level1: 产出指标, name: 维修面积, full: 300平方米}
    """
    if isinstance(subject, Project):
        if not subject.indicators:
            variant = "project" if subject.label else "nameless"
            yield Fault(subject.title(), {"name": subject.label}, variant=variant)
    elif not subject.projects:
        yield Fault(subject.at())


@rule(
    "E008",
    "resource-limit",
    scope=Scope.PROBLEM,
    severity=ERROR,
    fatal=True,
    message="文件超过 {allowed} 字节",
    help="把文件拆成几个；确实要检查这么大的文件，用参数 max_bytes 放宽",
    variants={
        "max_depth": (
            "括号或缩进套了超过 {allowed} 层",
            "绩效目标表只有几层，检查括号是否写错；确有需要时用参数 max_depth 放宽",
        ),
        "max_nodes": (
            "内容超过 {allowed} 项（引用按展开后的数量算）",
            "把文件拆成几个；用 & 和 * 反复引用的，改成直接写出；确有需要时用参数 max_nodes 放宽",
        ),
        "max_scalar": (
            "有一项内容超过 {allowed} 字节",
            "检查是不是漏了引号或者粘贴了别的内容；确有需要时用参数 max_scalar 放宽",
        ),
    },
    parameters={
        "max_bytes": 64 * 1024 * 1024,
        "max_depth": 100,
        "max_nodes": 5_000_000,
        "max_scalar": 1024 * 1024,
    },
)
def resource_limit(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """文件大得不像一张表。

    几十兆的文件、上百层的括号多半是错误或者恶意构造的，读下去会拖垮整台机器；其余文件照常检查。

    依据：perflint 的约定；上限都是参数。

    反例：
        # 文件 max_depth=5
        projects:
          - name: 校舍维修
            indicators: [[{level1: 产出指标}]]    # E008
    正例：
        # 文件 max_depth=5
        projects:
          - name: 校舍维修
            indicators: [{level1: 产出指标}]
    """
    limit = str(problem.fields["limit"])
    yield Fault(problem.place, problem.fields, variant=None if limit == "max_bytes" else limit)


@rule(
    "E009",
    "unquoted-sign",
    scope=Scope.PROBLEM,
    severity=ERROR,
    fix="safe",
    texts={"narrow": "换成半角", "quote": "加上引号"},
    message="“{text}”没有加引号，YAML 会把“{sign}”当成语法，读成别的内容或者读不出来",
    help="给整个内容加上引号：{replacement}",
    variants={
        "quote": ("“{text}”在引号后面还有文字，YAML 读不出来", "在外面再加一层引号：{replacement}"),
        "comma": ("“{text}”里的英文逗号会把一个值拆成几项", "给整个内容加上引号：{replacement}"),
        "colon": ("“{key}”后面是全角冒号，YAML 认不出这是一个键", "改成英文冒号加一个空格：{key}: …"),
        "space": ("这里是全角空格或不间断空格，YAML 不当作空格", "改成普通的半角空格"),
        "full-comma": ("“{key}”前面是全角逗号，YAML 认不出这是下一项", "改成英文逗号加一个空格"),
    },
)
def unquoted_sign(problem: Problem, settings: Settings) -> Iterator[Fault]:
    """内容以 YAML 的语法符号开头却没有加引号。

    YAML 会把符号当成语法，内容被读空、读错，或者整个文件读不出来；检查时按本来的意思读。

    以 `>` `|` `*` `&` `%` `@` `!` `#` `[` `{` `-` `?` 或反引号开头的内容要加引号，花括号里带逗号的数字也要；
    冒号和空格要用半角的。

    依据：YAML 1.2 的写法。

    反例：
        # 文件
        projects:
          - name: 校舍维修
            indicators:
              - level1: 产出指标
                name: "合格"率    # E009
                full: >90%    # E009 full
              - {level1: 产出指标, name: 维修面积, full: 1,346.5平方米}    # E009 full
              - level1: 产出指标
                name：维修数量    # E009 name
                full: 5个
    正例：
        # 文件
        projects:
          - name: 校舍维修
            goal: >
              维修校舍，消除隐患。
            indicators:
              - level1: 产出指标
                name: 合格率
                full: ">90%"
              - {level1: 产出指标, name: 维修面积, full: "1,346.5平方米"}
    """
    replacement = str(problem.fields["replacement"])
    fields = {**problem.fields, "text": _excerpt(problem.place)}
    kind = str(problem.fields["kind"])
    title = settings.say("narrow" if kind in ("colon", "space", "full-comma") else "quote")
    spot = Spot(problem.place.source, problem.place.span)  # the source itself is mended, no text in it
    fix = Fix(Safety.SAFE, title, (Edit(Place(spot), replacement),))
    yield Fault(problem.place, fields, variant=None if kind == "sign" else kind, fix=fix)
