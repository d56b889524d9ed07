"""Labels of rows and tables as HTML."""

from __future__ import annotations

from collections.abc import Hashable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.index import FacetLabels, current_index
from recommendations.index.rows import PrintedPlace, RecommendationRow
from recommendations.models import ShownStatus
from recommendations.names.labels import session_name_and_year
from recommendations.names.strength_badge import strength_badge
from recommendations.rendering.environment import render_macro_in
from recommendations.rendering.place_link import symbol_place
from recommendations.selection.filters import list_address, text_params
from recommendations.selection.query_string import query_string
from smuggling_kb.preference import text_preference


class RowLabels:
    """Labels in one language for the rows of one page, as HTML; each worked out once."""

    def __init__(self, names: FacetLabels) -> None:
        self.names = names
        self.list = list_address(names.language)
        self._text_params = text_params(text_preference().asked)
        self._links: dict[tuple[str, str], SafeString] = {}
        self._sessions: dict[str, str] = {}

    def name(self, parameter: str, value: str) -> str:
        """Return what a value of a facet is called."""
        known = self.names.by_value[parameter].get(value)
        return known.label if known else value

    def link(self, parameter: str, value: str) -> SafeString:
        """Return the link to the list of a value, in the texts asked for now."""
        key = (parameter, value)
        if key not in self._links:
            address = self.list + query_string({parameter: [value], **self._text_params})
            self._links[key] = self._render("link", address, self.name(parameter, value))
        return self._links[key]

    def session(self, value: str) -> str:
        """Return the name and year of the meeting that adopted a record."""
        if value not in self._sessions:
            session = self.names.by_value["session"][value].session
            name = session_name_and_year(session) if session else _("Session not specified")
            self._sessions[value] = name
        return self._sessions[value]

    def badge(self, row: RecommendationRow) -> SafeString:
        """Return the badge of a record's strength."""
        reader = self.names.language
        # The modal word of a translation is no document's.
        modal = "" if row.mark.status == ShownStatus.UNOFFICIAL else row.modal
        badge = strength_badge(row.strength, modal, row.language, reader, is_printed=row.is_printed)
        return self._render("strength_badge", *badge)

    def addressee(self, value: str) -> SafeString:
        """Return the name of whom a record speaks to."""
        return self._render("fact", self.name("addressee", value))

    def status(self, value: str) -> SafeString:
        """Return the name of the status of a record."""
        return self._render("status_name", value, self.name("status", value))

    def restatement(self, place: PrintedPlace) -> SafeString:
        """Return the link to a place that restates a record."""
        return self._render("restatement", symbol_place(*place))

    def symbol(self, symbol: str) -> SafeString:
        """Return the symbol of a document that records were read from."""
        status = current_index().symbol_statuses.get(symbol, "")
        return self._render("cited_symbol", symbol, status)

    def _render(self, macro: str, *values: Hashable) -> SafeString:
        return render_macro_in(self.names.language, macro, *values)
