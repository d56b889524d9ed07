"""What all pages share: languages, navigation, addresses, notices."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.builders import make_provision, make_recommendation, make_session
from tests.reading import Page

pytestmark = pytest.mark.django_db

STATIC = Path(settings.BASE_DIR, "smuggling_kb", "static")

PAGES = (
    "/en/",
    "/en/recommendations/2012/5/",
    "/en/themes/",
    "/en/themes/prevention/",
    "/en/sessions/",
    "/en/sessions/1/",
    "/en/families/",
    "/en/compare/",
    "/en/documents/",
    "/en/documents/CTOC/COP/WG.7/2012/5/",
    "/en/articles/",
    "/en/articles/som-protocol/",
    "/en/articles/som-protocol/16/",
    "/en/resources/",
    "/en/about/",
    "/en/about/data/",
    "/en/nothing/",
)


@pytest.fixture(autouse=True)
def records() -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2022/61b")
    make_provision(16)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_landmarks_and_its_notice(client: Client, path: str) -> None:
    page = Page(client.get(path))
    assert page.one("html").lang == "en"
    assert page.one("html").get("dir") == "ltr"
    assert page.link("#main").text == "Skip to content"
    assert page.one("main").get("id") == "main"
    assert "Not a UN website. The UN documents prevail." in page.one("header").text
    assert page.one("footer")


@pytest.mark.parametrize("path", PAGES)
def test_headings_skip_no_level(client: Client, path: str) -> None:
    levels = [int(tag[1]) for tag in re.findall(r"<(h[1-6])\b", Page(client.get(path)).html)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_page_has_of_the_frame_what_it_does_not_fill_itself(client: Client) -> None:
    home, record, lost = (
        Page(client.get(f"/en/{path}")) for path in ("", "recommendations/2012/5/", "nothing/")
    )
    assert home.one(".only-print").text.endswith("/en/")
    assert not record.all(".only-print")
    assert 'rel="canonical"' in record.html
    assert 'rel="canonical"' not in lost.html


def test_titles_are_unique_and_begin_with_the_topic(client: Client) -> None:
    titles = [Page(client.get(path)).one("title").text for path in PAGES]
    assert len(set(titles)) == len(titles)
    site = " — Recommendations on the Smuggling of Migrants"
    assert all(title.endswith(site) and title != site for title in titles)


def test_the_language_bar_has_the_six_languages_in_order_under_their_own_names(
    client: Client,
) -> None:
    bar = Page(client.get("/en/")).one("ul.tongues")
    assert [item.text for item in bar.all("li")] == [
        "عربي",
        "中文",
        "English",
        "Français",
        "Русский",
        "Español",
    ]
    tags = [link.get("hreflang") for link in bar.all("a")]
    assert tags == ["ar", "zh-Hans", "en", "fr", "ru", "es"]
    assert [link.text for link in bar.all("a") if link.get("aria-current")] == ["English"]
    assert bar.all("a")[0].get("dir") == "rtl"


def test_changing_the_language_keeps_the_page_and_its_query(client: Client) -> None:
    page = Page(client.get("/en/themes/prevention/?q=%E6%B5%B7%E4%B8%8A&a=1&a=2"))
    address = "/zh-hans/themes/prevention/?q=%E6%B5%B7%E4%B8%8A&a=1&a=2"
    assert page.link(address).text == "中文"
    assert Page(client.get(address)).one("html").lang == "zh-Hans"


def test_changing_the_language_of_an_error_keeps_its_address(client: Client) -> None:
    assert Page(client.get("/en/nothing/")).link("/zh-hans/nothing/")


def test_a_page_names_its_own_address_and_those_in_other_languages(client: Client) -> None:
    page = Page(client.get("/en/themes/"))
    links = {(link.get("rel"), link.get("hreflang")): link.get("href") for link in page.all("link")}
    assert links["canonical", ""] == "http://testserver/en/themes/"
    assert links["alternate", "en"] == "http://testserver/en/themes/"
    assert links["alternate", "zh-Hans"] == "http://testserver/zh-hans/themes/"
    assert links["alternate", "x-default"] == "http://testserver/themes/"
    assert links["icon", ""].endswith("favicon.svg")


def test_an_address_without_a_language_leads_to_the_visitors(client: Client) -> None:
    for path in ("/", "/themes/", "/sessions/1/"):
        answer = client.get(path, headers={"accept-language": "zh-CN"})
        assert answer.headers["Location"] == f"/zh-hans{path}"


def test_the_navigation_marks_where_the_reader_is(client: Client) -> None:
    def current(path: str) -> list[tuple[str, str]]:
        items = Page(client.get(path)).one("ul.nav").all("a")
        return [(item.text, item.get("aria-current")) for item in items if item.get("aria-current")]

    assert current("/en/themes/") == [("Themes", "page")]
    assert current("/en/themes/prevention/") == [("Themes", "true")]
    assert current("/en/recommendations/2012/5/") == [("Recommendations", "true")]
    assert current("/en/") == []


def test_pages_link_to_nothing_that_does_not_exist(client: Client) -> None:
    links = {link for path in PAGES for link in Page(client.get(path)).links()}
    for address in sorted(links):
        if address.startswith("/"):
            expected = 404 if address.endswith("/nothing/") else 200
            assert client.get(address, follow=True).status_code == expected, address


def test_every_page_has_the_search_box_in_its_masthead(client: Client) -> None:
    for path in (*PAGES, "/en/recommendations/", "/en/passages/", "/en/recommendations/?sesion=1"):
        assert Page(client.get(path)).one("header").one("#bar-q").get("name") == "q"


def test_pages_have_one_search_form(client: Client) -> None:
    for path in PAGES:
        forms = [form for form in Page(client.get(path)).all("form") if form.get("role")]
        actions = [form.get("action") for form in forms]
        # Pages of documents have a second, for the documents alone.
        assert [each for each in actions if each != "/en/passages/"] == ["/en/recommendations/"]


def test_no_page_asks_anything_of_another_site(client: Client) -> None:
    for path in PAGES:
        page = Page(client.get(path))
        elsewhere = ("alternate", "search")
        loaded = [link.get("href") for link in page.all("link") if link.get("rel") not in elsewhere]
        loaded += [script.get("src") for script in page.all("script") if script.get("src")]
        assert all(address.startswith(("/static/", "http://testserver/")) for address in loaded)


def test_pages_are_for_reading_only(client: Client) -> None:
    for path in PAGES[:-1]:
        assert client.post(path).status_code == 405
        assert client.head(path).status_code == 200


@pytest.mark.parametrize("name", sorted(sheet.name for sheet in STATIC.glob("*.css")))
def test_every_style_sheet_is_small_and_knows_no_left_and_right(name: str) -> None:
    css = (STATIC / name).read_text()
    assert len(css.encode()) <= 20_000
    rules = re.sub(r"@media[^{]*", "", css)
    sides = r"(?<![\w-])((?:margin|padding|border|inset)?-?(?:left|right|top|bottom))\s*:"
    sizes = r"(?<![\w-])((?:min-|max-)?(?:width|height))\s*:"
    assert re.findall(f"{sides}|{sizes}", rules) == []
    assert "http" not in css
    assert "url(" not in css
