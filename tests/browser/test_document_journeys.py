"""A report from its file to its publication, click by click: an editor and a reviewer at work.

With ``FIGURES`` naming a file, each journey writes there what it took.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.importing.models import BatchStage, ImportBatch
from recommendations.models import AdoptionStatus, RecommendationText, WorkflowStage
from tests.browser.conftest import follow, leave, watch
from tests.builders import make_account
from tests.importing.made_documents.document import MadeDocument
from tests.importing.made_documents.docx_writer import write_docx
from tests.importing.made_documents.labels import LANGUAGES
from tests.importing.made_documents.notation import next_report
from tests.importing.made_documents.pdf_writer import write_pdf
from tests.importing.made_documents.text_writer import write_text

pytestmark = pytest.mark.browser

PASSWORD = secrets.token_urlsafe()
#: What 20 recommendations may take.
MOST_CLICKS = 60
WRITERS: dict[str, Callable[[MadeDocument], bytes]] = {
    "docx": lambda document: write_docx(document, automatic=True),
    "pdf": write_pdf,
    "txt": write_text,
}
#: One journey of each kind of file in every run, all with ``--all``.
EVERY_RUN = {("en", "docx"), ("zh-hans", "txt"), ("ru", "pdf")}
JOURNEYS = [
    pytest.param(language, kind, marks=() if (language, kind) in EVERY_RUN else pytest.mark.long)
    for language in LANGUAGES
    for kind in WRITERS
]


@dataclass
class Desk:
    """The window of somebody at work, and how often that person clicked or chose."""

    page: Page
    clicks: int = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        follow(target)

    def choose(self, target: Locator, value: str) -> None:
        self.clicks += 1
        target.select_option(value)

    def tick(self, target: Locator) -> None:
        self.clicks += 1
        target.check()


@pytest.fixture
def desks(chromium: Browser, server: LiveServer, knowledge_base: None) -> Iterator[list[Desk]]:
    """The windows of an editor and of a reviewer."""
    complaints: list[str] = []
    contexts, found = [], []
    for name, group in (("alice", EDITOR), ("bob", REVIEWER)):
        make_account(name, group, password=make_password(PASSWORD))
        context = chromium.new_context(locale="en")
        contexts.append(context)
        page = context.new_page()
        watch(page, server.url, complaints)
        page.goto(f"{server.url}/admin/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        follow(page.locator("input[type=submit]"))
        found.append(Desk(page))
    yield found
    for context in contexts:
        leave(context)
        context.close()
    assert not complaints


@pytest.mark.parametrize(("language", "kind"), JOURNEYS)
def test_a_report_is_public_word_for_word(
    desks: list[Desk], tmp_path: Path, language: str, kind: str
) -> None:
    report = next_report(language)
    file = tmp_path / f"report.{kind}"
    file.write_bytes(WRITERS[kind](report))
    editor, reviewer = desks
    begun = time.monotonic()
    upload(editor, file)
    answered = answer_questions(editor)
    accept_all(editor)
    publish(reviewer)
    seconds = time.monotonic() - begun
    clicks = editor.clicks + reviewer.clicks
    batch = ImportBatch.objects.get()
    assert (batch.stage, batch.symbol, batch.language) == (
        BatchStage.PUBLISHED,
        report.symbol,
        language,
    )
    assert published_texts(language) == report.recommendations()
    assert clicks <= MOST_CLICKS
    if path := os.environ.get("FIGURES"):
        line = f"| {language} | {kind} | {seconds:.1f} s | {clicks} | {answered} |\n"
        with Path(path).open("a") as figures:
            figures.write(line)


def upload(desk: Desk, file: Path) -> None:
    desk.page.goto(desk.page.url)
    desk.click(desk.page.get_by_role("link", name="Add a document").first)
    desk.clicks += 1
    desk.page.set_input_files("#id_file", file)
    desk.click(desk.page.get_by_role("button", name="Read the file"))


def answer_questions(desk: Desk) -> int:
    """Answer as the proposal says; returns how many questions there were."""
    count = 0
    while desk.page.url.endswith("/questions/"):
        asked = desk.page.locator("fieldset.question")
        count += asked.count()
        for number in range(asked.count()):
            desk.tick(asked.nth(number).locator("input[type=radio]").first)
        desk.click(desk.page.locator("form#questions button").last)
    return count


def accept_all(desk: Desk) -> None:
    """Accept what is without question together, and give the others a theme one by one."""
    page = desk.page
    together = page.locator("button[name=accept_all]")
    if together.count():
        desk.click(together)
    while (first := page.locator("section.proposal.open").first).count():
        theme = first.locator("select[name$=theme]")
        if not theme.input_value():
            desk.choose(theme, "cooperation")
        desk.click(first.locator("button[name=accept]"))


def publish(desk: Desk) -> None:
    batch = ImportBatch.objects.get()
    desk.page.goto(desk.page.url)
    desk.click(desk.page.get_by_role("link", name="Waiting for review").first)
    desk.click(desk.page.get_by_role("link", name=batch.symbol).first)
    desk.click(desk.page.get_by_role("link", name="Go on to publish"))
    desk.click(desk.page.get_by_role("button", name="Publish the document").first)


def published_texts(language: str) -> dict[int, str]:
    """Return the words of the published records of 2026, by their numbers."""
    texts = RecommendationText.objects.filter(
        language=language,
        recommendation__year=2026,
        recommendation__publication=WorkflowStage.PUBLISHED,
        recommendation__status=AdoptionStatus.ADOPTED,
        recommendation__session__number=13,
    )
    return {each.recommendation.number: each.text for each in texts}
