"""Whatever editors name or explain is named and explained in every language of the interface."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from recommendations.importing import fixtures, pipeline
from recommendations.importing.editorial_data import EditorialData, read_editorial_data
from recommendations.importing.editorial_wordings import WORDED, missing_wordings, wordings
from smuggling_kb.languages import INTERFACE
from smuggling_kb.management.terminology import CHECKED, departures

ALL = dict.fromkeys(INTERFACE, "words")
SHORT = [{"language": code, "kind": "short", "name": "words"} for code in INTERFACE]
#: Terms that a sentence does without in Chinese, where the words around them say what is meant, or
#: has another word for: a paragraph of an article is 款.
UNSAID = (
    ("“recommendation”", "标题之下的第 85、86、89 和 90 段"),
    ("“meeting”", "本文件成文于会前"),
    ("“States parties”", "原建议用“请”，本段用“应当”"),
    ("“paragraph”", "《偷运移民议定书》第 16 条第 5 款规定的是拘留"),
)


@pytest.fixture(scope="module")
def editorial() -> EditorialData:
    return read_editorial_data(fixtures.EDITORIAL)


def without(*left_out: str) -> dict[str, str]:
    return {code: words for code, words in ALL.items() if code not in left_out}


def told(kind: str, **table: Any) -> list[str]:
    return list(missing_wordings(EditorialData({kind: [table]})))


def test_nothing_is_missing(editorial: EditorialData) -> None:
    assert [kind for kind in (*WORDED, "instrument") if not editorial.tables(kind)] == []
    assert list(missing_wordings(editorial)) == []


def test_treaties_have_no_name_twice(editorial: EditorialData) -> None:
    for treaty in editorial.tables("instrument"):
        names = Counter((name["language"], name["name"]) for name in treaty["names"])
        short = Counter(name["language"] for name in treaty["names"] if name["kind"] == "short")
        assert {*names.values(), *short.values()} == {1}, treaty["slug"]


@pytest.mark.parametrize("language", CHECKED)
def test_editors_use_the_terms(editorial: EditorialData, language: str) -> None:
    words = [
        (wording["en"], wording[language])
        for kind in WORDED
        for table in editorial.tables(kind)
        for _path, wording in wordings(table)
    ]
    found = [
        departure
        for departure in departures(words, language)
        if not any(term in departure and said in departure for term, said in UNSAID)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("kind", "table", "message"),
    [
        ("theme", {"slug": "a", "names": without("ar")}, "theme a: no names in ar"),
        ("subject", {"slug": "a", "definitions": {**ALL, "ru": " "}}, "no definitions in ru"),
        ("assignment", {"code": "2012/5", "reasons": without("fr", "es")}, "reasons in fr, es"),
        (
            "subject_assignment",
            {"code": "2012/5", "reasons": {"border-control": without("fr")}},
            "subject_assignment 2012/5: no reasons border-control in fr",
        ),
        (
            "session",
            {"number": 6, "reported": {"topics": without("zh-hans")}},
            "session 6: no reported topics in zh-hans",
        ),
        (
            "note",
            {"document": "A/1", "heading": "导言", "texts": without("en")},
            "note A/1 导言: no texts in en",
        ),
        (
            "relation",
            {"record": "2013/1", "type": "extends", "target": "2012/1", "notes": without("ru")},
            "relation 2013/1 extends 2012/1: no notes in ru",
        ),
        ("instrument", {"slug": "a", "names": SHORT[1:]}, f"no short name in {INTERFACE[0]}"),
        (
            "instrument",
            {"slug": "a", "names": SHORT, "article_titles": {"9": without("ru", "ar")}}
            | {"unknown_titles": {"ar": ["article 9"]}},
            "instrument a, article 9: no title in ru, nor one of the unknown_titles",
        ),
        (
            "instrument",
            {"slug": "a", "names": SHORT, "chapter_titles": {"2": ALL}}
            | {"unknown_titles": {"ru": ["chapter 2"]}},
            "instrument a, chapter 2: a title in ru, and one of the unknown_titles",
        ),
    ],
)
def test_a_language_left_out_is_told(kind: str, table: dict[str, Any], message: str) -> None:
    [found] = told(kind, **table)
    assert message in found


def test_fixtures_are_not_built_while_a_language_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    incomplete = EditorialData({"theme": [{"slug": "prevention", "names": without("ar")}]})
    monkeypatch.setattr(pipeline, "read_editorial_data", lambda folder: incomplete)
    with pytest.raises(CommandError, match="theme prevention: no names in ar"):
        call_command("build_fixtures", check=True)
