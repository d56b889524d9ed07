"""What is found, what is not, and where it is marked."""

import html
import re

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from recommendations import snapshot
from recommendations.models import (
    Citation,
    CitationKind,
    Instrument,
    InstrumentName,
    InstrumentNameKind,
    Provision,
    ProvisionKind,
    Publication,
    RecommendationText,
)
from recommendations.search import finding
from recommendations.search.folding import fold
from recommendations.search.highlight import HIT, MODAL, Layer, first, hits, lay, lay_lines
from recommendations.search.query import Term, parse
from smuggling_kb.languages import LanguageCode
from tests.builders import make_recommendation, make_session

#: Text that is as good at breaking things as what people type.
ANYTHING = st.text(alphabet='移民保护应当第16条 "“”OR-*，、。aAbB1２ＡÉ\t\n(é́\u200b', max_size=40)


def found(typed: str) -> set[str]:
    return set(in_order(typed))


def in_order(typed: str) -> list[str]:
    """The codes of what is found, the best first."""
    hits = finding.find(typed, snapshot.current())
    return [hits.snapshot.code(place) for place in hits.ranked]


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("第 16 条", "第16条"),
        ("偷 运\u3000移\n民", "偷运移民"),
        ("COVID-19 危机", "covid-19危机"),
        ("ＡＢＣ　１２", "abc 12"),
        ("data  and\tfacts", "data and facts"),
        ("  边境 ", "边境"),
        ("应用 APP 程序", "应用 app 程序"),
        ("2 3", "2 3"),
        ("e\u0301tat", "état"),
        ("移\u200b民\u202e", "移民"),
        ("", ""),
    ],
)
def test_text_is_folded(printed: str, folded: str) -> None:
    assert fold(printed).text == folded


def test_a_folded_character_knows_where_it_was_printed() -> None:
    printed = "《议定书》第 16 条第 5 款"
    folded = fold(printed)
    start = folded.text.index("第16条")
    assert printed[slice(*folded.printed(start, start + 4))] == "第 16 条"


@given(st.text(max_size=60))
def test_any_text_can_be_folded(printed: str) -> None:
    folded = fold(printed)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= start < end <= len(printed) for start, end in folded.places)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("海上 电子证据", [["海上"], ["电子证据"]]),
        ("海上　电子证据", [["海上"], ["电子证据"]]),
        ("海上，电子证据。", [["海上"], ["电子证据"]]),
        ('"第 16 条"', [['"第16条"']]),
        ("“第 16 条”", [['"第16条"']]),
        ('"not closed', [['"not closed"']]),
        ("a OR b c", [["a", "b"], ["c"]]),
        ("a OR b OR c", [["a", "b", "c"]]),
        ("OR a OR OR b OR", [["a", "b"]]),
        ("a or b", [["a"], ["or"], ["b"]]),
        ("-a", [["-a"]]),
        ('-"a b"', [['-"a b"']]),
        ("a OR -b", [["a", "-b"]]),
        ("smuggl*", [["smuggl*"]]),
        ("(Protocol),", [["protocol"]]),
        ("COVID-19", [["covid-19"]]),
        ("2012/5", [["2012/5"]]),
        ("a a", [["a"]]),
        ("", []),
        ('  - * "" “” ，。 ( OR -', []),
    ],
)
def test_a_query_is_understood(typed: str, understood: list[list[str]]) -> None:
    assert [[written(term) for term in clause.alternatives] for clause in parse(typed).clauses] == (
        understood
    )


def written(term: Term) -> str:
    needle = f'"{term.needle}"' if term.phrase else term.needle
    return f"{'-' * term.negated}{needle}{'*' * term.prefix}"


@given(ANYTHING)
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query)) == query
    assert hits(query, typed) == sorted(hits(query, typed))


@given(ANYTHING, ANYTHING)
def test_marks_change_no_word(typed: str, printed: str) -> None:
    marked = lay(
        printed, Layer(MODAL, first("应当", printed)), Layer(HIT, hits(parse(typed), printed))
    )
    assert html.unescape(strip_tags(marked)) == printed


@given(st.data())
def test_a_quoted_phrase_is_found_wherever_its_characters_stand(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="移民保护应当第条， ", min_size=1, max_size=30))
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + data.draw(st.integers(1, 6))]
    other = data.draw(st.text(alphabet="移民保护应", min_size=1, max_size=3))
    for phrase in (piece, other):
        is_held = fold(phrase).text in fold(text).text
        assert bool(hits(parse(f'"{phrase}"'), text)) == (is_held and bool(fold(phrase).text))


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
    make_recommendation("2013/9", text="危险 INTERPOL", publication=Publication.DRAFT)
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
    Citation.objects.create(
        text=text,
        start=0,
        kind=CitationKind.ARTICLE,
        reference="som-protocol-16",
        provision=article,
    )


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
    marked = lay(printed, Layer(HIT, hits(parse("第16条 abc"), printed)))
    assert marked == ("根据<mark>第 16 条</mark>&lt;b&gt;，<mark>ＡＢＣ第 16 条</mark>")


def test_excluded_words_are_not_marked() -> None:
    assert hits(parse("移民 -保护"), "保护移民") == [(2, 4)]


def test_a_hit_may_lie_across_the_modal_word() -> None:
    printed = "缔约国应当考虑"
    layers = Layer(MODAL, first("应当", printed)), Layer(HIT, hits(parse("国应"), printed))
    assert lay(printed, *layers) == (
        '缔约<mark>国</mark><strong class="modal"><mark>应</mark>当</strong>考虑'
    )


def test_lines_are_marked_one_by_one() -> None:
    printed = "甲：\n(a) 乙；\n(b) 甲乙。"
    lines = lay_lines(printed, Layer(HIT, hits(parse("乙"), printed)))
    assert lines == ["甲：", "(a) <mark>乙</mark>；", "(b) 甲<mark>乙</mark>。"]


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
