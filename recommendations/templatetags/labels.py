"""Labels in templates, in the active language."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from recommendations.index.counts import PublishedCounts
from recommendations.models import CitedProvision, ThemeName
from recommendations.names import labels
from sessions import dates, places
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.templatetags.languages import lang_and_dir

register = template.Library()

register.filter(labels.session_name)
register.filter("session_and_year", labels.session_name_and_year)
register.filter(dates.attribution)
register.filter(dates.calendar_day)
register.filter(dates.reported_date)
register.filter(dates.session_date_span)
register.filter(dates.utc_day)
register.filter(dates.when_and_where)
register.filter(places.printed_number)


@register.filter
def issue_date(document: Document) -> str:
    """Return ``23 September 2020``, or the year if no more is known."""
    return (
        dates.date_span(document.issued, document.issued) if document.issued else str(document.year)
    )


@register.filter("theme_name")
def theme_label(theme: str, names: dict[str, ThemeName]) -> str:
    """Return the name of the theme with this slug: ``slug|theme_name:site.labels.themes``."""
    return names[theme].name if theme in names else theme


@register.filter
def theme_lang_and_dir(theme: str, names: dict[str, ThemeName]) -> SafeString:
    """Return the attributes with the language that the name of the theme is in."""
    return lang_and_dir(names[theme].language) if theme in names else SafeString("")


@register.filter
def theme_description(theme: str, names: dict[str, ThemeName]) -> str:
    """Return the description of the theme with this slug."""
    return names[theme].description if theme in names else ""


@register.filter
def place(anchor: str) -> str:
    """``para. 61 (a)``."""
    return places.place_label(anchor)


@register.filter
def provision_name(cited: CitedProvision, names: labels.Labels) -> str:
    """``Smuggling of Migrants Protocol, art. 16 (5)``: ``cited|provision_name:site.labels``."""
    return names.provision(cited.provision, cited.pinpoint)


@register.filter
def theme_count(theme: str, counts: PublishedCounts) -> int:
    """Return how many were adopted on the theme with this slug."""
    return counts.theme_count(theme)


@register.filter
def other_theme_count(theme: str, counts: PublishedCounts) -> int:
    """Return how many records of the theme with this slug were not adopted."""
    return counts.other_theme_count(theme)


@register.filter
def session_count(session: WorkingGroupSession, counts: PublishedCounts) -> int:
    """Return how many a session adopted."""
    return counts.session_count(session.number)
