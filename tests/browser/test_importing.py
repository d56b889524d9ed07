"""A report is brought in and published by two people in a real browser; clicks are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import FilePayload, Locator, Page

from recommendations.curation.roles import EDITOR, REVIEWER
from recommendations.importing.models import BatchRecord, ImportBatch, RecordDecision
from tests.browser.conftest import Windows, follow, watch
from tests.browser.test_accessibility import DESK
from tests.browser.test_admin_accessibility import too_wide, violations
from tests.builders import client_of, make_account
from tests.importing.made_documents.notation import next_report
from tests.importing.made_documents.text_writer import write_text
from tests.importing.test_coming_reports import REPORT, SYMBOL
from tests.languages import EACH_LANGUAGE

pytestmark = pytest.mark.browser

LANGUAGE = "zh-hans"
#: Clicks from the front page to the published report of twenty recommendations.
MOST_CLICKS = 60

Enter = Callable[..., Page]

#: A window in which the policy of pages holds, and one in which axe can look at them.
WINDOW: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
AXE_WINDOW: dict[str, Any] = dict(DESK)


@pytest.fixture
def enter(windows: Windows, knowledge_base: None) -> Iterator[Enter]:
    """Open the admin as somebody, in a window of their own; fail if ``watch`` hears a complaint."""
    complaints: list[str] = []
    contexts = []

    def enter(
        client: Client, language: str = "en", *, script: bool = True, watched: bool = True
    ) -> Page:
        kind = WINDOW if watched else AXE_WINDOW
        context = windows.browser.new_context(java_script_enabled=script, **kind)
        contexts.append(context)
        cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
        context.add_cookies(
            [{"name": name, "value": value, "url": windows.home} for name, value in cookies.items()]
        )
        page = context.new_page()
        if watched:
            watch(page, windows.home, complaints)
        page.goto(f"{windows.home}/admin/")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not complaints


def report_file() -> FilePayload:
    """The next report, as plain text, with its twenty recommendations."""
    return {
        "name": "report.txt",
        "mimeType": "text/plain",
        "buffer": write_text(next_report(LANGUAGE)),
    }


class Clicks:
    """Clicks that somebody makes, counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, control: Locator) -> None:
        follow(control.first)
        self.count += 1


def upload(page: Page, click: Clicks) -> None:
    """From the front page to what follows the file."""
    click(page.locator(".doors a"))
    page.set_input_files("#id_file", report_file())
    page.fill("#id_symbol", next_report(LANGUAGE).symbol)
    click(page.locator("#content-main button.default"))


def choose_themes(page: Page, click: Clicks) -> None:
    """Choose a theme for each record that has none, and accept it."""
    while (left := page.locator(".proposal.open")).count():
        choice = left.first.locator("select")
        if not choice.input_value():
            choice.select_option("research")
            click.count += 1
        click(left.first.locator("[name=accept]"))


def test_a_report_is_brought_in_and_published_by_two_people(enter: Enter, windows: Windows) -> None:
    """In few clicks; it is public then, and no longer once it is taken back."""
    click, document = Clicks(), next_report(LANGUAGE)
    officer = enter(client_of(make_account("officer", EDITOR)))
    upload(officer, click)
    assert officer.locator(".proposal").count() == len(document.recommendations()) == 20
    click(officer.locator("[name=accept_all]"))
    choose_themes(officer, click)
    colleague = enter(client_of(make_account("colleague", REVIEWER)))
    click(colleague.locator(".queues a", has_text="Waiting for review"))
    click(colleague.locator("#result_list tbody a"))
    click(colleague.locator(".foot-bar a.default"))
    words = colleague.locator(".becoming .voice").all_inner_texts()
    assert words == list(document.recommendations().values())
    click(colleague.locator("#publish button.default"))
    assert click.count <= MOST_CLICKS
    code = BatchRecord.objects.order_by("position")[0].code
    public = f"{windows.home}/en/recommendations/{code}/"
    answer = colleague.goto(public)
    assert answer
    assert answer.status == 200
    colleague.go_back()
    follow(colleague.locator("a.button"))
    colleague.fill("textarea", "Published too early.")
    follow(colleague.locator("button.default"))
    answer = colleague.goto(public)
    assert answer
    assert answer.status == 410


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_each_page_is_without_a_fault_and_fits_a_phone(
    enter: Enter, windows: Windows, language: str
) -> None:
    chief = client_of(make_account("chief", is_superuser=True))
    page = enter(chief, language, watched=False)  # Axe itself does what the policy forbids.

    def look() -> None:
        assert violations(page, page.url.removeprefix(windows.home)) == set()
        page.set_viewport_size({"width": 320, "height": 700})
        assert not too_wide(page), page.url
        page.set_viewport_size(AXE_WINDOW["viewport"])

    click = Clicks()
    look()
    click(page.locator(".doors a"))
    look()
    follow(page.locator("#content-main button.default"))
    look()  # With its errors.
    page.set_input_files(
        "#id_file", {"name": "report.md", "mimeType": "text/markdown", "buffer": REPORT.encode()}
    )
    click(page.locator("#content-main button.default"))
    look()  # The question which symbol it has.
    page.fill("input[name$=-value]", SYMBOL)
    click(page.locator("#questions button.default"))
    look()
    click(page.locator("[name=accept_all]"))
    choose_themes(page, click)
    look()
    batch = ImportBatch.objects.get()
    for name in ("discard", "history", "publish"):
        page.goto(f"{windows.home}/admin/importing/importbatch/{batch.pk}/{name}/")
        look()
    click(page.locator("#publish button.default"))
    look()
    click(page.locator("a.button"))
    look()


def test_records_are_decided_by_keys(enter: Enter) -> None:
    page, click = enter(client_of(make_account("officer", EDITOR))), Clicks()
    upload(page, click)
    follow(page.locator("a", has_text="To the first open one"))
    first, second, third = list(BatchRecord.objects.order_by("position"))[:3]

    def focus() -> str:
        return str(page.evaluate("document.activeElement.id"))

    assert focus() == f"record-{first.pk}"
    press(page, "a")
    assert focus() == f"record-{second.pk}"
    page.keyboard.press("j")
    assert focus() == f"record-{third.pk}"
    page.keyboard.press("k")
    press(page, "r")
    decided = dict(BatchRecord.objects.values_list("pk", "decision"))
    assert decided[first.pk] == RecordDecision.ACCEPTED
    assert decided[second.pk] == RecordDecision.REJECTED
    press(page, "e")
    assert "/recommendations/recommendation/" in page.url
    follow(page.locator("input[name=_save]"))
    assert page.url.endswith(f"/review/#record-{third.pk}")


def press(page: Page, key: str) -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_everything_works_without_a_script(enter: Enter) -> None:
    page, click = enter(client_of(make_account("officer", EDITOR)), script=False), Clicks()
    upload(page, click)
    click(page.locator("[name=accept_all]"))
    choose_themes(page, click)
    assert not BatchRecord.objects.filter(decision=RecordDecision.OPEN).exists()
