"""The pages that are nearest to an address that leads nowhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.presentation import candidate_label
from recommendations.citations.lookup.resolver import look_up
from recommendations.citations.lookup.result import Candidate
from recommendations.citations.lookup.suggestions import lookup_suggestions, symbols_in_database
from recommendations.index import current_index
from recommendations.index.code_keys import code_from_key, code_key
from recommendations.models import Instrument, Provision, ProvisionKind
from recommendations.names.labels import part_name, session_name
from recommendations.pages.charts.registry import CHARTS
from recommendations.texts.codes import CODE_PARTS
from sessions.models import Document, WorkingGroupSession
from sessions.symbol_html import render_symbol
from smuggling_kb.languages import split_language

#: The most pages of each kind that are offered, and how many on either side of a number.
OFFERED, BESIDE = 6, 2


@dataclass(frozen=True)
class NearAddress:
    """A page that may have been meant; ``label`` is text, or HTML marked as safe."""

    address: str
    label: str


@dataclass
class NearAddresses:
    """The pages near to an address that leads nowhere.

    ``explanation`` tells the range of what the address names.
    """

    explanation: str = ""
    pages: list[NearAddress] = field(default_factory=list)

    def add(self, address: str, label: str) -> None:
        """Add a page, unless it is there."""
        if all(page.address != address for page in self.pages):
            self.pages.append(NearAddress(address, label))


def near_addresses(path: str) -> NearAddresses:
    """Return the pages nearest to an address; no query if it names nothing that the site has."""
    section, _slash, name = split_language(path)[1].strip("/").partition("/")
    find = SECTIONS.get(section.lower())
    near = NearAddresses()
    if find and name:
        find(near, name)
    return near


def _add_records(near: NearAddresses, name: str) -> None:
    """Add what the words may cite, then the records whose codes are near, then the years."""
    cited = _cited_candidates(f"/recommendations/{name}")
    _add_candidates(near, [each for each in cited if each.kind not in ("session", "year")])
    if match := CODE_PARTS.match(name):
        _add_near_codes(near, int(match["year"]), int(match["number"]))
    _add_candidates(near, cited)


def _add_near_codes(near: NearAddresses, year: int, number: int) -> None:
    index = current_index()
    keys = index.keys
    first, after = (bisect_left(keys, code_key(each, 0, "")) for each in (year, year + 1))
    if first == after:
        near.explanation = _("No recommendation has a code that begins with %(year)s.") % {
            "year": f"{year:04}"
        }
        years = [int(value.value) for value in index.facet_labels(get_language()).values["year"]]
        _add_years(near, sorted(years, key=lambda each: (abs(each - year), each))[:OFFERED])
        return
    near.explanation = _("Codes for %(year)s run from %(first)s to %(last)s.") % {
        "year": year,
        "first": code_from_key(keys[first]),
        "last": code_from_key(keys[after - 1]),
    }
    place = bisect_left(keys, code_key(year, min(number, 0xFFFF), ""), first, after)
    for key in keys[max(first, place - BESIDE) : min(after, place + BESIDE)]:
        code = code_from_key(key)
        near.add(reverse("recommendations:record", args=[code]), code)
    _add_years(near, [year])


def _add_years(near: NearAddresses, years: Iterable[int]) -> None:
    for year in years:
        label = _("Records whose codes begin with %(year)s") % {"year": year}
        near.add(f"{reverse('recommendations:list')}?year={year}", label)


def _add_documents(near: NearAddresses, name: str) -> None:
    """Add what the symbol may be, then the documents whose symbols look like it."""
    _add_candidates(near, _cited_candidates(f"/documents/{name}"))
    symbols = Document.objects.published().values_list("symbol", flat=True)
    for symbol in _close_names(name.strip("/").upper(), {each.upper(): each for each in symbols}):
        near.add(reverse("recommendations:document", args=[symbol]), render_symbol(symbol))


def _add_sessions(near: NearAddresses, name: str) -> None:
    sessions = list(WorkingGroupSession.objects.published().order_by("number"))
    number = _leading_number(name)
    if not sessions or number is None:
        return
    near.explanation = _("Sessions are numbered from %(first)s to %(last)s.") % {
        "first": sessions[0].number,
        "last": sessions[-1].number,
    }
    for session in sorted(sessions, key=lambda each: abs(each.number - number))[:BESIDE]:
        near.add(reverse("sessions:session", args=[session.number]), session_name(session))


def _add_provisions(near: NearAddresses, name: str) -> None:
    """Add the articles of the treaty that are near by number; of no such treaty, those like it."""
    slug, _slash, part = name.partition("/")
    labels = current_index().facet_labels(get_language()).labels
    slugs = list(Instrument.objects.values_list("slug", flat=True))
    if slug.lower() not in slugs:
        for close in _close_names(slug.lower(), {each: each for each in slugs}):
            near.add(reverse("recommendations:instrument", args=[close]), labels.instrument(close))
        return
    slug = slug.lower()
    number = _leading_number(part)
    articles = Provision.objects.filter(instrument__slug=slug, kind=ProvisionKind.ARTICLE)
    if number is not None and articles:
        numbers = [article.number for article in articles]
        near.explanation = _("The articles of this treaty run from %(first)s to %(last)s.") % {
            "first": min(numbers),
            "last": max(numbers),
        }
        for article in sorted(articles, key=lambda each: abs(each.number - number))[:BESIDE]:
            address = reverse("recommendations:article", args=[slug, article.part])
            near.add(address, part_name(article))
    near.add(reverse("recommendations:instrument", args=[slug]), labels.instrument(slug))


def _add_themes(near: NearAddresses, name: str) -> None:
    """Add the themes and subjects whose names look like one: people take them for each other."""
    by_value = current_index().facet_labels(get_language()).by_value
    pages = {"theme": "recommendations:theme", "topic": "recommendations:subject"}
    values = {
        reverse(page, args=[slug]): value
        for parameter, page in pages.items()
        for slug, value in by_value[parameter].items()
    }
    names = {value.value: address for address, value in values.items()}
    names |= {value.label.lower(): address for address, value in values.items()}
    for address in _close_names(name.strip("/").lower(), names):
        near.add(address, values[address].label)


def _add_charts(near: NearAddresses, name: str) -> None:
    for slug in _close_names(name.strip("/").lower(), {each: each for each in CHARTS}):
        near.add(reverse("recommendations:picture", args=[slug]), str(CHARTS[slug].title))


#: Finds the pages of a section, by the first part of its addresses.
SECTIONS: Mapping[str, Callable[[NearAddresses, str], None]] = {
    "recommendations": _add_records,
    "documents": _add_documents,
    "sessions": _add_sessions,
    "articles": _add_provisions,
    "themes": _add_themes,
    "index": _add_themes,
    "explore": _add_charts,
}


def _cited_candidates(path: str) -> Sequence[Candidate]:
    """Return the records, documents, passages and meetings that a path may cite, best first."""
    citation = parse_typed_citation(path)
    if not citation.is_named:
        return []
    result = look_up(citation)
    found = result.candidates or lookup_suggestions(result, symbols_in_database(result))
    return found[:OFFERED]


def _add_candidates(near: NearAddresses, candidates: Iterable[Candidate]) -> None:
    for candidate in candidates:
        near.add(candidate.address, candidate_label(candidate))


def _close_names(name: str, known: Mapping[str, str]) -> list[str]:
    """Return what is known by names that look like one, nearest first."""
    close = get_close_matches(name[:200], known, n=OFFERED, cutoff=0.5)
    return list(dict.fromkeys(known[each] for each in close))


def _leading_number(words: str) -> int | None:
    """Return the number that words begin with; None if there is none, or an absurd one."""
    digits = words.strip("/").split("/")[0]
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else None
