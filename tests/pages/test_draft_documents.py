"""A document that is a draft: no public address has a trace of it until it is published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from recommendations.curation.workflow import publication_obstacle
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.models import (
    DataVersion,
    Instrument,
    Provision,
    Recommendation,
    Theme,
    WorkflowStage,
)
from sessions.models import (
    Document,
    EditorialNote,
    Footnote,
    Paragraph,
    Publication,
    Resource,
    ResourceKind,
    WorkingGroupSession,
)
from tests import builders
from tests.builders import (
    assign,
    make_citation,
    make_document,
    make_recommendation,
    make_restatement,
    make_session,
    publish_draft,
    set_stage,
)
from tests.importing.test_coming_reports import REPORT
from tests.importing.test_import_document import import_document
from tests.languages import EACH_LANGUAGE
from tests.pages.test_drafts import SITEMAP, answer, differing
from tests.public_pages import ALL
from tests.upgrading import OTHERS

SYMBOL, SESSION = "CTOC/COP/WG.7/2026/4", 13
#: Words that stand nowhere else: in a paragraph, a record, a heading, a footnote, a note, a title.
WORD = "麒麟"

#: Files beside those of ``OTHERS``.
FILES = (
    "recommendations.xlsx",
    "recommendations.docx",
    "recommendations.csl.json",
    "recommendations.csv-metadata.json",
    "passages.csv-metadata.json",
    "brief.docx?topic=children",
    "explore/timeline.csv",
    "recommendations/2012/5.json",
    "recommendations/2012/5.ris",
)
#: What readers may ask of the draft itself.
QUESTIONS = (
    f"documents/{SYMBOL}/",
    f"documents/{SYMBOL}/citations/",
    "documents/CTOC/COP/WG.7/2026/",
    f"sessions/{SESSION}/",
    "sessions/12/",
    f"passages/?q={WORD}",
    f"passages.json?q={WORD}",
    f"passages/?document={SYMBOL}",
    f"passages/?session={SESSION}",
    f"recommendations/?document={SYMBOL}",
    f"recommendations/?session={SESSION}",
    f"recommendations/?q={WORD}",
    f"recommendations/suggest/?q={WORD}",
    f"recommendations/suggest/?q={SYMBOL}",
    "recommendations/2026/1/",
    "recommendations/2026/",
    f"resources/?document={SYMBOL}",
    f"go/?ref={SYMBOL}",
    f"go/?ref={SYMBOL}, para. 2",
    "go/?ref=2026/1",
    "go/?ref=report of the 13th session",
    "go/?ref=recommendation 2 of 2026",
    "go/?ref=V.26-12345",
    f"report/?address=/documents/{SYMBOL}/",
    "citations/?kind=document&page=1",
    f"brief/?session={SESSION}",
)
#: Where a public report with all that shows.
SHOWING = (
    *(f"/en/{page}" for page in ("", "documents/", "documents/citing/", "sessions/")),
    f"/en/documents/{SYMBOL}/",
    f"/en/documents/{SYMBOL}/citations/",
    f"/en/sessions/{SESSION}/",
    f"/en/passages/?q={WORD}",
    f"/en/passages.csv?q={WORD}",
    f"/en/passages/?document={SYMBOL}",
    f"/en/resources/?document={SYMBOL}",
    "/en/recommendations/2012/5/",
    "/en/recommendations/2012/5.json",
    "/en/articles/som-protocol/25/",
    "/en/citations/",
    "/en/concordance/",
    "/en/families/",
    "/en/about/",
    "/sitemap.xml?page=1",
)


def draft_report(folder: Path) -> Document:
    """Import a report as a draft that has all that a document can have."""
    path = folder / "CTOC-COP-WG.7-2026-4.zh-hans.md"
    text = REPORT.replace("交流信息", f"交流{WORD}").replace("会议由主席", f"{WORD}由主席")
    path.write_text(text.replace("一. 导言", f"一. {WORD}"), encoding="utf-8")
    import_document(path, write=True)
    document: Document = Document.objects.get(symbol=SYMBOL)
    Document.objects.filter(pk=document.pk).update(job_number="V.26-12345")
    paragraph = Paragraph.objects.get(version__document=document, anchor="p4")
    footnote = Footnote.objects.create(
        version=paragraph.version,
        paragraph=paragraph,
        offset=2,
        position=1,
        mark="1",
        anchor="fn1",
        text=f"{WORD}，见 CTOC/COP/WG.7/2015/5。",
    )
    held = Document.objects.get(symbol="CTOC/COP/WG.7/2015/5")
    make_citation(footnote, document=held, reference=held.symbol)
    make_citation(paragraph, provision=Provision.objects.get(slug="som-protocol-25"))
    make_citation(paragraph, instrument=Instrument.objects.get(slug="som-protocol"), start=3)
    make_citation(paragraph, reference=WORD, start=5)
    make_restatement(Recommendation.objects.get(code="2012/5"), document, "p3")
    Resource.objects.create(paragraph=paragraph, kind=ResourceKind.TOOL, title=WORD)
    note = EditorialNote.objects.create(document=document, anchor="p4", kind="slip", quote=WORD)
    note.texts.create(language="en", text=WORD)
    return document


def answers(addresses: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return what somebody gets who comes for the first time, by address."""
    return {address: answer(Client(), address) for address in addresses}


def public_addresses(language: str) -> list[str]:
    pages = (*ALL, *OTHERS, *FILES, *QUESTIONS)
    return [
        *dict.fromkeys(f"/{language}/{page}" for page in pages),
        *(*SITEMAP, "/robots.txt", f"/{language}/opensearch.xml"),
    ]


@pytest.mark.data_version
@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_no_public_address_has_a_trace_of_a_draft(
    knowledge_base: None, tmp_path: Path, language: str
) -> None:
    addresses = public_addresses(language)
    before, version = answers(addresses), DataVersion.objects.current()
    draft_report(tmp_path)
    assert WorkingGroupSession.objects.get(number=SESSION).is_draft
    assert differing(before, answers(addresses)) == {}
    assert DataVersion.objects.current() == version


@pytest.mark.data_version
def test_what_is_published_is_there_at_once(
    client: Client, knowledge_base: None, tmp_path: Path
) -> None:
    draft_report(tmp_path)
    before, version = answers(SHOWING), DataVersion.objects.current()
    publish_draft(SYMBOL)
    after = answers(SHOWING)
    assert [each for each in SHOWING if before[each] == after[each]] == []
    assert [each for each in SHOWING if after[each][0] != 200] == []
    assert WORD in after[f"/en/documents/{SYMBOL}/"][1]
    assert DataVersion.objects.current() != version


def test_records_are_published_after_their_document(knowledge_base: None, tmp_path: Path) -> None:
    draft_report(tmp_path)
    record = Recommendation.objects.get(code="2026/1")
    assign(record, Theme.objects.get(slug="cooperation"))
    assert publication_obstacle(record) == (
        f"Its document, {SYMBOL}, is a draft. It becomes public with its batch."
    )
    publish_draft(SYMBOL)
    assert publication_obstacle(Recommendation.objects.get(pk=record.pk)) == ""


@pytest.mark.django_db
def test_a_public_record_makes_its_session_public() -> None:
    record = make_recommendation()
    session = make_session(13, publication=Publication.DRAFT)
    with record_changes([record], by=None, kind=ChangeKind.IMPORT, reason="Named by the report."):
        Recommendation.objects.filter(pk=record.pk).update(session=session)
    session.refresh_from_db()
    assert not session.is_draft


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Document, WorkingGroupSession])
def test_there_is_no_other_stage(model: type[Document | WorkingGroupSession]) -> None:
    make_document(session=make_session())
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(publication="hidden")


def test_staff_sees_that_a_document_is_a_draft(editor_client: Client) -> None:
    make_document(publication=Publication.DRAFT)
    make_document("CTOC/COP/WG.7/2012/5")
    page = editor_client.get("/admin/wg_sessions/document/?publication__exact=draft")
    assert re.findall(r">(CTOC/COP/WG.7/[0-9/]+)</a>", page.content.decode()) == [builders.SYMBOL]


def test_staff_reads_a_draft_on_the_page_of_its_record(editor_client: Client) -> None:
    record = make_recommendation(publication=WorkflowStage.DRAFT)
    set_stage(Document.objects.all(), Publication.DRAFT)
    page = editor_client.get(f"/en/recommendations/{record.code}/").content.decode()
    assert "/en/documents/CTOC/COP/WG.7/2012/5/#p5" in page
