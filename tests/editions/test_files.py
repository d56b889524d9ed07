"""Every page and every file says of which version of the data it is."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client

from recommendations.exports import FORMATS
from recommendations.models import DataVersion
from recommendations.pages.charts.registry import CHARTS
from tests.builders import make_recommendation, make_session

pytestmark = pytest.mark.django_db

FILES = [
    *(f"recommendations.{extension}" for extension in FORMATS),
    "recommendations.csv-metadata.json",
    "passages.csv-metadata.json",
    *(f"recommendations/2012/5.{extension}" for extension in ("json", "ris", "bib", "csl.json")),
    *(
        "brief.docx",
        "alignment.csv",
        "concordance.csv",
        "documents/citing.csv",
        "passages.csv",
        "passages.json",
    ),
    "documents/citing.svg",
    *(f"explore/{slug}.{extension}" for slug in CHARTS for extension in ("svg", "csv")),
]
PAGES = ["", "recommendations/", "recommendations/2012/5/", "brief/", "about/", "about/data/"]


def content(response: HttpResponseBase) -> bytes:
    parts: Any = response
    if isinstance(response, StreamingHttpResponse):
        parts = response.streaming_content
    return b"".join(parts)


def words(response: HttpResponseBase) -> str:
    """The file's name and all that is in it, unpacked."""
    name = response.headers.get("Content-Disposition", "")
    file = content(response)
    if not file.startswith(b"PK"):
        return name + file.decode()
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return name + "".join(
            parts.read(each).decode(errors="replace") for each in parts.namelist()
        )


@pytest.mark.parametrize("address", [*FILES, *PAGES])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_says_its_data_version(client: Client, address: str, language: str) -> None:
    make_recommendation("2012/5", session=make_session(1))
    response = client.get(f"/{language}/{address}")
    assert response.status_code == 200
    assert DataVersion.objects.current().digest in words(response)


@pytest.mark.parametrize("address", ["recommendations", "recommendations/2012/5", "passages"])
def test_json_has_a_field_for_it(client: Client, address: str) -> None:
    make_recommendation("2012/5")
    query = "?q=应当" if address == "passages" else ""
    found = json.loads(content(client.get(f"/en/{address}.json{query}")))
    assert found["data_version"] == DataVersion.objects.current().digest
