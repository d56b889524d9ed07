"""Recommendations for reference managers: RIS and BibTeX, of one record and of lists."""

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from recommendations.exports import bibtex, ris
from recommendations.exports.reference import Reference
from recommendations.models import (
    AdoptionStatus,
    DataVersion,
    RecommendationText,
    WorkflowStage,
)
from recommendations.names.data_versions import data_version_name
from sessions.models import City, Document, DocumentTitle, SymbolOrigin
from tests.builders import make_recommendation, make_session
from tests.reading import Page, file_content

pytestmark = pytest.mark.django_db

RIS = """\
TY  - GOVDOC
ID  - 2012/5
AU  - Working Group on the Smuggling of Migrants,
TI  - Recommendation 2012/5
T2  - Report of the meeting
SN  - CTOC/COP/WG.7/2012/5
SP  - para. 5
PY  - 2012
DA  - 2012/06/01/
PB  - United Nations
LA  - zh-Hans
AB  - 缔约国应当 50% 采取_行动。
N1  - Working Group on the Smuggling of Migrants, recommendation 2012/5, adopted at its \
1st session (Vienna, 30 May–1 June 2012), in CTOC/COP/WG.7/2012/5, para. 5, \
http://testserver/recommendations/2012/5/
DB  - {database}
UR  - http://testserver/recommendations/2012/5/
ER  -\x20

"""
BIBTEX = (
    r"""@techreport{wg-som-2012-5,
  author = {{Working Group on the Smuggling of Migrants}},
  title = {{Recommendation 2012/5}},
  booktitle = {Report of the meeting},
  institution = {United Nations},
  number = {CTOC/COP/WG.7/2012/5},
  pages = {para. 5},
  year = {2012},
  language = {zh-Hans},
  abstract = {缔约国应当 50\% 采取\_行动。},
  note = {Working Group on the Smuggling of Migrants, recommendation 2012/5, adopted at its 1st """
    r"""\
session (Vienna, 30 May–1 June 2012), in CTOC/COP/WG.7/2012/5, para. 5, """
    r"""\
http://testserver/recommendations/2012/5/},
  annote = {DATABASE},
  url = {http://testserver/recommendations/2012/5/},
}
"""
)


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


def body(response: HttpResponseBase) -> str:
    return file_content(response).decode()


def database() -> str:
    version = data_version_name(DataVersion.objects.current())
    return f"{version}; texts of 1 of 1 known meetings"


@pytest.mark.usefixtures("record")
def test_the_whole_ris_of_a_record(client: Client) -> None:
    answer = client.get("/en/recommendations/2012/5.ris")
    assert answer.content.decode() == RIS.format(database=database()).replace("\n", "\r\n")
    assert answer.headers["Content-Type"] == "application/x-research-info-systems"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="2012-5.ris"'


@pytest.mark.usefixtures("record")
def test_the_whole_bibtex_of_a_record(client: Client) -> None:
    answer = client.get("/en/recommendations/2012/5.bib")
    expected = BIBTEX.replace("\\\n", "").replace("DATABASE", database()) + "\n"
    assert answer.content.decode() == expected
    assert answer.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"


@pytest.mark.usefixtures("record")
def test_references_are_in_the_readers_language(client: Client) -> None:
    entry = client.get("/zh-hans/recommendations/2012/5.ris").content.decode()
    assert "TI  - 建议 2012/5\r\n" in entry
    assert "SP  - 第 5 段\r\n" in entry


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("extension", ["ris", "bib"])
def test_a_list_has_the_entry_of_every_record(client: Client, extension: str) -> None:
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2019/22a", status=AdoptionStatus.RESOLUTION)
    make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    codes = ("2012/5", "2019/22a", "2010/54a")
    entries = [client.get(f"/en/recommendations/{code}.{extension}") for code in codes]
    whole = body(client.get(f"/en/recommendations.{extension}"))
    assert whole == "".join(entry.content.decode() for entry in entries)
    assert body(client.get(f"/en/recommendations.{extension}?status=adopted")) == (
        entries[0].content.decode()
    )


def test_the_author_is_the_body_whose_words_they_are(client: Client) -> None:
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    make_recommendation("2019/22a", status=AdoptionStatus.RESOLUTION)

    def lines(code: str) -> list[str]:
        return client.get(f"/en/recommendations/{code}.ris").content.decode().split("\r\n")

    assert {"AU  - United Nations,", "TI  - Proposal 2010/54a"} <= set(lines("2010/54a"))
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
    assert not re.search("^(SN|SP|T2|DA)", entry, re.MULTILINE)


@pytest.mark.usefixtures("record")
def test_a_record_leads_to_its_references(client: Client) -> None:
    page = Page(client.get("/en/recommendations/2012/5/"))
    assert page.link("/en/recommendations/2012/5.ris").text == "RIS"
    assert page.link("/en/recommendations/2012/5.bib").text == "BibTeX"


@pytest.mark.parametrize("extension", ["ris", "bib"])
def test_drafts_and_unknown_codes_are_not_found(client: Client, extension: str) -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    for code in ("2012/5", "2012/6"):
        assert client.get(f"/en/recommendations/{code}.{extension}").status_code == 404


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


def made_of(words: str) -> Reference:
    return Reference(
        "2012/5",
        words,
        words,
        words,
        words,
        words,
        2012,
        None,
        "en",
        words,
        words,
        words,
        "http://x/",
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
        assert depth > 0 or place in (*range(11), len(bare) - 3, len(bare) - 2, len(bare) - 1)
    assert depth == 0


@given(ANY_TEXT)
def test_latex_reads_what_was_written(words: str) -> None:
    written = bibtex.escape_latex(words)
    for character, escape in bibtex.SPECIAL.items():
        if len(escape) > 2:
            written = written.replace(escape, character)
    assert re.sub(r"\\([{}$&%#_])", r"\1", written) == bibtex.NOT_IN_VALUES.sub(" ", words)


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize("extension", ["ris", "bib"])
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
@pytest.mark.parametrize("extension", ["ris", "bib"])
def test_a_symbol_that_is_inferred_is_cited_as_inferred(
    client: Client, language: str, extension: str
) -> None:
    with override(language):
        marked = gettext("%(symbol)s [symbol inferred]") % {"symbol": "CTOC/COP/WG.7/2012/5"}
    one = client.get(f"/{language}/recommendations/2012/5.{extension}").content.decode()
    assert one.count(marked) == 2  # The number of the document, and the citation.
    assert body(client.get(f"/{language}/recommendations.{extension}")) == one


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
