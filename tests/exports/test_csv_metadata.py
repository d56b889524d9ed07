"""Every text file says what it was asked for, of which data it is and on what terms.

What a format has no place for stands where the file's header ``Link`` leads.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from recommendations.exports.columns import column_names
from recommendations.exports.passage_files import PASSAGE_COLUMNS
from recommendations.exports.provenance import disclaimer, terms_of_use, terms_with_address
from recommendations.models import DataVersion
from tests.builders import make_recommendation, make_session
from tests.reading import file_content

pytestmark = [pytest.mark.django_db, pytest.mark.data_version]

LINK = re.compile(r'<http://testserver(/[^>]+)>; rel="describedby"; type="([a-z/+]+)"')
QUERY = "?theme=prevention&status=adopted"


@pytest.fixture
def records() -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1))
    make_recommendation("2013/7", status="proposed")


def metadata(client: Client, answer: HttpResponseBase) -> Any:
    """What the file links to."""
    match = LINK.fullmatch(answer.headers["Link"])
    assert match
    described = client.get(match[1])
    assert described.status_code == 200
    assert described.headers["Content-Type"] == match[2]
    return described.json()


@pytest.mark.usefixtures("records")
def test_the_whole_description_of_a_list(client: Client) -> None:
    answer = client.get(f"/en/recommendations.csv{QUERY}&columns=text&columns=code&sort=code")
    found = metadata(client, answer)
    version = DataVersion.objects.current()
    assert found.pop("tableSchema") == {
        "columns": [
            {
                "name": "text",
                "titles": "text",
                "dc:description": "The words, without number, label or chapeau. Each lettered item"
                " is on a line of its own.",
            },
            {
                "name": "code",
                "titles": "code",
                "dc:description": "This site’s own code: year, printed number and letter. Not a"
                " United Nations symbol.",
            },
        ],
        "primaryKey": ["code"],
    }
    assert found == {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"http://testserver/en/recommendations.csv{QUERY}"
        "&sort=code&columns=text&columns=code",
        "dc:title": "Recommendations: Prevention, status “Adopted”",
        "dc:description": "Theme: Prevention · Status: Adopted",
        "dc:extent": "2 adopted",
        "dc:language": "Chinese",
        "dc:created": timezone.localdate().isoformat(),
        "dc:modified": version.date.isoformat(),
        "schema:version": version.digest,
        "dc:provenance": "Texts of 1 of 1 known sessions.",
        "dc:rights": terms_with_address("http://testserver"),
        "rdfs:comment": disclaimer(),
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
    }


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("extension", ["csv", "ris", "bib", "csl.json", "json"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_file_of_a_list_carries_all_that_one_must_know_of_it(
    client: Client, extension: str, language: str
) -> None:
    answer = client.get(f"/{language}/recommendations.{extension}{QUERY}")
    found = metadata(client, answer)
    assert len(found["tableSchema"]["columns"]) == len(column_names())
    name = answer.headers["Content-Disposition"]
    version, today = DataVersion.objects.current().digest, f"{timezone.localdate():%Y-%m-%d}"
    assert f"theme-prevention-status-adopted-1-of-1-meetings-{today}-{version}.{extension}" in name
    body = file_content(answer).decode()
    if extension in ("json", "bib"):
        with override(language):
            assert disclaimer() in body
            assert terms_of_use() in body
        assert f"http://testserver/{language}/recommendations.{extension}{QUERY}" in body
        assert version in body


@pytest.mark.usefixtures("records")
def test_the_description_of_passages_names_their_columns(client: Client) -> None:
    found = metadata(client, client.get("/en/passages.csv?kind=heading"))
    assert [column["name"] for column in found["tableSchema"]["columns"]] == [
        column.name for column in PASSAGE_COLUMNS
    ]
    assert found["url"] == "http://testserver/en/passages.csv?kind=heading"
    assert found["dc:extent"] == f"{found['dc:extent'].split()[0]} passages"
    assert found["schema:version"] == DataVersion.objects.current().digest
    assert metadata(client, client.get("/en/passages.json?kind=heading")) == found


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("address", ["alignment.csv", "concordance.csv", "documents/citing.csv"])
def test_tables_without_a_filter_link_to_the_page_on_data(client: Client, address: str) -> None:
    answer = client.get(f"/en/{address}")
    match = LINK.fullmatch(answer.headers["Link"])
    assert match
    assert match.groups() == ("/en/about/data/", "text/html")
    version = DataVersion.objects.current().digest
    assert f"{timezone.localdate():%Y-%m-%d}-{version}.csv" in answer.headers["Content-Disposition"]


@pytest.mark.usefixtures("records")
def test_a_fault_in_the_filter_is_a_fault_of_the_description_too(client: Client) -> None:
    assert client.get("/en/recommendations.csv-metadata.json?theme=x").status_code == 400
    assert client.get("/en/passages.csv-metadata.json?kind=x").status_code == 400
