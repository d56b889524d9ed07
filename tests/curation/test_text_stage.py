"""Texts that editors add to public recommendations: unseen until a reviewer publishes them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.test import Client

from recommendations.curation.restoration import restore_version
from recommendations.curation.second_person import own_texts
from recommendations.curation.text_publication import publish_texts
from recommendations.history.models import Version
from recommendations.history.versions import (
    record_changes,
    record_outside_changes,
    version_numbers,
)
from recommendations.importing import actions
from recommendations.models import Recommendation, RecommendationText, TextStage, WorkflowStage
from recommendations.records.fixture_rows import row
from tests.builders import make_recommendation, make_translation
from tests.filling import Values, add_row, form_values
from tests.reading import Page

pytestmark = pytest.mark.django_db

FORM = "/admin/recommendations/recommendationtext/"
#: Words of the text that is added, without a modal word, which pages mark.
WORDS = "Ensemble, sans délai, agir."
VALUES = {"language": "fr", "text_status": "unofficial", "text": WORDS, "why": "Asked for."}

#: Where the public would see them.
ADDRESSES = (
    "recommendations/2012/5/",
    "recommendations/2012/5/?text=fr",
    "recommendations/2012/5.json",
    "recommendations/2012/5.bib",
    "recommendations/?q=agir",
    "recommendations.csv",
    "recommendations.json",
    "recommendations.ris",
    "themes/prevention/",
    "documents/CTOC/COP/WG.7/2012/5/",
    "compare/?code=2012/5&code=2012/6",
)


def add_by_own_page(client: Client, record: Recommendation, **values: str) -> RecommendationText:
    page = Page(client.get(f"{FORM}add/"))
    sent = form_values(page, "recommendationtext_form") | VALUES | values
    answer = client.post(f"{FORM}add/", sent | {"recommendation": str(record.pk)})
    assert answer.status_code == 302, Page(answer).text
    return record.texts.get(language="fr")


def add_by_form_of_record(client: Client, record: Recommendation) -> RecommendationText:
    address = f"/admin/recommendations/recommendation/{record.pk}/change/"
    values: Values = form_values(Page(client.get(address)), "recommendation_form")
    row_values = {name: value for name, value in VALUES.items() if name != "why"}
    sent = add_row(values, "texts", **row_values) | {"why": "Asked for."}
    answer = client.post(address, sent)
    assert answer.status_code == 302, Page(answer).text
    return record.texts.get(language="fr")


WAYS = (add_by_own_page, add_by_form_of_record)


def shown_at(client: Client) -> list[str]:
    """Return the addresses at which the words are to be seen, by readers of them and by others."""
    found = []
    for language in ("en", "fr"):
        for address in ADDRESSES:
            path = f"/{language}/{address}"
            answer: Any = client.get(path)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if WORDS.encode() in content:
                found.append(path)
    return found


def seen_in(page: Page) -> str:
    """Return the versions that a page carries."""
    [field] = [each for each in page.all("input") if each.get("name") == "seen"]
    return field.get("value")


def publish(client: Client, *texts: RecommendationText, why: str = "Read and right.") -> Page:
    """Choose texts in their list, and confirm with a reason."""
    selection = {"action": "publish_selected", "_selected_action": [each.pk for each in texts]}
    page = Page(client.post(FORM, selection))
    seen = seen_in(page)
    confirmation = {"confirmed": "yes", "seen": seen, "why": why}
    return Page(client.post(FORM, selection | confirmation, follow=True))


@pytest.mark.parametrize("add", WAYS)
def test_what_an_editor_adds_is_unseen_until_a_reviewer_publishes_it(
    client: Client, editor_client: Client, reviewer_client: Client, add: object
) -> None:
    record = make_recommendation("2012/5")
    make_recommendation("2012/6")
    assert callable(add)
    text = add(editor_client, record)
    assert text.stage == TextStage.DRAFT
    assert shown_at(client) == []
    assert "1 text was published" in publish(reviewer_client, text).text
    # Pages show a record in one language: the reader's, or the one that is asked for.
    shown = set(shown_at(client))
    assert shown >= {
        "/en/recommendations/2012/5/?text=fr",
        "/fr/recommendations/2012/5/",
        "/fr/recommendations.csv",
        "/fr/themes/prevention/",
    }
    assert "/en/recommendations/2012/5/" not in shown
    last = Version.objects.filter(code="2012/5").order_by("-number")[0]
    assert (last.by_name, last.reason) == ("reviewer", "Read and right.")


@pytest.mark.parametrize("add", WAYS)
def test_what_a_reviewer_adds_is_public_at_once(reviewer_client: Client, add: object) -> None:
    assert callable(add)
    assert not add(reviewer_client, make_recommendation()).is_draft


@pytest.mark.parametrize("add", WAYS)
def test_what_is_added_to_a_draft_goes_with_it(editor_client: Client, add: object) -> None:
    assert callable(add)
    draft = make_recommendation(publication=WorkflowStage.DRAFT)
    assert not add(editor_client, draft).is_draft


def test_no_form_takes_the_stage_from_an_editor(editor_client: Client) -> None:
    text = add_by_own_page(editor_client, make_recommendation(), stage="published")
    assert text.is_draft
    values = form_values(
        Page(editor_client.get(f"{FORM}{text.pk}/change/")), "recommendationtext_form"
    )
    sent = values | {"stage": "published", "text": "Autre.", "why": "Better."}
    assert editor_client.post(f"{FORM}{text.pk}/change/", sent).status_code == 302
    text.refresh_from_db()
    assert (text.text, text.stage) == ("Autre.", TextStage.DRAFT)


def test_only_reviewers_publish_texts(editor_client: Client) -> None:
    text = add_by_own_page(editor_client, make_recommendation())
    assert "publish_selected" not in editor_client.get(FORM).content.decode()
    sent = {"action": "publish_selected", "_selected_action": text.pk, "confirmed": "yes"}
    editor_client.post(FORM, sent | {"why": "So."})
    text.refresh_from_db()
    assert text.is_draft


def test_no_text_is_published_without_a_reason(
    editor_client: Client, reviewer_client: Client
) -> None:
    text = add_by_own_page(editor_client, make_recommendation())
    page = publish(reviewer_client, text, why=" ")
    assert "required" in page.text
    text.refresh_from_db()
    assert text.is_draft


def test_no_text_is_published_as_nobody_read_it(
    editor_client: Client, reviewer_client: Client
) -> None:
    """Somebody changes it after a reviewer has opened the page."""
    text = add_by_own_page(editor_client, make_recommendation())
    selection = {"action": "publish_selected", "_selected_action": text.pk}
    seen = seen_in(Page(reviewer_client.post(FORM, selection)))
    with record_changes(by=None, reason="Slipped in."):
        RecommendationText.objects.filter(pk=text.pk).update(text="Autre.")
    sent = selection | {"confirmed": "yes", "seen": seen, "why": "Read."}
    answer = reviewer_client.post(FORM, sent, follow=True)
    assert "Nothing was done, because these have been changed in the meantime" in Page(answer).text
    text.refresh_from_db()
    assert text.is_draft


def test_the_queue_counts_them_and_lists_them(
    editor_client: Client, reviewer_client: Client
) -> None:
    add_by_own_page(editor_client, make_recommendation())
    page = Page(reviewer_client.get("/admin/"))
    [queue] = [each for each in page.all("tr") if "to be published" in each.text]
    assert queue.text.endswith("1")
    address = queue.one("a").get("href")
    assert WORDS in Page(reviewer_client.get(address)).text


def test_it_is_read_beside_the_official_text_not_beside_another_translation() -> None:
    record = make_recommendation()
    official = record.texts.get()
    make_translation(record, "ar")
    draft = make_translation(record, "fr", stage=TextStage.DRAFT)
    official.delete()
    official.save()  # After the translations, as when it is restored.
    assert draft.original == official


def test_the_last_text_that_readers_see_stays(editor_client: Client) -> None:
    record = make_recommendation()
    draft = add_by_own_page(editor_client, record)
    public = record.texts.get(language="zh-hans")
    assert editor_client.get(f"{FORM}{public.pk}/delete/").status_code == 403
    assert editor_client.get(f"{FORM}{draft.pk}/delete/").status_code == 200
    address = f"/admin/recommendations/recommendation/{record.pk}/change/"
    values = form_values(Page(editor_client.get(address)), "recommendation_form")
    place = next(
        name.removesuffix("-id")
        for name, value in values.items()
        if re.fullmatch(r"texts-\d+-id", name) and value == [str(public.pk)]
    )
    answer = editor_client.post(address, values | {f"{place}-DELETE": "on", "why": "Away."})
    assert "Add a text" in Page(answer).text


def test_a_text_that_is_restored_waits_for_a_reviewer(editor: User, reviewer: User) -> None:
    record = make_recommendation()
    text = record.texts.create(language="fr", text_status="unofficial", text=WORDS)
    record_outside_changes()
    with record_changes(by=reviewer, reason="Wrong."):
        text.delete()
    first = Version.objects.get(code=record.code, number=1)
    with record_changes(by=editor, reason="Right."):
        restore_version(first, editor)
    assert record.texts.get(language="fr").is_draft
    with record_changes(by=reviewer, reason="Away."):
        record.texts.get(language="fr").delete()
        restore_version(first, reviewer)
    assert not record.texts.get(language="fr").is_draft


def test_restoring_publishes_no_text_and_hides_none(editor: User, reviewer: User) -> None:
    record = make_recommendation()
    text = record.texts.create(language="fr", text_status="unofficial", text=WORDS, stage="draft")
    record_outside_changes()
    with record_changes(by=reviewer, reason="Read."):
        RecommendationText.objects.update(stage="published")
    with record_changes(by=editor, reason="Back."):
        restore_version(Version.objects.get(code=record.code, number=1), editor)
    text.refresh_from_db()
    assert not text.is_draft


def test_a_text_that_a_file_adds_waits_for_a_reviewer() -> None:
    record = make_recommendation()
    added = row(
        RecommendationText,
        recommendation=[record.code],
        language="fr",
        text_status="official",
        chapeau="",
        text=WORDS,
        modal="",
        source=None,
    )
    assert [each["fields"]["stage"] for each in actions.with_draft_texts([added])] == ["draft"]
    Recommendation.objects.filter(pk=make_recommendation("2013/1", publication="draft").pk)
    new = {**added, "fields": {**added["fields"], "recommendation": ["2013/1"]}}
    assert actions.with_draft_texts([new]) == [new]


# The second person

OWN = "You added or last changed these texts: somebody else has to publish 2012/5 (French)."


def change_words(client: Client, text: RecommendationText, words: str) -> None:
    address = f"{FORM}{text.pk}/change/"
    values = form_values(Page(client.get(address)), "recommendationtext_form")
    answer = client.post(address, values | {"text": words, "why": "Better."})
    assert answer.status_code == 302, Page(answer).text


def choose(client: Client, text: RecommendationText) -> str:
    """Return what somebody is answered who chooses a text to publish it."""
    selection = {"action": "publish_selected", "_selected_action": text.pk}
    return Page(client.post(FORM, selection, follow=True)).text


@pytest.mark.parametrize("add", WAYS)
def test_who_added_a_text_leaves_its_publication_to_somebody_else(
    settings: Any, reviewer_client: Client, chief_client: Client, add: object
) -> None:
    settings.FOUR_EYES = True
    assert callable(add)
    text = add(reviewer_client, make_recommendation())
    assert text.is_draft
    assert OWN in choose(reviewer_client, text)
    assert "1 text was published" in publish(chief_client, text).text


def test_who_last_changed_a_text_leaves_its_publication_to_somebody_else(
    settings: Any, editor_client: Client, reviewer_client: Client, chief_client: Client
) -> None:
    settings.FOUR_EYES = True
    text = add_by_own_page(editor_client, make_recommendation())
    change_words(reviewer_client, text, "Autre.")
    assert OWN in choose(reviewer_client, text)
    change_words(chief_client, text, WORDS)
    assert OWN in choose(chief_client, text)
    assert "1 text was published" in publish(reviewer_client, text).text


def test_a_form_that_was_open_publishes_no_text_of_ones_own(
    settings: Any, reviewer: User, editor_client: Client, reviewer_client: Client
) -> None:
    settings.FOUR_EYES = True
    text = add_by_own_page(editor_client, make_recommendation())
    change_words(reviewer_client, text, "Autre.")
    seen = version_numbers(["2012/5"])
    with pytest.raises(PermissionDenied):
        publish_texts([text.pk], by=reviewer, reason="Read.", seen=seen)
    text.refresh_from_db()
    assert text.is_draft


def test_a_text_that_was_deleted_is_of_who_added_it_again(
    settings: Any, reviewer: User, chief: User
) -> None:
    settings.FOUR_EYES = True
    record = make_recommendation()
    for by in (reviewer, chief):
        record.texts.filter(language="fr").delete()
        with record_changes(by=by, reason="Asked for."):
            added = record.texts.create(
                language="fr", text_status="unofficial", text=WORDS, stage="draft"
            )
    assert own_texts([added], reviewer) == []
    assert own_texts([added], chief) == [added]


def test_without_the_rule_one_person_adds_and_publishes(
    editor_client: Client, reviewer_client: Client
) -> None:
    text = add_by_own_page(editor_client, make_recommendation())
    change_words(reviewer_client, text, "Autre.")
    assert "1 text was published" in publish(reviewer_client, text).text
