"""Citations as people write them lead to the right record, to a choice, or to "not held"."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from recommendations.citations.lookup import direct_target
from recommendations.citations.lookup.normalisation import LONGEST, fold_citation
from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.resolver import look_up
from recommendations.citations.lookup.result import Candidate, LookupResult, MissingPart
from recommendations.citations.lookup.suggestions import (
    citing_candidates,
    lookup_suggestions,
    symbols_in_database,
    to_report,
)
from recommendations.citations.lookup.typed_citation import (
    CitedSource,
    Locator,
    RecordCode,
    TypedCitation,
)
from recommendations.exports import citation_style
from recommendations.models import Recommendation, WorkflowStage
from tests.builders import make_document, make_footnote, make_paragraph, make_recommendation
from tests.examples import examples
from tests.languages import EACH_LANGUAGE

REPORT = "CTOC/COP/WG.7/2020/4"
COMPILATION = "CTOC/COP/WG.7/2015/5"
PAPER = "CTOC/COP/WG.7/2022/2"
#: The treaties that have articles 6 and 16, in their order.
TREATIES = ("som-protocol", "untoc", "tip-protocol", "vccr", "unclos")
#: Paragraph 61 of the paper of 2022: its last item restates recommendation 18 of 2020, its first
#: paragraph 92 of the compilation; the other three are records of their own.
ITEMS = ["2013/92", "2022/61b", "2022/61c", "2022/61d", "2020/18"]

#: What people write, and what it leads to: records by their codes, documents and places in them,
#: articles and sessions. Checked against the documents.
FORMS: dict[str, list[str]] = {
    # Codes.
    "2013/92": ["2013/92"],
    "2020/18": ["2020/18"],
    "2022/61b": ["2022/61b"],
    "2022/61(b)": ["2022/61b"],
    "2022/61B": ["2022/61b"],
    "2013 / 92": ["2013/92"],
    "２０１３／９２": ["2013/92"],
    "2013-92": ["2013/92"],
    "recommendation 2013/92": ["2013/92"],
    "建议2013/92": ["2013/92"],
    "2010/54": [f"2010/54{letter}" for letter in "abcdefgh"],
    "2020/5-8": ["2020/5", "2020/6", "2020/7", "2020/8"],
    "2020/5 to 2020/7": ["2020/5", "2020/6", "2020/7"],
    "2022/61b-d": ["2022/61b", "2022/61c", "2022/61d"],
    "2013/92, 2020/18 and 2012/5": ["2013/92", "2020/18", "2012/5"],
    "2020/1, 2 and 5": ["2020/1", "2020/2", "2020/5"],
    "2020/1, 2, 5": ["2020/1", "2020/2", "2020/5"],
    "2020/1和5": ["2020/1", "2020/5"],
    "2020/1、2和5": ["2020/1", "2020/2", "2020/5"],
    "2020/1, 3-5": ["2020/1", "2020/3", "2020/4", "2020/5"],
    "2012/5 and 6": ["2012/5", "2012/6"],
    "2022/61b and d": ["2022/61b", "2022/61d"],
    "2022/61 (b), (c) and (d)": ["2022/61b", "2022/61c", "2022/61d"],
    "2012/5 and a report": ["2012/5"],
    "2012/5, 2nd session": ["2012/5"],
    "2012/5, 9 May 2012": ["2012/5"],
    "2012/5, 9 and 10 May": ["2012/5"],
    # Numbers that a document of that year prints again have no code of their own.
    "2022/61a": ["2013/92"],
    "2022/61e": ["2020/18"],
    "2022/61(e)": ["2020/18"],
    "https://www.example.org/en/recommendations/2022/61a/": ["2013/92"],
    # Symbols.
    "CTOC/COP/WG.7/2020/4": [REPORT],
    "ctoc/cop/wg.7/2020/4": [REPORT],
    "CTOC-COP-WG.7-2020-4": [REPORT],
    "CTOC_COP_WG.7_2020_4": [REPORT],
    "CTOC / COP / WG.7 / 2020 / 4": [REPORT],
    "ＣＴＯＣ／ＣＯＰ／ＷＧ．７／２０２０／４": [REPORT],
    "CTOC/COP/WG.7/2020/4号文件": [REPORT],
    "UN Doc. CTOC/COP/WG.7/2020/4 (23 September 2020)": [REPORT],
    "COP/WG.7/2020/4": [REPORT],
    "WG.7/2020/4": [REPORT],
    "WG7/2020/4": [REPORT],
    "A/CONF.213/7": ["A/CONF.213/7"],
    "A-CONF.213-7": ["A/CONF.213/7"],
    # Addresses.
    "https://undocs.org/CTOC/COP/WG.7/2020/4": [REPORT],
    "https://undocs.org/en/CTOC/COP/WG.7/2020/4": [REPORT],
    "http://www.undocs.org/ch/CTOC/COP/WG.7/2020/4.": [REPORT],
    "undocs.org/A/CONF.213/7": ["A/CONF.213/7"],
    "https://docs.un.org/zh/CTOC/COP/WG.7/2022/2": [PAPER],
    "https://documents.un.org/api/symbol/access?s=CTOC/COP/WG.7/2020/4&l=en": [REPORT],
    "https://daccess-ods.un.org/access.nsf/Get?Open&DS=CTOC/COP/WG.7/2015/5&Lang=C": [COMPILATION],
    "https://undocs.org/Home/Mobile?FinalSymbol=CTOC%2FCOP%2FWG.7%2F2020%2F4&Language=E&Device": [
        REPORT
    ],
    "https://www.example.org/find?lang=en&what=A%2FCONF.213%2F7": ["A/CONF.213/7"],
    "https://www.unodc.org/documents/organized-crime/x/CTOC_COP_WG.7_2020_4_E.pdf": [REPORT],
    "https://www.unodc.org/documents/x/CTOC-COP-WG7-2020-4-E.pdf": [REPORT],
    "https://www.example.org/zh-hans/recommendations/2013/92/": ["2013/92"],
    "/en/recommendations/2022/61b.json": ["2022/61b"],
    "recommendations/2013/92": ["2013/92"],
    "http://127.0.0.1:8000/en/documents/CTOC/COP/WG.7/2020/4/#r18": ["2020/18"],
    "http://localhost/en/documents/CTOC/COP/WG.7/2020/4/#p4": [f"{REPORT}#p4"],
    "https://www.example.org/en/articles/untoc/20/": ["untoc/20"],
    "https://www.example.org/en/sessions/2/": ["session 2"],
    # The number that the pages of a document print at their feet.
    "V.22-02384": [PAPER],
    "V2202384": [PAPER],
    "https://documents.un.org/doc/undoc/gen/v22/023/84/pdf/v2202384.pdf": [PAPER],
    # Documents with places in them, in either numbering.
    "CTOC/COP/WG.7/2020/4, recommendation 18": ["2020/18"],
    "CTOC/COP/WG.7/2020/4，建议18": ["2020/18"],
    "CTOC/COP/WG.7/2020/4, para. 18": [f"{REPORT}#p18"],
    "CTOC/COP/WG.7/2020/4, R.18": ["2020/18"],
    "2020/4, rec. 18": ["2020/18"],
    "recommendation 18 of WG.7/2020/4": ["2020/18"],
    "CTOC/COP/WG.7/2015/5, para. 92": ["2013/92"],
    "CTOC/COP/WG.7/2015/5第92段": ["2013/92"],
    "CTOC/COP/WG.7/2015/5 § 92": ["2013/92"],
    "CTOC/COP/WG.7/2015/5, recommendation 92": ["2013/92"],
    "CTOC/COP/WG.7/2015/5, para. 90 (c)": ["2013/90"],
    "CTOC/COP/WG.7/2015/5, paras. 84 and 91-92": ["2013/84", "2013/91", "2013/92"],
    "第92段，CTOC/COP/WG.7/2015/5": ["2013/92"],
    "CTOC/COP/WG.7/2022/2, para. 61 (e)": ["2020/18"],
    "CTOC/COP/WG.7/2022/2, para. 61, subparagraph (a)": ["2013/92"],
    "CTOC/COP/WG.7/2022/2, para. 61": [f"{PAPER}#p61"],
    "CTOC/COP/WG.7/2022/2, paras. 61 (a)-(e)": ITEMS,
    "CTOC/COP/WG.7/2022/2，第61(b)至(d)段": ITEMS[1:4],
    "CTOC/COP/WG.7/2022/2, paragraph 61 (b) to (d)": ITEMS[1:4],
    "CTOC/COP/WG.7/2022/2第六十一段第(五)项": ["2020/18"],
    "CTOC/COP/WG.7/2022/2, footnote 60": [f"{PAPER}#fn60"],
    "CTOC/COP/WG.7/2022/2，脚注60": [f"{PAPER}#fn60"],
    "A/CONF.213/7, para. 54 (a)": ["2010/54a"],
    "para. 92 of CTOC/COP/WG.7/2015/5 and para. 3 (a) of CTOC/COP/WG.7/2022/2": [
        "2013/92",
        "2022/3a",
    ],
    # Years, sessions and kinds of documents with places.
    "2013年第92段": ["2013/92"],
    "2013 年第 92 段": ["2013/92"],
    "二〇一三年第九十二段": ["2013/92"],
    "2015年第92段": ["2013/92"],
    "2020年第5段": [f"{REPORT}#p5", "2020/5"],
    "Working Group on the Smuggling of Migrants, 2013, para. 92": ["2013/92"],
    "偷运移民问题工作组2013年会议建议92": ["2013/92"],
    "2nd session, recommendation 77": ["2013/77"],
    "WG.7 second session recommendation 77": ["2013/77"],
    "第二届会议第77段": ["2013/77"],
    "第二次会议建议七十七": ["2013/77"],
    "第七屆會議建議18": ["2020/18"],
    "the 18th recommendation of the seventh session": ["2020/18"],
    "report of the 2020 meeting, recommendation 18": ["2020/18"],
    "2020 年 9 月 8 日和 9 日会议报告，建议 18": ["2020/18"],
    "the compilation, paragraph 92": ["2013/92"],
    "建议汇总第92段": ["2013/92"],
    "report of the 2020 meeting": [REPORT],
    "第二届会议": ["session 2"],
    "2013": ["year 2013", "session 2"],
    # Places alone.
    "建议18": ["2020/18"],
    "建议 十八": ["2020/18"],
    "第18项建议": ["2020/18"],
    "Recommendation No. 18": ["2020/18"],
    "rec. 18": ["2020/18"],
    "Recommandation 18": ["2020/18"],
    "recommendation 92": ["2013/92"],
    "第92段": ["2013/92"],
    "párr. 92": ["2013/92"],
    "第61段": ["2012/61", f"{PAPER}#p61"],
    "第61(b)至(d)段": ITEMS[1:4],
    "fn. 60": [f"{PAPER}#fn60"],
    # Treaties and resolutions.
    "Smuggling of Migrants Protocol, art. 16 (5)": ["som-protocol/16"],
    "article 16 of the Smuggling of Migrants Protocol": ["som-protocol/16"],
    "《偷运移民议定书》第16条第5款": ["som-protocol/16"],
    "《议定书》第二章": ["som-protocol/chapter-2"],
    "UNTOC art. 20": ["untoc/20"],
    "《有组织犯罪公约》第二十条": ["untoc/20"],
    "article 16 of the Protocol": ["som-protocol/16", "tip-protocol/16"],
    "《偷运移民议定书》第16(5)条": ["som-protocol/16"],
    "article 16(5) of the Smuggling Protocol": ["som-protocol/16"],
    "Article 16, paragraph 5, of the Protocol against the Smuggling of Migrants by Land, Sea and"
    " Air": ["som-protocol/16"],
    "art. 10 of the trafficking protocol": ["tip-protocol/10"],
    "偷运议定书第16条": ["som-protocol/16"],
    "article 16": [f"{each}/16" for each in TREATIES],
    "articles 8-10 and 16 of the Smuggling Protocol": [f"som-protocol/{n}" for n in (8, 9, 10, 16)],
    "arts. 32 and 37 UNTOC": ["untoc/32", "untoc/37"],
    "《偷运移民议定书》第8至10条": [f"som-protocol/{n}" for n in (8, 9, 10)],
    "《偷运移民议定书》第八条至第十条": [f"som-protocol/{n}" for n in (8, 9, 10)],
    "《偷运移民议定书》第 8、9(1)和 10 条": [f"som-protocol/{n}" for n in (8, 9, 10)],
    "article 16 of the Smuggling Protocol, para. 5": ["som-protocol/16"],
    "第十六条": [f"{each}/16" for each in TREATIES],
    "第六条": [f"{each}/6" for each in TREATIES],
    "第16(5)条": [f"{each}/16" for each in TREATIES],
    "resolutions 6/3 and 5/3": ["2019/22a", "2019/22b", "2019/22c"],
    "第5/3和6/3号决议": ["2019/22a", "2019/22b", "2019/22c"],
    "6/3": ["2019/22a", "2019/22b", "2019/22c"],
    "resolution 6/3": ["2019/22a", "2019/22b", "2019/22c"],
    "缔约方会议第6/3号决议": ["2019/22a", "2019/22b", "2019/22c"],
    # Not held.
    "2013/500": [],
    "2018/3": [],
    "2022/61z": [],
    "CTOC/COP/WG.7/2012/6，第7段、第9-10段、第26段、第38-41段和第43-54段": [],
    "CTOC/COP/WG.7/2018/3, para. 8 (a)-(k)": [],
    "CTOC/COP/WG.7/2020/4/Add.1": [],
    "CTOC/COP/WG.7/2020/INF/1/Rev.1": [],
    "CTOC/COP/WG.4/2021/2": [],
    "CTOC/COP/WG.7/2020/4, para. 500": [],
    "report of the 2020 meeting, recommendation 18 (b)": [],
    "2012年第92段": [],
    "fourth session, recommendation 5": [],
    "第四届会议报告": [],
    "article 26 of the Smuggling of Migrants Protocol": [],
    "General Assembly resolution 73/195": [],
    "A/RES/73/195": [],
    "https://documents.un.org/doc/undoc/gen/v20/055/61/pdf/v2005561.pdf": [],
    "https://digitallibrary.un.org/record/3886253": [],
    # No citations.
    "海上 儿童": [],
    "migrants at sea": [],
    "COVID-19": [],
    "the Working Group": [],
    # French, Spanish, Russian and Arabic.
    "recommandation 2012/5": ["2012/5"],
    "Рекомендация 2012/5": ["2012/5"],
    "التوصية ٢٠١٢/٥": ["2012/5"],
    "paragraphe 54 a) du document A/CONF.213/7": ["2010/54a"],
    "A/CONF.213/7, par. 54 a)": ["2010/54a"],
    "alinéa a) du paragraphe 54 du document A/CONF.213/7": ["2010/54a"],
    "párrafo 54 a) del documento A/CONF.213/7": ["2010/54a"],
    "A/CONF.213/7, párr. 54, apartado a)": ["2010/54a"],
    "пункт 54 (а) документа A/CONF.213/7": ["2010/54a"],
    "подпункт б) пункта 54 документа A/CONF.213/7": ["2010/54b"],
    "الفقرة ٥٤ (أ) من الوثيقة A/CONF.213/7": ["2010/54a"],
    "الفقرة الفرعية (ب) من الفقرة 54 من الوثيقة A/CONF.213/7": ["2010/54b"],
    "article 16 du Protocole relatif au trafic illicite de migrants": ["som-protocol/16"],
    "l’article 16 de la Convention contre la criminalité organisée": ["untoc/16"],
    "artículo 16 del Protocolo contra el tráfico ilícito de migrantes": ["som-protocol/16"],
    "статья 16 Протокола против незаконного ввоза мигрантов": ["som-protocol/16"],
    "المادة ١٦ من بروتوكول تهريب المهاجرين": ["som-protocol/16"],
    "deuxième session": ["session 2"],
    "2-я сессия": ["session 2"],
    "второй сессии": ["session 2"],
    "segunda reunión": ["session 2"],
    "2º período de sesiones": ["session 2"],
    "الدورة الثانية": ["session 2"],
    "résolution 6/3": ["2019/22a", "2019/22b", "2019/22c"],
    "резолюция 6/3": ["2019/22a", "2019/22b", "2019/22c"],
}


def named(target: Candidate) -> str:
    """A target in the words of the table."""
    match target.kind:
        case "passage":
            return f"{target.name}#{target.place}"
        case "article":
            return f"{target.name}/{target.place}"
        case "session" | "year":
            return f"{target.kind} {target.name}"
        case _:
            return target.name


def answered(typed: str) -> LookupResult:
    return look_up(parse_typed_citation(typed))


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(("typed", "expected"), FORMS.items())
def test_a_citation_leads_to_what_it_cites(typed: str, expected: list[str]) -> None:
    answer = answered(typed)
    assert [named(target) for target in answer.candidates] == expected
    if not expected:
        assert answer.missing or answer.citation.is_empty


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_every_record_is_found_by_the_citations_that_its_page_offers(language: str) -> None:
    for record in Recommendation.objects.published().for_list():
        address = f"https://www.example.org{citation_style.path(record)}"
        cited = citation_style.citable_record(record)
        for form in citation_style.format_in_every_language(cited, address):
            answer = answered(form.words)
            assert [named(target) for target in answer.candidates] == [record.code], form.words
            assert answer.is_certain
            assert not answer.citation.unread_words, form.words


@pytest.mark.usefixtures("knowledge_base")
def test_every_place_that_prints_a_record_leads_to_it_by_document_and_number() -> None:
    rows = Recommendation.objects.published().values_list(
        "code", "occurrences__document__symbol", "occurrences__anchor"
    )
    for code, symbol, anchor in rows:
        kind = "recommendation" if anchor.startswith("r") else "para."
        number = anchor[1:].rstrip("abcdefgh")
        letter = anchor[1:].removeprefix(number)
        item = f" ({letter})" if letter else ""
        assert [
            named(each) for each in answered(f"{symbol}, {kind} {number}{item}").candidates
        ] == [code]


# What may mean two things


@pytest.mark.usefixtures("knowledge_base")
def test_a_code_that_is_also_short_for_the_symbol_of_a_document_offers_both() -> None:
    answer = answered("2020/4")
    assert [named(target) for target in answer.candidates] == ["2020/4"]
    assert [named(target) for target in answer.alternatives] == [REPORT]
    assert not answer.is_certain


@pytest.mark.usefixtures("knowledge_base")
def test_a_code_is_not_the_symbol_that_ends_like_it() -> None:
    assert named(answered("2012/5").candidates[0]) == "2012/5"
    [lack] = answered("CTOC/COP/WG.7/2012/5").missing
    assert lack.symbol == "CTOC/COP/WG.7/2012/5"


# Near


def near_names(typed: str) -> list[str]:
    answer = answered(typed)
    return [named(target) for target in lookup_suggestions(answer, symbols_in_database(answer))]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "2022/61z",
            ["2022/61b", "2022/61c", "2022/61d", "year 2022", "session 9"],
        ),
        ("2012年第92段", ["2013/92", "year 2012", "session 1"]),
        ("2018/3", ["2020/3", "session 5"]),
        ("CTOC/COP/WG.7/2020/4, rec. 18 (b)", ["2020/18", f"{REPORT}#p18", REPORT]),
        ("CTOC/COP/WG.7/2020/4, footnote 1", [REPORT]),
        ("CTOC/COP/WG.7/2020/4/Add.1", [REPORT, "year 2020", "session 7"]),
        ("CTOC/COP/WG.7/2012/6, para. 7", ["year 2012", "session 1"]),
        ("CTOC/COP/WG.7/2012/6", ["2012/6", "year 2012", "session 1"]),
        ("A/HRC/35/25/Add.2", []),
        ("General Assembly resolution 73/195", []),
    ],
)
def test_what_is_near_is_offered(typed: str, expected: list[str]) -> None:
    assert near_names(typed) == expected


@pytest.mark.usefixtures("knowledge_base")
def test_where_texts_cite_what_is_not_held_is_told() -> None:
    answer = answered("A/RES/73/195")
    assert [named(each) for each in citing_candidates(answer, ())] == [
        "CTOC/COP/WG.7/2019/2#fn6",
        f"{PAPER}#fn4",
    ]


@pytest.mark.usefixtures("knowledge_base")
def test_a_document_that_is_not_held_is_told_once() -> None:
    answer = answered("CTOC/COP/WG.7/2018/3, paras. 8 (a)-(k)")
    assert len(answer.missing) == 11
    assert to_report(answer, ()) == [MissingPart(source=CitedSource("CTOC/COP/WG.7/2018/3"))]


# What is public


@pytest.mark.django_db
@pytest.mark.parametrize("stage", [WorkflowStage.DRAFT, WorkflowStage.IN_REVIEW])
def test_what_is_not_public_is_not_known(stage: str) -> None:
    make_recommendation("2012/5", publication=stage)
    answer = answered("2012/5")
    assert answer.candidates == []
    assert direct_target("2012/5") == ""
    assert near_names("2012/5") == []
    # The passage itself is public; that it is a draft's is not told.
    assert [named(each) for each in answered("CTOC/COP/WG.7/2012/5, para. 5").candidates] == [
        "CTOC/COP/WG.7/2012/5#p5"
    ]


@pytest.mark.django_db
def test_what_was_withdrawn_has_its_address_still() -> None:
    make_recommendation("2012/5", publication=WorkflowStage.ARCHIVED)
    assert direct_target("2012/5") == "/en/recommendations/2012/5/"
    assert direct_target("CTOC/COP/WG.7/2012/5, para. 5") == "/en/recommendations/2012/5/"


@pytest.mark.django_db
def test_of_a_place_that_very_many_documents_have_some_are_listed() -> None:
    for number in range(1, 103):
        make_paragraph(5, document=make_document(f"CTOC/COP/WG.7/2019/{number}", year=2019))
    answer = answered("第5段")
    assert answer.is_vague
    assert len(answer.candidates) == 100
    assert direct_target("第5段") == ""


@pytest.mark.django_db
def test_a_passage_is_found_once_in_whatever_languages_it_is_held() -> None:
    for language in ("zh-hans", "en"):
        document = make_document("CTOC/COP/WG.7/2019/2", language)
        make_footnote(make_paragraph(5, document=document, language=language), "3", 1)
    assert (
        direct_target("CTOC/COP/WG.7/2019/2, para. 5") == "/en/documents/CTOC/COP/WG.7/2019/2/#p5"
    )
    assert direct_target("WG.7/2019/2, fn. 3") == "/en/documents/CTOC/COP/WG.7/2019/2/#fn3"


# The search box


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("2020/18", "recommendations/2020/18/"),
        (" 2020/18 ", "recommendations/2020/18/"),
        ("2020/4", "recommendations/2020/4/"),
        (REPORT, f"documents/{REPORT}/"),
        (REPORT.lower(), f"documents/{REPORT}/"),
        ("https://undocs.org/CTOC/COP/WG.7/2020/4", f"documents/{REPORT}/"),
        ("2013年第92段", "recommendations/2013/92/"),
        ("2020 recommendation 18", "recommendations/2020/18/"),
        ("2022/61a", "recommendations/2013/92/"),
        ("CTOC/COP/WG.7/2020/4, para. 4", f"documents/{REPORT}/#p4"),
    ],
)
def test_words_for_the_search_that_are_a_citation_lead_straight(typed: str, address: str) -> None:
    assert direct_target(typed) == f"/en/{address}"


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "儿童",
        "18",
        "2020",
        "2020年",
        "第二次会议",
        "第16条",
        "《偷运移民议定书》第16条",
        "article 16",
        "建议",
        "recommendation",
        "recommendations on children",
        "2020/18 儿童",
        "-2020/18 OR 儿童",
        '"2020/18"',
        "“建议18”",
        '"2020/18',
        "2010/54",
        "2013/500",
        "第61段",
        "建议18",
        "rec 5",
        "recommendation 18",
        "2020/1, 2 and 5",
        "2013/92 2020/18",
        "第6/3号决议",
        "MSC.167(78)",
        "and/or",
    ],
)
def test_other_words_are_searched_for(typed: str) -> None:
    assert direct_target(typed) == ""


def test_ordinary_words_cost_no_query() -> None:
    # A query would fail this test, which has no database.
    assert direct_target("海上 儿童") == direct_target("第16条 migrants") == ""


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    "typed", [typed for typed in FORMS if parse_typed_citation(typed).is_strict]
)
def test_a_citation_in_the_search_box_costs_three_queries_at_most(
    typed: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):  # The third looks for a former symbol.
        direct_target(typed)


# Any input


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("第 九十二 段", "第92段"),
        ("（一）", "(a)"),
        ("㈤", "(e)"),
        ("二〇二〇年", "2020年"),
        ("2020–2022", "2020-2022"),
        ("《议定书》", "议定书"),
        ("a\u200bb\0c", "ab c"),
        ("第百条", "第100条"),
        ("[a]{b}", "(a)(b)"),
        ("(三十一)", "(三十一)"),
        ("x" * 600, "x" * LONGEST),
    ],
)
def test_ways_of_writing_are_folded(typed: str, folded: str) -> None:
    assert fold_citation(typed) == folded


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("paras. 7, 9-10 and 26", ["7", "9", "10", "26"]),
        ("第7段、第9-10段和第26段", ["7", "9", "10", "26"]),
        ("paras. 61 (a), (c) and (e)", ["61a", "61c", "61e"]),
        ("paras. 61 (a)-62 (b)", ["61a", "62b"]),
        ("paras. 8 (a)-(c), 9", ["8a", "8b", "8c", "9"]),
        ("第8(a)-(c)段", ["8a", "8b", "8c"]),
        ("para. 61a", ["61a"]),
        ("paras. 61 (aa)-(cc)", ["61aa", "61cc"]),
        ("paras. 9-7", ["9", "7"]),
        ("paras. 1-999", ["1", "999"]),
        ("para. 1000", []),
        ("paras. 5-5", ["5"]),
    ],
)
def test_lists_and_ranges_are_spelled_out(typed: str, places: list[str]) -> None:
    read = [each for source in parse_typed_citation(typed).sources for each in source.locators]
    assert [f"{each.number}{each.letter}" for each in read] == places


def test_what_is_not_understood_is_kept() -> None:
    reference = parse_typed_citation(
        "see 2013/92 on 民间社会 and partnerships, 缔约方会议第七届会议"
    )
    assert reference.codes == (RecordCode(2013, 92),)
    assert reference.unread_words == ("民间社会", "partnerships", "缔约方会议第7届会议")


def test_a_session_of_the_conference_is_none_of_the_working_group() -> None:
    for typed in ("缔约方会议第七届会议", "seventh session of the Conference"):
        assert parse_typed_citation(typed).sources == ()


def test_a_place_may_be_of_either_kind_if_the_citation_does_not_say() -> None:
    assert Locator("", 18).anchors == ("r18", "p18")
    assert parse_typed_citation("第18项").sources == (CitedSource(locators=(Locator("", 18),)),)


PIECES = st.sampled_from(
    (
        *"年第段项条、至和()-/,. #a1",
        *("建议", "第五", "㈠", "CTOC/COP/", "WG.7", "/2020/4", "2013/92", "61 (a)", "99999"),
        *("paras.", "article", "chapter X", "resolution", "session", "recommendations/"),
        *("https://undocs.org/", "https://[", "％2F", "℀", "٣", "²", "İ"),
        *("\0", "\ud800", "\u202e"),
    )
)


@pytest.mark.django_db
@examples(40)
@given(st.one_of(st.text(max_size=600), st.lists(PIECES, max_size=60).map("".join)))
@example("2020/99999")
@example("https://[::1/x")
@example("第九九九九九九九段")
@example("chapter XXXX of UNTOC")
@example("article 999 of UNTOC")
@example("session 99")
@example("paras. " + "1 (a), " * 70)
def test_nothing_typed_is_an_error(typed: str) -> None:
    answer = answered(typed)
    held = symbols_in_database(answer)
    lookup_suggestions(answer, held)
    citing_candidates(answer, held)
    direct_target(typed)


@pytest.mark.parametrize(
    "piece",
    [
        "1 (a)-",
        "(a)",
        "A/1",
        "CTOC/",
        "第1",
        "1-",
        "2020/",
        "8 and ",
        "/",
        "W",
        "http://",
        "x.un.org",
    ],
)
def test_reading_comes_to_an_end(piece: str) -> None:
    """No pattern tries each way to divide what repeats: that would take longer than anybody has."""
    for typed in (piece * 500, f"paras. {piece * 500}", f"2020/5 {piece * 500}"):
        parse_typed_citation(typed)


def test_an_empty_citation_says_nothing() -> None:
    assert parse_typed_citation("") == TypedCitation()
    assert parse_typed_citation("").is_empty
