"""Every route of the site, the admin's too, and addresses that it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

#: A part of a route that stands for something: ``<int:number>``.
PART = re.compile(r"<(?:\w+:)?(\w+)>")
#: The same in a route that is a regular expression: ``(?P<url>.*)``.
GROUP = re.compile(r"\(\?P(<\w+>)[^)]*\)")


def routes() -> list[str]:
    """All of them, without the language before pages."""
    return list(_routes(get_resolver().url_patterns, ""))


def localized_routes() -> set[str]:
    """Return those that have a language before them."""
    return {
        route
        for each in get_resolver().url_patterns
        if isinstance(each, URLResolver) and isinstance(each.pattern, LocalePrefixPattern)
        for route in _routes(each.url_patterns, "")
    }


def _routes(patterns: list[Any], before: str) -> Iterator[str]:
    for each in patterns:
        prefix = isinstance(each.pattern, LocalePrefixPattern)
        route = before + ("" if prefix else plain(str(each.pattern)))
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, route)
        else:
            yield route


def plain(pattern: str) -> str:
    """A pattern as a route: ``^(?P<url>.*)$`` is ``<url>``."""
    return GROUP.sub(r"\1", pattern).strip("^$")


#: What variable parts of routes stand for where any value will do.
ANY_VALUES: dict[str, object] = {
    "number": 1,
    "batch": 1,
    "app_label": "recommendations",
    "name": "submit",
    "variant": "wide-light",
    "url": "nothing",
    "rest": "queue/",
    "reference": "REPORT01",
    "act": "00000000-0000-0000-0000-000000000000",
}


def address(route: str, values: dict[str, object]) -> str:
    """Where a route leads with these values; ``KeyError`` names the one that it lacks."""
    language = "en/" if route in localized_routes() else ""
    return f"/{language}{PART.sub(lambda part: str(values[part[1]]), route)}"
