"""Chinese, the language of the field and the default."""

TEXTS = {
    "same-in-annual": "年度值相同",
    "crash": "{error}",
    "read-as": "“{path}”不是 UTF-8，按 {encoding} 编码读入；建议另存为 UTF-8",
    # readers
    "moved-funds": "“{project}”是{columns}",
    "unnamed": "（没有名称的项目）",
    "nothing-there": "（空白）",
    # reporters
    "full-project": "{path}  {project}",
    "full-indicator": "指标：",
    "full-reason": "原因：",
    "full-help": "改法：",
    "full-related": "另见：",
    "full-more": "还有 {count} 处",
    "full-fix-safe": "可自动修改（意思不变）：",
    "full-fix-unsafe": "可自动修改（请先确认）：",
    "full-clean": "没有发现问题。",
    "full-found": "发现 {total} 处问题：错误 {error}，警告 {warning}，提示 {info}。",
    "full-fixable": "可自动修改：意思不变的 {safe} 处，要先确认的 {unsafe} 处。",
    "full-looked-at": "检查了 {files} 个文件、{tables} 张表、{projects} 个项目、{indicators} 个指标。",
    "full-hidden": "没有列出：跳过的文件 {skipped} 个，注释忽略的 {suppressed} 处，基线里的 {baselined} 处。",
    "progress": "检查",
    "sarif-root": "被检查的文件所在的仓库或文件夹",
    "sarif-related": "另见：{links}",
    "sarif-many": "共 {count} 处问题；GitHub 只显示最严重的 {shown} 处，超过 {refused} 处会拒收。",
    "github-many": "GitHub 每个级别只显示 {shown} 条；共有错误 {error}、警告 {warning}、提示 {info}，全部在日志里。",
    "junit-clean": "没有发现问题",
    # Policy packs.
    "pack": "政策包",
    "list-comma": "、",
    "no-policy": "没有“{word}”这个政策包，也没有这个文件；自带的政策包有 {known}{hint}",
    "pack-folder": "“{path}”是文件夹，不是政策包文件",
    "pack-unreadable": "读不了政策包“{path}”，请检查有没有权限、是不是被别的程序占用",
    "pack-too-large": "政策包“{path}”超过 {most} MB，多半不是政策包",
    "pack-encoding": "政策包“{path}”不是能识别的文字编码，用记事本打开，另存为时编码选 UTF-8",
    "pack-broken": "{message}；{help}",
    "pack-blank": "政策包是空的",
    "pack-documents": "一个政策包文件只能有一份内容，去掉中间的 ---",
    "pack-key": "{name}（{also}）",
    "pack-unknown-key": "没有“{name}”这个键{hint}",
    "pack-known": "；可用的有 {known}",
    "pack-duplicate-key": "“{name}”写了两次",
    "pack-odd-key": "这里的键应当是文字",
    "pack-missing-key": "缺少 {name}",
    "pack-choice": "{about}没有“{word}”，可用的是 {known}{hint}",
    "pack-empty": "“{name}”是空的，写了等于没写",
    "pack-too-many": "“{name}”最多写 {most} 项",
    "pack-reversed": "从 {low} 到 {high}：前一个数比后一个大，什么也不会符合",
    "pack-unfit": "“{name}”应当是{expected}，这里是{found}",
    "pack-unquoted": "“{name}”应当是{expected}，这里是{found}；以 [ {{ > | * & ! % @ 等符号开头的文字，要加英文引号",
    "pack-is-text": "文字",
    "pack-is-number": "数",
    "pack-is-integer": "整数",
    "pack-is-switch": "on（开）或 off（关）",
    "pack-is-single": "一个值，不是几个",
    "pack-is-mapping": "一组“键: 值”",
    "pack-is-list": "列表",
    "pack-is-nothing": "空白",
    "pack-is-written": "“{text}”",
    "pack-one-of": "{known} 之一",
    "pack-unknown-rule": "没有“{word}”这条规则{hint}",
    "pack-unknown-parameter": "没有“{word}”这个参数{hint}",
    "pack-no-parameters": "规则 {rule} 没有参数，“{word}”不起作用",
    "pack-parameter": "参数 {name} 应当是{expected}，这里是“{found}”",
    "pack-unknown-level": "指标体系里没有“{word}”{hint}",
    "pack-level-key": "新加的指标，键要用小写英文字母（如 management），中文写在 name（名称）里，而不是“{word}”",
    "pack-shared-name": "“{word}”已经是“{level}”的名称或别名，分不清是哪一个",
    "pack-no-total": "权重写成从多少到多少时，还要写 total（合计），例如 total: 90",
    "pack-circle": "“{word}”又以本文件为底，绕成了一圈",
    "pack-no-base": "没有“{word}”这个政策包，也没有这个文件{hint}",
    # Pages of rules.
    "page-severity": "级别：{severity}（{word}）",
    "page-family": "类别：{family}；检查对象：{scopes}",
    "page-fix": "自动修改：{fix}",
    "page-parameter": "参数 {name}，默认 {value}",
    "page-silences": "这里报过的，不再报 {codes}",
    "page-source": "依据：{source}",
    "page-bad": "反例",
    "page-good": "正例",
    "severity-error": "错误",
    "severity-warning": "警告",
    "severity-info": "提示",
    "scope-problem": "文件",
    "scope-value": "指标值",
    "scope-indicator": "指标",
    "scope-project": "项目",
    "scope-table": "表",
    "scope-corpus": "全部表",
    "fix-none": "无",
    "fix-safe": "有，意思不变",
    "fix-unsafe": "有，请先确认",
    "fix-mixed": "有，是否要先确认看情况",
    "family-E": "输入",
    "family-S": "完整性",
    "family-C": "归类",
    "family-U": "单位",
    "family-D": "方向",
    "family-V": "取值",
    "family-P": "周期",
    "family-Q": "可衡量性",
    "family-X": "重复",
    "family-G": "总体目标",
    "family-B": "预算",
    "family-N": "命名",
    "family-T": "时间",
    "family-W": "权重",
    "family-M": "运行",
    # The command line.
    "refused": "perflint：{reason}",
    "bad-policy": "政策包有 {count} 处错误：\n{mistakes}",
    "no-arguments": "没有说要做什么。检查一个表：perflint data.yaml；全部用法：perflint --help",
    "no-paths": "没有给出要检查的文件或文件夹。例如：perflint check data.yaml；从管道读入：perflint check -",
    "no-source": "convert 要一个、也只要一个公开的绩效目标表文本。例如：perflint convert 目标表.txt -o data.yaml",
    "no-texts": "没有给出要解析的指标值。例如：perflint parse ≥95%；从管道逐行读入：perflint parse -",
    "no-rules": "没有说要看哪条规则。例如：perflint rule U001；全部规则：perflint rule --all",
    "rule-all-or-some": "--all 已经是全部规则，不要再写规则名",
    "unknown-command": "没有 {word} 这个文件，也没有这个命令；是不是想写 {nearest}？",
    "unknown-option": "没有 {option} 这个选项。全部选项见 --help；以减号开头的文件名或文本，写在 -- 之后",
    "unknown-option-nearest": "没有 {option} 这个选项；是不是想写 {nearest}？",
    "unknown-choice": "{what}没有“{word}”，可用的是：{known}{hint}",
    "unknown-rule": "没有“{word}”这条规则{hint}",
    "nearest": "；是不是想写 {nearest}？",
    "all-rules": "。全部规则：perflint rule --all",
    "value-missing": "选项 {option} 后面缺少取值",
    "value-unwanted": "选项 {option} 不带取值",
    "bad-year": "年度“{word}”不是 1900 到 2100 之间的四位数，例如 2024",
    "bad-output": "--output 要写成 格式=文件，例如 --output json=结果.json，而不是“{word}”；要打印到屏幕，用 --format",
    "output-taken": "不能写到 {path}：它是要检查的文件，或者另一份结果也写到这里",
    "stdin-filename-alone": "--stdin-filename 只与 - 一起用。例如：perflint check - --stdin-filename data.yaml",
    "unwritable": "写不了 {path}：{reason}",
    "write-denied": "没有写入权限，文件是只读的，或者正被别的程序打开",
    "write-folder": "这是文件夹，不是文件",
    "write-nowhere": "没有这个文件夹",
    "write-full": "磁盘空间不够",
    "write-long-name": "文件名太长",
    "write-changed": "检查之后文件又被改过，请重新运行",
    "stream-broken": "结果写不出去，磁盘可能满了",
    "unsafe-fixes-alone": "--unsafe-fixes 要和 --fix（改文件）或 --diff（只看怎么改）一起用",
    "diff-format": "--diff 只打印会怎么改，不列问题，不要和 --format 一起用；要留下结果文件，用 --output",
    "bad-fix-safety": "--fix-safety 要写成 规则=safe、规则=unsafe 或 规则=off，例如 U006=off，而不是“{word}”",
    "fix-made": "修改了 {files} 个文件，共 {total} 处：意思不变的 {safe} 处，要先确认的 {unsafe} 处。",
    "fix-would": "会修改 {files} 个文件，共 {total} 处：意思不变的 {safe} 处，要先确认的 {unsafe} 处。没有写入文件。",
    "fix-nothing": "没有要自动修改的地方。",
    "fix-waiting": "还有 {count} 处要先确认：加上 --unsafe-fixes 才改，改后请逐处核对。",
    "fix-refused": "{where}: 没有修改 {rule}：{reason}",
    "fix-breaks": "改了以后文件就读不出来了",
    "fix-alters": "改了以后别的单元格也会跟着变",
    "fix-stays": "改了以后问题还在",
    "fix-unencodable": "文件的编码里没有要写的字",
    "fix-endless": "几处修改互相抵消，这个文件一处也没有改",
    "converted": "已写入 {path}：{projects} 个项目、{indicators} 个指标",
    "nothing-checked": "没有找到可以检查的绩效目标表",
    "format": "格式",
    "severity": "级别",
    "cells": "格数",
    "rules": "规则",
    "safety": "修改的级别",
    "rule-safety": "规则=级别",
    "file": "文件",
    "year": "年度",
    "policy": "名称|文件",
    "format-file": "格式=文件",
    "options": "选项：",
    "option-help": "显示这一页",
    "option-format": """\
full（带原文）、concise（一行一条）；
给程序的 json、sarif、github、gitlab、junit、rdjson。终端上默认 full，否则 concise""",
    "option-output": "另把结果写入文件，可以写多次，例如 --output json=a.json --output sarif=a.sarif",
    "option-fail-on": "有这个级别或更重的问题就以 1 退出：error（默认）、warning、info、never",
    "option-select": "只用这些规则：名称、代码、一族（U）或通配（U00*、*-unit），逗号分开",
    "option-ignore": "不用这些规则，写法同上",
    "option-policy": "政策包：default（默认）、mof-2021、guangdong，或本地自己的政策包文件",
    "option-year": "表中没有写年度时用它，例如 2024",
    "option-fix": "改正能自动修改、意思不变的问题，写回原文件，再列出剩下的问题",
    "option-unsafe-fixes": "与 --fix 或 --diff 一起用：要先确认的修改也算上，改后请逐处核对",
    "option-diff": "只打印会怎么改（统一差异格式），不写文件；有要改的以 1 退出",
    "option-fix-safety": """\
把规则的修改算作 safe（意思不变）、unsafe（要先确认）或 off（不改），
可以写多次，后写的算数，例如 --fix-safety N=off --fix-safety U003=safe""",
    "option-stdin-filename": "从管道读入（-）时当作这个文件：按后缀选读法，并用在结果里",
    "option-ambiguous-width": "≥、“、‰ 等符号在您的终端里占 1 格（默认）还是 2 格；插入符没有对准时改用 2",
    "option-convert-output": "写入这个文件；不写或写 - 则打印出来",
    "option-parse-format": "json（一行一个结果）或 text（给人看）；终端上默认 text，否则 json",
    "option-rule-all": "全部规则，按代码排列",
    "option-rule-format": "text（默认）、markdown、json",
    "about": """\
perflint：检查项目支出绩效目标表，指出会被财政部门退回的单元格、原因和改法。

命令：
  check      检查（默认的命令，可以省略不写）
  convert    把公开的绩效目标表文本转成数据文件
  parse      看一个指标值怎样被理解
  rule       看一条规则的说明
  --version  看版本

各命令的用法：perflint 命令 --help。下面是 check 的用法。

{check}""",
    "usage-check": "用法：perflint [check] [选项] 文件或文件夹…",
    "about-check": """\
检查数据文件（YAML、JSON）或公开的绩效目标表文本。文件夹里不是绩效目标表的文件会跳过并计数；
通配符请加引号；- 表示从管道读入。

退出码：0 没有达到 --fail-on 的问题；1 有问题；2 用法不对，或有文件读不了、规则出错。""",
    "examples-check": """\
例：
  perflint data.yaml
  perflint 各单位/ --year 2024
  perflint "表/*.yaml" --ignore N,S007
  perflint 各单位/ --policy 本市政策.yaml
  perflint data.yaml --format json --output sarif=perflint.sarif
  perflint data.yaml --diff
  perflint 各单位/ --fix
  perflint check - --stdin-filename data.yaml < data.yaml""",
    "usage-convert": "用法：perflint convert [选项] 文件",
    "about-convert": """\
读公开的绩效目标表文本（标题、金额单位、表头、合计，再逐个项目），写成数据文件。
除了去掉换行，原文一字不改。读不懂的地方会指出行号，读得懂的照样写出。""",
    "examples-convert": """\
例：
  perflint convert 目标表.txt -o data.yaml
  perflint convert 目标表.txt --year 2024 > data.yaml""",
    "usage-parse": "用法：perflint parse [选项] 指标值…",
    "about-parse": "看指标值怎样被理解：种类、比较符号、数值、单位、量纲。- 表示从管道逐行读入。",
    "examples-parse": """\
例：
  perflint parse ≥95% 2024年12月底前
  perflint parse --format json -- -5%
  perflint parse - --format json < 指标值.txt""",
    "usage-rule": "用法：perflint rule [选项] 规则…",
    "about-rule": "看规则的说明：查什么、为什么会被退回、反例和正例。规则可以写代码或名称。",
    "examples-rule": """\
例：
  perflint rule U001
  perflint rule unit-contradicts-name
  perflint rule --all --format markdown""",
    "parse-kind": "种类",
    "parse-comparator": "比较",
    "parse-number": "数值",
    "parse-low": "下限",
    "parse-high": "上限",
    "parse-unit": "单位",
    "parse-unit_text": "单位原文",
    "parse-dimension": "量纲",
    "parse-start": "开始",
    "parse-end": "截止",
    "parse-item": "其中",
    "parse-direction": "方向",
    "parse-notes": "说明",
}
