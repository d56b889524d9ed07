"""Editorial notes beside passages: the same words once."""

from __future__ import annotations

from recommendations.pages.documents.passage_notes import PassageNote, passage_notes
from sessions.models import EditorialNote, EditorialNoteText, NoteKind


def wording(anchor: str, text: str, quote: str = "") -> EditorialNoteText:
    note = EditorialNote(anchor=anchor, kind=NoteKind.SCOPE, quote=quote)
    return EditorialNoteText(note=note, text=text)


def test_the_same_words_are_said_at_the_first_passage_in_reading_order() -> None:
    first, second = wording("p61b", "Not named."), wording("p61c", "Not named.")
    found = passage_notes({"p61c": [second], "p61b": [first]}, ["p61", "p61b", "p61c"])
    assert found == {"p61b": [PassageNote(first, "")], "p61c": [PassageNote(second, "p61b")]}


def test_other_words_and_other_quotations_are_said_for_themselves() -> None:
    notes = [wording("p1", "A."), wording("p2", "B."), wording("p3", "A.", quote="应当")]
    found = passage_notes({each.note.anchor: [each] for each in notes}, ["p1", "p2", "p3"])
    assert [note.said_at for (note,) in found.values()] == ["", "", ""]
