"""Prepares a database, new or of an earlier version, and prints what its public pages are.

VAR_DIR=… python -m tests.upgrading [--all]

As JSON: the data version, and by its address the digest of each page and file that is public; the
most telling ones, or with ``--all`` every page of the map of the site and of the tests.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator

import django
from django.conf import settings

HOST = "localhost"
LOCATION = r"<loc>https?://[^/]+(/[^<]+)</loc>"
TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]+"')

#: What holds every row that is public: records with all that belongs to them, indexes, passages.
TELLING = (
    "/en/recommendations.json",
    "/en/recommendations.csv",
    "/en/recommendations/2012/5.json",
    "/en/",
    "/en/index/",
    "/en/themes/",
    "/en/sessions/",
    "/en/documents/",
    "/en/articles/som-protocol/",
    "/en/citations/",
    "/en/passages.json",
    "/en/about/data/",
    "/zh-hans/recommendations/2012/5/",
)

OTHERS = (
    "concordance.csv",
    "documents/citing.csv",
    "explore/matrix.svg",
    "explore/timeline.csv",
    "passages.csv",
    "recommendations.atom",
    "recommendations.bib",
    "recommendations.json",
    "recommendations.ris",
    "recommendations/2012/",
    "recommendations/suggest/?q=children",
)


def main(arguments: list[str]) -> None:
    """Prepare and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args(arguments)
    from smuggling_kb.database.preparation import prepare_database

    with contextlib.redirect_stdout(sys.stderr):
        prepare_database()
    addresses = sorted(set(every_address())) if options.all else TELLING
    print(json.dumps({"version": data_version(), **page_digests(addresses)}))


def data_version() -> str:
    from recommendations.models import DataVersion

    version = DataVersion.objects.current()
    return f"{version.digest} {version.date}"


def every_address() -> Iterator[str]:
    """Yield the addresses in the map of the site, and those of the tests, in both languages."""
    from smuggling_kb.languages import INTERFACE
    from tests.public_pages import ALL

    yield from TELLING
    yield "/sitemap.xml"
    for page in (*ALL, *OTHERS):
        yield from (f"/{language}/{page}" for language in INTERFACE)
    sitemap = body("/sitemap.xml")
    for part in re.findall(r"<loc>https?://[^/]+(/sitemap[^<]*)</loc>", sitemap) or [
        "/sitemap.xml"
    ]:
        yield from re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", body(part))


def page_digests(addresses: Iterable[str]) -> dict[str, str]:
    return {
        address: hashlib.sha256(body(address).encode()).hexdigest()[:16] for address in addresses
    }


def body(address: str) -> str:
    """Return the status and the text of a page, without what each answer with a form has anew."""
    from django.test import Client

    response = Client(HTTP_HOST=HOST, raise_request_exception=False).get(address)
    content: bytes = response.getvalue()
    return f"{response.status_code} {TOKEN.sub('', content.decode())}"


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    django.setup()
    settings.ALLOWED_HOSTS.append(HOST)
    main(sys.argv[1:])
