"""Records in a Word file: code, place, words, facts and the full citation of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from recommendations.exports import citation_style
from recommendations.exports.citation_style import CitableRecord, citable_row, format_citation
from recommendations.exports.word import styles
from recommendations.exports.word.styles import TextStyles
from recommendations.exports.word.writer import Run, WordWriter, marked_runs
from recommendations.index import FacetLabels, RecommendationIndex
from recommendations.index.facets import NONE
from recommendations.index.row_reader import read_rows
from recommendations.index.rows import RecommendationRow
from recommendations.models import AdoptionStatus, ShownStatus
from recommendations.names.labels import language_name, session_name_and_year
from recommendations.names.shared_chapeau import chapeau_key, format_codes
from recommendations.names.strength_badge import strength_badge
from recommendations.texts.codes import code_parts
from recommendations.texts.modality import modal_places
from sessions.places import place_label
from smuggling_kb.preference import ORIGINALS

SEPARATOR = " · "


#: The official texts of records whose translations are shown, by their codes.
Originals = Mapping[str, RecommendationRow]


def read_originals(index: RecommendationIndex, rows: Iterable[RecommendationRow]) -> Originals:
    """Return the official texts of those of some records that are translated; two queries.

    No query if none of them is.
    """
    unofficial = (row.code for row in rows if row.mark.status == ShownStatus.UNOFFICIAL)
    places = [index.place(*code_parts(code)) for code in unofficial]
    found = [place for place in places if place is not None]
    originals = read_rows(index, found, ORIGINALS) if found else []
    return {row.code: row for row in originals if row.mark.status != ShownStatus.UNOFFICIAL}


class RecordWriter:
    """Writes records in the active language; headings of records are of ``level``.

    Below a translation stands the official text, and the document is what is cited.
    """

    def __init__(
        self,
        writer: WordWriter,
        index: RecommendationIndex,
        names: FacetLabels,
        root: str,
        level: int,
        originals: Originals,
    ) -> None:
        self._writer = writer
        self._index = index
        self._originals = originals
        self._names = names
        self._root = root
        self._level = level
        self._already_shown = ""

    def add_records(self, rows: Iterable[RecommendationRow], already_shown: str = "") -> None:
        """Add records; a chapeau that neighbours share stands once, above them.

        ``already_shown`` is the parameter whose value the heading above them has said.
        """
        self._already_shown = already_shown
        for _key, found in groupby(rows, _shared_key):
            neighbours = list(found)
            is_shared = len(neighbours) > 1
            if is_shared:
                self._add_shared_chapeau(neighbours)
            for row in neighbours:
                self._add_record(row, has_chapeau_above=is_shared)

    def _add_shared_chapeau(self, rows: Sequence[RecommendationRow]) -> None:
        self._writer.add_heading(format_codes([row.code for row in rows]), self._level)
        self._add_status(rows[0], 0)
        self._add_chapeau(rows[0], _text_styles(rows[0]))
        if original := self._originals.get(rows[0].code):
            self._add_official_mark(original, 0)
            self._add_chapeau(original, styles.BELOW_TRANSLATION)

    def _add_chapeau(self, row: RecommendationRow, look: TextStyles) -> None:
        modal, _in_text = modal_places(row.text, row.chapeau, row.modal, row.language)
        self._writer.add_paragraph(marked_runs(row.chapeau, modal), look.chapeau, row.language)

    def _add_record(self, row: RecommendationRow, *, has_chapeau_above: bool) -> None:
        writer, indent = self._writer, int(has_chapeau_above)
        original = self._originals.get(row.code)
        cited = self._citable(original or row)
        address = self._root + citation_style.path(cited)
        where = "".join(f"{SEPARATOR}{each}" for each in self._where(row))
        writer.add_paragraph(
            [Run(row.code, address=address), Run(where)], styles.HEADINGS[self._level - 1]
        )
        self._add_status(row, indent)
        self._add_words(row, _text_styles(row), indent, has_chapeau=not has_chapeau_above)
        if original:
            self._add_official_mark(original, indent)
            look = styles.BELOW_TRANSLATION
            self._add_words(original, look, indent, has_chapeau=not has_chapeau_above)
        writer.add_paragraph([Run(SEPARATOR.join(self._facts(row)))], styles.FACTS, indent=indent)
        writer.add_paragraph([Run(format_citation(cited, address))], styles.CITATION, indent=indent)

    def _add_status(self, row: RecommendationRow, indent: int) -> None:
        if mark := self._status_mark(row):
            self._writer.add_paragraph([Run(mark)], styles.MARK, indent=indent)

    def _add_official_mark(self, row: RecommendationRow, indent: int) -> None:
        """Add what stands above the official text below a translation."""
        words = _("Official text (%(language)s)") % {"language": language_name(row.language)}
        if row.mark.status != ShownStatus.OFFICIAL:
            words = self._status_mark(row)
        self._writer.add_paragraph([Run(words)], styles.FACTS, indent=indent)

    def _add_words(
        self, row: RecommendationRow, look: TextStyles, indent: int, *, has_chapeau: bool
    ) -> None:
        if row.chapeau and has_chapeau:
            self._add_chapeau(row, look)
        _in_chapeau, modal = modal_places(row.text, row.chapeau, row.modal, row.language)
        writer = self._writer
        writer.add_text(row.text, modal, row.language, indent=indent, look=look)
        if row.mark.printed:
            writer.add_paragraph([Run(_("The source passage reads:"))], styles.MARK, indent=indent)
            printed = row.mark.printed.words
            writer.add_text(printed, [], row.language, indent=indent, look=look)

    def _where(self, row: RecommendationRow) -> Iterator[str]:
        """Yield the session that adopted it, and its place in its document."""
        if row.status == AdoptionStatus.ADOPTED and self._already_shown != "session":
            session = self._names.by_value["session"][row.session].session
            yield session_name_and_year(session) if session else _("Session not specified")
        if row.source:
            yield place_label(row.source.anchor)

    def _facts(self, row: RecommendationRow) -> Iterator[str]:
        """Yield its status, strength, addressees, themes and articles."""
        if row.status != AdoptionStatus.ADOPTED:
            yield self._name("status", row.status)
        reader = self._names.language
        badge = strength_badge(
            row.strength, row.modal, row.language, reader, is_printed=row.is_printed
        )
        yield f"{badge.name} {badge.modal}".strip()
        for parameter, values in (
            ("addressee", row.addressees),
            ("theme", row.themes),
            ("article", row.provisions),
        ):
            yield from (self._name(parameter, value) for value in values if value != NONE)

    def _status_mark(self, row: RecommendationRow) -> str:
        language = {"language": language_name(row.language)}
        match row.mark.status:
            case ShownStatus.DIFFERS:
                return _("Differs from its source.")
            case ShownStatus.UNOFFICIAL:
                return _("Unofficial translation into %(language)s") % language
            case ShownStatus.NOT_COMPARED:
                return _(
                    "Official text in %(language)s (%(symbol)s), not compared with a document on"
                    " this site"
                ) % {**language, "symbol": row.mark.symbol}
        return ""

    def _name(self, parameter: str, value: str) -> str:
        known = self._names.by_value[parameter].get(value)
        return known.label if known else value

    def _citable(self, row: RecommendationRow) -> CitableRecord:
        return citable_row(row, self._names, self._index.symbol_statuses)


def _text_styles(row: RecommendationRow) -> TextStyles:
    is_unofficial = row.mark.status == ShownStatus.UNOFFICIAL
    return styles.TRANSLATED if is_unofficial else styles.ORIGINAL


def _shared_key(row: RecommendationRow) -> Hashable:
    return chapeau_key(row.code, row.chapeau, row.language, row.mark)
