"""The rules that suggest entries of the subject index, alone and against what was read."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from recommendations.importing.rows.subject_rules import (
    SubjectRule,
    subject_rules,
    suggested_subjects,
)
from smuggling_kb.languages import INTERFACE

FIXTURES = Path(settings.BASE_DIR, "fixtures")
EDITORIAL = FIXTURES / "editorial"


def tables(file: str, kind: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads((EDITORIAL / file).read_text(encoding="utf-8"))[
        kind
    ]
    return tables


ENTRIES = tables("subjects.toml", "subject")
READ = tables("subject_assignments.toml", "subject_assignment")
PARENTS = {entry["slug"]: entry.get("parent") for entry in ENTRIES}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The official text of each record, which the rules read, by its code."""
    rows = json.loads((FIXTURES / "05_recommendations.json").read_text(encoding="utf-8"))
    return {
        row["fields"]["recommendation"][0]: row["fields"]["text"]
        for row in rows
        if row["model"] == "recommendations.recommendationtext"
        and row["fields"]["text_status"] == "official"
    }


def test_any_of_its_words_suggests_an_entry_spaces_and_width_aside() -> None:
    rule = SubjectRule("crises", ("疫情", "COVID-19"))
    assert rule.matching_words("在疫 情中") == ("疫情",)
    assert rule.matching_words("整个ＣＯＶＩＤ－19 期间的疫情") == ("疫情", "COVID-19")
    assert rule.matching_words("疫苗") == ()


def test_words_that_say_something_else_suggest_nothing() -> None:
    rule = SubjectRule("evidence", ("证据",), besides=("数字证据",))
    assert rule.matching_words("收集数字 证据") == ()
    assert rule.matching_words("收集数字证据和证据") == ("证据",)


def test_what_is_left_around_such_an_expression_does_not_join() -> None:
    assert SubjectRule("x", ("甲丁",), besides=("乙丙",)).matching_words("甲乙丙丁") == ()


def test_suggestions_come_in_the_order_of_the_rules_with_the_words_found() -> None:
    known = [
        SubjectRule("visas", ("签证",)),
        SubjectRule("documents", ("证件", "护照")),
        SubjectRule("return", ("返还",)),
    ]
    assert suggested_subjects("护照和签证", known) == {"visas": ("签证",), "documents": ("护照",)}


def test_entries_are_forty_to_sixty_in_two_levels_each_with_names_and_definitions() -> None:
    assert 40 <= len(ENTRIES) <= 60
    assert len(PARENTS) == len(ENTRIES)
    for parent in filter(None, PARENTS.values()):
        assert PARENTS[parent] is None
    for entry in ENTRIES:
        assert entry["names"].keys() == entry["definitions"].keys() == set(INTERFACE)
        assert all(entry["names"].values())
        assert all(text.endswith((".", "。")) for text in entry["definitions"].values())
        assert entry["words"]


@pytest.mark.parametrize("language", INTERFACE)
def test_no_two_entries_have_one_name(language: str) -> None:
    names = [entry["names"][language] for entry in ENTRIES]
    assert len(set(names)) == len(names)


def test_the_entries_that_the_paper_of_2022_names_are_there() -> None:
    """CTOC/COP/WG.7/2022/2, para. 62: what stands in brackets there stands below here."""
    named = {
        entry["names"]["zh-hans"]: entry.get("parent") for entry in ENTRIES if "named" in entry
    }
    assert named == {
        "援助被偷运移民": None,
        "边境控制和管理": None,
        "儿童": None,
        "孤身和离散儿童": "children",
        "刑事司法系统": None,
        "金融调查": "criminal-justice-system",
        "金融机构": None,
        "移民机会": None,
        "应对者": None,
        "民间社会": "responders",
        "毒品和犯罪问题办公室和秘书处": None,
    }


def test_every_record_was_read(texts: dict[str, str]) -> None:
    assert [table["code"] for table in READ] == list(texts)
    assert all(table.get("rule") or table.get("editor") for table in READ)


def test_what_was_read_is_what_the_rules_suggest_but_for_what_was_refused_and_added(
    texts: dict[str, str],
) -> None:
    known = list(subject_rules(ENTRIES))
    for table in READ:
        found = set(suggested_subjects(texts[table["code"]], known))
        said = {name: set(table.get(name, ())) for name in ("rule", "refused", "editor")}
        assert found == said["rule"] | said["refused"], table["code"]
        assert not said["rule"] & said["refused"], table["code"]
        assert not said["editor"] & found, table["code"]
        assert said["editor"] <= PARENTS.keys()
        assert said["editor"] == set(table.get("reasons", ())), table["code"]
        for reasons in table.get("reasons", {}).values():
            assert reasons.keys() == set(INTERFACE)


def test_the_rules_are_as_good_as_the_data_page_says() -> None:
    """On the records that they were made from; of new ones they will find less."""
    right, wrong, lacking = (
        sum(len(table.get(name, ())) for table in READ) for name in ("rule", "refused", "editor")
    )
    said = (
        f"{right + wrong} suggestions, of which {right} are right (precision"
        f" {right / (right + wrong):.1%}); {lacking} were added (recall"
        f" {right / (right + lacking):.1%})"
    )
    data = Path(settings.BASE_DIR, "docs/DATA.md").read_text(encoding="utf-8")
    assert said in " ".join(data.split())


@pytest.mark.parametrize(
    ("slug", "codes"),
    [
        ("private-sector", ["2013/92", "2022/61b", "2022/61c", "2022/61d", "2020/18"]),
        ("private-sector", [f"2022/3{letter}" for letter in "abcde"]),
        ("crises", [f"2020/{number}" for number in range(1, 8)]),
        ("technology", [f"2020/{number}" for number in range(8, 23)]),
    ],
)
def test_items_of_a_list_are_on_what_the_lines_above_it_are_on(slug: str, codes: list[str]) -> None:
    """What paragraph 60 of the paper of 2022 counts, and the report of 2020 puts under headings."""
    tables = {table["code"]: {*table.get("rule", ()), *table.get("editor", ())} for table in READ}
    assert [code for code in codes if slug not in tables[code]] == []
