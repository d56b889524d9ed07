"""The HTML of a row: a record's code, place, words and facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.index import FacetLabels, current_index
from recommendations.index.facets import NONE
from recommendations.index.rows import Entry, Place
from recommendations.models import AdoptionStatus
from recommendations.names.labels import session_name_and_year, strength_level
from recommendations.rendering import record_text
from recommendations.search.highlight import HIT, MarkLayer, apply_marks, match_spans
from recommendations.search.match_reasons import MatchReasons
from recommendations.search.matching import SearchableName
from recommendations.search.query import Query
from recommendations.selection.filters import list_address
from sessions import places
from sessions.symbol_html import symbol
from smuggling_kb.languages import BY_CODE


class Writer:
    """Writes rows of one page: in a language, with what was searched for marked.

    ``said`` is what the page has said already, as ``theme=protection`` and ``session=1``; None if
    it says the theme and the meeting of every row. ``group`` keeps ids apart where a record stands
    in several rows.
    """

    def __init__(
        self,
        names: FacetLabels,
        *,
        group: str = "r",
        query: Query | None = None,
        said: Collection[str] | None = None,
    ) -> None:
        self.names = names
        self.group = group
        self.query = query
        self.said = said
        self.list = list_address(names.language)
        self._known: dict[tuple[str, str], str] = {}

    def row(self, entry: Entry, *more: MarkLayer) -> SafeString:
        """Code, place, words and facts of a record; ``more`` is laid over its words."""
        name = f"{self.group}-{entry.code.replace('/', '-')}"
        address = f"{self.list}{entry.code}/"
        return SafeString(
            f'<article class="rec" aria-labelledby="{name}"><div><h3 id="{name}">'
            f'<a href="{address}">{entry.code}</a></h3>'
            f'<p class="where">{"<br>".join(self._where(entry))}</p></div>\n'
            f'<div class="what">{self._words(entry, more)}'
            f'<div class="facts">{"".join(self._facts(entry))}</div>'
            f"{self._why(entry)}</div></article>\n"
        )

    def _where(self, entry: Entry) -> Iterable[str]:
        is_said = self.said is None or f"session={entry.session}" in self.said
        if entry.status == AdoptionStatus.ADOPTED and not is_said:
            yield self._meeting(entry.session)
        if entry.source:
            document, anchor = entry.source
            if not entry.session.isdecimal():
                yield symbol(document)
            yield escape(places.place_label(anchor))

    def _words(self, entry: Entry, more: Iterable[MarkLayer]) -> str:
        passage = record_text.marked(entry.text, entry.chapeau, entry.modal, self.query, *more)
        attributes = _attributes(entry.language)
        chapeau = (
            f'<p class="voice chapeau" {attributes}>{passage.chapeau}</p>\n'
            if passage.chapeau
            else ""
        )
        items = "\n".join(f"<li>{item}</li>" for item in passage.items)
        listed = f'\n<ul class="voice items" {attributes}>{items}</ul>' if items else ""
        return f'{chapeau}<p class="voice" {attributes}>{passage.first}</p>{listed}\n'

    def _facts(self, entry: Entry) -> Iterable[str]:
        yield self._strength(entry)
        for addressee in entry.addressees:
            if addressee != NONE:
                yield f"<span>{self._label('addressee', addressee)}</span>"
        if entry.status != AdoptionStatus.ADOPTED:
            label = self._label("status", entry.status)
            yield f'<span class="state {entry.status}">{label}</span>'
        if self.said is not None:
            yield from (self._link("theme", slug) for slug in entry.themes)
        yield from (self._link("article", slug) for slug in entry.provisions)
        for place in entry.restated:
            yield f"<span>{self._restated_in} {self._place(place)}</span>"

    def _why(self, entry: Entry) -> str:
        """The names by which a record was found that shows nothing of what was searched for."""
        if self._reasons is None:
            return ""
        shown = [entry.text, entry.chapeau, *self._shown(entry)]
        labels = self._reasons.names_for(entry.code, shown)
        if not labels:
            return ""
        said = escape(_("; ")).join(self._found_in(label) for label in labels)
        return f'<p class="small soft">{escape(_("Found in"))}{escape(_(": "))}{said}</p>'

    def _shown(self, entry: Entry) -> Iterable[str]:
        """The names that the row shows."""
        if self.said is not None and f"session={entry.session}" not in self.said:
            yield self._meeting(entry.session)
        for parameter, values in (("theme", entry.themes), ("article", entry.provisions)):
            for value in values:
                if self.said is not None and f"{parameter}={value}" not in self.said:
                    named = self.names.by_value[parameter].get(value)
                    yield named.label if named else value

    def _found_in(self, label: SearchableName) -> str:
        name = str(
            apply_marks(label.printed, MarkLayer(HIT, match_spans(self.query, label.printed)))
        )
        if label.language != self.names.language:
            name = f"<span {_attributes(label.language)}>{name}</span>"
        return escape(str(label.found_in)) % {"name": name}

    @cached_property
    def _reasons(self) -> MatchReasons | None:
        return (
            MatchReasons(current_index(), self.query, self.names.language) if self.query else None
        )

    def _strength(self, entry: Entry) -> str:
        """The badge: the modal word to a reader of its language, or else the name of its class."""
        name = self._label("strength", entry.strength)
        modal = escape(entry.modal)
        if modal and entry.language == self.names.language and entry.is_printed:
            name = modal
        elif modal and modal not in name:
            name = f"{name} <span {_attributes(entry.language)}>{modal}</span>"
        return f'<span class="force f{strength_level(entry.strength)}">{name}</span>'

    def _link(self, parameter: str, value: str) -> str:
        """To the list of a value, with what was searched for marked in its name; unless said."""
        if f"{parameter}={value}" in (self.said or ()):
            return ""
        key = (parameter, value)
        if key not in self._known:
            named = self.names.by_value[parameter].get(value)
            label = named.label if named else value
            marked = apply_marks(label, MarkLayer(HIT, match_spans(self.query, label)))
            self._known[key] = f'<a href="{self.list}?{parameter}={value}">{marked}</a>'
        return self._known[key]

    def _label(self, parameter: str, value: str) -> str:
        named = self.names.by_value[parameter].get(value)
        return escape(named.label if named else value)

    def _meeting(self, value: str) -> str:
        key = ("meeting", value)
        if key not in self._known:
            session = self.names.by_value["session"][value].session
            self._known[key] = escape(
                session_name_and_year(session) if session else _("Session not named")
            )
        return self._known[key]

    def _place(self, place: Place) -> str:
        document, anchor = place
        address = reverse("recommendations:document", args=[document])
        words = places.place_label(anchor)
        there = _(", ") + escape(words) if words else ""
        return f'<a href="{address}{f"#{anchor}" if anchor else ""}">{symbol(document)}{there}</a>'

    @cached_property
    def _restated_in(self) -> str:
        return escape(_("restated in"))


def _attributes(language: str) -> str:
    known = BY_CODE[language]
    return f'lang="{known.tag}" dir="{known.direction}"'
