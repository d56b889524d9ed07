"""Words of the texts, and the words by which people look for them."""

from itertools import chain

import pytest
from django.test import Client

from recommendations.index import current_index
from recommendations.models import RecommendationText
from recommendations.search import engine
from recommendations.search.passages.engine import find_passages
from recommendations.search.query import Term
from recommendations.search.vocabulary.glossary import (
    GlossaryEntry,
    glossary_entries,
    main_words,
    meanings,
)
from recommendations.search.vocabulary.phrasebook import Phrasebook, phrase_key
from recommendations.texts.folding import fold_text
from sessions.models import Footnote, Paragraph
from tests.builders import make_recommendation
from tests.reading import Page

ENTRIES = glossary_entries()


@pytest.mark.usefixtures("knowledge_base")
def test_editors_know_words_that_the_documents_have_and_others_for_them() -> None:
    records = RecommendationText.objects.values_list("text", flat=True)
    passages = Paragraph.objects.values_list("text", flat=True)
    footnotes = Footnote.objects.values_list("text", flat=True)
    together = "\n".join(map(fold_text, [*records, *passages, *footnotes]))
    assert [w for entry in ENTRIES for w in entry.words if fold_text(w) not in together] == []
    in_records = "\n".join(map(fold_text, records))
    others = [w for entry in ENTRIES for w in entry.others.get("zh-hans", ())]
    assert [word for word in others if word in in_records] == []


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.translation("en"))
def test_each_english_word_finds_all_that_has_the_words_of_the_documents(
    entry: GlossaryEntry,
) -> None:
    index = current_index()
    words = " OR ".join(f'"{word}"' for word in entry.words)
    in_records = engine.find_records(words, index).matches
    in_documents = set(find_passages(words, index).ranking)
    assert in_documents
    for word in entry.others["en"]:
        assert in_records & ~engine.find_records(word, index).matches == 0, word
        assert in_documents <= set(find_passages(word, index).ranking), word


def test_no_word_is_twice_in_one_entry() -> None:
    for entry in ENTRIES:
        for language, others in entry.others.items():
            assert len(set(map(fold_text, others))) == len(others), (entry.words, language)


def test_words_of_every_language_lead_to_those_of_the_documents() -> None:
    phrasebook = Phrasebook(ENTRIES)
    translated = [entry for entry in ENTRIES if {*entry.others} >= {"en", "fr", "es", "ru", "ar"}]
    assert len(translated) > 250
    for entry in translated:
        for word in chain.from_iterable(entry.others.values()):
            assert {*entry.words} <= {*phrasebook.text_words(phrase_key(word))}, word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mineurs isolés", "孤身"),
        ("passeport", "护照"),
        ("entreprise de transport", "运输公司"),
        ("investigacion conjunta", "联合侦查"),
        ("víctima", "受害者"),
        ("маршрутов", "路线"),
        ("поддельных документов", "欺诈性"),
        ("الجماعة الإجرامية المنظمة", "有组织犯罪集团"),
        ("التأشيرة", "签证"),
        ("الحماية", "保护"),
    ],
)
def test_forms_of_words_of_every_language_mean_the_same(typed: str, meant: str) -> None:
    assert meant in Phrasebook(ENTRIES).text_words(phrase_key(typed))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("at sea", ("sea",)),
        ("Proceeds of crime", ("proceeds", "crime")),
        ("Money-laundering", ("money", "laundering")),
        ("儿童", ("儿童",)),
        ("兒童", ("儿童",)),
        ("of the", ()),
        ("", ()),
    ],
)
def test_what_makes_no_difference_is_left_out_of_a_key(words: str, key: tuple[str, ...]) -> None:
    assert phrase_key(words) == key


def test_a_meaning_is_the_first_word_of_its_language() -> None:
    assert meanings("en")["儿童"] == "children"
    assert meanings("zh-hans") == {}
    assert main_words("zh-hans")["儿童"] == "儿童"
    assert main_words("en")["儿童"] == "children"


@pytest.mark.django_db
def test_an_english_word_finds_what_it_means_and_says_so(client: Client) -> None:
    make_recommendation(text="缔约国应当派遣联络官。")
    response = client.get("/en/recommendations/?q=Liaison officer")
    assert "<mark>联络官</mark>" in response.content.decode()
    page = Page(response)
    assert "1 record for 联络官 (Liaison officer)" in page.text
    assert "Search only for “Liaison officer”" in page.text


@pytest.mark.django_db
def test_a_quoted_phrase_is_literal_and_what_it_means_is_offered(client: Client) -> None:
    make_recommendation(text="缔约国应当派遣联络官。")
    page = Page(client.get('/en/recommendations/?q="liaison officers"'))
    assert "0 of 1 records" in page.text
    assert "Words used in the texts: 联络官" in page.text
    assert any(link.endswith("?q=%E8%81%94%E7%BB%9C%E5%AE%98") for link in page.links())


@pytest.mark.django_db
def test_nobody_is_told_that_the_texts_are_in_chinese(client: Client) -> None:
    make_recommendation()
    for language, typed in (("en", "没有"), ("en", "zebra"), ("zh-hans", "zebra")):
        page = Page(client.get(f"/{language}/recommendations/", {"q": typed}))
        assert "The texts are in Chinese" not in page.text
        assert "文本为中文" not in page.text


def test_a_term_of_the_texts_is_folded() -> None:
    assert Term(fold_text("COVID-19")).occurs_in(fold_text("（COVID-19）"))
