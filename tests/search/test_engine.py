"""What is found, what is not, and where it is marked."""

import html
import re

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index import current_index
from recommendations.models import (
    Instrument,
    InstrumentName,
    InstrumentNameKind,
    Provision,
    ProvisionKind,
    RecommendationText,
    WorkflowStage,
)
from recommendations.search import engine
from recommendations.search.highlight import (
    HIT,
    MODAL,
    MarkLayer,
    apply_marks,
    apply_marks_by_line,
    densest_window,
    match_spans,
    snippet,
)
from recommendations.search.parser import parse_query
from recommendations.search.query import Query, Term
from recommendations.texts.folding import clusters, fold
from recommendations.texts.modality import first_span
from smuggling_kb.languages import LanguageCode
from tests.builders import make_citation, make_recommendation, make_session
from tests.examples import examples

#: Text that is as good at breaking things as what people type.
ANYTHING = st.text(alphabet='移民保护应当第16条 "“”OR-*，、。aAbB1２ＡÉ\t\n(é́\u200b', max_size=40)


def found(typed: str) -> set[str]:
    return set(in_order(typed))


def in_order(typed: str) -> list[str]:
    """The codes of what is found, the best first."""
    hits = engine.find_records(typed, current_index())
    return [hits.index.code(place) for place in hits.ranking]


@given(ANYTHING, ANYTHING)
def test_marks_change_no_word(typed: str, printed: str) -> None:
    marked = apply_marks(
        printed,
        MarkLayer(MODAL, first_span("应当", printed)),
        MarkLayer(HIT, match_spans(parse_query(typed), printed)),
    )
    assert html.unescape(strip_tags(marked)) == printed


def literally_in(phrase: str, text: str) -> bool:
    """Whether a text holds a phrase as the rules of search say, told character by character."""
    sought, held = spelled(phrase), spelled(text)
    places = range(len(held) - len(sought) + 1) if sought else ()
    return any(
        held[place : place + len(sought)] == sought
        and not goes_on(held, place)
        and not goes_on(held, place + len(sought))
        for place in places
    )


def spelled(text: str) -> str:
    """Small letters, narrow and simplified; one space for white space, none that says nothing."""
    same = dict(zip("ＡｂＢ１２，險證", "abb12,险证", strict=True))
    letters = [" " if each.isspace() else same.get(each, each.lower()) for each in text]
    kept: list[str] = []
    for place, letter in enumerate(letters):
        before = "".join(letters[:place]).rstrip()[-1:]
        after = "".join(letters[place:]).lstrip()[:1]
        is_idle = (
            not before
            or not after
            or kept[-1] == " "
            or (is_han(before) and (is_han(after) or after in "0123456789"))
            or (before in "0123456789" and is_han(after))
        )
        if letter != " " or not is_idle:
            kept.append(letter)
    return "".join(kept)


def is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def goes_on(held: str, place: int) -> bool:
    """Whether a word of letters or digits goes on across a place."""
    around = held[place - 1 : place + 1] if place else ""
    return len(around) == 2 and all(each.isalnum() and not is_han(each) for each in around)


TEXTS = st.text(alphabet="移民保护应第条险險證证ＡaAbＢ１12 \t\n，,。-“”（", max_size=30)


@examples(60)
@given(st.data())
def test_a_quoted_phrase_is_found_wherever_its_characters_stand_and_nowhere_else(
    data: st.DataObject,
) -> None:
    text = data.draw(TEXTS)
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    piece = text[start : start + data.draw(st.integers(1, 8))]
    for phrase in (piece, data.draw(TEXTS)[:4]):
        if fold(phrase).text:
            query = Query((Term(fold(phrase).text, phrase=True, typed=phrase),))
            assert bool(match_spans(query, text)) == literally_in(phrase, text)
            assert query.terms[0].occurs_in(fold(text).text) == literally_in(phrase, text)
            assert parse_query(str(query)) == query


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("危险", {"2012/5"}),
        ("险", {"2012/5"}),
        ("第16条", {"2012/6"}),
        ("第 16 条", {"2012/6"}),
        ("16", {"2012/6"}),
        ("6", set()),
        ("生命 危险", {"2012/5"}),
        ("危险 警察", set()),
        ("危险 OR 警察", {"2012/5", "2012/7"}),
        ("缔约国 -危险", {"2012/6", "2012/7"}),
        ("-缔约国", {"2013/8"}),
        ('"生命和安全"', {"2012/5"}),
        ('"安全生命"', set()),
        ("interpol", {"2012/7"}),
        ("INTERPOL", {"2012/7"}),
        ("ＩＮＴＥＲＰＯＬ", {"2012/7"}),
        ("inter", set()),
        ("inter*", {"2012/7"}),
        ('"inter"', set()),
        ("2012/5", {"2012/5"}),
        ("2012/", set()),
        ("***", set()),
        ('""', set()),
    ],
)
def test_records_are_found_by_their_words(typed: str, codes: set[str]) -> None:
    make_recommendation("2012/5", text="缔约国应当注意生命和安全面临的危险。")
    make_recommendation("2012/6", text="缔约国应当履行第 16 条。")
    make_recommendation("2012/7", text="缔约国应当请警察使用INTERPOL数据库。")
    make_recommendation("2013/8", text="工作组不妨考虑。")
    make_recommendation("2013/9", text="危险 INTERPOL", publication=WorkflowStage.DRAFT)
    assert found(typed) == codes


@pytest.mark.django_db
def test_words_without_quotes_match_what_a_record_belongs_to_too() -> None:
    recommendation = make_recommendation("2012/5", session=make_session(1))
    cite_article_16(recommendation.texts.get())
    make_recommendation("2013/6", theme="protection", session=make_session(2))
    for typed in (
        "Prevention",
        "主题 prevention",
        "1st",
        "第一次会议",
        "art 16",
        "第16条",
        "巴勒莫",
    ):
        assert found(typed) == {"2012/5"}, typed
    for typed in ('"Prevention"', '"1st"', '"第16条"', '"巴勒莫"'):
        assert found(typed) == set(), typed


def cite_article_16(text: RecommendationText) -> None:
    instrument = Instrument.objects.create(slug="som-protocol", position=1)
    for language, kind, name in (
        (LanguageCode.ENGLISH, InstrumentNameKind.SHORT, "Smuggling Protocol"),
        (LanguageCode.CHINESE, InstrumentNameKind.SHORT, "《偷运移民议定书》"),
        (LanguageCode.CHINESE, InstrumentNameKind.ALIAS, "《巴勒莫议定书》"),
    ):
        InstrumentName.objects.create(
            instrument=instrument, language=language, kind=kind, name=name
        )
    article = Provision.objects.create(
        instrument=instrument, kind=ProvisionKind.ARTICLE, number=16, slug="som-protocol-16"
    )
    make_citation(text, start=0, reference="som-protocol-16", provision=article)


@pytest.mark.django_db
def test_a_chapeau_is_found_without_quotes() -> None:
    recommendation = make_recommendation("2022/61b", text="寻求联系；")
    recommendation.texts.update(chapeau="缔约国应当：")
    assert found("缔约国") == {"2022/61b"}
    assert found('"缔约国"') == set()


@pytest.mark.django_db
def test_the_record_of_a_code_and_the_one_with_more_hits_come_first() -> None:
    make_recommendation("2012/5", text="信息。")
    make_recommendation("2012/6", text="信息和信息。2012/5")
    assert in_order("信息") == ["2012/6", "2012/5"]
    assert in_order("2012/5") == ["2012/5", "2012/6"]


def test_hits_are_marked_on_the_printed_text() -> None:
    printed = "根据第 16 条<b>，ＡＢＣ第 16 条"
    marked = apply_marks(printed, MarkLayer(HIT, match_spans(parse_query("第16条 abc"), printed)))
    assert marked == ("根据<mark>第 16 条</mark>&lt;b&gt;，<mark>ＡＢＣ第 16 条</mark>")


def test_excluded_words_are_not_marked() -> None:
    assert match_spans(parse_query("移民 -保护"), "保护移民") == [(2, 4)]


def test_a_hit_may_lie_across_the_modal_word() -> None:
    printed = "缔约国应当考虑"
    layers = (
        MarkLayer(MODAL, first_span("应当", printed)),
        MarkLayer(HIT, match_spans(parse_query("国应"), printed)),
    )
    assert apply_marks(printed, *layers) == (
        '缔约<mark>国</mark><strong class="modal"><mark>应</mark>当</strong>考虑'
    )


def test_lines_are_marked_one_by_one() -> None:
    printed = "甲：\n(a) 乙；\n(b) 甲乙。"
    lines = apply_marks_by_line(printed, MarkLayer(HIT, match_spans(parse_query("乙"), printed)))
    assert lines == ["甲：", "(a) <mark>乙</mark>；", "(b) 甲<mark>乙</mark>。"]


def test_a_snippet_is_centred_on_the_densest_hits() -> None:
    printed = "儿童。" + "甲" * 100 + "儿童和儿童" + "乙" * 100
    found = snippet(printed, parse_query("儿童"), 21)
    assert found.html == "甲" * 8 + "<mark>儿童</mark>和<mark>儿童</mark>" + "乙" * 8
    assert (found.before, found.after) == (True, True)


def test_a_short_text_is_its_own_snippet() -> None:
    found = snippet("保护儿童", parse_query("儿童"), 20)
    assert (found.html, found.before, found.after) == ("保护<mark>儿童</mark>", False, False)


def test_a_snippet_of_a_text_without_hits_is_its_beginning() -> None:
    found = snippet("甲" * 50, parse_query("儿童"), 20)
    assert (found.html, found.before, found.after) == ("甲" * 20, False, True)


@given(st.text(alphabet="移民e\u0301 \u200da<", max_size=60), ANYTHING, st.integers(1, 30))
def test_a_snippet_divides_no_character(printed: str, typed: str, width: int) -> None:
    spans = match_spans(parse_query(typed), printed)
    start, end = densest_window(printed, spans, width)
    edges = {0, len(printed), *(place for span in clusters(printed) for place in span)}
    assert {start, end} <= edges
    assert not spans or any(start <= first and last <= end for first, last in spans)
    marked = snippet(printed, parse_query(typed), width)
    assert html.unescape(strip_tags(marked.html)) == printed[start:end]


@pytest.mark.usefixtures("knowledge_base")
def test_every_chinese_word_is_found_in_every_record_that_contains_it() -> None:
    texts = {
        text.recommendation.code: re.sub(r"\s+", "", text.text)
        for text in RecommendationText.objects.select_related("recommendation")
    }
    words = {
        text[start : start + size]
        for text in texts.values()
        for start in (0, 9)
        for size in (1, 2, 5)
    }
    for word in sorted(word for word in words if re.fullmatch(r"[\u4e00-\u9fff]+", word))[::9]:
        assert found(f'"{word}"') == {code for code, text in texts.items() if word in text}, word
