"""The form of a recommendation: its text beside the source passage, facts at the side."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from recommendations.models import Occurrence, Recommendation
from sessions.models import Paragraph
from smuggling_kb.admin.return_address import with_return_address
from tests.builders import (
    TEXT,
    assign,
    make_document,
    make_paragraph,
    make_recommendation,
    make_subject,
)
from tests.filling import form_values
from tests.reading import Page

FORM = "recommendation_form"

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> Recommendation:
    """One with a theme and two subjects."""
    record = make_recommendation("2012/5")
    assign(record, make_subject("children"), make_subject("return"))
    return record


def address(record: Recommendation) -> str:
    return reverse("admin:recommendations_recommendation_change", args=(record.pk,))


def opened(client: Client, record: Recommendation) -> Page:
    return Page(client.get(address(record)))


def choices(page: Page, name: str) -> list[str]:
    [select] = [each for each in page.all("select") if each.get("name") == name]
    return [option.text for option in select.all("option")]


def test_the_text_comes_first_beside_the_words_of_its_passage(
    record: Recommendation, editor_client: Client
) -> None:
    text = record.texts.get()
    page = opened(editor_client, record)
    [first, *_others] = page.one(".record-main").all(".inline-group")
    assert [area.text for area in first.all("textarea")][1] == text.text
    assert text.source is not None
    printed = first.one("p.printed")
    assert (printed.text, printed.lang) == (text.source.text, "zh-Hans")
    [link] = [each for each in first.links() if each.endswith(f"#{text.source.anchor}")]
    assert text.source.version.document.symbol in link
    facts = page.one(".record-facts")
    assert facts.all("textarea")[0].get("name") == "strength_reason"


def test_the_reason_stands_beside_save_and_is_marked_where_it_is_required(
    record: Recommendation, editor_client: Client
) -> None:
    def label(record: Recommendation) -> str:
        bar = opened(editor_client, record).one(".save-bar")
        assert [each.get("name") for each in bar.all("input")][:1] == ["why"]
        assert "_save" in [each.get("name") for each in bar.all("input")]
        return bar.one("label").get("class")

    assert label(record) == "required"
    assert label(make_recommendation("2012/6", publication="draft")) == ""


def test_themes_and_subjects_are_chosen_apart(
    record: Recommendation, editor_client: Client
) -> None:
    page = opened(editor_client, record)
    assert choices(page, "theme_assignments-0-theme") == ["---------", "Prevention"]
    assert choices(page, "subjects-0-theme") == ["---------", "Children", "Return"]
    values = form_values(page, FORM) | {"subjects-1-DELETE": "on", "why": "It is not about return."}
    assert editor_client.post(address(record), values).status_code == 302
    assert {each.slug for each in record.themes.all()} == {"prevention", "children"}


def test_a_subject_that_another_took_away_meanwhile_is_told(
    record: Recommendation, editor_client: Client
) -> None:
    values = form_values(opened(editor_client, record), FORM) | {
        "strength": "may",
        "why": "Misread.",
    }
    record.theme_assignments.filter(theme__slug="return").delete()
    page = Page(editor_client.post(address(record), values))
    assert "subject" in page.one("section.conflict").text
    assert "Return" in page.one("section.conflict").text


def test_a_place_is_picked_as_a_passage(record: Recommendation, editor_client: Client) -> None:
    paragraph = make_paragraph(7, document=make_document("CTOC/COP/WG.7/2020/4"))
    place = record.occurrences.get()
    values = form_values(opened(editor_client, record), FORM) | {
        "occurrences-0-passage": str(paragraph.pk),
        "why": "It was read from there.",
    }
    answer = editor_client.post(address(record), values)
    assert answer.status_code == 302
    place.refresh_from_db()
    assert (place.document, place.anchor) == (paragraph.version.document, paragraph.anchor)


def test_without_a_script_a_place_is_typed(record: Recommendation, editor_client: Client) -> None:
    place = record.occurrences.get()
    make_paragraph(77, document=place.document)
    values = form_values(opened(editor_client, record), FORM) | {
        "occurrences-0-anchor": "p77",
        "why": "It was read from there.",
    }
    assert editor_client.post(address(record), values).status_code == 302
    assert Occurrence.objects.get(pk=place.pk).anchor == "p77"


def test_a_passage_is_found_by_its_words_and_shown_with_them(
    record: Recommendation, editor_client: Client
) -> None:
    paragraph = Paragraph.objects.get()
    query = "app_label=recommendations&model_name=recommendationtext&field_name=source"
    found = editor_client.get(f"/admin/autocomplete/?{query}&term={paragraph.text[:4]}").json()
    [result] = found["results"]
    assert result["id"] == str(paragraph.pk)
    assert paragraph.version.document.symbol in result["text"]
    assert paragraph.text[:20] in result["text"]
    page = opened(editor_client, record)
    assert result["text"] in choices(page, "texts-0-source")


def test_what_is_empty_is_folded(record: Recommendation, editor_client: Client) -> None:
    folded = [each.one("summary").text for each in opened(editor_client, record).all("details")]
    assert "Relations to other recommendations" in folded
    assert "Language and source" in folded


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/admin/wg_sessions/document/#p5", "/admin/wg_sessions/document/#p5"),
        ("https://example.org/admin/", "/admin/recommendations/recommendation/"),
        ("//example.org/admin/", "/admin/recommendations/recommendation/"),
        ("/en/about/", "/admin/recommendations/recommendation/"),
    ],
)
def test_a_saved_form_leads_back_to_the_page_of_the_admin_that_led_to_it(
    record: Recommendation, editor_client: Client, back: str, leads_to: str
) -> None:
    form = with_return_address(address(record), back)
    page = Page(editor_client.get(form))
    assert (back in page.links()) == (back == leads_to)
    values = form_values(page, FORM) | {"why": "Checked."}
    answer = editor_client.post(form, values)
    assert (answer.status_code, answer["Location"]) == (302, leads_to)


# The passage of a text, without a script that searches


@pytest.fixture
def draft() -> Recommendation:
    """One whose passage was read again as the next paragraph."""
    draft = make_recommendation("2012/7", publication="draft")
    make_paragraph(8, "", TEXT, draft.occurrences.get().document)
    return draft


def save_place(client: Client, record: Recommendation, **fields: str) -> Page | None:
    """Save the form with other values of the text; return the page if it is not saved."""
    values = form_values(opened(client, record), FORM) | {"_save": "Save", "why": "Read again."}
    named = {f"texts-0-{name}": value for name, value in fields.items()}
    answer = client.post(address(record), values | named)
    return None if answer.status_code == 302 else Page(answer)


def source_of(record: Recommendation) -> str:
    return str(Recommendation.objects.get(pk=record.pk).texts.get().source)


def test_the_place_of_the_passage_is_there_to_be_changed(
    draft: Recommendation, editor_client: Client
) -> None:
    values = form_values(opened(editor_client, draft), FORM)
    assert values["texts-0-source_place"] == ["CTOC/COP/WG.7/2012/5#p7"]
    assert save_place(editor_client, draft, source_place="CTOC/COP/WG.7/2012/5#p8") is None
    assert source_of(draft) == "CTOC/COP/WG.7/2012/5#p8"


def test_a_form_that_is_left_alone_keeps_the_passage(
    draft: Recommendation, editor_client: Client
) -> None:
    assert save_place(editor_client, draft) is None
    assert source_of(draft) == "CTOC/COP/WG.7/2012/5#p7"


def test_a_passage_that_is_picked_needs_no_place(
    draft: Recommendation, editor_client: Client
) -> None:
    picked = Paragraph.objects.get(anchor="p8")
    assert save_place(editor_client, draft, source=str(picked.pk)) is None
    assert source_of(draft) == "CTOC/COP/WG.7/2012/5#p8"


def test_without_a_place_the_text_has_no_passage(
    draft: Recommendation, editor_client: Client
) -> None:
    assert save_place(editor_client, draft, source_place="") is None
    assert source_of(draft) == "None"


@pytest.mark.parametrize(
    "place", ["CTOC/COP/WG.7/2012/5#p77", "CTOC/COP/WG.7/2012/9#p7", "paragraph 8", "#p8"]
)
def test_a_place_that_there_is_not_is_said(
    draft: Recommendation, editor_client: Client, place: str
) -> None:
    page = save_place(editor_client, draft, source_place=place)
    assert page is not None
    assert f"No document here has the passage “{place}”" in page.text
    assert source_of(draft) == "CTOC/COP/WG.7/2012/5#p7"


def test_two_different_passages_are_one_too_many(
    draft: Recommendation, editor_client: Client
) -> None:
    make_paragraph(9, "", TEXT, draft.occurrences.get().document)
    picked = str(Paragraph.objects.get(anchor="p9").pk)
    page = save_place(editor_client, draft, source=picked, source_place="CTOC/COP/WG.7/2012/5#p8")
    assert page is not None
    assert "another passage than the one picked" in page.text


def test_the_form_of_the_text_alone_takes_a_place_too(
    draft: Recommendation, editor_client: Client
) -> None:
    text = draft.texts.get()
    page = reverse("admin:recommendations_recommendationtext_change", args=(text.pk,))
    values = form_values(Page(editor_client.get(page)), "recommendationtext_form")
    place = {"source_place": "CTOC/COP/WG.7/2012/5#p8", "why": "Read again.", "_save": "Save"}
    assert editor_client.post(page, values | place).status_code == 302
    assert source_of(draft) == "CTOC/COP/WG.7/2012/5#p8"
