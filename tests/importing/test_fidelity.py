"""The fixtures hold every character of the five documents, and nothing else.

The documents are read a second time by ``tests/fidelity.py``, which shares nothing with the
importer; ``tests/documents/`` holds what a person read in them.
"""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest

from tests import fidelity

NUMBERED_PARAGRAPHS = {
    "A/CONF.213/7": 54,
    "CTOC/COP/WG.7/2015/5": 92,
    "CTOC/COP/WG.7/2019/2": 40,
    "CTOC/COP/WG.7/2020/4": 34,
    "CTOC/COP/WG.7/2022/2": 70,
}
#: Those with a number; four documents have one with an asterisk besides.
FOOTNOTES = {
    "A/CONF.213/7": 7,
    "CTOC/COP/WG.7/2015/5": 0,
    "CTOC/COP/WG.7/2019/2": 6,
    "CTOC/COP/WG.7/2020/4": 0,
    "CTOC/COP/WG.7/2022/2": 60,
}
COMPILATION = "CTOC/COP/WG.7/2015/5"
REPORT = "CTOC/COP/WG.7/2020/4"
PAPER_2010 = "A/CONF.213/7"
PAPER_2019 = "CTOC/COP/WG.7/2019/2"
PAPER_2022 = "CTOC/COP/WG.7/2022/2"

#: The paragraphs of the compilation under the headings A and B of its chapters.
FIRST_MEETING = ((5, 13), (16, 26), (30, 41), (47, 63), (82, 83), (85, 88))
SECOND_MEETING = ((14, 15), (27, 29), (42, 46), (64, 81), (84, 84), (89, 92))

ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]*[\w/]", re.ASCII)
RESIDUE = re.compile(r"_{2,}|\*|#|`|\]\(|-{3}|V\.22-02384|\d+/16\b|CTOC/COP/WG\.7/2022/2\b")

#: The thematic chapters of the compilation: first and last paragraph, theme.
CHAPTERS = (
    (5, 15, "prevention"),
    (16, 29, "protection"),
    (30, 46, "criminal-justice"),
    (47, 81, "cooperation"),
    (82, 84, "research"),
    (85, 92, "institutional"),
)

#: The meetings: 1 to 6 are listed in paragraph 1 of the report, which is of the seventh; the paper
#: of 2022 was before the ninth. No document says when the eighth was.
MEETINGS = {
    1: ("2012-05-30", "2012-06-01"),
    2: ("2013-11-11", "2013-11-13"),
    3: ("2015-11-18", "2015-11-20"),
    4: ("2017-09-11", "2017-09-13"),
    5: ("2018-07-04", "2018-07-05"),
    6: ("2019-09-11", "2019-09-13"),
    7: ("2020-09-08", "2020-09-09"),
    8: (None, None),
    9: ("2022-06-27", "2022-06-28"),
    # Known second-hand alone.
    10: (None, None),
    11: (None, None),
    12: (None, None),
}

every_document = pytest.mark.parametrize("symbol", fidelity.SYMBOLS)


def held_texts(symbol: str) -> dict[str, str]:
    """Every text that the fixtures hold of a document, by anchor."""
    texts = {row["anchor"]: row["heading"] for row in fidelity.sections(symbol)}
    texts |= {anchor: row["text"] for anchor, row in fidelity.passages(symbol).items()}
    return texts | {row["anchor"]: row["text"] for row in fidelity.footnotes(symbol).values()}


def of_kind(symbol: str, kind: str) -> list[dict[str, Any]]:
    return [row for row in fidelity.passages(symbol).values() if row["kind"] == kind]


class TestTheReadingItself:
    @every_document
    def test_the_source_is_the_file_that_was_read(self, symbol: str) -> None:
        ((name, digest),) = fidelity.reading(symbol, "source")
        assert sha256((fidelity.SOURCES / name).read_bytes()).hexdigest() == digest

    @every_document
    def test_the_layout_that_is_left_out_stands_where_the_list_says(self, symbol: str) -> None:
        assert fidelity.account(symbol).layout_errors == []

    @every_document
    def test_every_number_that_touches_a_word_is_said_to_be_mark_or_text(self, symbol: str) -> None:
        listed = [row[:4] for row in fidelity.reading(symbol, "numbers")]
        found = [[str(line), *words] for line, *words in fidelity.glued_numbers(symbol)]
        assert found == listed

    @every_document
    def test_the_marks_in_the_text_count_up_as_the_footnotes_do(self, symbol: str) -> None:
        marks = [row[2] for row in fidelity.reading(symbol, "numbers") if row[4] == "mark"]
        notes = [mark for mark in fidelity.account(symbol).footnotes if mark != "*"]
        assert marks == notes == [str(n) for n in range(1, FOOTNOTES[symbol] + 1)]

    @every_document
    def test_every_line_end_that_was_judged_exists(self, symbol: str) -> None:
        account = fidelity.account(symbol)
        streams = [account.body, *account.footnotes.values()]
        line_ends = {
            (int(right.place), left.character, right.character)
            for letters in streams
            for left, right in pairwise(letters)
            if fidelity.LINE_END in right.gap
        }
        assert set(fidelity.joints(symbol)) <= line_ends


class TestVersions:
    def test_each_document_is_held_in_chinese_and_says_which_file_it_was_read_from(self) -> None:
        held = {
            (row["document"][0], row["language"], row["file_name"], row["sha256"])
            for row in fidelity.rows("wg_sessions.languageversion")
        }
        assert held == {
            (symbol, fidelity.LANGUAGE, *row)
            for symbol in fidelity.SYMBOLS
            for row in fidelity.reading(symbol, "source")
        }


class TestCharacters:
    @every_document
    def test_the_body_is_held_character_for_character_in_the_printed_order(
        self, symbol: str
    ) -> None:
        printed = fidelity.account(symbol).body
        assert fidelity.first_difference(printed, fidelity.held_body(symbol)) is None

    @every_document
    def test_exactly_the_printed_footnotes_are_held(self, symbol: str) -> None:
        assert list(fidelity.account(symbol).footnotes) == [
            note["mark"]
            for note in sorted(
                fidelity.footnotes(symbol).values(), key=lambda note: note["position"]
            )
        ]

    @every_document
    def test_every_footnote_is_held_character_for_character(self, symbol: str) -> None:
        printed = fidelity.account(symbol).footnotes
        assert set(fidelity.footnotes(symbol)) == set(printed)
        differences = {
            mark: fidelity.first_difference(words, fidelity.held_footnote(symbol, mark))
            for mark, words in printed.items()
        }
        assert {mark: said for mark, said in differences.items() if said} == {}


class TestWhiteSpace:
    @every_document
    def test_the_body_has_the_documents_own_spaces_and_no_others(self, symbol: str) -> None:
        printed, held = fidelity.account(symbol).body, fidelity.held_body(symbol)
        assert len(printed) == len(held)
        assert fidelity.spacing_faults(symbol, printed, held) == []

    @every_document
    def test_the_footnotes_have_the_documents_own_spaces_and_no_others(self, symbol: str) -> None:
        assert set(fidelity.footnotes(symbol)) == set(fidelity.account(symbol).footnotes)
        faults = []
        for mark, printed in fidelity.account(symbol).footnotes.items():
            held = fidelity.held_footnote(symbol, mark)
            assert len(printed) == len(held)
            faults += fidelity.spacing_faults(symbol, printed, held)
        assert faults == []

    @every_document
    def test_no_text_begins_or_ends_with_white_space_or_has_two_spaces_or_a_line_end(
        self, symbol: str
    ) -> None:
        texts = held_texts(symbol)
        assert texts
        assert [anchor for anchor, text in texts.items() if " ".join(text.split()) != text] == []


class TestPassagesReadByHand:
    @every_document
    def test_a_passage_has_exactly_the_words_that_were_read(self, symbol: str) -> None:
        read = dict(fidelity.reading(symbol, "passages"))
        held = held_texts(symbol)
        assert {anchor: held.get(anchor) for anchor in read} == read

    @every_document
    def test_a_footnote_hangs_where_its_mark_was_read(self, symbol: str) -> None:
        held = []
        for note in sorted(fidelity.footnotes(symbol).values(), key=lambda n: n["position"]):
            anchor = str(fidelity.anchored(note, "paragraph"))
            text, at = fidelity.passages(symbol)[anchor]["text"], note["offset"]
            held.append([note["anchor"], anchor, text[max(0, at - 8) : at], text[at : at + 8]])
        assert held == fidelity.reading(symbol, "footnotes")

    @every_document
    def test_the_headings_stand_in_the_tree_that_was_read(self, symbol: str) -> None:
        later = sorted(fidelity.passages(symbol).values(), key=lambda row: row["position"])
        held = [
            [
                "  " * (section["level"] - 1) + section["label"],
                section["heading"],
                next(p["anchor"] for p in later if p["position"] > section["position"]),
            ]
            for section in fidelity.sections(symbol)
        ]
        assert held == fidelity.reading(symbol, "sections")

    @every_document
    def test_a_heading_hangs_under_the_nearest_higher_one(self, symbol: str) -> None:
        open_headings: list[str] = []
        for section in fidelity.sections(symbol):
            del open_headings[section["level"] - 1 :]
            parent = open_headings[-1] if open_headings else None
            assert fidelity.anchored(section, "parent") == parent, section["heading"]
            assert len(open_headings) == section["level"] - 1, section["heading"]
            open_headings.append(section["anchor"])

    @every_document
    def test_a_passage_belongs_to_the_last_heading_before_it(self, symbol: str) -> None:
        headings = fidelity.sections(symbol)
        for row in fidelity.passages(symbol).values():
            before = [s["anchor"] for s in headings if s["position"] < row["position"]]
            if row["kind"] == "cover":
                assert before == [], row["anchor"]
            else:
                assert fidelity.anchored(row, "section") == before[-1], row["anchor"]

    @every_document
    def test_a_paragraph_has_the_items_that_were_read(self, symbol: str) -> None:
        passages = fidelity.passages(symbol)
        held: dict[str, list[str]] = {}
        for row in of_kind(symbol, "item"):
            labels, top = "", row
            while parent := fidelity.anchored(top, "parent"):
                labels, top = top["label"] + labels, passages[parent]
            held.setdefault(top["anchor"], []).append(labels)
        read = {anchor: labels.split() for anchor, labels in fidelity.reading(symbol, "items")}
        assert held == read


class TestCounts:
    def test_there_are_290_numbered_paragraphs(self) -> None:
        counted = {s: len(of_kind(s, "paragraph")) for s in fidelity.SYMBOLS}
        assert counted == NUMBERED_PARAGRAPHS
        assert sum(counted.values()) == 290

    @every_document
    def test_paragraphs_are_numbered_without_a_gap_and_anchored_by_number(
        self, symbol: str
    ) -> None:
        held = [(row["number"], row["anchor"]) for row in of_kind(symbol, "paragraph")]
        assert held == [(n, f"p{n}") for n in range(1, NUMBERED_PARAGRAPHS[symbol] + 1)]

    def test_the_report_alone_has_recommendations_and_has_22(self) -> None:
        held = [
            (s, r["number"], r["anchor"])
            for s in fidelity.SYMBOLS
            for r in of_kind(s, "recommendation")
        ]
        assert held == [(REPORT, n, f"r{n}") for n in range(1, 23)]

    @every_document
    def test_lettered_items_of_paragraphs_are_anchored_by_number_and_letter(
        self, symbol: str
    ) -> None:
        for row in of_kind(symbol, "item"):
            parent = fidelity.passages(symbol)[str(fidelity.anchored(row, "parent"))]
            if parent["kind"] == "paragraph" and row["label"].isalpha():
                assert row["anchor"] == f"{parent['anchor']}{row['label']}"

    @every_document
    def test_no_two_places_share_an_anchor(self, symbol: str) -> None:
        held = [row["anchor"] for row in fidelity.sections(symbol)]
        held += fidelity.passages(symbol)
        held += [row["anchor"] for row in fidelity.footnotes(symbol).values()]
        assert [anchor for anchor, times in Counter(held).items() if times > 1] == []
        assert len(fidelity.passages(symbol)) == len(fidelity.rows("wg_sessions.paragraph", symbol))
        assert len(fidelity.footnotes(symbol)) == len(fidelity.rows("wg_sessions.footnote", symbol))


class TestResidue:
    @every_document
    def test_no_text_has_a_mark_of_layout(self, symbol: str) -> None:
        texts = held_texts(symbol)
        assert texts
        assert {a: t for a, t in texts.items() if RESIDUE.search(t)} == {}

    @every_document
    def test_exactly_the_addresses_that_are_text_are_held(self, symbol: str) -> None:
        held = [
            [anchor, address]
            for anchor, text in held_texts(symbol).items()
            for address in ADDRESS.findall(text)
        ]
        assert sorted(held) == sorted(fidelity.reading(symbol, "addresses"))


class TestEditorialNotes:
    def test_a_note_quotes_words_that_stand_where_it_says(self) -> None:
        notes = fidelity.rows("wg_sessions.editorialnote")
        astray = [
            (row["document"][0], row["anchor"], row["quote"])
            for row in notes
            if row["anchor"] and row["quote"] not in held_texts(row["document"][0])[row["anchor"]]
        ]
        assert astray == []


class TestCitations:
    def test_a_citation_quotes_the_words_that_stand_at_its_place(self) -> None:
        astray = []
        of_texts = words_by_text()
        for row in fidelity.rows("recommendations.citation"):
            places = ("text", "paragraph", "footnote", "section")
            (key,) = [row[place] for place in places if row.get(place)]
            of_record = bool(row.get("text"))
            words = of_texts[key[0], key[1]] if of_record else held_texts(key[0])[key[-1]]
            if row.get("section"):  # Its number and the space behind that count.
                (label,) = [
                    each["label"] for each in fidelity.sections(key[0]) if each["anchor"] == key[-1]
                ]
                words = f"{label}{'' if label.endswith('、') else ' '}{words}".lstrip()
            if not words.startswith(row["as_written"], row["start"]) or not row["as_written"]:
                astray.append((key, row["start"], row["as_written"]))
        assert astray == []


def in_ranges(ranges: tuple[tuple[int, int], ...]) -> list[int]:
    return [n for first, last in ranges for n in range(first, last + 1)]


def expected_records() -> dict[str, tuple[str, int | None, str, str]]:
    """Status, meeting, document and anchor of each of the 129 records, by code."""
    records: dict[str, tuple[str, int | None, str, str]] = {}
    for year, meeting, ranges in ((2012, 1, FIRST_MEETING), (2013, 2, SECOND_MEETING)):
        for n in in_ranges(ranges):
            records[f"{year}/{n}"] = ("adopted", meeting, COMPILATION, f"p{n}")
    for n in range(1, 23):
        records[f"2020/{n}"] = ("adopted", 7, REPORT, f"r{n}")
    for letter in "bcd":
        records[f"2022/61{letter}"] = ("adopted", None, PAPER_2022, f"p61{letter}")
    for letter in "abcdefgh":
        records[f"2010/54{letter}"] = ("proposed", None, PAPER_2010, f"p54{letter}")
    for letter in "abcde":
        records[f"2022/3{letter}"] = ("proposed", None, PAPER_2022, f"p3{letter}")
    for letter in "abc":
        records[f"2019/22{letter}"] = ("resolution", None, PAPER_2019, f"p22{letter}")
    return records


def record_rows() -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in fidelity.rows("recommendations.recommendation")}


def text_rows() -> dict[str, dict[str, Any]]:
    found = fidelity.rows("recommendations.recommendationtext")
    return {row["recommendation"][0]: row for row in found if row["language"] == fidelity.LANGUAGE}


def words_by_text() -> dict[tuple[str, str], str]:
    """The words of each text by its record and language: translations cite too."""
    found = fidelity.rows("recommendations.recommendationtext")
    return {(row["recommendation"][0], row["language"]): row["text"] for row in found}


class TestRecords:
    def test_there_are_129_and_each_has_the_status_and_the_meeting_it_should(self) -> None:
        held = {
            code: (row["status"], row["session"][0] if row["session"] else None)
            for code, row in record_rows().items()
        }
        assert held == {code: wanted[:2] for code, wanted in expected_records().items()}
        assert len(held) == 129
        assert Counter(status for status, _meeting in held.values()) == {
            "adopted": 113,
            "proposed": 13,
            "resolution": 3,
        }
        assert Counter(meeting for _status, meeting in held.values() if meeting) == {
            1: 55,
            2: 33,
            7: 22,
        }

    def test_all_are_published(self) -> None:
        published = [c for c, row in record_rows().items() if row["publication"] == "published"]
        assert len(published) == 129

    def test_year_number_and_letter_make_the_code(self) -> None:
        assert record_rows()
        for code, row in record_rows().items():
            assert f"{row['year']}/{row['number']}{row['letter']}" == code

    def test_each_has_its_text_from_the_passage_it_should(self) -> None:
        held = {code: tuple(row["source"]) for code, row in text_rows().items()}
        assert held == {
            code: (symbol, fidelity.LANGUAGE, anchor)
            for code, (_status, _meeting, symbol, anchor) in expected_records().items()
        }

    def test_each_text_is_that_of_its_passage_with_its_items_on_lines_of_their_own(self) -> None:
        wanted = {}
        for code, (_status, _meeting, symbol, anchor) in expected_records().items():
            passages = fidelity.passages(symbol)
            lines = [passages[anchor]["text"]] + [
                f"({row['label']}) {row['text']}"
                for row in passages.values()
                if fidelity.anchored(row, "parent") == anchor
            ]
            wanted[code] = "\n".join(lines)
        assert {code: row["text"] for code, row in text_rows().items()} == wanted

    def test_only_the_recommendation_with_items_has_lines(self) -> None:
        assert [c for c, row in text_rows().items() if "\n" in row["text"]] == ["2013/90"]
        assert text_rows()["2013/90"]["text"] == (
            "偷运移民问题工作组建议缔约方会议在今后的工作组会议上特别审议下列议题：\n"
            "(a) 偷运儿童等弱势移民，包括无人陪伴的儿童；\n"
            "(b) 防止偷运移民的实际措施，如抵达签证、公共宣传活动和有关欺诈性文件的培训课程；\n"
            "(c) 偷运移民的有组织犯罪方面，包括金融调查和针对犯罪所得的对策；\n"
            "(d) 海上偷运移民\n"
            "(e) 刑事司法对策，包括调查和起诉偷运移民行动的犯罪者。"
        )

    def test_an_item_has_the_words_before_its_list_and_nothing_else_has(self) -> None:
        records = expected_records()
        assert set(text_rows()) == set(records)
        for code, row in text_rows().items():
            _status, _meeting, symbol, anchor = records[code]
            parent = fidelity.anchored(fidelity.passages(symbol)[anchor], "parent")
            words = fidelity.passages(symbol)[parent]["text"] if parent else ""
            assert bool(row["chapeau"]) == bool(parent), code
            assert words.endswith(row["chapeau"]), code

    def test_each_passage_leads_to_its_record_and_the_two_restatements_to_theirs(self) -> None:
        held = {
            (row["document"][0], row["anchor"]): (row["recommendation"][0], row["relation"])
            for row in fidelity.rows("recommendations.occurrence")
        }
        wanted = {
            (symbol, anchor): (code, "source")
            for code, (_status, _meeting, symbol, anchor) in expected_records().items()
        }
        wanted[(PAPER_2022, "p61a")] = ("2013/92", "restatement")
        wanted[(PAPER_2022, "p61e")] = ("2020/18", "restatement")
        assert held == wanted

    def test_a_recommendation_of_the_compilation_has_the_theme_of_its_chapter(self) -> None:
        held: dict[str, list[str]] = {}
        for row in fidelity.rows("recommendations.themeassignment"):
            held.setdefault(row["recommendation"][0], [])
            if row["origin"] == "document":
                held[row["recommendation"][0]].append(row["theme"][0])
        assert held == {
            code: [
                theme
                for first, last, theme in CHAPTERS
                if symbol == COMPILATION and first <= int(anchor[1:]) <= last
            ]
            for code, (_status, _meeting, symbol, anchor) in expected_records().items()
        }


def test_the_meetings_have_the_dates_that_the_documents_print() -> None:
    held = {
        row["number"]: (row["start"], row["end"])
        for row in fidelity.rows("wg_sessions.workinggroupsession")
    }
    assert held == MEETINGS
