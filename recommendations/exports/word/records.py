"""Records in a Word file: code, place, words, facts and the full citation of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from recommendations.exports import citation_style
from recommendations.exports.citation_style import CitableRecord, citable_row, format_citation
from recommendations.exports.word import styles
from recommendations.exports.word.writer import Run, WordWriter, marked_runs
from recommendations.index import FacetLabels, RecommendationIndex
from recommendations.index.facets import NONE
from recommendations.index.rows import RecommendationRow
from recommendations.models import AdoptionStatus, ShownStatus
from recommendations.names.labels import language_name, session_name_and_year
from recommendations.names.shared_chapeau import chapeau_key, format_codes
from recommendations.names.strength_badge import strength_badge
from recommendations.texts.modality import modal_places
from sessions.places import place_label

SEPARATOR = " · "


class RecordWriter:
    """Writes records in the active language; headings of records are of ``level``."""

    def __init__(
        self,
        writer: WordWriter,
        index: RecommendationIndex,
        names: FacetLabels,
        root: str,
        level: int,
    ) -> None:
        self._writer = writer
        self._index = index
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
        self._add_chapeau(rows[0])

    def _add_chapeau(self, row: RecommendationRow) -> None:
        modal, _in_text = modal_places(row.text, row.chapeau, row.modal, row.language)
        self._writer.add_paragraph(marked_runs(row.chapeau, modal), styles.CHAPEAU, row.language)

    def _add_record(self, row: RecommendationRow, *, has_chapeau_above: bool) -> None:
        writer, indent = self._writer, int(has_chapeau_above)
        address = self._root + citation_style.path(self._citable(row))
        where = "".join(f"{SEPARATOR}{each}" for each in self._where(row))
        writer.add_paragraph(
            [Run(row.code, address=address), Run(where)], styles.HEADINGS[self._level - 1]
        )
        if mark := self._status_mark(row):
            writer.add_paragraph([Run(mark)], styles.MARK, indent=indent)
        if row.chapeau and not has_chapeau_above:
            self._add_chapeau(row)
        _in_chapeau, modal = modal_places(row.text, row.chapeau, row.modal, row.language)
        writer.add_text(row.text, modal, row.language, indent=indent)
        if row.mark.printed:
            writer.add_paragraph([Run(_("The source passage reads:"))], styles.MARK, indent=indent)
            writer.add_text(row.mark.printed.words, [], row.language, indent=indent)
        writer.add_paragraph([Run(SEPARATOR.join(self._facts(row)))], styles.FACTS, indent=indent)
        citation = format_citation(self._citable(row), address)
        writer.add_paragraph([Run(citation)], styles.CITATION, indent=indent)

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
                return _("Unofficial text in %(language)s") % language
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


def _shared_key(row: RecommendationRow) -> Hashable:
    return chapeau_key(row.code, row.chapeau, row.language, row.mark)
