"""How to cite a recommendation, in the active language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from recommendations.models import AdoptionStatus, Occurrence, Recommendation
from recommendations.names.labels import session_name
from sessions import places
from sessions.dates import when_and_where
from sessions.models import WorkingGroupSession
from smuggling_kb.languages import BY_CODE, INTERFACE, Language


def path(recommendation: Recommendation) -> str:
    """The address to cite: without a language, so that each visitor is led to their own."""
    return f"/recommendations/{recommendation.code}/"


@dataclass(frozen=True)
class Form:
    """A citation in one language."""

    language: Language
    words: str


def in_every_language(
    recommendation: Recommendation, source: Occurrence | None, address: str
) -> list[Form]:
    """In the reader's language first, then in the other languages of the interface."""
    forms = []
    for code in sorted(INTERFACE, key=lambda code: code != get_language()):
        with override(code):
            forms.append(Form(BY_CODE[code], citation(recommendation, source, address)))
    return forms


def citation(recommendation: Recommendation, source: Occurrence | None, address: str) -> str:
    """What it is, who adopted it when, the place that prints it, and its address here."""
    if source is None:
        form = _("%(what)s, %(address)s")
        return form % {"what": _what(recommendation), "address": address}
    return _("%(what)s, in %(symbol)s, %(place)s, %(address)s") % {
        "what": _what(recommendation),
        "symbol": source.document.symbol,
        "place": places.place_label(source.anchor),
        "address": address,
    }


def _what(recommendation: Recommendation) -> str:
    """Its code and its standing."""
    code = {"code": recommendation.code}
    if recommendation.status == AdoptionStatus.PROPOSED:
        return (
            _("Proposal %(code)s, not adopted by the Working Group on the Smuggling of Migrants")
            % code
        )
    if recommendation.status == AdoptionStatus.RESOLUTION:
        return _("Provision %(code)s of a resolution of the Conference of the Parties") % code
    if recommendation.session is None:
        form = _(
            "Working Group on the Smuggling of Migrants, recommendation %(code)s, adopted at a"
            " session not named"
        )
        return form % code
    form = _(
        "Working Group on the Smuggling of Migrants, recommendation %(code)s, adopted at its"
        " %(session)s"
    )
    return form % {**code, "session": _session(recommendation.session)}


def _session(session: WorkingGroupSession) -> str:
    """Its name, with when and where it met as far as that is known."""
    name, dates = session_name(session), when_and_where(session)
    return _("%(session)s (%(dates)s)") % {"session": name, "dates": dates} if dates else name
