"""The full text of a document in one language, with all that belongs beside each passage."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, Q
from django.utils.safestring import SafeString

from recommendations.models import (
    AdoptionStatus,
    Citation,
    Occurrence,
    OccurrenceRelation,
    Recommendation,
    RecommendationText,
)
from recommendations.pages.citations.document_citations import CitingPassage, citing_passages
from recommendations.rendering import record_text
from recommendations.rendering.document_text import render_passage
from recommendations.texts.folding import Span
from sessions import contents
from sessions.contents import Heading
from sessions.models import EditorialNoteText, Footnote, LanguageVersion, Paragraph, ParagraphKind
from smuggling_kb.chinese import HAN, WIDE
from smuggling_kb.languages import LanguageCode

#: HTML knows six levels of headings; the first is the page's own.
DEEPEST = 6
CHINESE = re.compile(f"[{HAN}{WIDE}]")
#: Symbols and addresses, which tear holes into lines of equal width.
LONG_WORD = re.compile(r"[!-~]{18}")


@dataclass(frozen=True)
class PrintedRecord:
    """A record that a passage prints, as its source or restating it."""

    recommendation: Recommendation
    text: RecommendationText
    is_restatement: bool


@dataclass(frozen=True)
class PassageView:
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
    notes: list[EditorialNoteText]
    #: The passages of other documents that cite it.
    citing: list[CitingPassage]


@dataclass(frozen=True)
class FootnoteView:
    """A footnote, as the page shows it."""

    footnote: Footnote
    words: SafeString
    language: str
    notes: list[EditorialNoteText]


class FullText:
    """A language version, and the editorial notes on the document by their anchors.

    Nine queries at most, each when its answer is first needed.
    """

    def __init__(self, version: LanguageVersion, notes: dict[str, list[EditorialNoteText]]) -> None:
        self.version = version
        self._notes = notes

    @cached_property
    def headings(self) -> dict[int, Heading]:
        """By the section's primary key, in order, with what they cite; two queries."""
        sections = self.version.sections.order_by("position")
        return contents.headings_by_section(sections.prefetch_related(_resolvable_citations()))

    @property
    def contents(self) -> list[Heading]:
        """The table of contents."""
        return contents.top_headings(self.headings)

    @cached_property
    def paragraphs(self) -> dict[int, Paragraph]:
        """By primary key, in order, with what they cite; two queries."""
        found = self.version.paragraphs.order_by("position").prefetch_related(
            _resolvable_citations()
        )
        return {paragraph.pk: paragraph for paragraph in found}

    @cached_property
    def footnotes(self) -> list[Footnote]:
        """In order, with what they cite; two queries."""
        return list(
            self.version.footnotes.order_by("position").prefetch_related(_resolvable_citations())
        )

    @cached_property
    def printed_records(self) -> dict[str, PrintedRecord]:
        """The published records by the anchors that print them; two queries."""
        printed = (
            Occurrence.objects.of_published()
            .filter(document=self.version.document_id)
            .select_related("recommendation")
        )
        return {
            occurrence.anchor: PrintedRecord(
                occurrence.recommendation,
                occurrence.recommendation.text_for(self.version.language),
                occurrence.relation == OccurrenceRelation.RESTATEMENT,
            )
            for occurrence in printed.prefetch_related("recommendation__texts")
        }

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
        """Headings and passages in the order of the text."""
        places = [(heading.section.position, heading) for heading in self.headings.values()]
        found = [(position, self._heading_view(heading)) for position, heading in places]
        found += [(each.position, self._passage_view(each)) for each in self.paragraphs.values()]
        return [passage for _position, passage in sorted(found, key=lambda pair: pair[0])]

    def _heading_view(self, heading: Heading) -> PassageView:
        section = heading.section
        return PassageView(
            kind="heading",
            anchor=section.anchor,
            label="",
            words=render_passage(section.printed_heading, section.citations.all()),
            language=self._passage_language(section.printed_heading),
            level=min(heading.depth + 1, DEEPEST),
            ragged=False,
            record=None,
            in_record=False,
            notes=self._notes.get(section.anchor, []),
            citing=self._citing_by_anchor[section.anchor],
        )

    def _passage_view(self, paragraph: Paragraph) -> PassageView:
        above = list(self._enclosing_passages(paragraph))
        return PassageView(
            kind=paragraph.kind,
            anchor=paragraph.anchor,
            label=passage_label(paragraph),
            words=render_passage(
                paragraph.text,
                paragraph.citations.all(),
                self._footnotes_by_paragraph[paragraph.pk],
                self._modal_spans.get(paragraph.pk, []),
            ),
            language=self._passage_language(paragraph.text),
            level=len(above),
            ragged=bool(LONG_WORD.search(paragraph.text)),
            record=self.printed_records.get(paragraph.anchor),
            in_record=any(each.anchor in self.printed_records for each in (paragraph, *above)),
            notes=self._notes.get(paragraph.anchor, []),
            citing=self._citing_by_anchor[paragraph.anchor],
        )

    def _enclosing_passages(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """Yield the passages that it is an item of, the nearest first."""
        while paragraph.parent_id is not None:
            paragraph = self.paragraphs[paragraph.parent_id]
            yield paragraph

    @cached_property
    def _citing_by_anchor(self) -> defaultdict[str, list[CitingPassage]]:
        """The passages of other documents that cite a passage, by its anchor; one query."""
        found: defaultdict[str, list[CitingPassage]] = defaultdict(list)
        for each in citing_passages(self.version.document):
            found[each.citation.anchor].append(each)
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
            in_chapeau, in_text = record_text.modal_places(text.text, text.chapeau, text.modal)
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
                render_passage(footnote.text, footnote.citations.all()),
                self._passage_language(footnote.text),
                self._notes.get(footnote.anchor, []),
            )
            for footnote in self.footnotes
        ]

    def _passage_language(self, printed: str) -> str:
        """Return its language: Chinese texts have English lines (``Distr.: General``)."""
        chinese = self.version.language == LanguageCode.CHINESE
        return (
            LanguageCode.ENGLISH
            if chinese and not CHINESE.search(printed)
            else str(self.version.language)
        )


def passage_label(paragraph: Paragraph) -> str:
    """Return ``54.``, ``(a)`` or, for an item that has a number, ``1.``; nothing on the cover."""
    if paragraph.kind == ParagraphKind.COVER:
        return ""
    if paragraph.number is not None:
        return f"{paragraph.number}."
    return f"{paragraph.label}." if paragraph.label.isdigit() else f"({paragraph.label})"


def _resolvable_citations() -> Prefetch[str]:
    """Return the prefetch of the citations that lead somewhere, here or elsewhere."""
    found = Citation.objects.exclude(~Q(unresolved=""), symbol="").with_destination()
    return Prefetch("citations", found)
