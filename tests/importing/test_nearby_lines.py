"""The lines around the one that a question is about."""

from recommendations.importing.inquiries.nearby_lines import MOST_CHARACTERS, nearby_lines

LINES = ["One.", "", "Two.", "Three.", "", "", "Four.", "Five.", "Six."]


def test_two_lines_with_words_stand_before_it_and_two_after() -> None:
    assert nearby_lines(LINES, 7) == [
        (3, "Two."),
        (4, "Three."),
        (7, "Four."),
        (8, "Five."),
        (9, "Six."),
    ]


def test_at_an_end_of_the_file_there_are_fewer() -> None:
    assert nearby_lines(LINES, 1) == [(1, "One."), (3, "Two."), (4, "Three.")]
    assert nearby_lines(LINES, 9) == [(7, "Four."), (8, "Five."), (9, "Six.")]


def test_the_whole_document_and_a_line_that_is_not_there_have_none() -> None:
    assert nearby_lines(LINES, 0) == nearby_lines(LINES, 10) == nearby_lines([], 1) == []


def test_a_long_line_is_cut() -> None:
    assert nearby_lines(["a" * 5000], 1) == [(1, "a" * MOST_CHARACTERS)]
