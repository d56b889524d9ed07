"""A new record as a row of a table gives it, with what is read from its passage and its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.curation.additions.known_places import KnownPlaces
from recommendations.curation.additions.row_cells import RowCells
from recommendations.curation.additions.text_check import check_modal, check_wording
from recommendations.curation.corrections.addition import AddedValue, Addition
from recommendations.curation.corrections.values import choice_labels
from recommendations.models import (
    Addressee,
    AdoptionStatus,
    Occurrence,
    OccurrenceRelation,
    Provenance,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    Scheme,
    Strength,
    ThemeAssignment,
)
from recommendations.models.text_status import ShownStatus
from recommendations.names.themes import theme_name
from recommendations.texts.codes import CANONICAL_CODE
from recommendations.texts.modality import Modality, read_modality
from recommendations.texts.spreadsheet_dates import codes_of_date
from sessions.places import place_label
from smuggling_kb.languages import LanguageCode, TextStatus
from smuggling_kb.spreadsheets import SEPARATOR


@dataclass(frozen=True)
class RecordDraft:
    """A new record and its parts, not saved."""

    cells: RowCells
    record: Recommendation
    source: Occurrence
    text: RecommendationText
    addressees: list[RecommendationAddressee]
    assignments: list[ThemeAssignment]

    def addition(self) -> Addition:
        return Addition(
            row=self.cells.row.number,
            record=self.record,
            version=0,
            label=_("New recommendation, a draft"),
            is_public=False,
            values=[value for value in self.values() if value.value],
            cells=self.cells.row.cells,
            instances=[self.record, self.source, self.text, *self.addressees, *self.assignments],
        )

    def values(self) -> Iterator[AddedValue]:
        """Yield what a preview shows, also what is empty."""
        record, text = self.record, self.text
        place = place_label(self.source.anchor) or self.source.anchor
        yield AddedValue("status", str(record.get_status_display()))
        yield AddedValue("session", str(record.session.number) if record.session else "")
        yield AddedValue("document", self.source.document.symbol)
        yield AddedValue("anchor", place)
        yield AddedValue("language", str(text.get_language_display()))
        yield AddedValue("text_status", str(text.get_text_status_display()))
        yield AddedValue("chapeau", text.chapeau, text.language)
        yield AddedValue("text", text.text, text.language)
        yield AddedValue("modal", text.modal, text.language)
        yield AddedValue("strength", str(record.get_strength_display()))
        yield AddedValue("strength_reason", record.strength_reason)
        addressees = (str(each.get_addressee_display()) for each in self.addressees)
        yield AddedValue("addressees", SEPARATOR.join(addressees))
        for column, scheme in (("themes", Scheme.CHAPTERS), ("topics", Scheme.SUBJECTS)):
            themes = (each.theme for each in self.assignments if each.theme.scheme == scheme)
            yield AddedValue(column, SEPARATOR.join(map(theme_name, themes)))


def read_draft(cells: RowCells, known: KnownPlaces) -> RecordDraft:
    """Read a row; its problems are added to it, and with any the draft is not to be used."""
    record = read_record(cells, known)
    source = read_source(cells, record, known)
    text = text_of_record(cells, record, known)
    modality = read_modality(text.text, text.chapeau, text.language or LanguageCode.ENGLISH)
    text.modal = text.modal or modality.modal
    set_strength(cells, record, modality)
    return RecordDraft(
        cells,
        record,
        source,
        text,
        read_addressees(cells, record, modality),
        read_assignments(cells, record, known),
    )


def read_record(cells: RowCells, known: KnownPlaces) -> Recommendation:
    record = Recommendation(code=cells.code, status=cells.choice("status", AdoptionStatus))
    if match := CANONICAL_CODE.fullmatch(cells.code):
        record.year, record.number = int(match["year"]), int(match["number"])
        record.letter = match["letter"]
    else:
        refuse_code(cells)
    if cells.code in known.taken:
        cells.refuse("code", _("There is a record with this code already."), _("A free code."))
    number = cells.option("session", {number: [] for number in known.sessions})
    record.session = known.sessions.get(number)
    if record.session and record.status not in ("", AdoptionStatus.ADOPTED):
        cells.refuse(
            "session",
            _("Only an adopted recommendation has a session."),
            _("The status “adopted”, or an empty cell."),
        )
    return record


def refuse_code(cells: RowCells) -> None:
    dates = codes_of_date(cells.code)
    message = _("The spreadsheet has turned the code into a date.") if dates else _("Not a code.")
    expected = _("Year, slash, printed number and letter, as text: 2012/5, 2022/61b.")
    cells.refuse("code", message, expected, dates[0] if dates else "")


def read_source(cells: RowCells, record: Recommendation, known: KnownPlaces) -> Occurrence:
    """Return the place that it is read from; refuses one that is not held."""
    symbol = cells.option("document", {symbol: [] for symbol in known.documents})
    anchor = cells.cell("anchor")
    if symbol and not any(place[:2] == (symbol, anchor) for place in known.passages):
        cells.refuse(
            "anchor",
            _("The document has no such passage."),
            _("A place as in the address of the reader: p54, p54a, r18."),
        )
    return Occurrence(
        recommendation=record,
        document=known.documents.get(symbol),
        anchor=anchor,
        relation=OccurrenceRelation.SOURCE,
    )


def text_of_record(
    cells: RowCells, record: Recommendation, known: KnownPlaces
) -> RecommendationText:
    """Return the text, with the words of its passage where the row gives none."""
    language = cells.choice("language", LanguageCode)
    text = RecommendationText(
        recommendation=record,
        language=language,
        text_status=cells.choice("text_status", TextStatus) or TextStatus.OFFICIAL,
        chapeau=cells.text("chapeau", language),
        text=cells.text("text", language),
        modal=cells.words("modal"),
        source=known.passages.get((cells.cell("document"), cells.cell("anchor"), language)),
    )
    if printed := text.printed_wording:
        text.chapeau = text.chapeau or printed.chapeau
        text.text = text.text or printed.text
    if not cells.problems:
        check_text(cells, text)
    return text


def check_text(cells: RowCells, text: RecommendationText) -> None:
    """Refuse a text without words, and an official one that no passage prints so."""
    is_official = text.text_status == TextStatus.OFFICIAL
    if not text.text:
        cells.refuse("text", _("The passage is not held in this language: enter the text."))
    elif is_official and text.status_mark.status == ShownStatus.UNOFFICIAL:
        cells.refuse(
            "text_status",
            _("The document is not held in this language, so the text cannot be official."),
            TextStatus.UNOFFICIAL.value,
        )
    check_wording(cells, text)
    check_modal(cells, text)


def set_strength(cells: RowCells, record: Recommendation, modality: Modality) -> None:
    """Set the strength: one that is not read from the text needs a reason."""
    written = cells.choice("strength", Strength)
    record.strength = written or modality.strength
    if written and written != modality.strength:
        record.strength_origin = Provenance.EDITOR
        record.strength_reason = cells.words("strength_reason")
        if not record.strength_reason:
            cells.refuse("strength_reason", _("A strength decided by an editor needs a reason."))


def read_addressees(
    cells: RowCells, record: Recommendation, modality: Modality
) -> list[RecommendationAddressee]:
    read = modality.addressees
    return [
        RecommendationAddressee(
            recommendation=record,
            addressee=name,
            origin=Provenance.DOCUMENT if name in read else Provenance.EDITOR,
        )
        for name in cells.option_list("addressees", choice_labels(Addressee)) or read
    ]


def read_assignments(
    cells: RowCells, record: Recommendation, known: KnownPlaces
) -> list[ThemeAssignment]:
    slugs = [
        *cells.option_list("themes", known.theme_options(Scheme.CHAPTERS)),
        *cells.option_list("topics", known.theme_options(Scheme.SUBJECTS)),
    ]
    return [
        ThemeAssignment(recommendation=record, theme=known.themes[slug], origin=Provenance.EDITOR)
        for slug in slugs
    ]
