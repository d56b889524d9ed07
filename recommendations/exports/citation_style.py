"""How to cite a recommendation, in the active language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from recommendations.index import FacetLabels
from recommendations.index.rows import PrintedPlace, RecommendationRow
from recommendations.models import (
    OFFICIAL_MARK,
    AdoptionStatus,
    Recommendation,
    RecommendationText,
    ShownStatus,
    StatusMark,
)
from recommendations.names.labels import language_name, session_name
from sessions import places
from sessions.dates import when_and_where
from sessions.models import SymbolOrigin, WorkingGroupSession
from smuggling_kb.languages import BY_CODE, INTERFACE, Language


@dataclass(frozen=True)
class CitableRecord:
    """A recommendation as citations name it."""

    code: str
    status: str
    session: WorkingGroupSession | None
    source: PrintedPlace | None
    #: How the symbol of the source is known; empty without a source.
    symbol_status: str
    #: The text that is taken away with the citation, if one is: its language and its status.
    language: str = ""
    mark: StatusMark = OFFICIAL_MARK

    @property
    def place(self) -> str:
        """The place in the source, in the active language; empty without a source."""
        return places.place_label(self.source.anchor) if self.source else ""


@dataclass(frozen=True)
class FormattedCitation:
    """A citation in one language."""

    language: Language
    words: str


def citable_record(
    recommendation: Recommendation, text: RecommendationText | None = None
) -> CitableRecord:
    """Return what is cited of a recommendation and one of its texts.

    Reads ``session`` and ``occurrences``, and the text's passage.
    """
    source = recommendation.source
    cited = CitableRecord(
        recommendation.code,
        recommendation.status,
        recommendation.session,
        PrintedPlace(source.document.symbol, source.anchor) if source else None,
        source.document.symbol_origin if source else "",
    )
    return replace(cited, language=text.language, mark=text.status_mark) if text else cited


def citable_row(
    row: RecommendationRow, names: FacetLabels, symbol_statuses: Mapping[str, str]
) -> CitableRecord:
    """Return what is cited of a record in the index and of the text that its row shows."""
    return CitableRecord(
        row.code,
        row.status,
        names.by_value["session"][row.session].session,
        row.source,
        symbol_statuses.get(row.source.symbol, "") if row.source else "",
        row.language,
        row.mark,
    )


def path(record: Recommendation | CitableRecord) -> str:
    """Return the address to cite: without a language, so that all are led to their own."""
    return f"/recommendations/{record.code}/"


def format_in_every_language(record: CitableRecord, address: str) -> list[FormattedCitation]:
    """Return the citation in the reader's language, then in the others of the interface."""
    formatted = []
    for code in sorted(INTERFACE, key=lambda code: code != get_language()):
        with override(code):
            formatted.append(FormattedCitation(BY_CODE[code], format_citation(record, address)))
    return formatted


def format_citation(record: CitableRecord, address: str) -> str:
    """Return who adopted it when, the place that prints it, its address here, and its status."""
    return " ".join(filter(None, (_printed_citation(record, address), format_status(record))))


def format_status(record: CitableRecord) -> str:
    """Return in brackets that the text is not official word for word; nothing of others."""
    language = {"language": language_name(record.language)} if record.language else {}
    match record.mark.status:
        case ShownStatus.DIFFERS:
            return _("[the text in this knowledge base differs from the source passage]")
        case ShownStatus.UNOFFICIAL:
            return _format_translation(record.language)
        case ShownStatus.NOT_COMPARED:
            return _("[text in %(language)s not compared with a document]") % language
    return ""


def _format_translation(language: str) -> str:
    """Return in brackets, in a language, that words in that language are a translation."""
    with override(language or get_language()):
        words = {"language": language_name(language)} if language else {"language": ""}
        return _("[unofficial translation into %(language)s]") % words


def _printed_citation(record: CitableRecord, address: str) -> str:
    if record.source is None:
        form = _("%(what)s, %(address)s")
        return form % {"what": _what(record), "address": address}
    return _("%(what)s, in %(symbol)s, %(place)s, %(address)s") % {
        "what": _what(record),
        "symbol": format_symbol(record.source.symbol, record.symbol_status),
        "place": record.place,
        "address": address,
    }


def format_symbol(symbol: str, symbol_status: str) -> str:
    """Return a symbol as a citation has it: one that no document proves is marked as inferred."""
    if symbol_status != SymbolOrigin.INFERRED:
        return symbol
    return _("%(symbol)s [symbol inferred]") % {"symbol": symbol}


def _what(record: CitableRecord) -> str:
    code = {"code": record.code}
    if record.status == AdoptionStatus.PROPOSED:
        return (
            _("Proposal %(code)s, not adopted by the Working Group on the Smuggling of Migrants")
            % code
        )
    if record.status == AdoptionStatus.RESOLUTION:
        return _("Provision %(code)s of a resolution of the Conference of the Parties") % code
    if record.session is None:
        form = _(
            "Working Group on the Smuggling of Migrants, recommendation %(code)s, adopted at a"
            " session not named"
        )
        return form % code
    form = _(
        "Working Group on the Smuggling of Migrants, recommendation %(code)s, adopted at its"
        " %(session)s"
    )
    return form % {**code, "session": _session(record.session)}


def _session(session: WorkingGroupSession) -> str:
    """Return its name, with when and where it met as far as that is known."""
    name, dates = session_name(session), when_and_where(session)
    return _("%(session)s (%(dates)s)") % {"session": name, "dates": dates} if dates else name
