"""Metadata of a CSV file, in the vocabulary of the W3C's "CSV on the Web".

A CSV file has no place for remarks. Each therefore links to a description of itself: what it was
asked for, how many rows it has, of which data, on what terms, and what its columns mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from recommendations.exports.columns import CodebookColumn
from recommendations.exports.passage_files import PassageColumn
from recommendations.exports.provenance import FileProvenance
from recommendations.models import DataVersion
from smuggling_kb.languages import BY_CODE

CONTENT_TYPE = "application/csvm+json"


def csv_metadata(
    provenance: FileProvenance,
    version: DataVersion,
    columns: Iterable[CodebookColumn | PassageColumn],
    primary_key: list[str],
) -> dict[str, Any]:
    """Return the description of a file whose rows are told apart by ``primary_key``."""
    language = BY_CODE[get_language()]
    gap = language.gap
    known = {
        "dc:title": provenance.heading,
        "dc:description": provenance.filters,
        "dc:extent": provenance.count,
        "dc:language": provenance.texts,
        "dc:created": timezone.localdate(),
        "dc:modified": version.date,
        "schema:version": version.label,
        "dc:provenance": provenance.coverage,
        "dc:rights": provenance.terms,
        "rdfs:comment": gap.join(filter(None, (provenance.translations, provenance.disclaimer))),
    }
    described = [
        {"name": each.name, "titles": each.name, "dc:description": str(each.meaning)}
        for each in columns
    ]
    names = {column["name"] for column in described}
    key = {"primaryKey": primary_key} if names.issuperset(primary_key) else {}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language.tag}],
        "url": provenance.address,
        **{name: value for name, value in known.items() if value},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": described, **key},
    }


def metadata_link(address: str) -> str:
    """Return the header ``Link`` of a file that the metadata at an address describe."""
    return description_link(address, CONTENT_TYPE)


def description_link(address: str, content_type: str = "text/html") -> str:
    """Return the header ``Link`` of a file that is described elsewhere."""
    return f'<{address}>; rel="describedby"; type="{content_type}"'
