"""Both languages are whole: the same keys, the same fields, and English that is English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
from test_architecture import NUMBERS_AND_DATES

from perflint.interface import LANGUAGES, language, listed, say, sentences, speaking
from perflint.rule import Rule, Wording, catalogue
from perflint.texts import en, zh
from perflint.units import dimension_name
from perflint.vocabulary import schema, subjects, translations, words

ROOT = Path(__file__).parents[1]
HANZI = re.compile(r"[\u3400-\u9fff]")
QUOTED = re.compile(r"“[^”]*”")
CHINESE_SIGNS = re.compile("[，。；：！？、（）]")

# What an English text of the interface shows as it is: file names, values and headings of pages.
SHOWN = re.compile("目标表\\.txt|2024年12月底前|项目支出绩效目标表|依据|反例|正例")

RULES = list(catalogue("en").rules.values())
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.name}")


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def wordings(rule: Rule) -> dict[str, Wording]:
    return {"": rule.wording, **rule.variants}


def english(text: str) -> None:
    """Nothing Chinese outside of quotation marks."""
    bare = QUOTED.sub("", text)
    assert not HANZI.search(bare), text
    assert not CHINESE_SIGNS.search(bare), text
    assert text.count("“") == text.count("”"), text


class TestInterface:
    def test_both_languages_have_the_same_texts(self) -> None:
        assert set(zh.TEXTS) == set(en.TEXTS)

    @pytest.mark.parametrize("key", zh.TEXTS)
    def test_with_the_same_fields(self, key: str) -> None:
        assert fields(zh.TEXTS[key]) == fields(en.TEXTS[key])

    @pytest.mark.parametrize("key", en.TEXTS)
    def test_english_is_english(self, key: str) -> None:
        english(SHOWN.sub("", en.TEXTS[key]))

    def test_every_text_is_said_somewhere(self) -> None:
        """A key is a literal, or begins like one that is completed where it is said (`full-{key}`)."""
        said = {text for text in strings_of_the_project() if text}
        beginnings = tuple(text for text in said if text.endswith("-"))
        assert [key for key in zh.TEXTS if key not in said and not key.startswith(beginnings)] == []

    def test_a_block_speaks_its_language_and_no_longer(self) -> None:
        assert language() == "zh"
        with speaking("en"):
            assert say("summary-clean") == "No problems found."
            with speaking(None):
                assert listed(["a", "b"]) == "a, b"
            with speaking("zh"):
                assert sentences(["一", "二！"]) == "一。二！"
            assert sentences(["one", "two!"]) == "one. two!"
        assert say("summary-clean") == "没有发现问题。"

    def test_a_language_that_nobody_speaks(self) -> None:
        with pytest.raises(ValueError, match="lang: 'fr' is none of zh, en"), speaking("fr"):
            pass


class TestRules:
    @each_rule
    def test_says_the_same_things_with_the_same_fields(self, rule: Rule) -> None:
        chinese = catalogue().rules[rule.code]
        assert wordings(chinese).keys() == wordings(rule).keys()
        for key, wording in wordings(chinese).items():
            for text, translation in zip(wording, wordings(rule)[key], strict=True):
                assert fields(text) == fields(translation), f"{key or 'message'}: {translation}"
        assert chinese.texts.keys() == rule.texts.keys()
        for key, text in chinese.texts.items():
            assert fields(text) == fields(rule.texts[key]), key

    @each_rule
    def test_says_them_in_english(self, rule: Rule) -> None:
        assert rule.opening is not None, "rules/translations/en lacks the rule"
        texts = [
            *rule.opening,
            *rule.texts.values(),
            *(text for wording in wordings(rule).values() for text in wording),
        ]
        for text in texts:
            english(text)

    @each_rule
    def test_a_page_opens_with_a_title_and_one_english_paragraph(self, rule: Rule) -> None:
        page, chinese = rule.page, catalogue().rules[rule.code].page
        assert page.title[0].isupper() or page.title[0] in "“"
        assert not page.title.endswith(".")
        assert page.reason.endswith(".")
        assert "\n" not in page.reason
        assert rule.reason == page.reason
        assert page.body.startswith(chinese.reason)
        assert (page.source, page.bad, page.good) == (chinese.source, chinese.bad, chinese.good)

    @each_rule
    def test_messages_begin_as_sentences_do_and_have_no_full_stop(self, rule: Rule) -> None:
        for wording in wordings(rule).values():
            assert all(text[0].isupper() or text[0] in "“{" for text in wording)
            assert not any(text.endswith(".") for text in wording)

    def test_no_two_have_one_title(self) -> None:
        titles = [rule.page.title for rule in RULES]
        assert sorted(set(titles)) == sorted(titles)

    @pytest.mark.parametrize("family", [name for name in subjects("en") if len(name) == 1])
    def test_nobody_translates_a_rule_that_is_not_there(self, family: str) -> None:
        known = [code for code, rule in catalogue().rules.items() if rule.family == family]
        assert list(translations("en", family)) == known

    def test_a_rule_of_a_familys_own_keeps_its_words(self) -> None:
        from perflint.translation import translated

        own = catalogue().rules["U001"]._replace(code="ZZ01")
        assert translated(own, "en") is own


def strings_of_the_project() -> Iterator[str]:
    """The string constants of all code but the texts, the pieces of f-strings among them."""
    for folder in ("src", "rules", "docs"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.parent.name != "texts":
                tree = ast.parse(path.read_text(encoding="utf-8"))
                yield from (
                    node.value
                    for node in ast.walk(tree)
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                )


class TestWordsOfRules:
    """What rules say beside their messages is declared with them."""

    @pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("*.py")), ids=lambda path: path.stem)
    def test_every_text_that_is_said_is_declared_and_the_other_way_round(self, path: Path) -> None:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        declared = {
            key.value
            for call in calls(tree, "rule")
            for keyword in call.keywords
            if keyword.arg == "texts"
            for key in ast.walk(keyword.value)
            if isinstance(key, ast.Constant) and key in getattr(keyword.value, "keys", ())
        }
        said = {key for call in calls(tree, "say") for key in keys_of(call.args[0])}
        assert declared <= said | {key for key in declared if key.startswith(prefixes(said))}
        assert {key for key in said if not key.endswith("-")} <= declared | set(zh.TEXTS)

    @pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("*.py")), ids=lambda path: path.stem)
    def test_code_holds_no_sentence(self, path: Path) -> None:
        """Beside numerals and signs of dates only what patterns and dates to be written are made of."""
        words = {
            word
            for text in literals_outside_decorators(ast.parse(path.read_text(encoding="utf-8")))
            for word in re.findall(r"[\u3400-\u9ffe]+", text)
            if word.strip(NUMBERS_AND_DATES)
        }
        assert words <= PIECES.get(path.stem, set())


PIECES = {"blanks": {"\u3400"}, "promises": {"的"}, "time": {"底", "底前", "前"}}
"""Where hanzi begin, what joins a thing to its number, and the deadline that is proposed for a cell."""


def literals_outside_decorators(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.FunctionDef):
            yield from (text for part in node.body for text in literals_outside_decorators(ast.Module([part], [])))
        else:
            yield from literals_outside_decorators(node)


def keys_of(node: ast.expr) -> Iterator[str]:
    """The keys that an argument of `say` may be; of an f-string its beginning."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from (*keys_of(node.body), *keys_of(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield from keys_of(node.values[0])


def prefixes(said: set[str]) -> tuple[str, ...]:
    return tuple(key for key in said if key.endswith("-"))


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", None)) == name:
            yield node


class TestTerms:
    def test_every_dimension_has_an_english_name(self) -> None:
        assert set(terms()["dimensions"]) == set(words("units"))
        with speaking("en"):
            assert dimension_name("area/person") == "area"
        assert dimension_name("area/person") == "面积"

    def test_every_column_beside_the_value_has_one(self) -> None:
        assert set(terms()["columns"]) == set(words("heads")["columns"])

    def test_every_column_of_funds_and_of_values_has_one(self) -> None:
        assert set(terms()["funds"]) == set(words("budgets")["sources"])
        assert set(terms()["values"]) == {"full", "annual"}

    def test_every_aspect_of_a_review_and_choice_of_a_file_has_one(self) -> None:
        assert set(terms()["aspects"]) == {aspect["name"] for aspect in words("review")["aspects"]}
        shapes = schema("pack").values()
        assert set(terms()["schema"]) == {shape["about"] for shape in shapes if shape.get("is") == "choice"}

    def test_they_are_english(self) -> None:
        for group in terms().values():
            for text in group.values():
                english(text)


def terms() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = translations("en", "terms")
    return found


def test_the_languages_are_those_with_texts() -> None:
    modules = {path.stem for path in (ROOT / "src" / "perflint" / "texts").glob("*.py")} - {"__init__"}
    assert modules == set(LANGUAGES)
