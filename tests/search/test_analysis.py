"""How a query is read: labels, function words, sentences, and what comes first."""

import pytest

from recommendations.index import current_index
from recommendations.index.facets import FACETS
from recommendations.models import RecommendationText, ThemeSynonym
from recommendations.search import engine
from recommendations.search.engine import SearchResult
from recommendations.search.matching import Matcher
from smuggling_kb.languages import LanguageCode
from tests.builders import assign, make_recommendation, make_subject


def search(typed: str) -> SearchResult:
    return engine.find_records(typed, current_index())


def in_order(typed: str) -> list[str]:
    hits = search(typed)
    return [hits.index.code(place) for place in hits.ranking]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("UNODC", {"2012/83", "2013/80", "2013/91"}),
        ("毒品和犯罪问题办公室", {"2012/83", "2013/80", "2013/91"}),
        ("United Nations Office on Drugs and Crime", {"2012/83", "2013/80", "2013/91"}),
        ("毒罪办", {"2012/83", "2013/80", "2013/91"}),
        ("Secretariat", {"2013/46", "2013/70"}),
        ("秘书处", {"2013/46", "2013/70"}),
        ("States not party", {"2012/30"}),
        ("非缔约国", {"2012/30"}),
        ("UNODC report", {"2012/83"}),
    ],
)
def test_records_addressed_to_the_body_that_is_named_come_first(
    typed: str, first: set[str]
) -> None:
    assert set(in_order(typed)[: len(first)]) == first


@pytest.mark.usefixtures("knowledge_base")
def test_hits_in_texts_come_before_hits_in_other_labels_alone() -> None:
    hits = search("儿童 OR 合作")
    in_texts = Matcher(hits.index).query_bitmap(hits.expanded_query, in_labels=False)
    places = [bool(in_texts >> place & 1) for place in hits.ranking]
    assert places == sorted(places, reverse=True)
    assert not all(places)


@pytest.mark.usefixtures("knowledge_base")
def test_every_name_and_synonym_of_a_value_finds_all_its_records() -> None:
    matcher = Matcher(current_index())
    for named in matcher.phrasebook().names:
        if named.label.parameter in ("theme", "topic", "addressee"):
            missed = matcher.label_bitmap(named.label) & ~search(named.name).matches
            assert not missed, named


@pytest.mark.usefixtures("knowledge_base")
def test_a_label_is_found_in_each_language_and_never_in_quotation_marks() -> None:
    assert search("children").expanded_query.labels == search("儿童").expanded_query.labels
    assert search('"children"').matches == search('"CHILDREN" -"zebra"').matches
    assert not search('"Children and adolescents"').matches
    assert set(in_order("children")) == set(in_order("儿童")) == set(in_order("minors"))


@pytest.mark.django_db
def test_a_text_in_english_takes_no_help_away() -> None:
    first, *_others = [
        make_recommendation(f"2012/{number}", text="应当保护儿童。") for number in (5, 6, 7)
    ]
    assert len(in_order("children")) == 3
    RecommendationText.objects.create(
        recommendation=first, language=LanguageCode.ENGLISH, text="Children shall be protected."
    )
    assert len(in_order("children")) == 3
    assert search("children").expansions


@pytest.mark.django_db
def test_editors_give_subjects_words_and_descriptions_are_the_last_resort() -> None:
    subject = make_subject("children")
    assign(make_recommendation("2012/5", text="一。"), subject)
    make_recommendation("2012/6", text="二。")
    assert in_order("toddlers") == []
    ThemeSynonym.objects.create(theme=subject, language="en", word="toddler")
    assert in_order("toddlers") == ["2012/5"]
    subject.names.filter(language="en").update(description="Toys; zebras have another entry.")
    assert in_order("toys") == ["2012/5"]
    assert in_order("zebras") == []


@pytest.mark.parametrize(
    ("typed", "left_out", "query"),
    [
        ("protection of children", ["of"], "protection children"),
        ("the of", [], "the of"),
        ('"of" children', [], '"of" children'),
        ("-of children", [], "-of children"),
        ("of* children", [], "of* children"),
        ("of OR children", [], "of OR children"),
        ("儿童 的 保护", ["的"], "儿童 保护"),
    ],
)
@pytest.mark.django_db
def test_function_words_are_left_out_and_said(typed: str, left_out: list[str], query: str) -> None:
    analysis = search(typed).analysis
    assert list(analysis.left_out) == left_out
    assert str(analysis.query) == query


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("typed", ["the", "of the", "and"])
def test_function_words_alone_find_texts_and_no_name_that_has_them(typed: str) -> None:
    hits = search(typed)
    assert hits.matches == Matcher(hits.index).query_bitmap(hits.query, in_labels=False)


@pytest.mark.usefixtures("knowledge_base")
def test_function_words_of_a_name_belong_to_it() -> None:
    hits = search("Vienna Convention on Consular Relations")
    assert hits.analysis.left_out == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "codes", "unknown"),
    [
        ("如何保护儿童？", ["2012/5"], ()),
        ("保护儿童的费用", ["2012/5"], ("费用",)),
        ("证人怎样出国", ["2012/7"], ("出国",)),
        ("儿童和证人", ["2012/7", "2012/5"], ()),
        ("保护 证人", [], None),
        ("儿童 费用", [], None),
        ("保护 证人 海上", ["2012/7", "2012/5", "2012/6"], ()),
        ("保护 证人 费用 -海上", ["2012/7", "2012/5"], ("费用",)),
        ('"保护" 证人 海上', [], None),
    ],
)
def test_a_question_is_answered_by_the_best_partial_matches(
    typed: str, codes: list[str], unknown: tuple[str, ...] | None
) -> None:
    make_recommendation("2012/5", text="应当保护儿童。")
    make_recommendation("2012/6", text="应当在海上合作，在海上。")
    make_recommendation("2012/7", text="证人。")
    partial = search(typed).partial
    assert sorted(in_order(typed)) == sorted(codes)
    assert (partial.unknown if partial else None) in (unknown, unknown or None)


@pytest.mark.usefixtures("knowledge_base")
def test_words_side_by_side_stay_joined_by_and() -> None:
    both = search("海上 合作").matches
    assert both == search("海上").matches & search("合作").matches
    assert search("海上 -合作").matches == search("海上").matches & ~both
    assert search("海上 OR 合作").matches == search("海上").matches | search("合作").matches


def test_every_facet_with_labels_that_are_searched_has_a_field() -> None:
    assert all(facet.field for facet in FACETS.values() if facet.found_in)
