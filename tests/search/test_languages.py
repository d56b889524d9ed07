"""Records with texts in several languages: what finds them, where, and in which order."""

import re

import pytest
from django.test import Client

from recommendations.index import current_index
from recommendations.models import Recommendation, RecommendationText
from recommendations.search import engine
from recommendations.search.highlight import HIT, MarkLayer, apply_marks, match_spans
from recommendations.search.parser import parse_query
from smuggling_kb.languages import TextStatus
from tests.builders import make_recommendation

TEXTS = {
    "zh-hans": "缔约国应当保护无人陪伴的儿童。",
    "en": "States parties should protect unaccompanied children.",
    "fr": "Les États parties devraient protéger les enfants non accompagnés.",
    "es": "Los Estados partes deberían proteger a los niños no acompañados.",
    "ru": "Государствам-участникам следует защищать несопровождаемых детей и ещё раз детей.",
    "ar": "ينبغي للدول الأطراف أن تحمي الأَطْفال غـــير المصحوبين.",
}


@pytest.fixture
def translated(db: None) -> Recommendation:
    """A record with a text in every language, and another with a Chinese text alone."""
    record = make_recommendation("2020/1", text=TEXTS["zh-hans"])
    for language, text in TEXTS.items():
        if language != "zh-hans":
            RecommendationText.objects.create(
                recommendation=record,
                language=language,
                text=text,
                text_status=TextStatus.UNOFFICIAL,
            )
    make_recommendation("2020/2", text="缔约国应当加强边境管制。")
    return record


def found(typed: str, reader: str = "") -> list[str]:
    hits = engine.find_records(typed, current_index(), reader)
    return [hits.index.code(place) for place in hits.ranking]


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    "typed",
    [
        "无人陪伴 儿童",
        "unaccompanied protecting",
        "enfant accompagné",
        "l’enfant accompagnée",
        "nino acompañado",
        "niños no acompañados",
        "несопровождаемыми детям",
        "ЕЩЕ",
        '"еще раз"',
        "ещё",
        "أطفال",
        "الاطفال غير المصحوبين",
        '"الأطفال غير المصحوبين"',
        "للأطفال",
    ],
)
def test_words_of_any_language_find_the_text_of_that_language(typed: str) -> None:
    assert found(typed) == ["2020/1"]


@pytest.mark.usefixtures("translated")
def test_all_words_must_be_in_one_text() -> None:
    assert found('"unaccompanied" "protéger"') == []
    assert found('"unaccompanied" OR "protéger"') == found('"protéger" "enfants"') == ["2020/1"]


@pytest.mark.usefixtures("translated")
def test_words_of_two_languages_meet_in_the_chinese_that_both_mean() -> None:
    assert found("unaccompanied protéger") == ["2020/1"]


@pytest.mark.usefixtures("translated")
def test_what_is_excluded_is_in_no_text() -> None:
    assert found("儿童 -unaccompanied") == []
    assert found("儿童 -frontières") == ["2020/1"]


@pytest.mark.usefixtures("translated")
def test_a_quotation_has_no_stems() -> None:
    assert found('"enfant"') == found('"الاطفال المصحوبين"') == []
    assert found('"etats parties"') == ["2020/1"]


@pytest.mark.usefixtures("translated")
def test_of_equal_matches_those_in_the_language_of_the_reader_come_first() -> None:
    for number, language in ((3, "fr"), (4, "es")):
        record = make_recommendation(f"2020/{number}", text="边境。")
        RecommendationText.objects.create(
            recommendation=record,
            language=language,
            text="Coopération Interpol",
            text_status=TextStatus.UNOFFICIAL,
        )
    assert found("interpol") == found("interpol", "fr") == ["2020/3", "2020/4"]
    assert found("interpol", "es") == ["2020/4", "2020/3"]


@pytest.mark.parametrize(
    ("typed", "printed", "marked"),
    [
        ("enfants", "les enfants’", "les <mark>enfants</mark>’"),
        ("etat", "l’État membre", "l’<mark>État</mark> membre"),
        ("мой", "в мои\u0306 дом", "в <mark>мои\u0306</mark> дом"),
        ("الاطفال", "أن تحمي الأَطْفالَ غير", "أن تحمي <mark>الأَطْفالَ</mark> غير"),
        ("غير", "غـــير المصحوبين", "<mark>غـــير</mark> المصحوبين"),
    ],
)
def test_whole_printed_words_are_marked(typed: str, printed: str, marked: str) -> None:
    spans = match_spans(parse_query(typed), printed)
    assert apply_marks(printed, MarkLayer(HIT, spans)) == marked


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    ("reader", "typed", "language", "excerpt"),
    [
        ("fr", "unaccompanied", "en", "States parties should protect <mark>unaccompanied</mark>"),
        ("en", "acompañados", "es", "niños no <mark>acompañados</mark>"),
        ("ar", "儿童", "zh-Hans", "<mark>儿童</mark>"),
        ("fr", "الاطفال", "ar", "<mark>الأَطْفال</mark>"),
    ],
)
def test_a_row_shows_where_another_text_was_found(
    client: Client, reader: str, typed: str, language: str, excerpt: str
) -> None:
    page = client.get(f"/{reader}/recommendations/", {"q": typed}).content.decode()
    [found] = re.findall(r'<p class="(voice[^"]* found)" lang="([^"]*)" dir="\w+">(.*?)</p>', page)
    unofficial = "" if language == "zh-Hans" else " is-unofficial"
    assert found[:2] == (f"voice{unofficial} found", language)
    assert excerpt in found[2]


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    ("reader", "typed"), [("en", "children"), ("fr", "enfant"), ("zh-hans", "minors")]
)
def test_a_row_whose_own_text_was_found_shows_no_other(
    client: Client, reader: str, typed: str
) -> None:
    page = client.get(f"/{reader}/recommendations/", {"q": typed}).content.decode()
    assert "2020/1" in page
    assert ' found"' not in page


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("enfants", "No text in English has these words"),
        ("enfants", "French (1)"),
        ('"acompañados"', "Spanish (1)"),
    ],
)
def test_a_page_says_in_which_other_languages_the_words_are(
    client: Client, typed: str, said: str
) -> None:
    assert said in client.get("/en/recommendations/", {"q": typed}).content.decode()
    assert "No text in" not in client.get("/fr/recommendations/", {"q": "enfants"}).content.decode()
