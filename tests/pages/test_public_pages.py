"""What holds for every public page: it is listed, and no other has its title."""

import re
from collections import Counter

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from recommendations.pages.site.sitemap import sitemap_paths
from smuggling_kb.languages import DEFAULT_LANGUAGE, INTERFACE
from tests.public_pages import ALL, OTHERS, PAGES, STATUSES, routes

pytestmark = pytest.mark.usefixtures("knowledge_base")


def test_every_route_is_listed_with_its_pages_or_as_none() -> None:
    assert routes() == PAGES.keys() | OTHERS


def test_no_two_pages_have_the_same_title(rf: RequestFactory) -> None:
    titles = Counter(title(rf, f"/en/{page}") for page in all_pages())
    assert len(titles) > 200
    assert [title for title, pages in titles.items() if pages > 1] == []


@pytest.mark.parametrize("language", [code for code in INTERFACE if code != DEFAULT_LANGUAGE])
@pytest.mark.parametrize(
    "is_whole", [False, pytest.param(True, marks=pytest.mark.long)], ids=["each kind", "all"]
)
def test_no_two_titles_are_the_same_in_another_language(
    rf: RequestFactory, language: str, *, is_whole: bool
) -> None:
    pages = all_pages() if is_whole else set(ALL) - STATUSES.keys()
    with override(language):
        titles = Counter(title(rf, f"/{language}/{page}") for page in pages)
    assert [title for title, pages in titles.items() if pages > 1] == []


def all_pages() -> set[str]:
    """Return every page of the sitemap, and each state that pages can be in."""
    pages = {path.removeprefix("/") for path in whole_site()} | set(ALL)
    return pages - STATUSES.keys()


def whole_site() -> list[str]:
    paths = sitemap_paths()
    return paths.part(0, len(paths))


def title(rf: RequestFactory, address: str) -> str:
    """Straight from the view: there are too many pages to have each checked."""
    path, _question, _query = address.partition("?")
    view, arguments, named = resolve(path)
    html = view(rf.get(address), *arguments, **named).content.decode()
    [found] = re.findall(r"<title>(.*?)</title>", html.partition("</head>")[0], re.DOTALL)
    return str(found)
