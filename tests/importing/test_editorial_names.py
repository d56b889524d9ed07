"""Whatever editors name or explain is named and explained in every language of the interface."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from smuggling_kb.languages import INTERFACE

EDITORIAL = Path(settings.BASE_DIR, "fixtures/editorial")
FILES = ("themes", "subjects", "subject_assignments", "relations", "sessions", "notes")
#: Titles of provisions that are not known for certain in a language, or that the treaty lacks.
WITHOUT_TITLE = {
    "som-protocol": {
        "zh-hans": {"article 12", "article 13"},
        "ru": {"article 9", "article 19"},
        "ar": {"article 2", "article 12", "article 15", "article 20", "chapter 3"},
    },
    "untoc": {"ar": {"article 35"}},
    "tip-protocol": {
        "zh-hans": {f"article {number}" for number in range(1, 21)},
        "ru": {"article 14"},
        "ar": {"article 2", "article 12", "article 15"},
    },
    "unclos": {},
}


def read_tables(name: str) -> dict[str, Any]:
    return tomllib.loads((EDITORIAL / f"{name}.toml").read_text(encoding="utf-8"))


def wordings(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every table within a value that is by language."""
    if isinstance(value, list):
        for each in value:
            yield from wordings(each)
    elif isinstance(value, dict):
        if value.keys() & set(INTERFACE):
            yield value
        else:
            for each in value.values():
                yield from wordings(each)


@pytest.mark.parametrize("name", FILES)
def test_names_and_explanations_are_in_every_language(name: str) -> None:
    found = list(wordings(read_tables(name)))
    assert found
    for wording in found:
        assert wording.keys() == set(INTERFACE), wording
        assert all(text.strip() == text != "" for text in wording.values()), wording


def test_treaties_have_one_short_name_in_every_language_and_no_name_twice() -> None:
    for treaty in read_tables("instruments")["instrument"]:
        names = treaty["names"]
        short = [name["language"] for name in names if name["kind"] == "short"]
        assert sorted(short) == sorted(INTERFACE), treaty["slug"]
        assert len({(name["language"], name["name"]) for name in names}) == len(names)


def test_provisions_have_the_titles_of_their_treaty_but_for_those_listed() -> None:
    missing: dict[str, dict[str, set[str]]] = {}
    for treaty in read_tables("instruments")["instrument"]:
        for kind in ("article", "chapter"):
            for number, titles in treaty.get(f"{kind}_titles", {}).items():
                by_language = missing.setdefault(treaty["slug"], {})
                for language in set(INTERFACE) - titles.keys():
                    by_language.setdefault(language, set()).add(f"{kind} {number}")
    assert missing == WITHOUT_TITLE
