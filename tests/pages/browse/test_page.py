"""The list page: what it says, marks and offers."""

import json
import re

import pytest
from django.http import HttpResponseBase, QueryDict
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from recommendations.exports import FORMATS
from recommendations.models import AdoptionStatus, RecommendationText, Strength, WorkflowStage
from recommendations.pages.browse import list_tools
from tests.builders import make_recommendation, make_session, make_theme
from tests.reading import Page

LIST = "/en/recommendations/"


@pytest.fixture
def records(db: None) -> None:
    for number in (1, 2, 3):
        make_session(number)
    make_recommendation("2012/5", session=make_session(1), text="缔约国应当保护移民。")
    make_recommendation("2012/6", session=make_session(1), theme="protection", text="移民和移民。")
    make_recommendation("2013/7", session=make_session(3), strength=Strength.MAY, text="海上。")
    make_recommendation(
        "2022/3a", status=AdoptionStatus.PROPOSED, text="工作组应当开会：\n(a) 保护；"
    )
    make_recommendation("2022/61b", text="证据。")
    make_recommendation("2010/54a", publication=WorkflowStage.DRAFT, text="移民草稿")


def get(client: Client, query: str = "", language: str = "en") -> str:
    response = client.get(f"/{language}/recommendations/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def part(page: str, pattern: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    assert found, pattern
    return text(found[0])


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "All recommendations, 4 adopted, 1 not adopted"),
        ("theme=protection", "Protection, 1 adopted"),
        ("q=移民&sort=code", "“移民”, 2 adopted, sorted by code"),
        ("group=session", "All recommendations, 4 adopted, 1 not adopted, grouped by session"),
        ("session=2", "2nd session, texts not in this knowledge base"),
        ("session=1&strength=may", "No results for 1st session, strength “may”"),
        ("q=无此词", "No results for “无此词”"),
        ("q=无此词&addressee=unodc", "No results for “无此词”, addressed to UNODC"),
    ],
)
def test_the_title_says_what_is_listed(client: Client, query: str, title: str) -> None:
    assert part(get(client, query), "<title>.*?</title>").startswith(f"{title} — ")


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "Recommendations"),
        ("theme=protection", "Recommendations: Protection"),
        ("session=1&theme=protection", "Recommendations: Protection, 1st session"),
        (
            "theme=protection&theme=prevention&addressee=unodc&addressee=none",
            "Recommendations: Prevention or Protection, addressed to UNODC or addressee not stated",
        ),
        ("year=2012&strength=may", "Recommendations: strength “may”, codes of 2012"),
        ("status=proposed", "Recommendations: status “Proposed”"),
        ("session=unknown", "Recommendations: Adopted at an unspecified session"),
        (
            "session=1&session=2&theme=protection&year=2012&year=2013",
            "Recommendations: 5 filters",
        ),
        ('q="移民"', "Recommendations containing “移民”"),
        ("q=移民&theme=protection", "Recommendations containing “移民” : Protection"),
        ("q=移民 -海上", "Recommendations containing “移民” and “-海上”"),
        ("q=***", "Recommendations containing “***”"),
    ],
)
def test_the_heading_says_it_shortly(client: Client, query: str, heading: str) -> None:
    assert part(get(client, query), "<h1>.*?</h1>") == heading


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", "5 records: 4 adopted by the Working Group, 1 not adopted"),
        ("year=2022", "2 of 5 records: 1 adopted by the Working Group, 1 not adopted"),
        ("session=1&strength=may", "0 of 5 records"),
        ("session=2&theme=protection", "Texts not in this knowledge base"),
    ],
)
def test_the_count_is_a_status_and_tells_the_adopted_apart(
    client: Client, query: str, count: str
) -> None:
    assert part(get(client, query), r'<p class="count" role="status">.*?</p>') == count


@pytest.mark.usefixtures("records")
def test_hits_and_the_modal_word_are_marked(client: Client) -> None:
    page = get(client, "q=移民 当保")
    assert (
        '<p class="voice" lang="zh-Hans" dir="ltr">缔约国<strong class="modal">应<mark>当</mark>'
        "</strong><mark>保</mark>护<mark>移民</mark>。</p>" in page
    )


@pytest.mark.usefixtures("records")
def test_the_name_of_a_theme_is_no_text_to_mark_but_a_reason(client: Client) -> None:
    page = get(client, "q=protection", "zh-hans")
    assert ">主题 protection</a>" in page
    assert "主题 <mark>" not in page
    assert "见于：主题“<span" in page or "见于" in page


@pytest.mark.usefixtures("records")
def test_items_are_a_list_and_a_chapeau_stands_above(client: Client) -> None:
    page = get(client, "status=proposed")
    assert "开会：</p>\n<ul" in page
    assert "<li>(a) 保护；</li>" in page
    assert 'class="state proposed"' in page


@pytest.mark.usefixtures("records")
def test_a_row_says_where_it_is_from(client: Client) -> None:
    wheres = re.findall(r'<p class="where">(.*?)</p>', get(client))
    assert [text(where).replace("/ ", "/") for where in wheres] == [
        "3rd session para. 7",
        "1st session para. 5",
        "1st session para. 6",
        "Session not specified CTOC/COP/WG.7/2022/5 para. 61 (b)",
        "CTOC/COP/WG.7/2022/5 para. 3 (a)",
    ]


@pytest.mark.usefixtures("records")
def test_a_row_does_not_repeat_the_heading_or_the_filter(client: Client) -> None:
    page = get(client, "group=session&theme=prevention")
    assert '<p class="where">para. 5</p>' in page
    assert ">Prevention</a>" not in page
    assert '">Prevention</a>' in get(client, "group=session&theme=prevention&theme=protection")


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("view", ["", "view=table"])
def test_what_was_not_adopted_stands_under_a_heading_that_counts_it(
    client: Client, view: str
) -> None:
    page = get(client, view)
    heading = "Not adopted by the Working Group (1)"
    before, _heading, after = text(page).partition(f"{heading} ")
    assert ("2022/61b" in before, "2022/3a" in after.partition("Independent")[0]) == (True, True)
    for query in ("sort=code", "group=theme", "q=应当", "status=adopted"):
        assert heading not in text(get(client, f"{query}&{view}"))


@pytest.mark.usefixtures("records")
def test_meetings_that_are_not_held_say_so_and_are_never_zero(client: Client) -> None:
    page = get(client, "group=session")
    assert "2nd session texts not in this knowledge base" in text(page)
    assert "2nd texts not in this knowledge base" in text(page)
    assert 'value="2"' not in page


@pytest.mark.usefixtures("records")
def test_no_count_is_zero_where_only_meetings_that_are_not_held_are_asked_for(
    client: Client,
) -> None:
    facets = part(get(client, "session=2"), '<form class="facets".*?</form>')
    assert "so no value has a count. Theme Prevention Protection" in facets
    assert "1st 2" in facets
    page = client.get(f"{LIST}?sesion=2").content.decode()
    assert "Session: 2nd (texts not in this knowledge base)" in text(page).replace(" )", ")")


@pytest.mark.usefixtures("records")
def test_the_form_keeps_words_ticks_order_and_headings(client: Client) -> None:
    page = get(client, "q=移民&session=1&sort=session&group=theme")
    form = re.search('<form class="facets".*?</form>', page, re.DOTALL)
    assert form
    assert 'form="filters" value="移民"' in page
    assert 'id="filters"' in form[0]
    assert re.findall(r'name="(\w+)" value="(\w+)" checked', form[0]) == [("session", "1")]
    assert '<input type="hidden" name="sort" value="session">' in form[0]
    assert '<input type="hidden" name="group" value="theme">' in form[0]
    assert "method" not in form[0]


@pytest.mark.usefixtures("records")
def test_the_less_usual_filters_are_folded_unless_used(client: Client) -> None:
    folded = r'<details class="folded"( open)?>\s*<summary>(\w+)</summary>'
    assert re.findall(folded, get(client)) == [("", "Article"), ("", "Document"), ("", "Year")]
    assert (" open", "Year") in re.findall(folded, get(client, "year=2012"))


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    "query", ["", "theme=protection", "topic=technology&topic=financial-investigations"]
)
def test_the_ten_largest_subjects_stand_at_once_and_the_others_behind_a_disclosure(
    client: Client, query: str
) -> None:
    fieldset = Page(client.get(f"{LIST}?{query}")).all("fieldset")[1]
    assert fieldset.one("legend").text == "Subject"
    subjects = [label.one("input").get("value") for label in fieldset.all("label")]
    assert len(subjects) == len(set(subjects)) == 60
    further = fieldset.one("details.more")
    assert (further.one("summary").text, len(further.all("label"))) == ("50 more", 50)
    chosen = QueryDict(query).getlist("topic")
    assert set(subjects[: len(chosen)]) == set(chosen)
    counts = [int(label.all("span")[-1].text) for label in fieldset.all("label")][len(chosen) :]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.usefixtures("records")
def test_everything_can_be_cleared_only_if_something_is_set(client: Client) -> None:
    assert "Clear all" not in get(client)
    assert "Clear all" not in get(client, "sort=code&group=theme")
    assert get(client, "theme=protection&sort=code").count("Clear all") == 2


@pytest.mark.usefixtures("records")
def test_the_results_are_the_second_place_to_skip_to(client: Client) -> None:
    for query in ("", "q=nothing", "session=2"):
        page = Page(client.get(f"{LIST}?{query}"))
        assert [link.get("href") for link in page.all("a.skip")] == ["#main", "#results"]
        assert page.one("div.results").get("id") == "results"


@pytest.mark.usefixtures("records")
def test_the_formats_that_most_take_stand_first_and_the_others_behind_a_disclosure(
    client: Client,
) -> None:
    files = Page(client.get(LIST)).one("details.files")
    behind = [link.text.split()[0] for link in files.one("details.more").all("a")]
    shown = [link.text.split()[0] for link in files.all("a")]
    assert shown[: shown.index(behind[0])] == [
        each.label for each in FORMATS.values() if each.prominent
    ]
    assert behind == [each.label for each in FORMATS.values() if not each.prominent]


@pytest.mark.usefixtures("records")
def test_downloads_take_the_filters_along(client: Client) -> None:
    page = get(client, "q=移民&session=1&group=theme&sort=code")
    for extension in ("csv", "json"):
        assert (
            f'href="/en/recommendations.{extension}?q=%E7%A7%BB%E6%B0%91&amp;session=1&amp;sort=code"'
            in page
        )
    assert "Download all 2, texts in Chinese" in page
    assert "Download 1 record, text in Chinese" in get(client, "session=3")


@pytest.mark.usefixtures("records")
def test_an_empty_list_says_what_to_remove_and_what_is_not_held(client: Client) -> None:
    page = get(client, "q=海上 证据&theme=prevention")
    results = part(page, '<div class="results prose" id="results" tabindex="-1">.*')
    assert "No results. Try removing: Words: 海上 : 1 record Words: 证据 : 1 record" in results
    assert "Any of the words: 海上 OR 证据 : 2 records" in results
    assert "Theme: " not in results
    assert "Texts not in this knowledge base: 2nd session." in results
    assert '<details class="wide"' not in page.partition("<main")[2]
    assert "Download" not in page


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "offer"),
    [
        ("theme=protection&session=3", "Try removing: Theme: Protection : 1 record"),
        ("q=没有&theme=protection", "Try removing: Words: 没有 : 1 record"),
        ("session=2", "Try removing: Session: 2nd : 5 records"),
        ("q=***", "Try removing: Words: *** : 5 records"),
        ("q=x&theme=protection&session=3", "No results"),
        ("q=b c d f g h j", "Try removing: Words: b c d f g h j : 5 records"),
        # With a word less it would be longer than an address may hold, being written out anew.
        ("q=" + '"'.join(f"{letter * 32}" for letter in "abcdef"), "No results"),
    ],
)
def test_conditions_to_remove_are_tried_one_by_one(client: Client, query: str, offer: str) -> None:
    assert offer in part(
        get(client, query), '<div class="results prose" id="results" tabindex="-1">.*'
    )


@pytest.mark.django_db
def test_a_long_list_has_pages(client: Client) -> None:
    for number in range(1, 61):
        make_recommendation(f"2012/{number}")
    page = get(client, "page=2&sort=code")
    assert "page 2 of 3" in part(page, "<title>.*?</title>")
    assert "(26–50 on this page)" in text(page)
    pages = re.search(r'<nav aria-label="Pages">.*?</nav>', page, re.DOTALL)
    assert pages
    assert '<b aria-current="page" aria-label="Page 2">2</b>' in pages[0]
    assert 'href="/en/recommendations/?sort=code" rel="prev"' in pages[0]
    assert 'href="/en/recommendations/?sort=code&amp;page=3" rel="next"' in pages[0]
    assert (
        'rel="canonical" href="http://testserver/en/recommendations/?sort=code&amp;page=2"' in page
    )
    assert 'aria-label="Pages"' not in get(client, "year=2012&q=2012/7")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/recommendations/", "/en/brief/"])
@pytest.mark.parametrize(
    ("query", "is_indexed"),
    [
        ("", True),
        ("?q=", True),
        ("?session=1", True),
        ("?q=children", False),
        ("?q=a&page=1", False),
    ],
)
def test_robots_index_lists_and_no_searches(
    client: Client, path: str, query: str, is_indexed: bool
) -> None:
    make_recommendation("2012/5", session=make_session(1))
    html = client.get(f"{path}{query}", follow=True).content.decode()
    assert ('<meta name="robots" content="noindex, follow">' not in html) is is_indexed


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["4", "99999999999999999999", "9" * 5000])
def test_a_page_past_the_end_leads_to_the_last(client: Client, number: str) -> None:
    for code in range(1, 27):
        make_recommendation(f"2012/{code}")
    response = client.get(f"{LIST}?page={number}&sort=code")
    assert response.status_code == 302
    assert response.headers["Location"] == f"{LIST}?sort=code&page=2"
    response = client.get(f"{LIST}?page={number}&session=none")
    assert response.headers["Location"] == f"{LIST}?session=none"


@pytest.mark.django_db
def test_a_page_has_as_many_records_as_are_asked_for(client: Client) -> None:
    for number in range(1, 61):
        make_recommendation(f"2012/{number}")

    def shown(query: str) -> int:
        return get(client, query).count('<article class="rec"')

    assert [shown(f"size={size}") for size in (25, 50, 100, 200)] == [25, 50, 60, 60]
    assert [shown("size=50&page=2"), shown("size=50&page=2&group=session")] == [10, 10]
    response = client.get(f"{LIST}?size=50&page=3")
    assert response.headers["Location"] == f"{LIST}?size=50&page=2"
    for size in ("0", "10", "25.0", "201", "all", "50&size=50"):
        assert client.get(f"{LIST}?size={size}").status_code == 400


@pytest.mark.django_db
def test_the_sizes_of_pages_are_offered_as_far_as_there_are_records(client: Client) -> None:
    for number in range(1, 61):
        make_recommendation(f"2012/{number}")
    offered = re.search(r"<b>Show on a page</b>(.*?)</p>", get(client, "sort=code"), re.DOTALL)
    assert offered
    assert text(offered[0]) == "Show on a page 25 50 all 60"
    assert f'href="{LIST}?sort=code&amp;size=100" aria-label="Show all 60 on a page"' in offered[0]
    assert "Show on a page" not in get(client, "q=2012/7&sort=code")


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "name", ["Sort by session", "Sort by theme", "Group by session", "Group by theme"]
)
def test_each_choice_is_named_by_what_it_chooses(client: Client, name: str) -> None:
    assert get(client).count(f'aria-label="{name}"') == 1


@pytest.mark.usefixtures("records")
def test_drafts_are_nowhere(client: Client) -> None:
    for query in ("", "q=草稿", "q=2010/54a", "group=session"):
        assert "移民草稿" not in get(client, query)
        assert "/en/recommendations/2010/54a/" not in get(client, query)
    assert client.get(f"{LIST}?year=2010").status_code == 400


@pytest.mark.usefixtures("records")
def test_what_people_type_is_never_markup(client: Client) -> None:
    probe = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    for query in (f"q={probe}", f"q=移民 OR {probe}"):
        page = get(client, query.replace("&", "%26"))
        assert "<img" not in page
        assert "<script>" not in page


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "trace", "options"])
def test_the_list_is_only_read(client: Client, method: str) -> None:
    for path in (LIST, "/en/recommendations.csv"):
        assert getattr(client, method)(path).status_code == 405


@pytest.mark.usefixtures("records")
def test_the_page_is_the_same_in_chinese(client: Client) -> None:
    page = get(client, "theme=protection", "zh-hans")
    assert '<html lang="zh-Hans"' in page
    assert "主题 protection" in part(page, "<h1>.*?</h1>")
    assert "No English" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["", "group=theme&sort=session", "q=应当", "theme=prevention&q=应当"]
)
def test_the_list_asks_as_much_of_the_database_for_two_records_as_for_twenty(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    make_theme("prevention")
    for number in range(1, 3):
        make_recommendation(f"2012/{number}", session=make_session(1))
    with django_assert_max_num_queries(45) as few:
        get(client, query)
    for number in range(3, 21):
        make_recommendation(f"2012/{number}", session=make_session(1))
    with django_assert_max_num_queries(45) as many:
        get(client, query)
    assert len(few) == len(many)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("group", ["", "theme", "session", "strength"])
def test_every_page_of_the_real_list_is_whole(client: Client, language: str, group: str) -> None:
    codes = []
    for number in range(1, 7):
        page = get(client, f"group={group}&page={number}", language)
        assert len(page.encode()) < 100_000
        codes += re.findall(r'<h3 [^>]*><a href="[^"]*/recommendations/(\d+/\d+\w*)/[?"]', page)
    assert len(codes) == len(set(codes)) == 129


@pytest.mark.usefixtures("knowledge_base")
def test_no_line_of_chinese_begins_with_the_word_for_year(client: Client) -> None:
    page = client.get("/zh-hans/recommendations/?sort=session").content.decode()
    assert "第一次会议，2012\N{NO-BREAK SPACE}年" in page


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    "typed",
    [
        "symbol:CTOC/COP/WG.7/2015/5",
        "document:CTOC/COP/WG.7/2015/5",
        "文件:CTOC/COP/WG.7/2015/5",
        "文号：CTOC/COP/WG.7/2015/5",
        "code:2012/5",
        "代码:2012/5",
        "-2012/5",
        "topic:children",
        "专题:儿童",
        "children",
        "protection of smuggled children",
        "如何保护被偷运的儿童？",
        "who pays for return",
    ],
)
def test_a_search_gives_on_the_page_what_its_download_has(client: Client, typed: str) -> None:
    page = client.get("/en/recommendations/", {"q": typed})
    assert page.status_code == 200
    selection = page.context["listing"].selection
    shown = [selection.index.code(place) for place in selection.order]
    download = client.get("/en/recommendations.json", {"q": typed})
    answer: HttpResponseBase = download
    assert [each["code"] for each in json.loads(b"".join(answer))["results"]] == shown != []


#: Of the words above the eight proposals of 2010, some that neither begin nor end them, by what
#: an English reader asks for.
ABOVE = {"": "to ensure that the two Protocols are", "&text=original": "以确保这两份议定书得到"}


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("query", ["size=200", "size=200&sort=code", "year=2010&view=table"])
@pytest.mark.parametrize("choice", ABOVE)
def test_the_words_above_neighbouring_records_stand_once_above_them(
    client: Client, query: str, choice: str
) -> None:
    html, above = get(client, f"{query}{choice}"), ABOVE[choice]
    assert html.count(above) == 1
    for letter in "abcdefgh":
        assert html.count(f">2010/54{letter}</a>") == 1
    assert html.index(above) < html.index(">2010/54a</a>")


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("choice", "tag", "word"),
    [("", "en", "indispensable"), ("&text=original", "zh-Hans", "议定书得到执行")],
)
def test_the_words_above_a_record_alone_are_folded_and_whole(
    client: Client, choice: str, tag: str, word: str
) -> None:
    query, language = f"year=2010&theme=prevention{choice}", tag.lower()
    folded = Page(client.get(f"{LIST}?{query}")).one("details.above").one("summary")
    text = RecommendationText.objects.get(recommendation__code="2010/54f", language=language)
    assert (folded.text, folded.lang) == (text.chapeau, tag)
    found = get(client, f"{query}&q={word}")
    assert 'class="above"' not in found
    assert f"<mark>{word}</mark>" in found
    assert 'class="above"' in get(client, f"{query}&view=table")


# To be printed


@pytest.mark.usefixtures("knowledge_base")
def test_a_page_to_print_has_every_record_and_says_where_it_is_from(client: Client) -> None:
    page = Page(client.get("/en/recommendations/print/?group=session&page=3&size=50"))
    assert len(page.all("article.rec")) == 129
    assert "Address: http://testserver/en/recommendations/print/?group=session" in page.text
    assert not [each for each in page.all("input") if each.get("form") == "compare"]
    assert page.link("/en/recommendations/?group=session").text == "Back to the list"
    assert [each.get("content") for each in page.all("meta") if each.get("name") == "robots"]


@pytest.mark.usefixtures("knowledge_base")
def test_a_table_to_print_has_the_columns_asked_for(client: Client) -> None:
    page = Page(client.get("/en/recommendations/print/?view=table&columns=text&theme=research"))
    for head in page.all("thead"):
        assert [cell.text for cell in head.all("th")] == ["Code", "Text"]
    assert sum(len(body.all("tr")) for body in page.all("tbody")) == 7


@pytest.mark.usefixtures("knowledge_base")
def test_a_list_too_long_to_print_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_tools, "MOST_RECORDS", 100)
    answer = client.get("/en/recommendations/print/")
    assert answer.status_code == 400
    page = Page(answer)
    assert "The print version takes up to 100 records" in page.text
    assert page.link("/en/recommendations.xlsx")
    listed = Page(client.get("/en/recommendations/"))
    assert "/en/recommendations/print/" not in listed.links()
    assert Page(client.get("/en/recommendations/print/?theme=research")).all("article.rec")
