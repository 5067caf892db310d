"""The HTML page in a real Chromium: `pytest .ci/browser`. It needs chromium, chromedriver and the group `browser`.

The page is opened from a file. Names of its table would run a script, load a picture or turn lines round if they could.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from perflint.linter import lint_text
from perflint.reporters import ReportOptions, render

ARGUMENTS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--window-size=1280,1000"),
)
EVIL = (
    "<img src=//evil.example/x onerror=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "\u202e反过来\u202c\u2066隐\u2069",
    "שלום\" onmouseover='window.ran=1'",
    "</style><style>body{display:none}</style>",
)
PROJECT = """\
  - name: {name}
    goal: 为5000名师生提供稳定的网络接入服务，全年中断不超过8小时。
    indicators:
      - {{level1: 产出指标, level2: 数量指标, name: 日均接入量, full: ≤10ms, annual: ≤10ms, note: {name}}}
      - {{level1: 产出指标, level2: 质量指标, name: 设备验收合格率, full: "100%", annual: "100%"}}
      - {{level1: 效益指标, level2: 社会效益指标, name: 服务师生人数（人）, full: 5000人, annual: 5000人}}
      - {{level1: 满意度指标, level2: 服务对象满意度指标, name: 满意度, full: ≥90%, annual: ≥90%}}
"""


def html(projects: int) -> str:
    names = (json.dumps(f"{EVIL[number % len(EVIL)]}{number}") for number in range(projects))
    text = f"unit: {json.dumps(EVIL[0])}\nyear: 2024\nprojects:\n" + "".join(
        PROJECT.format(name=name) for name in names
    )
    return render("html", lint_text(text, "表.yaml"), ReportOptions())


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for argument in (*ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("报告") / "结果.html"
    path.write_text(html(6), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: webdriver.Chrome, file: Path) -> webdriver.Chrome:
    browser.get(file.as_uri())
    return browser


def shown(page: webdriver.Chrome, selector: str) -> list[WebElement]:
    return [found for found in page.find_elements(By.CSS_SELECTOR, selector) if found.is_displayed()]


def count(page: webdriver.Chrome) -> int:
    """The number that the filter says, which is that of the findings in sight."""
    said = int(re.findall(r"\d+", page.find_element(By.TAG_NAME, "output").text)[0])
    assert said == len(shown(page, ".finding"))
    return said


def choose(page: webdriver.Chrome, name: str, value: str) -> None:
    Select(page.find_element(By.NAME, name)).select_by_value(value)


def test_it_asks_for_nothing_but_itself_and_runs_nothing_of_the_data(page: webdriver.Chrome, file: Path) -> None:
    page.get("about:blank")
    page.get_log("performance")
    page.get(file.as_uri())
    assert page.get_log("browser") == []
    events = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}
    assert asked == {file.as_uri()}
    for part in shown(page, ".badge, .finding, .indicators th"):
        page.execute_script("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", part)
    assert page.execute_script("return window.ran") is None
    assert page.find_elements(By.CSS_SELECTOR, "img, iframe, object, embed, link") == []
    assert len(page.find_elements(By.TAG_NAME, "script")) == 1


def test_names_are_shown_as_they_are_written(page: webdriver.Chrome) -> None:
    names = [heading.text for heading in page.find_elements(By.CSS_SELECTOR, ".project h3")]
    assert names[0].startswith("<img src=//evil.example/x onerror=window.ran=1>0")
    assert names[2].startswith("\\u202e反过来\\u202c\\u2066隐\\u20692")
    assert names[3].startswith("שלום\" onmouseover='window.ran=1'3")


def test_the_filters_narrow_what_is_shown_and_go_together(page: webdriver.Chrome) -> None:
    everything = count(page)
    rows = len(shown(page, ".indicators"))
    assert (rows, everything > 20) == (6, True)
    choose(page, "project", "s0-2")
    one = count(page)
    assert 0 < one < everything
    assert len(shown(page, ".project")) == 1
    choose(page, "rule", "U001")
    assert count(page) == 1
    assert len(shown(page, ".badge")) == 2
    choose(page, "project", "")
    assert count(page) == 6
    choose(page, "rule", "U")
    units = count(page)
    assert units > 6
    page.find_element(By.CSS_SELECTOR, "input[value=error]").click()
    assert count(page) == units - 6
    page.find_element(By.CSS_SELECTOR, "button[type=reset]").click()
    page.execute_async_script("setTimeout(arguments[0], 50)")
    assert count(page) == everything


def test_words_are_looked_for(page: webdriver.Chrome) -> None:
    page.find_element(By.NAME, "text").send_keys("接入量")
    assert count(page) == 6
    page.find_element(By.NAME, "text").send_keys("没有这样的词")
    assert count(page) == 0
    assert shown(page, ".project") == []


def test_a_bar_of_a_chart_sets_the_filter_by_keyboard_too(page: webdriver.Chrome) -> None:
    bar = page.find_elements(By.CSS_SELECTOR, ".chart button")[0]
    bar.send_keys(Keys.ENTER)
    assert len(shown(page, ".project")) == 1
    assert Select(page.find_element(By.NAME, "project")).first_selected_option.get_attribute("value").startswith("s0-")


def test_a_mark_shows_its_finding_and_leads_to_it(page: webdriver.Chrome) -> None:
    badge = page.find_element(By.CSS_SELECTOR, ".badge.error")
    ActionChains(page).scroll_to_element(badge).move_to_element(badge).perform()
    assert "“ms”是时间单位" in page.find_element(By.CSS_SELECTOR, ".peek").text
    badge.click()
    target = page.execute_script("return document.querySelector('.finding:target')")
    assert "“ms”是时间单位" in target.text


def test_the_page_of_a_rule_opens_and_closes(page: webdriver.Chrome) -> None:
    dialog = page.find_element(By.TAG_NAME, "dialog")
    assert not dialog.is_displayed()
    page.execute_script("arguments[0].click()", page.find_element(By.CSS_SELECTOR, "a[href='#rule-U001']"))
    assert dialog.is_displayed()
    assert "单位与指标名称的量纲不符" in dialog.text
    assert "反例" in dialog.text
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not dialog.is_displayed()


def test_without_script_it_is_whole(browser: webdriver.Chrome, file: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(file.as_uri())
        assert not browser.find_element(By.CSS_SELECTOR, ".filter").is_displayed()
        assert len(browser.find_elements(By.CSS_SELECTOR, ".finding")) > 20
        assert browser.find_element(By.CSS_SELECTOR, ".finding").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def style(page: webdriver.Chrome, selector: str, name: str) -> str:
    script = "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]"
    return str(page.execute_script(script, selector, name))


def test_it_prints_on_a4(page: webdriver.Chrome) -> None:
    options = {"preferCSSPageSize": True, "printBackground": True}
    pdf = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", options)["data"])
    boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)}
    assert {(round(width), round(height)) for _, _, width, height in boxes} == {(595, 842)}
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 1
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert {style(page, part, "display") for part in (".filter", ".rules", "footer")} == {"none"}
        assert style(page, ".indicators thead", "display") == "table-header-group"
        assert {style(page, part, "breakInside") for part in (".finding", ".indicators tr")} == {"avoid"}
        assert style(page, ".project", "contentVisibility") == "visible"
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_it_is_dark_where_that_is_wanted(page: webdriver.Chrome) -> None:
    found = []
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        found.append(sum(map(int, re.findall(r"\d+", style(page, "body", "backgroundColor"))[:3])))
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert found[0] > 600
    assert found[1] < 150


def test_a_narrow_window_scrolls_the_table_and_not_the_page(page: webdriver.Chrome) -> None:
    size: dict[str, Any] = {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= 400
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_ten_thousand_findings_can_be_used(browser: webdriver.Chrome, tmp_path: Path) -> None:
    path = tmp_path / "大.html"
    path.write_text(html(1700), encoding="utf-8")
    browser.get(path.as_uri())
    total = int(re.findall(r"\d+", browser.find_element(By.TAG_NAME, "output").text)[1])
    assert total >= 10_000
    script = "const start = performance.now(); apply(); return performance.now() - start"
    choose(browser, "rule", "U001")
    assert int(re.findall(r"\d+", browser.find_element(By.TAG_NAME, "output").text)[0]) == 1700
    assert float(browser.execute_script(script)) < 3000
