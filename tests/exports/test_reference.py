"""Recommendations for reference managers: RIS and BibTeX, of one record and of lists."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import chain
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from recommendations.exports import bibtex, csl_json, ris
from recommendations.exports.reference import Reference
from recommendations.models import (
    AdoptionStatus,
    DataVersion,
    Recommendation,
    RecommendationText,
    WorkflowStage,
)
from recommendations.names.data_versions import data_version_name
from sessions.models import City, Document, DocumentTitle, NameOrigin, SymbolOrigin
from smuggling_kb.languages import TextStatus
from tests.builders import make_recommendation, make_session
from tests.reading import Page, file_content

pytestmark = pytest.mark.django_db

LINK = r"<http://testserver(?P<address>/[^>]+)>; rel=\"describedby\"; type=\"application/json\""
EXTENSIONS = ("ris", "bib", "csl.json")

RIS = """\
TY  - CHAP
ID  - 2012/5
AU  - Working Group on the Smuggling of Migrants,
TI  - Recommendation 2012/5 (1st session, 2012): 缔约国应当 50% 采取_行动
ST  - Recommendation 2012/5
T2  - Report of the meeting (CTOC/COP/WG.7/2012/5), para. 5
PY  - 2012
DA  - 2012/06/01/
PB  - United Nations
LA  - zh-Hans
AB  - 缔约国应当 50% 采取_行动。
N1  - Adopted: Vienna, 30 May–1 June 2012.
N1  - {database}
UR  - http://testserver/recommendations/2012/5/
ER  -\x20

"""
BIBTEX = r"""@inproceedings{wg-som-2012-5,
  author = {{Working Group on the Smuggling of Migrants}},
  title = {{Recommendation 2012/5 (1st session, 2012): 缔约国应当 50\% 采取\_行动}},
  shorttitle = {Recommendation 2012/5},
  booktitle = {Report of the meeting (CTOC/COP/WG.7/2012/5), para. 5},
  publisher = {United Nations},
  year = {2012},
  origdate = {2012-06-01},
  language = {zh-Hans},
  abstract = {缔约国应当 50\% 采取\_行动。},
  note = {Adopted: Vienna, 30 May–1 June 2012.},
  annote = {DATABASE},
  url = {http://testserver/recommendations/2012/5/},
}

"""


@pytest.fixture
def record() -> None:
    start, end = date(2012, 5, 30), date(2012, 6, 1)
    make_recommendation(
        "2012/5",
        text="缔约国应当 50% 采取_行动。",
        session=make_session(1, start=start, end=end, city=City.VIENNA),
    )
    Document.objects.update(issued=end)
    DocumentTitle.objects.update(title="Report of the meeting")


#: The entries of a file of each kind.
PARSERS: dict[str, Callable[[str], list[Any]]] = {
    "ris": lambda file: file.split("ER  - \r\n\r\n")[:-1],
    "bib": lambda file: re.findall(r"^@(?!comment).*?^}", file, re.MULTILINE | re.DOTALL),
    "csl.json": json.loads,
}


def body(response: HttpResponseBase) -> str:
    return file_content(response).decode()


def database() -> str:
    version = data_version_name(DataVersion.objects.current())
    return f"{version}; texts of 1 of 1 known sessions"


@pytest.mark.usefixtures("record")
def test_the_whole_ris_of_a_record(client: Client) -> None:
    answer = client.get("/en/recommendations/2012/5.ris")
    assert answer.content.decode() == RIS.format(database=database()).replace("\n", "\r\n")
    assert answer.headers["Content-Type"] == "application/x-research-info-systems"


@pytest.mark.usefixtures("record")
def test_the_whole_bibtex_of_a_record(client: Client) -> None:
    answer = client.get("/en/recommendations/2012/5.bib")
    assert answer.content.decode() == BIBTEX.replace("DATABASE", database())
    assert answer.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"


@pytest.mark.usefixtures("record")
def test_the_whole_csl_json_of_a_record(client: Client) -> None:
    answer = client.get("/en/recommendations/2012/5.csl.json")
    assert json.loads(answer.content) == [
        {
            "id": "wg-som-2012-5",
            "type": "chapter",
            "title": "Recommendation 2012/5 (1st session, 2012): 缔约国应当 50% 采取_行动",
            "title-short": "Recommendation 2012/5",
            "author": [{"literal": "Working Group on the Smuggling of Migrants"}],
            "container-title": "Report of the meeting (CTOC/COP/WG.7/2012/5), para. 5",
            "publisher": "United Nations",
            "issued": {"date-parts": [[2012, 6, 1]]},
            "original-date": {"date-parts": [[2012, 6, 1]]},
            "language": "zh-Hans",
            "abstract": "缔约国应当 50% 采取_行动。",
            "note": f"Adopted: Vienna, 30 May–1 June 2012. {database()}",
            "URL": "http://testserver/recommendations/2012/5/",
        }
    ]
    assert answer.headers["Content-Type"] == "application/vnd.citationstyles.csl+json"


@pytest.fixture
def translation(record: None) -> RecommendationText:
    """An unofficial text of the record in English, and an editor's title beside the printed one."""
    del record
    DocumentTitle.objects.update(language="zh-hans", title="会议报告", origin=NameOrigin.DOCUMENT)
    DocumentTitle.objects.create(
        document=Document.objects.get(),
        language="en",
        title="Report of the meeting",
        origin=NameOrigin.EDITOR,
    )
    return RecommendationText.objects.create(
        recommendation=Recommendation.objects.get(),
        language="en",
        text_status=TextStatus.UNOFFICIAL,
        text="States parties should act, 50% of them.",
    )


TITLE = "Recommendation 2012/5 (1st session, 2012): 缔约国应当 50% 采取_行动"
WITH_TRANSLATION = f"{TITLE} [States parties should act, 50% of them]"
CONTAINER = "会议报告 [Report of the meeting] (CTOC/COP/WG.7/2012/5), para. 5"
UNOFFICIAL = "Unofficial translation into English: States parties should act, 50% of them."


@pytest.mark.usefixtures("translation")
def test_the_document_is_cited_and_its_translation_follows_where_no_style_prints_it(
    client: Client,
) -> None:
    lines = client.get("/en/recommendations/2012/5.ris").content.decode().split("\r\n")
    assert lines[3:14] == [
        f"TI  - {WITH_TRANSLATION}",
        "ST  - Recommendation 2012/5",
        f"T2  - {CONTAINER}",
        "PY  - 2012",
        "DA  - 2012/06/01/",
        "PB  - United Nations",
        "LA  - zh-Hans",
        "AB  - 缔约国应当 50% 采取_行动。",
        "N1  - Adopted: Vienna, 30 May–1 June 2012.",
        f"N1  - {UNOFFICIAL}",
        f"N1  - {database()}",
    ]
    (item,) = client.get("/en/recommendations/2012/5.csl.json").json()
    assert item["title"] == WITH_TRANSLATION
    assert item["container-title"] == CONTAINER
    assert (item["language"], item["abstract"]) == ("zh-Hans", "缔约国应当 50% 采取_行动。")
    assert item["note"].endswith(f" {UNOFFICIAL} {database()}")
    bib = client.get("/en/recommendations/2012/5.bib").content.decode()
    assert f"  annote = {{{bibtex.escape_latex(f'{UNOFFICIAL} {database()}')}}},\n" in bib
    assert "  language = {zh-Hans},\n" in bib


@pytest.mark.usefixtures("translation")
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_where_the_originals_are_asked_for_no_translation_is_cited(
    client: Client, extension: str
) -> None:
    for address in ("recommendations", "recommendations/2012/5"):
        answer = client.get(f"/en/{address}.{extension}?text=original")
        assert answer.status_code == 200
        file = body(answer)
        assert "States parties" not in file
        assert "Report of the meeting" not in file
    assert TITLE in body(client.get("/en/recommendations.ris?text=original"))


@pytest.mark.usefixtures("translation")
@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_list_cites_a_translated_record_as_its_own_reference_does(
    client: Client, language: str, extension: str
) -> None:
    parse = PARSERS[extension]
    make_recommendation("2012/6")
    one = client.get(f"/{language}/recommendations/2012/5.{extension}").content.decode()
    many = body(client.get(f"/{language}/recommendations.{extension}?sort=code"))
    assert parse(many)[0] == parse(one)[0]


def test_an_official_text_in_the_language_of_the_reader_is_cited_itself(
    client: Client, translation: RecommendationText
) -> None:
    translation.text_status = TextStatus.OFFICIAL
    translation.document_symbol = "CTOC/COP/WG.7/2012/5"
    translation.save()
    entry = client.get("/en/recommendations/2012/5.ris").content.decode()
    assert "LA  - en\r\n" in entry
    assert "AB  - States parties should act, 50% of them.\r\n" in entry
    assert "缔约国" not in entry


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_reference_is_named_for_the_record_the_day_and_the_data_and_says_what_describes_it(
    client: Client, extension: str
) -> None:
    answer = client.get(f"/en/recommendations/2012/5.{extension}")
    version = DataVersion.objects.current().digest
    ending = f"1-of-1-meetings-{timezone.localdate():%Y-%m-%d}-{version}.{extension}"
    assert answer.headers["Content-Disposition"].startswith(
        f'attachment; filename="2012-5-{ending}"; '
    )
    match = re.fullmatch(LINK, answer.headers["Link"])
    assert match
    described = client.get(match["address"])
    assert {"data_version", "date", "terms", "disclaimer"} <= described.json().keys()


@pytest.mark.usefixtures("record")
def test_references_are_in_the_readers_language(client: Client) -> None:
    entry = client.get("/zh-hans/recommendations/2012/5.ris").content.decode()
    assert "ST  - 建议 2012/5\r\n" in entry
    assert re.search(r"^T2  - .*第 5 段\r$", entry, re.MULTILINE)


@pytest.mark.usefixtures("record")
def test_a_list_has_the_entry_of_every_record(client: Client) -> None:
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2019/22a", status=AdoptionStatus.RESOLUTION)
    make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    for extension, parse in PARSERS.items():
        entries = [
            parse(client.get(f"/en/recommendations/{code}.{extension}").content.decode())
            for code in ("2010/54a", "2012/5", "2019/22a")
        ]
        address = f"/en/recommendations.{extension}"
        assert parse(body(client.get(f"{address}?sort=code"))) == list(chain(*entries))
        assert parse(body(client.get(f"{address}?status=adopted"))) == entries[1]
        assert parse(body(client.get(f"{address}?status=adopted&year=2010"))) == []


def test_the_author_is_the_body_whose_words_they_are(client: Client) -> None:
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2019/22a", status=AdoptionStatus.RESOLUTION)

    def lines(code: str) -> list[str]:
        return client.get(f"/en/recommendations/{code}.ris").content.decode().split("\r\n")

    assert {
        "AU  - United Nations,",
        "TI  - Proposal 2010/54a (not adopted by the Working Group): 缔约国应当采取行动",
    } <= set(lines("2010/54a"))
    assert (
        "AU  - Conference of the Parties to the United Nations Convention against"
        " Transnational Organized Crime," in lines("2019/22a")
    )


def test_the_words_before_a_list_belong_to_the_abstract(client: Client) -> None:
    make_recommendation("2022/61b", text="儿童；\n(a) 甲；")
    RecommendationText.objects.update(chapeau="缔约国应当：")
    entry = client.get("/en/recommendations/2022/61b.ris").content.decode()
    assert "AB  - 缔约国应当： 儿童； (a) 甲；\r\n" in entry


def test_a_record_without_a_source_has_its_own_year(client: Client) -> None:
    make_recommendation("2012/5").occurrences.all().delete()
    entry = client.get("/en/recommendations/2012/5.ris").content.decode()
    assert "PY  - 2012\r\n" in entry
    assert not re.search("^(T2|DA)", entry, re.MULTILINE)
    assert client.get("/en/recommendations/2012/5.bib").content.startswith(b"@misc{")
    (item,) = client.get("/en/recommendations/2012/5.csl.json").json()
    assert item["type"] == "document"
    assert item["issued"] == {"date-parts": [[2012]]}


@pytest.mark.usefixtures("record")
def test_a_record_leads_to_its_references(client: Client) -> None:
    page = Page(client.get("/en/recommendations/2012/5/"))
    assert page.link("/en/recommendations/2012/5.ris").text == "RIS"
    assert page.link("/en/recommendations/2012/5.bib").text == "BibTeX"
    assert page.link("/en/recommendations/2012/5.csl.json").text == "CSL-JSON"


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_drafts_and_unknown_codes_are_not_found(client: Client, extension: str) -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    for code in ("2012/5", "2012/6"):
        assert client.get(f"/en/recommendations/{code}.{extension}").status_code == 404


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


def made_of(words: str) -> Reference:
    return Reference(
        "2012/5",
        author=words,
        name=words,
        title=words,
        container=words,
        year=2012,
        issued=None,
        adopted=None,
        language="en",
        words=words,
        translation=words,
        note=words,
        database=words,
        url="http://x/",
    )


@given(ANY_TEXT)
def test_no_text_breaks_an_entry_of_ris(words: str) -> None:
    lines = ris.ris_entry(made_of(words)).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-2])
    assert lines[-3:] == ["ER  - ", "", ""]
    assert sum(line.startswith("ER") for line in lines) == 1


@given(ANY_TEXT)
def test_no_text_breaks_an_entry_of_bibtex(words: str) -> None:
    entry = bibtex.bibtex_entry(made_of(words))
    bare = re.sub(r"\\[{}$&%#_]", "", entry)
    depth = 0
    for place, character in enumerate(bare):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth > 0 or place < bare.index("{") or place >= len(bare) - 3
    assert depth == 0


@given(ANY_TEXT)
def test_any_text_comes_back_from_csl_json(words: str) -> None:
    item = json.loads(csl_json.csl_item(made_of(words)))
    assert item.get("title", "") == item.get("abstract", "") == words


@given(ANY_TEXT)
def test_words_that_are_filled_in_stand_as_those_that_are_not(words: str) -> None:
    assert json.loads(f'"{csl_json.escape_json(words)}"') == words


@given(ANY_TEXT)
def test_no_text_ends_a_comment_of_bibtex_or_begins_an_entry(words: str) -> None:
    comment = bibtex.bibtex_comment([words, words])
    assert (comment.count("{"), comment.count("}"), comment.count("@")) == (1, 1, 1)
    assert comment.endswith("\n}\n\n")


@given(ANY_TEXT)
def test_latex_reads_what_was_written(words: str) -> None:
    written = bibtex.escape_latex(words)
    for character, escape in bibtex.SPECIAL.items():
        if len(escape) > 2:
            written = written.replace(escape, character)
    assert re.sub(r"\\([{}$&%#_])", r"\1", written) == bibtex.NOT_IN_VALUES.sub(" ", words)


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_reference_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int, extension: str
) -> None:
    for number in range(5, 5 + records):
        make_recommendation(f"2012/{number}", session=make_session(1))
    with django_assert_num_queries(4):
        client.get(f"/en/recommendations/2012/5.{extension}")


@pytest.fixture
def inferred(db: None) -> None:
    """A record whose document's symbol no document proves."""
    make_recommendation("2012/5", session=make_session(1))
    Document.objects.update(symbol_origin=SymbolOrigin.INFERRED)


@pytest.mark.usefixtures("inferred")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_symbol_that_is_inferred_is_cited_as_inferred(
    client: Client, language: str, extension: str
) -> None:
    with override(language):
        marked = gettext("%(symbol)s [symbol inferred]") % {"symbol": "CTOC/COP/WG.7/2012/5"}
    one = client.get(f"/{language}/recommendations/2012/5.{extension}").content.decode()
    assert one.count(marked) == 1
    parse = PARSERS[extension]
    assert parse(body(client.get(f"/{language}/recommendations.{extension}"))) == parse(one)


@pytest.mark.usefixtures("inferred")
def test_the_citation_on_the_page_and_the_brief_say_that_a_symbol_is_inferred(
    client: Client,
) -> None:
    symbol = "CTOC/COP/WG.7/2012/5 [symbol inferred]"
    page = Page(client.get("/en/recommendations/2012/5/"))
    assert f"in {symbol}, para. 5" in page.one("#citation-en").text
    assert symbol in Page(client.get("/en/brief/")).text
    with zipfile.ZipFile(BytesIO(client.get("/en/brief.docx").content)) as docx:
        assert "[symbol inferred]" in docx.read("word/document.xml").decode()


@pytest.mark.parametrize("status", [SymbolOrigin.PRINTED, SymbolOrigin.CONFIRMED])
def test_a_symbol_that_is_proven_is_cited_as_it_is(client: Client, status: str) -> None:
    make_recommendation("2012/5", session=make_session(1))
    Document.objects.update(symbol_origin=status)
    assert b"inferred" not in client.get("/en/recommendations/2012/5.ris").content
