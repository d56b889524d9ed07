"""Whoever makes a text differ from its passage is asked; a reviewer may correct the passage."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from recommendations.curation.passage_correction import (
    PassageNotCorrected,
    correct_passages,
    file_wordings,
    other_texts,
)
from recommendations.models import Recommendation, RecommendationText
from sessions.models import Paragraph, PassageCorrection
from tests.builders import make_citation, make_footnote, make_recommendation
from tests.filling import form_values
from tests.reading import Page

pytestmark = pytest.mark.django_db

PRINTED = "缔约国应当起到震慑作用。"
CHANGED = "缔约国应当起到了震慑作用。"
READER = "/en/documents/CTOC/COP/WG.7/2012/5/"
TABLE = reverse("admin:recommendations_recommendation_table")


@pytest.fixture
def record() -> Recommendation:
    return make_recommendation("2012/5", PRINTED)


def address(of: Any) -> str:
    return reverse(f"admin:recommendations_{of._meta.model_name}_change", args=[of.pk])


def save_record(client: Client, record: Recommendation, **values: str) -> HttpResponseBase:
    page = Page(client.get(address(record)))
    filled = form_values(page, "recommendation_form") | {"why": "Compared.", "_save": "Save"}
    prefixed = {f"texts-0-{name}": value for name, value in values.items()}
    return client.post(address(record), filled | prefixed)


def stored(record: Recommendation) -> RecommendationText:
    text: RecommendationText = RecommendationText.objects.get(recommendation=record)
    return text


def test_the_form_asks_what_is_to_become_of_the_difference(
    editor_client: Client, record: Recommendation
) -> None:
    answer = save_record(editor_client, record, text=CHANGED)
    assert answer.status_code == 200
    page = Page(answer)
    said = " ".join(part.text for part in page.all(".errorlist"))
    assert "would differ from its source passage, CTOC/COP/WG.7/2012/5#p5" in said
    # Beside the question, and beside the passage.
    assert [part.text for part in page.all("ins")] == ["了", "了"]
    boxes = [box for box in page.all("input") if box.get("name") == "texts-0-difference"]
    assert [(box.get("type"), box.get("value")) for box in boxes] == [("radio", "keep")]
    assert not any("checked" in box.element.attrib for box in boxes)
    assert stored(record).text == PRINTED


def test_a_difference_that_is_kept_is_in_the_queue(
    editor_client: Client, record: Recommendation
) -> None:
    assert save_record(editor_client, record, text=CHANGED, difference="keep").status_code == 302
    assert stored(record).text == CHANGED
    front = Page(editor_client.get("/admin/"))
    queue = "/admin/recommendations/recommendationtext/?compared=differs"
    assert front.link(queue).text == "Texts that differ from their source passage"
    assert "2012/5" in Page(editor_client.get(queue)).one("#result_list").text
    # What does not touch the words is not asked about again.
    assert save_record(editor_client, record, modal="").status_code == 302


def test_an_editor_corrects_no_passage(editor_client: Client, record: Recommendation) -> None:
    answer = save_record(
        editor_client, record, text=CHANGED, difference="correct", evidence="The print."
    )
    assert answer.status_code == 200
    assert "Only a reviewer can correct a passage" in Page(answer).text
    assert stored(record).text == PRINTED


def test_a_reviewer_needs_evidence(reviewer_client: Client, record: Recommendation) -> None:
    answer = save_record(reviewer_client, record, text=CHANGED, difference="correct")
    assert "Enter what proves that the file is wrong." in Page(answer).text
    assert not PassageCorrection.objects.exists()


def test_a_reviewer_corrects_the_passage_too_and_both_wordings_stay(
    reviewer_client: Client, client: Client, record: Recommendation
) -> None:
    answer = save_record(
        reviewer_client, record, text=CHANGED, difference="correct", evidence="The print of 2012."
    )
    assert answer.status_code == 302
    text = stored(record)
    assert text.source
    assert (text.text, text.source.text) == (CHANGED, CHANGED)
    assert text.status_mark.is_plain
    correction = PassageCorrection.objects.get()
    assert (correction.text_read, correction.by_name) == (PRINTED, "reviewer")
    reader = Page(client.get(READER)).text
    assert "Corrected: the source file has other words. The file reads:" in reader
    assert PRINTED in reader
    assert CHANGED in reader
    assert "Evidence: The print of 2012." in reader


def test_the_form_names_the_records_that_a_correction_makes_differ(
    reviewer_client: Client,
) -> None:
    record = make_recommendation("2022/3a", "甲；")
    make_recommendation("2022/3b", "乙。")
    answer = save_record(reviewer_client, record, chapeau="各缔约国应当：")
    assert "Correcting the passage would make these texts differ: 2022/3b." in Page(answer).text


def test_a_restoration_says_what_will_differ(editor_client: Client, record: Recommendation) -> None:
    save_record(editor_client, record, text=CHANGED, difference="keep")
    Paragraph.objects.update(text=CHANGED)
    history = "/admin/recommendations/recommendation/history/2012/5/1/"
    restored = Page(editor_client.get(history)).text
    assert "The text (zh-hans) will differ from its source passage" in restored
    assert CHANGED in restored


def test_the_page_of_a_text_asks_too(editor_client: Client, record: Recommendation) -> None:
    text = stored(record)
    page = Page(editor_client.get(address(text)))
    filled = form_values(page, "recommendationtext_form") | {"why": "Compared.", "_save": "Save"}
    answer = editor_client.post(address(text), filled | {"text": CHANGED})
    assert answer.status_code == 200
    assert "would differ from its source passage" in Page(answer).text
    answer = editor_client.post(address(text), filled | {"text": CHANGED, "difference": "keep"})
    assert answer.status_code == 302
    assert stored(record).text == CHANGED


def test_a_symbol_that_is_none_is_refused(editor_client: Client, record: Recommendation) -> None:
    answer = save_record(editor_client, record, document_symbol="no symbol")
    assert "is not the symbol of a United Nations document" in Page(answer).text


def send_table(client: Client, *, rows: str) -> Page:
    file = SimpleUploadedFile("table.csv", f"code,text\n{rows}\n".encode())
    return Page(client.post(TABLE, {"file": file}))


def confirm_table(client: Client, page: Page, **values: str) -> HttpResponseBase:
    [plan] = [box.get("value") for box in page.all("input") if box.get("name") == "plan"]
    return client.post(TABLE, {"plan": plan, "reason": "As printed."} | values)


def test_a_table_says_what_will_differ_and_asks(
    editor_client: Client, record: Recommendation
) -> None:
    page = send_table(editor_client, rows=f"2012/5,{CHANGED}")
    assert f"The text will differ from its source passage, which reads: {PRINTED}" in page.text
    answer = confirm_table(editor_client, page)
    assert answer.status_code == 200
    assert "Choose what to do with the differences." in Page(answer).text
    assert stored(record).text == PRINTED
    assert confirm_table(editor_client, page, difference="keep").status_code == 302
    assert stored(record).text == CHANGED


def test_a_reviewers_table_corrects_the_passages_with_evidence(
    reviewer_client: Client, record: Recommendation
) -> None:
    page = send_table(reviewer_client, rows=f"2012/5,{CHANGED}")
    answer = confirm_table(reviewer_client, page, difference="correct")
    assert "Enter what proves that the file is wrong." in Page(answer).text
    answer = confirm_table(reviewer_client, page, difference="correct", evidence="The print.")
    assert answer.status_code == 302
    assert RecommendationText.objects.texts_unlike_passages() == []
    assert PassageCorrection.objects.get().text_read == PRINTED


def test_a_table_that_makes_no_difference_asks_nothing(
    editor_client: Client, record: Recommendation
) -> None:
    Paragraph.objects.update(text=CHANGED)
    page = send_table(editor_client, rows=f"2012/5,{CHANGED}")
    assert not [box for box in page.all("input") if box.get("name") == "difference"]
    assert confirm_table(editor_client, page).status_code == 302


def correct(text: RecommendationText, words: str, by: User, evidence: str = "The print.") -> None:
    text.text = words
    text.save()
    correct_passages(text, by=by, evidence=evidence)


def test_footnotes_and_citations_keep_their_places(record: Recommendation, reviewer: User) -> None:
    text = stored(record)
    assert text.source
    footnote = make_footnote(text.source, "1", PRINTED.index("作"))
    citation = make_citation(text.source, start=PRINTED.index("作用"), as_written="作用")
    correct(text, CHANGED, reviewer)
    footnote.refresh_from_db()
    citation.refresh_from_db()
    assert (footnote.offset, citation.start) == (CHANGED.index("作"), CHANGED.index("作用"))


def test_items_and_the_words_above_are_corrected_with_the_text(reviewer: User) -> None:
    record, sibling = make_recommendation("2022/3a", "甲；"), make_recommendation("2022/3b", "乙。")
    text = stored(record)
    text.chapeau = "各缔约国应当："
    assert [each.recommendation for each in other_texts(text)] == [sibling]
    correct(text, "甲！", reviewer)
    assert set(Paragraph.objects.values_list("text", flat=True)) == {
        "各缔约国应当：",
        "甲！",
        "乙。",
    }
    assert [each.recommendation for each in RecommendationText.objects.texts_unlike_passages()] == [
        sibling
    ]


def test_a_text_with_other_lines_than_its_passage_is_refused(
    record: Recommendation, reviewer: User
) -> None:
    text = stored(record)
    text.text = "一。\n(a) 二。"
    with pytest.raises(PassageNotCorrected, match="needs one line of its own"):
        correct_passages(text, by=reviewer, evidence="The print.")


def test_nobody_but_a_reviewer(record: Recommendation, editor: User) -> None:
    with pytest.raises(PermissionDenied):
        correct(stored(record), CHANGED, editor)


def test_a_passage_that_says_what_the_file_says_is_no_longer_corrected(
    record: Recommendation, reviewer: User
) -> None:
    correct(stored(record), CHANGED, reviewer)
    correct(stored(record), PRINTED, reviewer)
    assert not PassageCorrection.objects.exists()
    assert RecommendationText.objects.texts_unlike_passages() == []


@pytest.mark.parametrize(
    ("file", "passage", "read"),
    [
        (PRINTED, CHANGED, [PRINTED]),
        (CHANGED, CHANGED, []),
        ("文件改动。", CHANGED, ["文件改动。"]),
    ],
)
def test_a_corrected_passage_stays_corrected_when_its_file_is_read_again(
    record: Recommendation, reviewer: User, file: str, passage: str, read: list[str]
) -> None:
    correct(stored(record), CHANGED, reviewer)
    with file_wordings(["CTOC/COP/WG.7/2012/5"]):
        assert Paragraph.objects.get().text == PRINTED
        Paragraph.objects.update(text=file)
    assert Paragraph.objects.get().text == passage
    assert list(PassageCorrection.objects.values_list("text_read", flat=True)) == read


def test_a_search_in_the_documents_shows_what_the_file_says_too(
    client: Client, record: Recommendation, reviewer: User
) -> None:
    correct(stored(record), CHANGED, reviewer)
    page = Page(client.get("/en/passages/?q=震慑")).text
    assert f"Corrected: the source file has other words. The file reads: {PRINTED}" in page
    file = b"".join(client.get("/en/passages.json?q=震慑"))
    assert f'"text_read": "{PRINTED}"' in file.decode()


def test_a_corrected_passage_is_listed_in_the_admin(
    editor_client: Client, record: Recommendation, reviewer: User
) -> None:
    correct(stored(record), CHANGED, reviewer)
    listed = Page(editor_client.get("/admin/wg_sessions/passagecorrection/")).text
    assert re.search(r"CTOC/COP/WG.7/2012/5#p5", listed)
