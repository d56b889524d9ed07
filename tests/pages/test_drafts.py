"""Drafts change nothing that the public sees: all pages and downloads, with and without them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.exports import FORMATS, reference_formats
from recommendations.models import (
    Citation,
    Provision,
    Recommendation,
    RecommendationText,
    Theme,
    WorkflowStage,
)
from recommendations.similarity import computation
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.languages import INTERFACE, LanguageCode, TextStatus
from tests.builders import (
    assign,
    make_citation,
    make_document,
    make_link,
    make_paragraph,
    make_recommendation,
    make_relation,
    make_restatement,
    make_session,
    make_subject,
    make_theme,
)
from tests.public_pages import ALL

#: The words of what is not published, like those of many records.
HIDDEN = "缔约国应当考虑制定打击偷运移民的综合战略，保护被偷运移民的权利，加强国际合作。"

#: A document, a meeting, a theme and a subject that nothing published belongs to.
SYMBOL, MEETING, THEME, SUBJECT = "CTOC/COP/WG.7/1991/9", 91, "theme-of-drafts", "subject-of-drafts"

#: What each answer with a form has anew.
TOKEN = re.compile('name="csrfmiddlewaretoken" value="[^"]+"')

#: The list of the files of the sitemap, and these.
SITEMAP = ("/sitemap.xml", *(f"/sitemap.xml?page={number}" for number in (1, 2, 3)))

#: Addresses besides the pages that others list.
OTHERS = (
    "opensearch.xml",
    "documents/citing.csv",
    "passages.csv?q=儿童",
    "passages.json?q=儿童",
    "alignment.csv",
    "concordance.csv",
    "recommendations/suggest/?q=偷运",
    "recommendations/suggest/?q=1991",
    "recommendations/suggest/?q=subject",
    "recommendations/?q=综合战略",
    "recommendations/?q=strategy",
    "recommendations/?year=2012&theme=prevention&size=200",
    "passages/?q=综合战略",
    f"documents/{SYMBOL}/",
    f"documents/{SYMBOL}/citations/",
    f"sessions/{MEETING}/",
    f"themes/{THEME}/",
    f"index/{SUBJECT}/",
    "go/?ref=1991/1",
    "go/?ref=CTOC/COP/WG.7/1991/9, para. 1",
    "explore/matrix.svg",
    "explore/matrix.csv",
    "explore/addressees.csv",
    "explore/gaps.csv",
    "brief.docx?theme=research",
)


def addresses() -> Iterator[str]:
    """Yield the pages in all languages, each record's JSON and each article's page in one."""
    for language in INTERFACE:
        yield from (f"/{language}/{page}" for page in (*ALL, *OTHERS))
    yield from SITEMAP
    yield from (f"/en/recommendations.{name}" for name in FORMATS)
    for code in Recommendation.objects.published().values_list("code", flat=True):
        yield f"/en/recommendations/{code}/"
        yield f"/en/recommendations/{code}.json"
    for reference in reference_formats():
        yield f"/en/recommendations/2012/5.{reference.extension}"
    for provision in Provision.objects.select_related("instrument"):
        yield f"/en/articles/{provision.instrument.slug}/{provision.part}/"
    for document in Document.objects.all():
        yield f"/en/documents/{document.symbol}/"
    for theme in Theme.objects.all():
        yield f"/en/{'themes' if theme.scheme == 'chapters' else 'index'}/{theme.slug}/"


def answers(client: Client) -> dict[str, tuple[int, str]]:
    """Return status and body of every address."""
    return {path: answer(client, path) for path in addresses()}


def answer(client: Client, path: str) -> tuple[int, str]:
    found: Any = client.get(path)
    content = b"".join(found.streaming_content) if found.streaming else found.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = sorted({*archive.namelist()} - {"docProps/core.xml"})  # It has the time.
            content = b"\n".join(archive.read(name) for name in names)
    return found.status_code, TOKEN.sub("", content.decode(errors="replace"))


def differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[str]]:
    """Return the addresses that are answered otherwise, each with the lines that differ."""
    assert before.keys() == after.keys()
    return {
        path: [
            line
            for line in unified_diff(before[path][1].split("\n"), after[path][1].split("\n"), n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]
        for path in before
        if before[path] != after[path]
    }


def make_surroundings() -> None:
    """Make what drafts alone are going to belong to, which is public without them."""
    document = make_document(SYMBOL, year=1991, session=make_session(MEETING))
    for number in range(1, 6):
        make_paragraph(number, "", HIDDEN, document)
    make_theme(THEME)
    make_subject(SUBJECT)
    # A text is a draft or published, not both: what waits is the only English one.
    RecommendationText.objects.filter(
        recommendation__in=records_with_draft_texts(), language=LanguageCode.ENGLISH
    ).delete()


def records_with_draft_texts() -> list[Recommendation]:
    """Return published records whose English text is a draft."""
    return list(Recommendation.objects.published().in_code_order()[:20])


def make_drafts() -> list[Recommendation]:
    """Make records in each stage but published, with parts of every kind; at each its own place."""
    published = Recommendation.objects.get(code="2013/92")
    provision = Provision.objects.get(slug="som-protocol-16")
    passages = Citation.objects.outside_records().filter(provision=provision)
    places = {each.paragraph for each in passages.with_passage() if each.paragraph}
    document = Document.objects.get(symbol=SYMBOL)
    meeting = WorkingGroupSession.objects.get(number=MEETING)
    drafts = []
    for number, stage in enumerate((*WorkflowStage, WorkflowStage.DRAFT), start=1):
        if stage == WorkflowStage.PUBLISHED or stage == WorkflowStage.ARCHIVED:
            continue
        draft = make_recommendation(
            f"1991/{number}", HIDDEN, THEME, document, publication=stage, session=meeting
        )
        assign(draft, Theme.objects.get(slug=SUBJECT), Theme.objects.get(slug="prevention"))
        assign(draft, Theme.objects.get(slug="children"))
        draft.addressees.create(addressee="states-parties")
        make_citation(draft, provision=provision)
        make_citation(draft, reference="A/RES/55/25", kind="resolution")
        make_link(draft, Provision.objects.get(slug="som-protocol-25"), "It is about it.")
        make_relation(draft, published, note="As before.")
        make_relation(published, draft, "extends")
        make_relation(draft, Recommendation.objects.get(code="2012/5"))
        if places:
            place = places.pop()
            make_restatement(draft, place.version.document, place.anchor)
        drafts.append(draft)
    return drafts


def make_draft_texts() -> None:
    """Make texts of published records that wait for a reviewer, with what they cite."""
    provision = Provision.objects.get(slug="som-protocol-25")
    for record in records_with_draft_texts():
        text = RecommendationText.objects.create(
            recommendation=record,
            language=LanguageCode.ENGLISH,
            text="A comprehensive strategy shall be considered.",
            text_status=TextStatus.UNOFFICIAL,
            stage="draft",
        )
        make_citation(text, provision=provision)
        make_citation(text, reference="第10/1号决议", kind="resolution", start=9)


@pytest.mark.early
@pytest.mark.usefixtures("knowledge_base")
def test_drafts_change_no_page_and_no_download(client: Client) -> None:
    make_surroundings()
    computation.compute_similarities()
    before = answers(client)
    assert len(before) > 600
    drafts = make_drafts()
    make_draft_texts()
    computation.refresh_similarities([*(each.code for each in drafts), "2012/5"])
    assert differing(before, answers(client)) == {}
    computation.compute_similarities()
    assert differing(before, answers(client)) == {}


@pytest.mark.usefixtures("knowledge_base")
def test_this_would_find_what_is_published(client: Client) -> None:
    """The counter-proof: the same records, published, change all kinds of pages."""
    make_surroundings()
    pages = [*SITEMAP, *(f"/en/{page}" for page in OTHERS)]
    before = {path: answer(client, path) for path in pages}
    make_draft_texts()
    RecommendationText.objects.drafts().update(stage="published")
    for each in make_drafts():
        Recommendation.objects.filter(pk=each.pk).update(publication="published")
    after = {path: answer(client, path) for path in pages}
    assert len(differing(before, after)) > 15


@pytest.mark.django_db
def test_a_draft_is_not_found_in_the_way_of_what_does_not_exist(client: Client) -> None:
    """Its parts are not read: time would tell that it is there."""
    make_recommendation("1991/1")
    make_recommendation("1991/2", publication="draft")
    make_recommendation("1991/3", publication="in-review")

    for address in ("recommendations/{}/", "recommendations/{}.json", "families/{}/"):
        for code in ("1991/2", "1991/3"):
            found = queries(client, f"/en/{address.format(code)}")
            unknown = queries(client, f"/en/{address.format('1991/4')}")
            assert found == unknown


def queries(client: Client, address: str) -> list[str]:
    """Return what an address that answers 404 asks the database for, whatever the values."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 404
    return [each["sql"].partition(" WHERE ")[0] for each in asked.captured_queries]
