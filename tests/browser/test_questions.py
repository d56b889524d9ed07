"""What a stranger may want to know, answered from the site alone, click by click."""

import pytest

from tests.browser.conftest import Look, follow

pytestmark = pytest.mark.browser

DESK = {"viewport": {"width": 1280, "height": 900}}


def test_what_did_the_group_say_on_liaison_officers_and_when(look: Look) -> None:
    page = look("/en/", **DESK)
    page.get_by_role("combobox", name="Search the recommendations").fill("liaison officers")
    follow(page.locator("main").get_by_role("button", name="Search"))
    rows = page.locator("article.rec")
    assert rows.locator("h3").all_inner_texts() == ["2012/8", "2013/77"]
    assert [place.split("\n")[0] for place in rows.locator(".where").all_inner_texts()] == [
        "1st session, 2012",
        "2nd session, 2013",
    ]
    assert rows.nth(0).locator("mark").first.inner_text() == "liaison"


def test_which_recommendations_cite_article_16_of_the_protocol(look: Look) -> None:
    page = look("/en/", **DESK)
    follow(page.get_by_role("link", name="Start from a treaty article"))
    follow(page.get_by_role("link", name="Article 16", exact=True).first)
    assert page.locator("h1").inner_text() == "Article 16"
    assert page.locator("article.rec h3").all_inner_texts() == ["2012/24"]


def test_what_was_restated_in_2022(look: Look) -> None:
    page = look("/en/", **DESK)
    follow(page.get_by_role("link", name="Read a document in full"))
    paper = page.locator("li", has=page.get_by_role("link", name="CTOC/COP/WG.7/2022/2"))
    follow(paper.get_by_role("link", name="5 adopted recommendations"))
    rows = page.locator("article.rec")
    codes = rows.locator("h3").all_inner_texts()
    assert codes == ["2020/18", "2013/92", "2022/61b", "2022/61c", "2022/61d"]
    assert [row.split("restated in ")[-1].split("\n")[0] for row in rows.all_inner_texts()[:2]] == [
        "CTOC/COP/WG.7/2022/2, para. 61 (e)",
        "CTOC/COP/WG.7/2022/2, para. 61 (a)",
    ]


def test_what_is_still_missing_here(look: Look) -> None:
    page = look("/en/", **DESK)
    follow(page.get_by_role("link", name="See what is missing"))
    missing = page.locator("section", has=page.get_by_role("heading", name="What is missing"))
    text = missing.inner_text()
    assert "3rd–6th sessions (2015–2019), 8th–12th sessions" in text
    assert "about 200 recommendations in all" in text
    assert "This site has 113" in text


def test_how_do_i_cite_2013_92(look: Look) -> None:
    page = look("/en/", **DESK)
    page.get_by_role("combobox", name="Search the recommendations").fill("2013/92")
    follow(page.locator("main").get_by_role("button", name="Search"))
    assert page.url.endswith("/en/recommendations/2013/92/")
    assert (
        page.locator("#citation-en")
        .inner_text()
        .startswith(
            "Working Group on the Smuggling of Migrants, recommendation 2013/92, adopted at its"
            " 2nd session (Vienna, 11–13 November 2013), in CTOC/COP/WG.7/2015/5 [symbol inferred],"
            " para. 92, http"
        )
    )
