"""Paragraphs without a number, and rows of tables, in the database; labels as printed."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sessions.models import Paragraph, ParagraphKind
from sessions.printed_labels import letter_label, number_label
from tests.builders import make_paragraph


def add(kind: str, anchor: str = "u1", **fields: Any) -> Paragraph:
    paragraph = make_paragraph()
    position = 50 + paragraph.version.paragraphs.count()
    values = {"kind": kind, "anchor": anchor, "position": position, "text": "另见附件。"}
    added: Paragraph = Paragraph.objects.create(version=paragraph.version, **(values | fields))
    return added


@pytest.mark.django_db
def test_a_paragraph_without_a_number_may_go_on_from_another() -> None:
    assert add(ParagraphKind.TEXT).parent is None
    further = add(ParagraphKind.TEXT, "u2", parent=make_paragraph())
    assert list(make_paragraph().items.all()) == [further]
    assert add(ParagraphKind.ROW, "t1-1", text="国家\t人数").section is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (ParagraphKind.TEXT, {"number": 2}),
        (ParagraphKind.TEXT, {"label": "a"}),
        (ParagraphKind.ROW, {"number": 2}),
        (ParagraphKind.ROW, {"label": "1"}),
    ],
)
def test_neither_has_a_number_or_a_letter(kind: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add(kind, **fields)


@pytest.mark.django_db
def test_a_row_belongs_to_no_paragraph() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        add(ParagraphKind.ROW, parent=make_paragraph())


@pytest.mark.parametrize(
    ("language", "number", "letter"),
    [
        ("en", "54.", "(b)"),
        ("zh-hans", "54.", "(b)"),
        ("fr", "54.", "b)"),
        ("es", "54.", "b)"),
        ("ru", "54.", "b)"),
        ("ar", "54-", "(ب)"),
    ],
)
def test_numbers_and_letters_are_labelled_as_printed(
    language: str, number: str, letter: str
) -> None:
    assert (number_label(54, language), letter_label("b", language)) == (number, letter)
