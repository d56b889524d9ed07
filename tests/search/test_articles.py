"""Searches for articles: by whatever words, they find what cites the article."""

import pytest
from django.test import Client

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.resolver import look_up
from recommendations.index import current_index
from recommendations.index.bitmaps import places
from recommendations.models import Provision, ProvisionKind
from recommendations.search.articles import article_numbers
from recommendations.search.engine import find_records
from recommendations.search.passages.engine import find_passages
from recommendations.texts.numerals import han_numeral, numeral_variants, to_int
from sessions.models import Paragraph
from tests.reading import Page

#: Ways to write an article, of any treaty and of the Smuggling of Migrants Protocol.
ANY = ("第{n}条", "第 {n} 条", "第{han}条", "article {n}", "art. {n}", "Article {n}", "第{n}條")
IN_OTHER_LANGUAGES = (
    *("l’article {n}", "artículo {n}", "статья {n}", "статьей {n}", "المادة {n}"),
)
OF_PROTOCOL = (
    "《偷运移民议定书》第{n}条",
    "《偷运移民议定书》第{han}条",
    "偷运移民议定书第 {n} 条",
    "article {n} of the Smuggling of Migrants Protocol",
    "article {n} of the Smuggling Protocol",
    "Smuggling of Migrants Protocol, art. {n}",
    "som-protocol article {n}",
    "article {n} du Protocole relatif au trafic illicite de migrants",
    "artículo {n} del Protocolo contra el tráfico ilícito de migrantes",
    "статья {n} Протокола о незаконном ввозе мигрантов",
    "المادة {n} من بروتوكول تهريب المهاجرين",
)


def found_codes(words: str) -> set[str]:
    index = current_index()
    return {index.code(place) for place in places(find_records(words, index).matches)}


def citing_codes(slugs: list[str]) -> set[str]:
    index = current_index()
    having = index.facet_bitmap("article", slugs)
    return {index.code(place) for place in places(having)}


@pytest.mark.usefixtures("knowledge_base")
def test_every_article_is_found_however_it_is_written() -> None:
    articles = Provision.objects.filter(kind=ProvisionKind.ARTICLE).select_related("instrument")
    by_number: dict[int, list[str]] = {}
    for article in articles:
        by_number.setdefault(article.number, []).append(article.slug)
    assert len(by_number) > 25
    for number, slugs in by_number.items():
        words = {"n": number, "han": han_numeral(number)}
        forms = [form.format(**words) for form in (*ANY, *IN_OTHER_LANGUAGES)]
        of_any = {frozenset(found_codes(form)) for form in forms}
        assert len(of_any) == 1, number
        [found] = of_any
        assert found >= citing_codes(slugs)
        if f"som-protocol-{number}" in slugs:
            for form in OF_PROTOCOL:
                assert found_codes(form.format(**words)) == citing_codes([f"som-protocol-{number}"])


@pytest.mark.usefixtures("knowledge_base")
def test_every_article_heads_its_results(client: Client) -> None:
    for number in (1, 10, 16, 18, 24):
        for words in (f"第{han_numeral(number)}条", f"article {number} of the Smuggling Protocol"):
            page = Page(client.get("/en/recommendations/", {"q": words}))
            first = page.one("ul.cited").all("a")[0]
            assert first.get("href") == f"/en/articles/som-protocol/{number}/"


@pytest.mark.usefixtures("knowledge_base")
def test_every_numbered_paragraph_is_found_by_its_number() -> None:
    paragraphs = Paragraph.objects.exclude(number=None).select_related("version__document")
    assert len(paragraphs) > 250
    for paragraph in paragraphs:
        symbol, number = paragraph.version.document.symbol, int(paragraph.number or 0)
        kind = {"p": ("段", "para."), "r": ("项建议", "rec.")}[paragraph.anchor[0]]
        for words in (f"{symbol}第{han_numeral(number)}{kind[0]}", f"{symbol}, {kind[1]} {number}"):
            result = look_up(parse_typed_citation(words))
            assert result.candidates, words
            assert not result.unread_words, words


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("第 10 条", "第10条"),
        ("第二次会议", "第2次会议"),
        ("第 2 次会议", "第二次会议"),
        ("2020 年", "2020年"),
        ("二〇二〇年", "2020年"),
        ("第十六条第五款", "第16条"),
        ("article 16(5)", "第16条"),
        ("第16(5)条", "第16条"),
        ("articles 8-10", "article 8, 9 and 10"),
        ("articles 8 à 10", "articles 8, 9 et 10"),
        ("artículos 8 a 10", "articles 8-10"),
        ("статьи 8, 9 и 10", "articles 8-10"),
        ("المواد ٨ إلى ١٠", "articles 8-10"),
        ("paragraphe 5 de l’article 16", "第16条"),
        ("المادة ١٦", "article 16"),
        ("article 20 of the Palermo Convention", "UNTOC article 20"),
        ("《巴勒莫公约》第20条", "《有组织犯罪公约》第20条"),
    ],
)
def test_numerals_and_white_space_beside_numbers_make_no_difference(
    words: str, others: str
) -> None:
    assert found_codes(words) == found_codes(others) != set()


@pytest.mark.usefixtures("knowledge_base")
def test_words_beside_an_article_narrow_its_results() -> None:
    assert found_codes("articles 8-10 海上") == {"2012/51"} < found_codes("articles 8-10")
    assert set() != found_codes('"article 10"') <= found_codes("article 10")


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("rec 5", "/en/recommendations/2020/5/"),
        ("建议18", "/en/recommendations/2020/18/"),
        ("2020/1, 2 and 5", "/en/recommendations/2020/5/"),
        ("resolution 6/3", "/en/recommendations/2019/22a/"),
        ("article 24", "/en/articles/som-protocol/24/"),
    ],
)
def test_what_words_cite_is_offered_above_the_results(
    client: Client, words: str, offered: str
) -> None:
    answer = client.get("/en/recommendations/", {"q": words})
    assert answer.status_code == 200
    assert offered in Page(answer).one("ul.cited").links()


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("words", ["children", "儿童", '"第10条"', "COVID-19"])
def test_other_words_have_nothing_above_their_results(client: Client, words: str) -> None:
    assert not Page(client.get("/en/recommendations/", {"q": words})).all("ul.cited")


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("words", ["article 10", "第十条", "article 10 of the Smuggling Protocol"])
def test_an_article_is_found_in_the_documents_and_named_as_it_was_typed(
    client: Client, words: str
) -> None:
    records = Page(client.get("/en/recommendations/", {"q": words}))
    assert records.one("h1").text == f"Recommendations for “{words}”"
    assert f"Words: {words}, remove" in records.one("p.chips").text
    index = current_index()
    literal = find_passages('"第10条"', index).matches
    assert literal
    assert literal & ~find_passages(words, index).matches == 0


@pytest.mark.usefixtures("knowledge_base")
def test_a_heading_tells_texts_that_contain_a_word_from_labels_that_do(client: Client) -> None:
    headings = [
        Page(client.get("/en/recommendations/", {"q": words})).one("h1").text
        for words in ("detention", "联合侦查")
    ]
    assert headings == [
        "Recommendations that match “detention”",
        "Recommendations containing “联合侦查”",
    ]


@pytest.mark.parametrize("number", range(1, 1000))
def test_a_chinese_numeral_is_the_number_that_it_is_made_of(number: int) -> None:
    assert to_int(han_numeral(number)) == number


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("10", [10]), ("十", [10]), ("10-12", [10, 11, 12]), ("10、11和16", [10, 11, 16])],
)
def test_lists_and_ranges_of_articles_are_read(words: str, numbers: list[int]) -> None:
    assert article_numbers(words) == numbers


@pytest.mark.parametrize(
    ("words", "variants"),
    [
        ("第2次会议", ["第二次会议"]),
        ("第十八段", ["第18段"]),
        ("二〇二〇年", ["2020年"]),
        ("2020年", ["二〇二〇年"]),
        ("海上", []),
    ],
)
def test_numbers_have_two_forms(words: str, variants: list[str]) -> None:
    assert numeral_variants(words) == variants
