"""Every public page as axe sees it: WCAG 2.2 at level AA, and what is good practice besides."""

from collections.abc import Callable
from itertools import cycle
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from playwright.sync_api import Page, Route

from recommendations.models import Recommendation, WorkflowStage
from smuggling_kb import errors
from smuggling_kb.languages import BY_CODE
from tests.browser.conftest import Look
from tests.builders import make_account, set_stage
from tests.languages import BOTH_DIRECTIONS, EACH_LANGUAGE, OTHER_LANGUAGES
from tests.public_pages import ALL

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # None of these rules reads the style sheets again.
}

#: Windows high enough for whatever sticks to an edge of them to cover nothing. axe puts styles
#: of its own into pages, which their policy forbids: it is passed by.
DESK, PHONE = (
    {"bypass_csp": True, "color_scheme": scheme, "viewport": {"width": width, "height": 6000}}
    for scheme, width in (("light", 1280), ("dark", 375))
)
#: Each page in one language and one window, the next page in others; with --all in all of them.
STATES = [(language, window) for window in (DESK, PHONE) for language in BOTH_DIRECTIONS]
SEEN = [
    pytest.param(page, *state, marks=() if state == shown else pytest.mark.long)
    for page, shown in zip(ALL, cycle(STATES), strict=False)
    for state in STATES
]

#: Pages that no address leads to.
FAILURES: dict[int, Callable[[RequestFactory, str], HttpResponse]] = {
    400: lambda rf, path: errors.bad_request(rf.get(path), BadRequest()),
    403: lambda rf, path: errors.permission_denied(rf.get(path), PermissionDenied()),
    500: lambda rf, path: errors.server_error(rf.get(path)),
    503: lambda rf, path: errors.service_unavailable(rf.get(path)),
}


def report(page: Page) -> str:
    """Return what axe finds, with all opened that can be: it does not look at what is folded."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = Axe().run(page, options=OPTIONS)
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize(("path", "language", "window"), SEEN)
def test_axe_finds_nothing_on_any_page(
    look: Look, path: str, language: str, window: dict[str, object]
) -> None:
    assert report(look(f"/{language}/{path}", **window)) == ""


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_axe_finds_nothing_on_a_list_and_a_record_in_any_language(
    look: Look, language: str
) -> None:
    for path in ("recommendations/", "recommendations/2013/92/"):
        assert report(look(f"/{language}/{path}", **PHONE)) == "", path


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_axe_finds_nothing_where_something_failed(
    look: Look, rf: RequestFactory, language: str
) -> None:
    page = look("/healthz", **PHONE)
    for status, fail in FAILURES.items():
        address = urljoin(page.url, f"/{status}")
        page.route(address, answer(fail(rf, f"/{language}/")))
        page.goto(address)
        page.unroute(address)
        assert page.locator("html").get_attribute("lang") == BY_CODE[language].tag
        assert report(page) == "", status


def answer(response: HttpResponse) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=response.content, content_type="text/html")


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_axe_finds_nothing_where_a_record_was_withdrawn(look: Look, language: str) -> None:
    record = Recommendation.objects.get(code="2012/5")
    Recommendation.objects.filter(pk=record.pk).update(
        publication=WorkflowStage.ARCHIVED, successor=Recommendation.objects.get(code="2012/6")
    )
    record.archive_notes.create(language="en", text="Printed twice: 第 6 段.")
    page = look(f"/{language}/recommendations/2012/5/", **PHONE)
    assert "2012/6" in page.locator("main").inner_text()
    assert report(page) == ""


@pytest.mark.parametrize("stage", [WorkflowStage.DRAFT, WorkflowStage.PUBLISHED])
def test_axe_finds_nothing_on_what_staff_see(
    look: Look, client: Client, stage: WorkflowStage
) -> None:
    set_stage(Recommendation.objects.filter(code="2012/5"), stage)
    client.force_login(make_account("chief", is_superuser=True))
    page = look("/healthz", **DESK)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}
    page.context.add_cookies([session])  # type: ignore[list-item]
    page = look("/zh-hans/recommendations/2012/5/", **DESK)
    assert page.get_by_role("link", name="在管理后台编辑").is_visible()
    found = report(page)
    page.context.clear_cookies()
    assert found == ""
