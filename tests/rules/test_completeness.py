"""S: what a table has to say, seen from outside: a data file in, findings out."""

from __future__ import annotations

import json

import pytest

from perflint.finding import Finding
from perflint.linter import Options, lint_text

OUTPUT, BENEFIT, SATISFACTION, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
QUANTITY = {"level1": OUTPUT, "level2": "数量指标", "name": "巡查次数", "full": "≥48次"}
QUALITY = {"level1": OUTPUT, "level2": "质量指标", "name": "问题整改率", "full": "≥95%"}
TIMELY = {"level1": OUTPUT, "level2": "时效指标", "name": "完成时间", "full": "11月底前"}
UNIT_COST = {"level1": OUTPUT, "level2": "成本指标", "name": "单次成本", "full": "≤800元/次"}
SOCIAL = {"level1": BENEFIT, "level2": "社会效益指标", "name": "受益群众人数", "full": "≥3000人"}
SERVED = {"level1": SATISFACTION, "level2": "服务对象满意度指标", "name": "受益群众满意度", "full": "≥90%"}
GOAL = "全年对辖区河道巡查四十八次，及时整改发现的问题，保障沿岸群众用水安全。"


def project(*rows: dict, name: str = "河道巡查", goal: str | None = GOAL, **others: object) -> dict:
    return {"name": name, **({"goal": goal} if goal is not None else {}), **others, "indicators": list(rows)}


def found(code: str, *projects: dict, parameters: dict | None = None, **table: object) -> list[Finding]:
    """The findings of one rule on a table, as JSON text: one line, so that positions are pinned on YAML below."""
    text = json.dumps({**table, "projects": list(projects)}, ensure_ascii=False)
    options = Options(select=(code,), parameters=parameters or {})
    report = lint_text(text, name="data.json", options=options)
    assert {finding.code for finding in report.findings} <= {code}
    return list(report.findings)


def pointers(findings: list[Finding]) -> list[str]:
    return [finding.place.pointer or "" for finding in findings]


def position(finding: Finding) -> tuple[int, int]:
    return tuple(finding.place.source.position(finding.place.span.start))


def row(level1: str, level2: str | None, name: str = "受益人数", full: str = "≥30人", **others: str) -> dict:
    return {
        "level1": level1,
        **({"level2": level2} if level2 is not None else {}),
        "name": name,
        "full": full,
        **others,
    }


class TestMissingGoal:
    @pytest.mark.parametrize(
        ("goal", "message"),
        [
            (None, "项目没有绩效目标"),
            ("", "项目没有绩效目标"),
            ("   ", "项目没有绩效目标"),
            ("无", "绩效目标“无”等于没写"),
            ("/", "绩效目标“/”等于没写"),
            ("详见附件", "绩效目标“详见附件”等于没写"),
            ("详见项目实施方案及批复文件", "绩效目标“详见项目实施方案及批复文件”等于没写"),
            ("——", "绩效目标“——”等于没写"),
            ("43.2", "绩效目标“43.2”不到6个字，说不清要做什么"),
            ("修好村水渠", "绩效目标“修好村水渠”不到6个字，说不清要做什么"),
        ],
    )
    def test_a_goal_that_says_nothing(self, goal: str | None, message: str) -> None:
        (finding,) = found("S001", project(QUANTITY, goal=goal))
        assert finding.message == message
        assert finding.place.pointer in ("/projects/0/goal", "/projects/0/name")
        assert str(finding.severity) == "error"

    @pytest.mark.parametrize(
        "goal",
        ["修好村口水渠", "详见下列内容：一是为全县十二所敬老院供暖，二是更换老旧锅炉，三是培训司炉工。", GOAL],
    )
    def test_a_goal_that_says_something(self, goal: str) -> None:
        assert not found("S001", project(QUANTITY, goal=goal))

    def test_a_goal_of_the_year_alone_is_a_goal(self) -> None:
        assert not found("S001", project(QUANTITY, goal=None, annual_goal=GOAL))

    def test_position(self) -> None:
        text = "projects:\n  - name: 敬老院供暖\n    goal: 无\n    indicators: []\n"
        (finding,) = lint_text(text, options=Options(select=("S001",))).findings
        assert (finding.place.pointer, position(finding)) == ("/projects/0/goal", (3, 11))


class TestMissingLevels:
    @pytest.mark.parametrize(
        ("code", "rows", "message"),
        [
            ("S002", [SOCIAL, SERVED], "2条指标里没有一条产出指标"),
            ("S003", [QUANTITY, SERVED], "2条指标里没有一条效益指标"),
            ("S003", [QUANTITY, QUALITY, row(COST, "经济成本指标")], "3条指标里没有一条效益指标"),
            ("S004", [QUANTITY, SOCIAL], "2条指标里没有一条满意度指标"),
            ("S004", [row("产出值", "数量值"), row("效益值", "社会效益值")], "2条指标里没有一条满意度指标"),
        ],
    )
    def test_a_first_level_that_is_missing(self, code: str, rows: list[dict], message: str) -> None:
        (finding,) = found(code, project(*rows))
        assert (finding.message, finding.place.pointer) == (message, "/projects/0/name")
        assert str(finding.severity) == "error"

    @pytest.mark.parametrize(
        ("code", "rows"),
        [
            ("S002", [row("1-产出指标（50分）", "11-数量指标")]),
            ("S002", [row("项目完成指标", None)]),
            ("S003", [row("效果指标", "社会效益")]),
            ("S003", [row("社会效益指标", "社会效益指标")]),  # the second level says where it belongs
            ("S004", [SERVED]),
            ("S004", [row("满意度", "满意度")]),
            ("S004", [row(BENEFIT, "服务对象满意度指标")]),  # a local frame
        ],
    )
    def test_a_first_level_that_is_there(self, code: str, rows: list[dict]) -> None:
        assert not found(code, project(*rows))

    def test_an_empty_project_is_e007s(self) -> None:
        for code in ("S002", "S003", "S004", "S005", "S006", "S007", "S009"):
            assert not found(code, project())

    @pytest.mark.parametrize(
        ("code", "rows", "message", "severity"),
        [
            ("S005", [QUALITY, TIMELY], "产出指标里有质量指标、时效指标，没有数量指标", "warning"),
            ("S006", [QUANTITY, TIMELY], "产出指标里有数量指标、时效指标，没有质量指标", "warning"),
            ("S007", [QUALITY, QUANTITY], "产出指标里有数量指标、质量指标，没有时效指标", "info"),
            ("S007", [QUANTITY, UNIT_COST], "产出指标里有数量指标、成本指标，没有时效指标", "info"),
        ],
    )
    def test_a_second_level_that_is_missing(self, code: str, rows: list[dict], message: str, severity: str) -> None:
        (finding,) = found(code, project(*rows, SOCIAL))
        assert (finding.message, finding.place.pointer) == (message, "/projects/0/name")
        assert str(finding.severity) == severity

    @pytest.mark.parametrize("code", ["S005", "S006", "S007"])
    def test_nothing_is_said_without_output_or_where_a_row_may_be_the_missing_one(self, code: str) -> None:
        assert not found(code, project(SOCIAL))
        assert not found(code, project(row(OUTPUT, None)))
        assert not found(code, project(UNIT_COST, row(OUTPUT, None)))
        assert not found(code, project(UNIT_COST, row(OUTPUT, "实效指标")))
        assert not found(code, project(QUANTITY, QUALITY, row(OUTPUT, "进度指标")))

    def test_position(self) -> None:
        text = (
            "projects:\n- name: 农村公路养护\n  indicators:\n"
            "  - {level1: 产出指标, level2: 数量指标, name: 养护里程, full: 86公里}\n"
        )
        report = lint_text(text, options=Options(select=("S002", "S003", "S004", "S005", "S006", "S007")))
        assert [finding.code for finding in report.findings] == ["S003", "S004", "S006", "S007"]
        assert {position(finding) for finding in report.findings} == {(2, 9)}


class TestCapitalWithoutCost:
    @pytest.mark.parametrize(
        ("name", "word"),
        [
            ("中心小学操场改造", "改造"),
            ("县道大修及桥梁加固", "加固"),
            ("水库除险工程", "工程"),
            ("文物保护单位修缮", "修缮"),
            ("电梯维修", "维修"),
            ("敬老院扩建", "扩建"),
            ("便民大厅装修", "装修"),
            ("执法记录仪购置", "购置"),
            ("疫苗冷链设备采购", "采购"),
            ("教师培训设备购置", "购置"),
            ("实训基地建设购置项目", "购置"),
            ("供水系统工程", "工程"),
            ("道路维修工程", "维修"),
        ],
    )
    def test_works_repairs_and_purchases(self, name: str, word: str) -> None:
        (finding,) = found("S008", project(QUANTITY, name=name))
        assert finding.message == f"项目名称里有“{word}”，属于工程、修缮、购置类，却没有成本指标"
        assert finding.place.source.cut(finding.place.span) == word

    @pytest.mark.parametrize(
        ("name", "goal", "building"),
        [
            ("文化中心项目", "建成文化中心，建筑面积3200平方米。", "建筑面积"),
            ("通村公路建设", GOAL, "公路"),
            ("急救中心建设", "新增房屋，改善院前急救条件。", "房屋"),
            ("行政大楼项目", "新增面积10,630.5 ㎡，满足办公需要。", "10,630.5 ㎡"),
        ],
    )
    def test_construction_by_a_building_word_or_a_floor_area(self, name: str, goal: str, building: str) -> None:
        (finding,) = found("S008", project(QUANTITY, name=name, goal=goal))
        assert f"又写到“{building}”，属于房屋建设" in finding.message

    def test_the_building_may_stand_in_an_indicator(self) -> None:
        assert found("S008", project(row(OUTPUT, "数量指标", "新建面积", "1200平方米"), name="托育中心建设"))

    @pytest.mark.parametrize(
        ("name", "goal"),
        [
            ("智慧城管平台建设", "覆盖办公楼、食堂，接入道路视频。"),
            ("2024年信息化建设项目", "实现教学楼、办公楼网络独立。"),
            ("电子政务系统升级改造建设", GOAL),
            ("网络安全加固", GOAL),
            ("精品课程建设", "在教学楼开展课程建设。"),
            ("师资队伍建设", "服务校舍内全体教师。"),
            ("产教融合基地建设", "改善用房条件。"),
            ("城市医疗联合体建设", "在门诊楼设服务台。"),
            ("长效机制建设", "道路保洁机制。"),
            ("信息系统运维服务采购", GOAL),
            ("消防设施维保", GOAL),
            ("机电设备运行维护及维修", GOAL),
            ("政府采购业务培训", GOAL),
            ("采购人员培训班", GOAL),
            ("工程师职称评审", GOAL),
            ("希望工程助学", GOAL),
            ("就业服务中心工作经费", "在办公楼设服务窗口。"),
            ("政务中心物业管理", "保洁面积10000平方米。"),
            ("社区矫正中心项目", GOAL),
        ],
    )
    def test_what_only_sounds_like_works(self, name: str, goal: str) -> None:
        assert not found("S008", project(QUANTITY, name=name, goal=goal))

    def test_a_cost_at_either_level_is_enough(self) -> None:
        assert not found("S008", project(QUANTITY, UNIT_COST, name="县道维修"))
        assert not found("S008", project(QUANTITY, row(COST, "社会成本指标"), name="县道维修"))
        assert not found("S008", project(row(OUTPUT, None, "工程总成本", "≤90万元"), name="县道维修"))

    def test_a_construction_bureau_builds_nothing_by_its_name(self) -> None:
        bureau = "某市建设工程检测站"
        assert not found("S008", project(QUANTITY, name=f"{bureau}办公经费"), unit=bureau)

    def test_informatisation_counts_where_the_bureau_says_so(self) -> None:
        counted = {"capital-without-cost": {"capital_includes_it": True}}
        assert found("S008", project(QUANTITY, name="2024年信息化建设项目"), parameters=counted)
        assert not found("S008", project(QUANTITY, name="精品课程建设"), parameters=counted)

    def test_help_names_the_projects_own_money(self) -> None:
        (finding,) = found("S008", project(QUANTITY, name="校舍维修", budget={"total": "120.50"}))
        assert finding.help == "补一条成本指标，写明总额或单价的上限，如“项目总成本 ≤120.50万元”"

    def test_position(self) -> None:
        text = "projects:\n- name: 东区校舍维修\n  indicators:\n  - {level1: 产出指标, name: 面积, full: 5亩}\n"
        (finding,) = lint_text(text, options=Options(select=("S008",))).findings
        assert (finding.place.pointer, position(finding)) == ("/projects/0/name", (2, 13))


class TestHowMany:
    def test_too_few(self) -> None:
        (finding,) = found("S009", project(QUANTITY, SOCIAL))
        assert finding.message == "只有2条指标，少于3条"
        assert (finding.place.pointer, str(finding.severity)) == ("/projects/0/name", "warning")
        assert found("S009", project(QUANTITY))
        assert not found("S009", project(QUANTITY, SOCIAL, SERVED))

    def test_the_fewest_is_a_parameter(self) -> None:
        five = {"too-few-indicators": {"min_indicators": 5}}
        (finding,) = found("S009", project(QUANTITY, QUALITY, SOCIAL, SERVED), parameters=five)
        assert finding.message == "只有4条指标，少于5条"

    def test_too_many(self) -> None:
        rows = [row(OUTPUT, None, f"第{number}类病人随访数") for number in range(21)]
        (finding,) = found("S010", project(*rows))
        assert finding.message == "有21条指标，超过20条，看不出重点"
        assert str(finding.severity) == "info"
        assert not found("S010", project(*rows[:20]))

    def test_too_many_of_one_second_level(self) -> None:
        rows = [row(OUTPUT, "数量指标", f"第{number}路口信号灯数") for number in range(9)]
        (finding,) = found("S010", project(*rows, SOCIAL))
        assert finding.message == "数量指标有9条，一类超过8条，看不出重点"
        assert not found("S010", project(*rows[:8], SOCIAL))


class TestEmptyValue:
    @pytest.mark.parametrize("text", ["无", "不适用", "/", "——", "-", "N/A", "暂无", "本项目不涉及", "、"])
    def test_no_value_in_words(self, text: str) -> None:
        (finding,) = found("S011", project(row(BENEFIT, "生态效益指标", "水质改善情况", text)))
        assert finding.message == f"指标值“{text}”等于没有值"
        assert (finding.place.pointer, str(finding.severity)) == ("/projects/0/indicators/0/full", "error")

    def test_blank_in_both_columns_is_one_finding(self) -> None:
        (finding,) = found("S011", project(row(OUTPUT, "数量指标", full="", annual=" ")))
        assert (finding.message, finding.place.pointer) == ("指标值空着", "/projects/0/indicators/0/full")
        assert [related.place.pointer for related in finding.related] == ["/projects/0/indicators/0/annual"]

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("病媒防治面积", {"full": "", "annual": "300亩"}),  # S018 may speak
            ("办结率", {"full": "无差错办结"}),
            ("下降幅度", {"full": "0"}),
            ("亏损", {"full": "-5%"}),
            ("重大安全事故", {"full": "无"}),  # an answer: none happens
        ],
    )
    def test_a_value(self, name: str, values: dict[str, str]) -> None:
        assert not found("S011", project({"level1": OUTPUT, "level2": "质量指标", "name": name, **values}))

    def test_an_absent_key_is_e003s(self) -> None:
        assert not found("S011", project({"level1": OUTPUT, "name": "巡查次数"}))

    def test_position(self) -> None:
        text = "projects:\n- name: 河长制\n  indicators:\n  - {level1: 产出指标, name: 巡河, value: 无}\n"
        (finding,) = lint_text(text, options=Options(select=("S011",))).findings
        assert (finding.place.pointer, position(finding)) == ("/projects/0/indicators/0/value", (4, 37))


class TestEmptyName:
    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("", "指标没有名称"),
            ("  ", "指标没有名称"),
            ("88", "指标名称“88”里没有文字"),
            ("1.", "指标名称“1.”里没有文字"),
            ("（①）", "指标名称“（①）”里没有文字"),
        ],
    )
    def test_no_name(self, name: str, message: str) -> None:
        (finding,) = found("S012", project(row(OUTPUT, "数量指标", name)))
        assert (finding.message, finding.place.pointer) == (message, "/projects/0/indicators/0/name")

    @pytest.mark.parametrize("name", ["5G基站数", "PM2.5", "1、造林面积", "指标2"])
    def test_a_name(self, name: str) -> None:
        assert not found("S012", project(row(OUTPUT, "数量指标", name)))


class TestTemplatePlaceholder:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("造林面积(≥**亩)", "**"),
            ("XX村道路硬化里程", "XX"),
            ("××小学受益学生数", "××"),
            ("补助……人数", "……"),
            ("___病床数", "___"),
            ("某某系统用户数", "某某"),
        ],
    )
    def test_in_a_name(self, name: str, text: str) -> None:
        (finding,) = found("S013", project(row(OUTPUT, "数量指标", name)))
        assert finding.message == f"指标名称里留着模板的“{text}”"
        assert finding.place.source.cut(finding.place.span) == text

    def test_a_name_whose_bracket_is_left_over(self) -> None:
        (finding,) = found("S013", project(row(OUTPUT, "数量指标", "造林面积(≥**亩)")))
        assert finding.help == "名称只写“造林面积”；要达到多少写在指标值里"

    @pytest.mark.parametrize(
        ("name", "value", "advice"),
        [
            ("造林面积(≥**亩)", "1200", "名称只写“造林面积”，值写 ≥1200亩"),
            ("造林面积(≥**个)", "1200", "名称只写“造林面积”；要达到多少写在指标值里"),
            ("培训人数(≥**户)", "≥10户", "名称只写“培训人数”；要达到多少写在指标值里"),
            ("验收合格率(≥**%)", "100", "名称只写“验收合格率”，值写 100%"),
            ("验收合格率(≥**%)", "95", "名称只写“验收合格率”，值写 ≥95%"),
            ("任务完成率(≥**%)", "100", "名称只写“任务完成率”，值写 ≥100%"),
        ],
        ids=[
            "sign and unit",
            "a unit of something else",
            "a unit of something near",
            "all of what can be had needs no sign",
            "less than all",
            "more than all can be had",
        ],
    )
    def test_what_to_write_is_not_sent_back(self, name: str, value: str, advice: str) -> None:
        (finding,) = found("S013", project(row(OUTPUT, "数量指标", name, value)))
        assert finding.help == advice

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("≥XX人", "XX"),
            ("待定", "待定"),
            ("具体场次待定", "待定"),
            ("暂不确定", "暂不确定"),
            ("项目实际值", "项目实际值"),
        ],
    )
    def test_in_a_value(self, value: str, text: str) -> None:
        (finding,) = found("S013", project(row(OUTPUT, "数量指标", full=value)))
        assert finding.message == f"指标值里的“{text}”没有换成实际数值"
        assert (finding.place.pointer, str(finding.severity)) == ("/projects/0/indicators/0/full", "error")

    def test_the_same_in_both_columns_is_one_finding(self) -> None:
        (finding,) = found("S013", project(row(OUTPUT, "数量指标", full="待定", annual="待定")))
        assert [related.place.pointer for related in finding.related] == ["/projects/0/indicators/0/annual"]

    def test_in_a_goal(self) -> None:
        (finding,) = found("S013", project(QUANTITY, goal="为全市XX名中小学教师提供心理健康培训。"))
        assert (finding.message, finding.place.pointer) == ("模板里的“XX”没有换成实际内容", "/projects/0/goal")

    def test_a_goal_that_is_only_a_placeholder_is_s001s(self) -> None:
        placeholder = project(QUANTITY, goal="**")
        assert not found("S013", placeholder)
        assert found("S001", placeholder)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("XXL码防护服数量", "≥300套"),
            ("*贫困人口数", "≥30人"),
            ("药品配送", "不再等待定期配送"),
            ("救治", "对待定点医院一视同仁"),
            ("垃圾桶容量", "3×4米"),
            ("安全值守", "项目实际值班天数达到365天"),
        ],
    )
    def test_what_only_looks_like_one(self, name: str, value: str) -> None:
        assert not found("S013", project(row(OUTPUT, "数量指标", name, value)))

    def test_position(self) -> None:
        text = "projects:\n- name: 退耕还林\n  indicators:\n  - {level1: 产出指标, name: 造林面积(≥**亩), value: 9亩}\n"
        (finding,) = lint_text(text, options=Options(select=("S013",))).findings
        assert (finding.place.pointer, position(finding)) == ("/projects/0/indicators/0/name", (4, 32))


class TestLevelMismatch:
    @pytest.mark.parametrize(
        ("level1", "level2", "message"),
        [
            ("1-产出指标", "22-社会效益指标", "“22-社会效益指标”不是“1-产出指标”的下级"),
            ("效益指标", "时效指标", "“时效指标”不是“效益指标”的下级"),
            ("成本指标", "质量指标", "“质量指标”不是“成本指标”的下级"),
            ("1-产出指标", "12-数量指标", "“12-数量指标”的编码是12，与名称不符"),
            ("2-产出指标", "11-数量指标", "“2-产出指标”的编码是2，与名称不符"),
            ("1-产出指标", "22数量指标", "“22数量指标”的编码是22，与名称不符"),
        ],
    )
    def test_levels_that_contradict_each_other(self, level1: str, level2: str, message: str) -> None:
        (finding,) = found("S014", project(row(level1, level2), SERVED))
        assert (finding.message, str(finding.severity)) == (message, "error")

    @pytest.mark.parametrize(
        ("level1", "level2"),
        [
            ("1-产出指标", "14-成本"),
            ("产出指标(50分)", "进度指标"),
            ("1.产出指标", "2.质量指标"),  # list numbers are no codes
            ("1-产出指标", "3-质量指标"),
            ("一、效果指标", "（三）环境效益"),
            ("成本指标", "成本指标"),
            ("成本指标", "生态环境成本指标"),
            ("产出指标", None),
            ("管理指标", "数量指标"),  # S015 speaks
        ],
    )
    def test_levels_that_agree(self, level1: str, level2: str | None) -> None:
        assert not found("S014", project(row(level1, level2), SERVED))

    def test_satisfaction_under_benefit_is_a_local_frame_where_the_table_keeps_to_it(self) -> None:
        local = row("2-效益指标", "31-服务对象满意度指标", "居民满意度")
        assert not found("S014", project(SOCIAL, local), project(local))
        assert pointers(found("S014", project(SOCIAL, local), project(SERVED))) == ["/projects/0/indicators/1/level2"]

    def test_a_table_with_a_numbering_of_its_own(self) -> None:
        rows = [row("1-成本指标", "11-经济成本指标"), row("2-产出指标", "21-数量指标")]
        assert not found("S014", project(*rows))

    def test_position_and_help(self) -> None:
        text = (
            "projects:\n- name: 招商\n  indicators:\n  - {level1: 产出指标, level2: 社会效益, name: 企业, value: 9家}\n"
        )
        (finding,) = lint_text(text, options=Options(select=("S014",))).findings
        assert (finding.place.pointer, position(finding)) == ("/projects/0/indicators/0/level2", (4, 28))
        assert finding.help.startswith("把一级指标改成“效益指标”；要留在“产出指标”下，二级指标改用数量指标、质量指标")


class TestUnknownLevel:
    @pytest.mark.parametrize(
        ("level1", "level2", "message", "help"),
        [
            (OUTPUT, "实效指标", "没有“实效指标”这个二级指标", "可能是“时效指标”"),
            ("产岀指标", None, "没有“产岀指标”这个一级指标", "可能是“产出指标”"),
            ("管理指标", None, "没有“管理指标”这个一级指标", "改用产出指标、效益指标、满意度指标、成本指标"),
            (BENEFIT, "政治效益指标", "没有“政治效益指标”这个二级指标", "效益指标”；二级指标有经济效益指标"),
        ],
    )
    def test_outside_the_frame(self, level1: str, level2: str | None, message: str, help: str) -> None:
        (finding,) = found("S015", project(row(level1, level2)))
        assert (finding.message, str(finding.severity)) == (message, "warning")
        assert help in finding.help

    @pytest.mark.parametrize(
        ("level1", "level2"),
        [
            ("产出值", "数量值"),
            ("预期产出", "数量指标(必填硬性指标)"),
            ("项目完成指标", "质 量 指 标"),
            ("项目效益", "环境效益指标"),
            ("效果", "社会效益目标"),
            ("满意度指标（10分）", "服务对象满意度指标等"),
            ("满意度指标", "社会公众或服务对象满意度"),
            ("效益指标(30分)", "可持续影响"),
            ("1-产出指标", "13-时效指标"),
            ("产出指标", ""),
            ("产出指标", "/"),
        ],
    )
    def test_aliases_scores_and_blanks(self, level1: str, level2: str) -> None:
        assert not found("S015", project(row(level1, level2)))


class TestMixedCostFrames:
    UNDER = row(OUTPUT, "14-成本指标", "单座改造成本", "≤45万元")
    FIRST = row(COST, "经济成本指标", "每公里除险成本", "≤80万元")

    def test_both_in_one_table(self) -> None:
        (finding,) = found("S016", project(self.UNDER), project(self.FIRST))
        assert finding.message == "成本在这张表里有两个位置：既是“产出指标”下的二级指标，又是一级指标“成本指标”"
        assert (finding.place.pointer, str(finding.severity)) == ("", "warning")
        assert [related.place.pointer for related in finding.related] == [
            "/projects/0/indicators/0/level2",
            "/projects/1/indicators/0/level1",
        ]

    def test_in_one_project_and_in_either_order(self) -> None:
        assert found("S016", project(self.FIRST, self.UNDER))

    def test_one_frame_or_two_tables(self) -> None:
        assert not found("S016", project(self.UNDER, QUANTITY), project(self.UNDER))
        assert not found("S016", project(self.FIRST, QUANTITY))
        one, other = (
            json.dumps({"projects": [project(rows)]}, ensure_ascii=False) for rows in (self.UNDER, self.FIRST)
        )
        assert not lint_text(f"{one}\n---\n{other}\n", options=Options(select=("S016",))).findings


class TestDuplicateIndicator:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("检测样品数（批次）", "检测样品数"),
            ("师生满意度(%)", "师生 满意度"),
            ("路灯亮灯率", "路灯亮灯率。"),
        ],
    )
    def test_the_same_name_twice(self, first: str, second: str) -> None:
        (finding,) = found("S017", project(row(OUTPUT, "数量指标", first), row(OUTPUT, "11-数量", second, "≥9人")))
        assert finding.place.pointer == "/projects/0/indicators/1/name"
        assert [related.place.pointer for related in finding.related] == ["/projects/0/indicators/0/name"]
        assert str(finding.severity) == "warning"

    def test_message(self) -> None:
        (finding,) = found("S017", project(QUANTITY, SOCIAL, QUANTITY))
        assert finding.message == "“巡查次数”在本项目的数量指标里已经有了"

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (row(OUTPUT, "数量指标"), row(BENEFIT, "社会效益指标")),
            (row(OUTPUT, "数量指标", "小学验收合格率"), row(OUTPUT, "数量指标", "中学验收合格率")),
            (row(OUTPUT, "数量指标", "合格率（土建）"), row(OUTPUT, "数量指标", "合格率（安装）")),
            (row(OUTPUT, "数量指标", ""), row(OUTPUT, "数量指标", "")),
            (row(OUTPUT, "数量指标"), row(OUTPUT, "数量指标", full="", annual="≥9人")),  # two halves of one
        ],
    )
    def test_two_different_indicators(self, first: dict, second: dict) -> None:
        assert not found("S017", project(first, second))

    def test_two_projects_may_share_a_name(self) -> None:
        assert not found("S017", project(QUANTITY), project(QUANTITY))


class TestMissingPeriodValue:
    BOTH = row(OUTPUT, "数量指标", "除险水库数", "9座", annual="3座")
    ONLY_FULL = row(OUTPUT, "质量指标", "优良率", "≥85%", annual="")
    ONLY_ANNUAL = row(OUTPUT, "质量指标", "优良率", "", annual="≥85%")

    @pytest.mark.parametrize(
        ("third", "message", "pointer"),
        [
            (ONLY_FULL, "年度指标值空着，表里多数指标两栏都填了", "/projects/0/indicators/2/annual"),
            (ONLY_ANNUAL, "实施周期指标值空着，表里多数指标两栏都填了", "/projects/0/indicators/2/full"),
            (
                row(OUTPUT, "质量指标", "优良率"),
                "年度指标值空着，表里多数指标两栏都填了",
                "/projects/0/indicators/2/name",
            ),
        ],
    )
    def test_one_column_blank_where_most_rows_have_both(self, third: dict, message: str, pointer: str) -> None:
        (finding,) = found("S018", project(self.BOTH, self.BOTH, third, name="水库除险"))
        assert (finding.message, finding.place.pointer, str(finding.severity)) == (message, pointer, "warning")

    def test_a_project_that_an_alias_repeats_counts_once(self) -> None:
        rows = [("第一处", "≥3处", "≥2处"), ("第二处", "≥4处", "≥2处"), ("第三处", "≥5处", "")]
        lines = "".join(
            f"      - {{level1: 产出指标, level2: 数量指标, name: {name}, full: '{full}', annual: '{annual}'}}\n"
            for name, full, annual in rows
        )
        text = f"projects:\n  - &a\n    name: 维修\n    goal: 维修设施。\n    indicators:\n{lines}  - *a\n"
        assert [one.code for one in lint_text(text).findings if one.code == "S018"] == ["S018"]

    def test_more_than_half_not_half(self) -> None:
        assert not found("S018", project(self.BOTH, self.ONLY_FULL))

    def test_a_row_with_a_single_value_column_does_not_count(self) -> None:
        single = {"level1": OUTPUT, "name": "抽检数", "value": "9批次"}
        assert found("S018", project(self.BOTH, self.BOTH, self.ONLY_FULL, single, single, single))

    @pytest.mark.parametrize("plan", [{"name": "2024年水库除险"}, {"period": "2024"}, {"period": "2024.01-2024.12"}])
    def test_a_one_year_project_needs_no_full_value(self, plan: dict) -> None:
        assert not found("S018", project(self.BOTH, self.BOTH, self.ONLY_ANNUAL, **plan))
        assert found("S018", project(self.BOTH, self.BOTH, self.ONLY_FULL, **plan))

    def test_both_blank_is_s011s(self) -> None:
        assert not found("S018", project(self.BOTH, self.BOTH, row(OUTPUT, "数量指标", full="", annual="")))


class TestNameRepeatsCategory:
    @pytest.mark.parametrize(
        ("level1", "level2", "name"),
        [
            (BENEFIT, "可持续影响指标", "可持续影响指标"),
            (BENEFIT, "22-社会效益", "社会效益"),
            (OUTPUT, "数量指标", "数量"),
            (OUTPUT, "产出成本", "成本指标（元）"),
            (OUTPUT, None, "产出指标"),
        ],
    )
    def test_a_name_that_is_only_the_category(self, level1: str, level2: str | None, name: str) -> None:
        (finding,) = found("S019", project(row(level1, level2, name)))
        assert finding.message.startswith(f"指标名称“{name}”只是重复了“")
        assert (finding.place.pointer, str(finding.severity)) == ("/projects/0/indicators/0/name", "warning")

    @pytest.mark.parametrize(
        ("level1", "level2", "name"),
        [
            (SATISFACTION, "服务对象满意度指标", "服务对象满意度"),
            (SATISFACTION, "满意度", "满意度"),
            (BENEFIT, "满意度指标", "满意度"),
            (BENEFIT, "社会效益指标", "经济效益"),
            (OUTPUT, "成本指标", "项目成本"),
            (OUTPUT, "数量指标", "设备数量"),
        ],
    )
    def test_a_name_of_its_own(self, level1: str, level2: str, name: str) -> None:
        assert not found("S019", project(row(level1, level2, name)))
