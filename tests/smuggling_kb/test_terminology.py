"""The terms of the glossary, and the interface that keeps to them."""

import pytest

from recommendations.models import Addressee, Strength
from recommendations.search.vocabulary.glossary import glossary_entries
from smuggling_kb.management.commands.check_translations import (
    catalog_of,
    translations,
)
from smuggling_kb.management.terminology import CHECKED, GlossaryTerm, departures, terms

#: What the interface calls its own things.
OWN = [
    "recommendation",
    "record",
    "session",
    "theme",
    "subject",
    "addressee",
    "strength",
    "chapeau",
    "restates",
    "instrument",
    "citation",
    "draft",
    "archive",
    "batch",
    "official text",
    "unofficial translation",
]

#: What the United Nations call what is read here.
FIELD = [
    "smuggling of migrants",
    "smuggled migrant",
    "trafficking in persons",
    "Smuggling of Migrants Protocol",
    "Organized Crime Convention",
    "may wish to consider",
    "adopted",
    "meeting",
    "symbol",
    "chapter",
    "article",
    "paragraph",
    "item",
    "heading",
    "footnote",
]

THEME = GlossaryTerm(
    {"en": ("theme", "themes"), "zh-hans": ("主题",)}, "this site", ("theme park",)
)


def test_each_term_stands_once_with_its_source_and_in_every_language_that_is_checked() -> None:
    names = [term.name for term in terms()]
    assert len(set(names)) == len(names)
    assert [term.name for term in terms() if not term.source] == []
    assert [term.name for term in terms() if not {"en", *CHECKED} <= set(term.names)] == []


def test_every_language_of_a_term_is_one_of_the_united_nations() -> None:
    known = {"ar", "zh-hans", "en", "fr", "ru", "es"}
    assert [term.name for term in terms() if not set(term.names) <= known] == []


def test_addressees_strengths_and_the_words_of_the_site_are_terms() -> None:
    names = {term.name.lower() for term in terms()}
    # “may” and “none” are words of everything.
    labels = [str(kind.label) for kind in Addressee]
    labels += [str(strength.label) for strength in Strength if strength not in ("none", "may")]
    wanted = [label.lower() for label in (*labels, *OWN, *FIELD)]
    assert [label for label in wanted if label not in names] == []


@pytest.mark.parametrize("language", CHECKED)
def test_translations_use_the_terms(language: str) -> None:
    assert list(departures(translations(catalog_of(language)), language)) == []


def test_a_search_means_by_a_term_what_the_glossary_calls_it() -> None:
    chinese = {name.lower(): term.names["zh-hans"] for term in terms() for name in term.names["en"]}
    for entry in glossary_entries():
        if entry.words[0] == "证件":
            continue  # What migrants carry, not what the United Nations print.
        wanted = chinese.get(entry.translation("en").lower())
        assert wanted is None or any(word in name for name in wanted for word in entry.words)


@pytest.mark.parametrize(
    ("english", "translation", "is_wrong"),
    [
        ("All themes", "全部主题", False),
        ("All themes", "全部专题", True),
        ("a theme park", "游乐园", False),
        ("<code>theme</code>, %(theme)s", "筛选", False),
        ("subthemes", "筛选", False),
    ],
)
def test_a_term_called_otherwise_is_told(
    monkeypatch: pytest.MonkeyPatch, english: str, translation: str, is_wrong: bool
) -> None:
    monkeypatch.setattr("smuggling_kb.management.terminology.terms", lambda: (THEME,))
    found = list(departures([(english, translation)], "zh-hans"))
    assert found == (["“theme” should be 主题: “All themes” is “全部专题”"] if is_wrong else [])


@pytest.mark.parametrize(
    ("language", "name", "translation", "is_found"),
    [
        ("fr", "thème", "Thèmes", False),
        ("fr", "thème*", "Thèmes", True),
        ("fr", "thème", "monothème", False),
        ("ru", "незаконн* ввоз* мигрантов", "О незаконном ввозе мигрантов", True),
        ("ru", "незаконн* ввоз* мигрантов", "незаконный ввоз", False),
        ("ar", "الفريق العامل", "وللفريق العامل", True),
        ("ar", "محرر", "المُحرِّر", True),
        ("ar", "توصي*", "بتوصياتها", True),
        ("ar", "توصي*", "قرار", False),
    ],
)
def test_a_name_is_found_in_its_forms(
    language: str, name: str, translation: str, is_found: bool
) -> None:
    term = GlossaryTerm({"en": ("term",), language: (name,)}, "this site")
    assert term.is_translated_in(translation, language) == is_found


def test_a_name_with_capitals_is_compared_with_them() -> None:
    states = GlossaryTerm({"en": ("States",), "zh-hans": ("国",)}, "this site")
    assert states.is_in("Member States")
    assert not states.is_in("The page states its version.")
