"""The list as a table, with the columns that a reader chooses."""

import pytest
from django.test import Client

from recommendations.models import AdoptionStatus, RecommendationAddressee
from recommendations.selection.list_params import COLUMNS, USUAL_COLUMNS
from tests.builders import assign, make_recommendation, make_session, make_subject, make_theme
from tests.reading import Page, Part

LIST = "/en/recommendations/"
#: Columns of which the records here have nothing to say.
OFTEN_EMPTY = frozenset(
    {
        *("code", "cites", "restates", "restated_by", "source_text"),
        *("session_start", "session_end", "digest"),
    }
)


@pytest.fixture
def records(db: None) -> None:
    record = make_recommendation("2012/5", session=make_session(1), text="缔约国应当保护移民。")
    RecommendationAddressee.objects.create(recommendation=record, addressee="states-parties")
    record.theme_assignments.create(theme=make_theme("research"))
    make_recommendation(
        "2022/3a", status=AdoptionStatus.PROPOSED, text="工作组应当开会：\n(a) 保护；"
    )


def get(client: Client, query: str) -> Page:
    return Page(client.get(f"{LIST}?{query}"))


def heads(page: Page) -> list[str]:
    return [head.text for head in page.one("thead").all("th")]


def cells(row: Part) -> list[str]:
    return [cell.text for cell in [*row.all("th"), *row.all("td")]]


@pytest.mark.usefixtures("records")
def test_the_table_has_the_records_of_the_list_and_the_usual_columns(client: Client) -> None:
    page = get(client, "sort=code&view=table")
    assert heads(page) == ["Code", *(str(COLUMNS[name]) for name in USUAL_COLUMNS)]
    first, second = page.one("tbody").all("tr")
    assert cells(first) == [
        "2012/5",
        "缔约国应当保护移民。",
        "1st",
        "PreventionResearch",
        "should 应当",
        "States parties",
    ]
    assert cells(second)[1:3] == ["缔约国应当： 工作组应当开会： (a) 保护；", "Not adopted"]
    assert page.link("/en/recommendations/2012/5/?list=sort%3Dcode%26view%3Dtable").text == "2012/5"
    assert page.one("caption").text == "Recommendations"


@pytest.mark.usefixtures("records")
def test_columns_are_chosen_and_stand_in_the_order_asked_for(client: Client) -> None:
    page = get(client, "sort=code&view=table&columns=document&columns=code&columns=status")
    assert heads(page) == ["Code", "Printed in", "Status"]
    first = page.one("tbody").all("tr")[0]
    assert cells(first) == ["2012/5", "CTOC/COP/WG.7/2012/5, para. 5", "Adopted"]
    boxes = [box for box in page.all("input") if box.get("type") == "checkbox"]
    offered = [box for box in boxes if box.get("name") == "columns"]
    assert [box.get("value") for box in offered] == [name for name in COLUMNS if name != "code"]
    ticked = [box.get("value") for box in offered if "checked" in box.element.attrib]
    assert ticked == ["status", "document"]


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in OFTEN_EMPTY])
def test_every_column_has_something_to_say(client: Client, column: str) -> None:
    assign(make_recommendation("2012/6"), make_subject("children"))
    rows = get(client, f"sort=code&view=table&columns={column}").one("tbody").all("tr")
    assert any(cells(row)[-1] for row in rows)


@pytest.mark.usefixtures("records")
def test_columns_without_a_form_of_their_own_are_as_files_have_them(client: Client) -> None:
    names = ("paragraph", "item", "chapeau", "modal", "language", "text_status", "url")
    query = "&".join(f"columns={name}" for name in names)
    page = get(client, f"sort=code&view=table&{query}")
    assert cells(page.one("tbody").all("tr")[1])[1:] == [
        "3",
        "a",
        "缔约国应当：",
        "应当",
        "zh-hans",
        "official",
        "/recommendations/2022/3a/",
    ]
    assert page.link("/recommendations/2022/3a/")
    assert [each.get("lang") for each in page.one("tbody").all("span")][:2] == ["zh-Hans"] * 2


@pytest.mark.usefixtures("records")
def test_what_was_searched_for_is_marked(client: Client) -> None:
    page = get(client, "view=table&q=保护")
    assert [mark.text for mark in page.all("mark")] == ["保护", "保护"]


@pytest.mark.usefixtures("records")
def test_each_group_is_a_table_called_like_its_heading(client: Client) -> None:
    page = get(client, "view=table&group=session")
    captions = [caption.text for caption in page.all("caption")]
    assert captions == ["1st session", "Not adopted by the Working Group"]


@pytest.mark.usefixtures("records")
def test_filters_and_columns_keep_each_other(client: Client) -> None:
    page = get(client, "theme=prevention&view=table&columns=status&sort=session")
    kept = {
        (field.get("name"), field.get("value"))
        for form in page.all("form")
        for field in form.all("input")
        if field.get("type") == "hidden"
    }
    assert kept == {
        ("view", "table"),
        ("columns", "status"),
        ("sort", "session"),
        ("theme", "prevention"),
    }
    chips = page.one("p.chips").links()
    assert chips[0] == f"{LIST}?sort=session&view=table&columns=status"


@pytest.mark.usefixtures("records")
def test_full_text_and_table_lead_to_each_other_and_tables_to_files_of_the_same_columns(
    client: Client,
) -> None:
    page = get(client, "view=table&columns=status&columns=code&theme=prevention&group=theme")
    chosen = "theme=prevention&columns=status&columns=code"
    assert page.link(f"/en/recommendations.csv?{chosen}").text.startswith("CSV")
    assert page.link(f"/en/recommendations.xlsx?{chosen}").text.startswith("XLSX")
    assert page.link("/en/recommendations.json?theme=prevention").text.startswith("JSON")
    layout = "group=theme&columns=status&columns=code"
    assert page.link(f"{LIST}?theme=prevention&{layout}").text == "full text"


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("query", ["view=tables", "view=table&view=list", "columns=colour"])
def test_what_is_not_known_is_refused(client: Client, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status_code == 400
