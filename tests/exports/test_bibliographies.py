"""References read and printed by other people's programs: each particular once, none lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import rispy
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from django.test import Client
from django.utils.translation import override
from pybtex import PybtexEngine
from pybtex.database import parse_string

from recommendations.models import Recommendation
from sessions.models import DocumentTitle
from tests.reading import file_content

pytestmark = pytest.mark.usefixtures("knowledge_base")

LANGUAGES = ("en", "zh-hans")
#: The list that is printed: records of every status, and of documents of inferred symbols.
QUERY = "?theme=cooperation"


class Printed(NamedTuple):
    """What a bibliography has of a record."""

    url: str
    name: str
    words: str
    document: str
    symbol: str


def download(client: Client, address: str) -> str:
    return file_content(client.get(address)).decode()


def expected(client: Client, language: str, query: str = "") -> Iterator[Printed]:
    """The particulars of every record of a list, read from another file and the database."""
    titles = DocumentTitle.objects.title_by_document(language)
    documents = {
        title.document.symbol: title.title
        for title in DocumentTitle.objects.select_related("document")
        if title == titles[title.document_id]
    }
    for record in json.loads(download(client, f"/{language}/recommendations.json{query}"))[
        "results"
    ]:
        yield Printed(
            record["url"],
            record["code"],
            " ".join(record["text"].split())[:20],
            documents[record["document"]],
            record["document"],
        )


def check_once(entries: list[str], records: list[Printed]) -> None:
    """Each record has one entry, which names each of its particulars once."""
    assert len(entries) == len(records) > 40
    for record in records:
        (entry,) = [each for each in entries if f"{record.url}." in each]
        counts = {part: entry.count(part) for part in record}
        counts[record.name] -= entry.count(record.url)
        assert counts == dict.fromkeys(record, 1), entry


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", ["plain", "alpha", "unsrt"])
def test_a_bibliography_by_bibtex_prints_each_particular_once(
    client: Client, language: str, style: str
) -> None:
    file = download(client, f"/{language}/recommendations.bib{QUERY}")
    printed = PybtexEngine().format_from_string(file, style=style, output_backend="text")
    check_once(printed.splitlines(), list(expected(client, language, QUERY)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bibliography_by_a_citation_processor_prints_each_particular_once(
    client: Client, language: str
) -> None:
    items = json.loads(download(client, f"/{language}/recommendations.csl.json{QUERY}"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    entries = [str(entry) for entry in bibliography.bibliography()]
    check_once(entries, list(expected(client, language, QUERY)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_programs_read_the_same_from_every_format(client: Client, language: str) -> None:
    records = list(expected(client, language))
    with override(language):
        adopted = {
            record.code: record.session.end.isoformat()
            for record in Recommendation.objects.published().select_related("session")
            if record.session and record.session.end
        }
    ris = rispy.loads(download(client, f"/{language}/recommendations.ris"))
    bib = parse_string(download(client, f"/{language}/recommendations.bib"), "bibtex")
    csl = json.loads(download(client, f"/{language}/recommendations.csl.json"))
    assert len(ris) == len(bib.entries) == len(csl) == len(records) == 129
    for record, of_ris, of_bib, of_csl in zip(records, ris, bib.entries.values(), csl, strict=True):
        assert of_ris["type_of_reference"] == "CHAP"
        assert of_ris["id"] == record.name
        assert of_bib.key == of_csl["id"] == f"wg-som-{record.name.replace('/', '-')}"
        assert of_ris["urls"] == [record.url]
        assert of_bib.fields["url"] == of_csl["URL"] == record.url
        assert spaced(of_bib.fields["title"].strip("{}")) == spaced(of_csl["title"])
        assert of_ris["title"] == of_csl["title"]
        assert of_ris["secondary_title"] == of_bib.fields["booktitle"] == of_csl["container-title"]
        assert of_ris["year"] == of_bib.fields["year"] == str(of_csl["issued"]["date-parts"][0][0])
        day = of_bib.fields.get("origdate", "")
        assert day == adopted.get(record.name, "") == iso_date(of_csl.get("original-date"))
        assert of_ris["authors"] == [of_csl["author"][0]["literal"] + ","]
        assert [str(person) for person in of_bib.persons["author"]] == [
            f"{{{of_csl['author'][0]['literal']}}}"
        ]


def spaced(words: str) -> str:
    """Words without the difference of spaces, which one of the programs does not keep."""
    return " ".join(words.split())


def iso_date(found: dict[str, Any] | None) -> str:
    return "{:04}-{:02}-{:02}".format(*found["date-parts"][0]) if found else ""
