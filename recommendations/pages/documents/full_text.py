"""The full text of a document in one language, with all that belongs beside each passage."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString

from recommendations.citations.numerals import cited_anchors
from recommendations.index import current_index
from recommendations.models import (
    AdoptionStatus,
    Citation,
    Occurrence,
    OccurrenceRelation,
    Provenance,
    Recommendation,
    RecommendationText,
    ShownStatus,
)
from recommendations.names.strength_badge import StrengthBadge, strength_badge
from recommendations.pages.citations.document_citations import CitingPassage, sorted_by_kind
from recommendations.pages.documents.full_text_reader import read_full_text
from recommendations.pages.documents.passage_notes import PassageNote, passage_notes
from recommendations.rendering.document_text import render_passage
from recommendations.rendering.environment import render
from recommendations.texts.folding import Span
from recommendations.texts.modality import modal_places
from sessions import contents
from sessions.contents import Heading
from sessions.models import (
    EditorialNoteText,
    Footnote,
    LanguageVersion,
    Paragraph,
    ParagraphKind,
    PassageCorrection,
    Section,
    SectionTranslation,
)
from sessions.passage_languages import printed_language
from sessions.printed_labels import letter_label, number_label
from smuggling_kb.database.joint_reads import Rows
from smuggling_kb.preference import TextPreference, text_preference

#: HTML knows six levels of headings; the first is the page's own.
DEEPEST = 6
#: Symbols and addresses, which tear holes into lines of equal width.
LONG_WORD = re.compile(r"[!-~]{18}")

#: The kind of a view that has the rows of a table.
TABLE = "table"
#: The kinds of passages that citations stand in.
PLACES = ("section", "paragraph", "footnote")


@dataclass(frozen=True)
class PrintedRecord:
    """A record that a passage prints, as its source or restating it."""

    recommendation: Recommendation
    text: RecommendationText
    badge: StrengthBadge
    is_restatement: bool
    #: Whether its text differs from this passage, which it was read from.
    differs: bool


class PassageView(NamedTuple):
    """A heading, a line of the cover, a paragraph or an item, as the page shows it."""

    kind: str
    anchor: str
    #: The number or letter as printed.
    label: str
    words: SafeString
    language: str
    #: Of a heading, the level in HTML; of an item, how many lists it stands in.
    level: int
    ragged: bool
    record: PrintedRecord | None
    #: Whether it belongs to a record, though another passage may begin it.
    in_record: bool
    notes: list[PassageNote]
    #: The passages of other documents that cite it.
    citing: list[CitingPassage]
    #: What the file says, if a reviewer corrected it.
    correction: PassageCorrection | None = None
    #: Of a heading, its unofficial translation for the reader, if there is one.
    translation: SectionTranslation | None = None
    #: Of a table, its rows; of a row, its cells.
    rows: Sequence[PassageView] = ()
    cells: Sequence[SafeString] = ()


class FootnoteView(NamedTuple):
    """A footnote, as the page shows it."""

    footnote: Footnote
    words: SafeString
    language: str
    notes: list[PassageNote]


class FullText:
    """A language version for a reader of a language, with the notes on it by their anchors.

    One query, when what it answers is first needed.
    """

    def __init__(
        self, version: LanguageVersion, language: str, notes: dict[str, list[EditorialNoteText]]
    ) -> None:
        self.version = version
        self.language = language
        self._notes = notes

    @property
    def reader(self) -> SafeString:
        """The text with its table of contents and its footnotes, as HTML."""
        return render("documents/reader.html", text=self)

    @cached_property
    def _rows(self) -> Rows:
        return read_full_text(self.version)

    @cached_property
    def headings(self) -> dict[int, Heading]:
        """By the section's primary key, in order."""
        return contents.headings_by_section(self._rows["sections"])

    @property
    def contents(self) -> list[Heading]:
        """The table of contents."""
        return contents.top_headings(self.headings)

    @cached_property
    def paragraphs(self) -> dict[int, Paragraph]:
        """By primary key, in order."""
        return {paragraph.pk: paragraph for paragraph in self._rows["paragraphs"]}

    @property
    def footnotes(self) -> list[Footnote]:
        """The footnotes in their order."""
        return self._rows["footnotes"]

    @property
    def resources(self) -> list[tuple[str, int]]:
        """The number of resources of each kind that it lists."""
        return sorted_by_kind(self._rows["resource_counts"])

    @cached_property
    def _citations(self) -> Mapping[str, Mapping[int, list[Citation]]]:
        """The citations by the kind of passage that they stand in, and by its primary key."""
        found: dict[str, defaultdict[int, list[Citation]]] = {}
        for place in PLACES:
            found[place] = defaultdict(list)
            for each in self._rows[f"{place}_citations"]:
                found[place][getattr(each, f"{place}_id")].append(each)
        return found

    @property
    def outgoing_count(self) -> int:
        """The number of its citations."""
        return sum(len(self._rows[f"{place}_citations"]) for place in PLACES)

    @property
    def incoming_count(self) -> int:
        """The number of passages of other documents that cite it."""
        return len(self._rows["incoming_citations"])

    @cached_property
    def printed_records(self) -> dict[str, PrintedRecord]:
        """The published records by the anchors that print them."""
        return {
            occurrence.anchor: self._printed_record(occurrence)
            for occurrence in self._rows["occurrences"]
            if occurrence.recommendation.is_public
        }

    def _printed_record(self, occurrence: Occurrence) -> PrintedRecord:
        recommendation = occurrence.recommendation
        text = recommendation.text_for(self.version.language)
        badge = strength_badge(
            recommendation.strength,
            text.modal,
            text.language,
            self.language,
            is_printed=recommendation.strength_origin == Provenance.DOCUMENT,
        )
        is_restatement = occurrence.relation == OccurrenceRelation.RESTATEMENT
        mark = current_index().text_mark(recommendation.code, text.language)
        differs = mark.status == ShownStatus.DIFFERS and not is_restatement
        return PrintedRecord(recommendation, text, badge, is_restatement, differs)

    @property
    def passage_counts(self) -> Counter[str]:
        """The number of passages of each kind."""
        return Counter(paragraph.kind for paragraph in self.paragraphs.values())

    @property
    def adopted_count(self) -> int:
        """The number of adopted records that it prints."""
        return len({code for code, status in self._records if status == AdoptionStatus.ADOPTED})

    @property
    def other_count(self) -> int:
        """The number of records that it prints and the Working Group did not adopt."""
        return len(self._records) - self.adopted_count

    @cached_property
    def _records(self) -> set[tuple[str, str]]:
        records = (record.recommendation for record in self.printed_records.values())
        return {(record.code, record.status) for record in records}

    @property
    def passages(self) -> list[PassageView]:
        """Headings, passages and tables in the order of the text."""
        places = [(heading.section.position, heading) for heading in self.headings.values()]
        found = [(position, self._heading_view(heading)) for position, heading in places]
        found += [(each.position, self._passage_view(each)) for each in self.paragraphs.values()]
        in_order = sorted(found, key=lambda pair: pair[0])
        return list(with_tables(passage for _position, passage in in_order))

    @cached_property
    def _notes_by_anchor(self) -> dict[str, list[PassageNote]]:
        """The notes by the anchors of their passages; the footnotes come after all others."""
        sections = (heading.section for heading in self.headings.values())
        places = [(each.position, each.anchor) for each in sections]
        places += [(each.position, each.anchor) for each in self.paragraphs.values()]
        anchors = [anchor for _position, anchor in sorted(places)]
        return passage_notes(self._notes, [*anchors, *(each.anchor for each in self.footnotes)])

    def _heading_view(self, heading: Heading) -> PassageView:
        section = heading.section
        return PassageView(
            kind="heading",
            anchor=section.anchor,
            label="",
            words=render_passage(section.printed_heading, self._citations["section"][section.pk]),
            language=printed_language(section.printed_heading, self.version.language),
            level=min(heading.depth + 1, DEEPEST),
            ragged=False,
            record=None,
            in_record=False,
            notes=self._notes_by_anchor.get(section.anchor, []),
            citing=self._citing_by_anchor[section.anchor],
            translation=self.heading_translation(section),
        )

    def heading_translation(self, section: Section) -> SectionTranslation | None:
        """Return the translation of a heading that the reader is shown beside it, if any."""
        return self._preference.choose_translation(
            section.translations.all(), self.version.language
        )

    @cached_property
    def _preference(self) -> TextPreference:
        return text_preference(self.language)

    @property
    def has_translated_headings(self) -> bool:
        """True if the reader is shown any heading in translation."""
        return any(map(self.heading_translation, self._rows["sections"]))

    def _passage_view(self, paragraph: Paragraph) -> PassageView:
        above = list(self._enclosing_passages(paragraph))
        return PassageView(
            kind=paragraph.kind,
            anchor=paragraph.anchor,
            label=passage_label(paragraph, self.version.language),
            words=render_passage(
                paragraph.text,
                self._citations["paragraph"][paragraph.pk],
                self._footnotes_by_paragraph[paragraph.pk],
                self._modal_spans.get(paragraph.pk, []),
            ),
            language=printed_language(paragraph.text, self.version.language),
            level=len(above),
            ragged=bool(LONG_WORD.search(paragraph.text)),
            record=self.printed_records.get(paragraph.anchor),
            in_record=any(each.anchor in self.printed_records for each in (paragraph, *above)),
            notes=self._notes_by_anchor.get(paragraph.anchor, []),
            citing=self._citing_by_anchor[paragraph.anchor],
            correction=self._corrections.get(paragraph.pk),
        )

    @cached_property
    def _corrections(self) -> dict[int, PassageCorrection]:
        """The corrections by the primary key of their paragraph."""
        return {each.paragraph_id: each for each in self._rows["corrections"]}

    def _enclosing_passages(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """Yield the passages that it is an item of, the nearest first."""
        while paragraph.parent_id is not None:
            paragraph = self.paragraphs[paragraph.parent_id]
            yield paragraph

    @cached_property
    def _citing_by_anchor(self) -> defaultdict[str, list[CitingPassage]]:
        """The passages of other documents that cite a passage, by its anchor."""
        found: defaultdict[str, list[CitingPassage]] = defaultdict(list)
        for each in self._rows["incoming_citations"]:
            passages = cited_anchors(each.pinpoint)
            for anchor in passages if each.anchor in passages else [each.anchor]:
                found[anchor].append(CitingPassage.from_citation(each))
        return found

    @cached_property
    def _footnotes_by_paragraph(self) -> defaultdict[int, list[Footnote]]:
        """The footnotes by the paragraph that their mark stands in."""
        found: defaultdict[int, list[Footnote]] = defaultdict(list)
        for footnote in self.footnotes:
            found[footnote.paragraph_id].append(footnote)
        return found

    @cached_property
    def _modal_spans(self) -> dict[int, list[Span]]:
        """The spans of the records' modal words, by paragraph: its own, or that above a list."""
        found: dict[int, list[Span]] = {}
        for record in self.printed_records.values():
            paragraph = self.paragraphs.get(record.text.source_id or 0)
            if paragraph is None or record.is_restatement:
                continue
            text = record.text
            in_chapeau, in_text = modal_places(text.text, text.chapeau, text.modal, text.language)
            if record.text.text.startswith(paragraph.text):
                found[paragraph.pk] = in_text
            parent = self.paragraphs.get(paragraph.parent_id or 0)
            if parent and in_chapeau and record.text.chapeau == parent.text:
                found[parent.pk] = in_chapeau
        return found

    @property
    def footnote_views(self) -> list[FootnoteView]:
        """The footnotes in their order."""
        return [
            FootnoteView(
                footnote,
                render_passage(footnote.text, self._citations["footnote"][footnote.pk]),
                printed_language(footnote.text, self.version.language),
                self._notes_by_anchor.get(footnote.anchor, []),
            )
            for footnote in self.footnotes
        ]


def passage_label(paragraph: Paragraph, language: str) -> str:
    """Return ``54.``, ``(a)`` or, for an item that has a number, ``1.``, as a language prints it.

    Empty for what has neither number nor letter.
    """
    if paragraph.number is not None:
        return number_label(paragraph.number, language)
    if paragraph.label.isdigit():
        return number_label(paragraph.label, language)
    return letter_label(paragraph.label, language) if paragraph.label else ""


def table_cells(words: SafeString) -> list[SafeString]:
    """Return the cells of a table's row, which tabs part; one if an element goes over a tab."""
    cells = words.split("\t")
    whole = all(cell.count("<") == 2 * cell.count("</") for cell in cells)
    return [SafeString(cell) for cell in cells] if whole else [words]


def with_tables(passages: Iterable[PassageView]) -> Iterator[PassageView]:
    """Yield passages, rows that follow on each other as one table."""
    for is_row, group in groupby(passages, lambda each: each.kind == ParagraphKind.ROW):
        if not is_row:
            yield from group
            continue
        rows = [row._replace(cells=table_cells(row.words)) for row in group]
        yield rows[0]._replace(kind=TABLE, anchor="", rows=rows)
