"""A day of an editor and a reviewer in the admin, click by click, in both languages.

With ``PICTURES`` naming a folder, each step is photographed.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.models import Recommendation
from sessions.models import Document
from smuggling_kb.languages import BY_CODE
from tests.browser.conftest import follow, leave, watch
from tests.builders import make_account
from tests.languages import EACH_LANGUAGE

pytestmark = pytest.mark.browser

LIST = reverse("admin:recommendations_recommendation_changelist")
PASSWORD = secrets.token_urlsafe()
CODE, WITHDRAWN = "2012/5", "2012/6"


class Desk:
    """The window of somebody who works in the admin."""

    def __init__(self, page: Page, name: str, language: str) -> None:
        self.page = page
        self.name = name
        self.language = language
        self.steps = 0

    def go(self, address: str) -> None:
        self.page.goto(urljoin(self.page.url, address))

    def photograph(self) -> None:
        """Take a picture of the window, if pictures are wanted."""
        self.steps += 1
        if folder := os.environ.get("PICTURES"):
            file = Path(folder, f"{self.language}-{self.name}-{self.steps:02}.png")
            self.page.screenshot(path=file, full_page=True)

    def press(self, button: str) -> None:
        """A button of the form, by the name that it sends; the page that comes is photographed."""
        self.photograph()
        follow(self.page.locator(f"input[name={button}]"))

    def select(self, codes: list[str], action: str) -> None:
        """Tick rows of the list of recommendations and choose what to do with them."""
        for code in codes:
            row = self.page.locator("#result_list tr", has=self.page.get_by_text(code, exact=True))
            row.locator("input.action-select").check()
        self.page.select_option("select[name=action]", action)
        self.photograph()
        follow(self.page.locator("button[name=index]"))


@pytest.fixture(params=EACH_LANGUAGE)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desks(
    chromium: Browser, server: LiveServer, knowledge_base: None, language: str
) -> Iterator[dict[str, Desk]]:
    """Windows of an editor and a reviewer whose browsers ask for one language."""
    complaints: list[str] = []
    found = {}
    contexts = []
    for name, group in (("alice", EDITOR), ("bob", REVIEWER)):
        make_account(name, group, password=make_password(PASSWORD))
        context = chromium.new_context(locale=BY_CODE[language].tag)
        contexts.append(context)
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 900})
        watch(page, server.url, complaints)
        page.goto(f"{server.url}/admin/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        follow(page.locator("input[type=submit]"))
        found[name] = Desk(page, name, language)
    yield found
    for context in contexts:
        leave(context)
        context.close()
    assert not complaints


def form_of(code: str) -> str:
    pk = Recommendation.objects.get(code=code).pk
    return reverse("admin:recommendations_recommendation_change", args=(pk,))


def history_of(code: str) -> str:
    return reverse("admin:recommendations_recommendation_versions", args=(code,))


def public(code: str) -> tuple[int, str]:
    """How the site answers everybody: status and page."""
    answer = Client().get(f"/en/recommendations/{code}/")
    return answer.status_code, answer.content.decode()


def test_slips_are_corrected_records_reclassified_and_archived_and_all_can_be_undone(
    desks: dict[str, Desk],
) -> None:
    alice, bob = desks["alice"], desks["bob"]
    printed = printed_text()

    # The editor makes a slip, sees it on the site, corrects it, and writes a note.
    alice.photograph()
    spoil(alice, printed.replace("缔约国", "缔约囯", 1), "a first try", differs=True)
    assert "缔约囯" in public(CODE)[1]
    spoil(alice, printed, "as printed: A/CONF")
    assert "缔约囯" not in public(CODE)[1]
    note(alice)
    assert "As the document prints it." in public(CODE)[1]

    # The editor moves ten records to another theme.
    ten = reclassify(alice)

    # The reviewer archives one: its address says so.
    archive(bob)
    status, page = public(WITHDRAWN)
    assert status == 410
    assert "Printed twice." in page

    # The history tells all of it; any state can be restored.
    bob.go(history_of(CODE))
    bob.photograph()
    assert bob.page.locator("ol.history del", has_text="囯").count() == 1
    assert "alice" in bob.page.locator("ol.history").inner_text()
    restore(bob, ten[0])
    assert "research" not in themes(ten[0])


def printed_text() -> str:
    return Recommendation.objects.get(code=CODE).texts.get(language="zh-hans").text


def spoil(desk: Desk, words: str, reason: str, *, differs: bool = False) -> None:
    """Change the text; one that differs from its source passage is asked about, and kept."""
    desk.go(f"{LIST}?q={CODE}")
    follow(desk.page.get_by_role("link", name=CODE, exact=True))
    desk.page.fill("#id_texts-0-text", words)
    desk.page.fill("#id_why", reason)
    desk.press("_save")
    if differs:
        assert desk.page.locator("ins", has_text="囯").first.is_visible()
        desk.page.check("[name=texts-0-difference][value=keep]")
        desk.press("_save")
    assert desk.page.locator(".messagelist .success").is_visible()
    desk.photograph()


def note(desk: Desk) -> None:
    document = Document.objects.get(symbol="CTOC/COP/WG.7/2015/5")
    desk.go(reverse("admin:wg_sessions_editorialnote_add"))
    desk.page.click(".field-document .select2-selection")
    desk.page.fill(".select2-search__field", document.symbol)
    desk.page.click(f".select2-results__option:has-text('{document.symbol}')")
    desk.page.fill("#id_anchor", "p5")
    desk.page.select_option("#id_kind", "slip")
    desk.page.fill("#id_quote", printed_text()[:4])
    desk.page.select_option("#id_texts-0-language", "en")
    desk.page.fill("#id_texts-0-text", "As the document prints it.")
    desk.page.fill("#id_why", "seen while reading")
    desk.press("_save")
    assert desk.page.locator(".messagelist .success").is_visible()


def reclassify(desk: Desk) -> list[str]:
    desk.go(f"{LIST}?session__id__exact={Recommendation.objects.get(code=CODE).session_id}")
    codes = desk.page.locator("#result_list .field-code_in_order").all_inner_texts()
    ten = [code for code in codes if code not in (CODE, WITHDRAWN)][:10]
    desk.select(ten, "assign_theme")
    desk.page.select_option("select[name=theme]", index=5)
    desk.page.fill("[name=reason]", "read again")
    desk.press("preview")
    desk.press("confirm")
    assert "10" in desk.page.locator(".messagelist .success").inner_text()
    assert all("research" in themes(code) for code in ten)
    return ten


def archive(desk: Desk) -> None:
    desk.go(f"{LIST}?q={WITHDRAWN}")
    desk.select([WITHDRAWN], "archive")
    desk.page.fill("[name=note_en]", "Printed twice.")
    desk.page.fill("[name=reason]", "a duplicate")
    desk.press("preview")
    desk.press("confirm")
    assert desk.page.locator(".messagelist .success").is_visible()


def restore(desk: Desk, code: str) -> None:
    desk.go(history_of(code))
    follow(desk.page.locator("ol.history li").last.get_by_role("link").last)
    desk.page.fill("#id_why", "the old theme was right")
    desk.photograph()
    follow(desk.page.locator(".restoring input[type=submit]"))
    desk.photograph()


def themes(code: str) -> set[str]:
    return set(Recommendation.objects.get(code=code).themes.values_list("slug", flat=True))
