"""The page that compares two or more recommendations side by side."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recommendations.models import Recommendation, RecommendationQuerySet
from recommendations.names.labels import Labels
from recommendations.pages.families.comparison import Comparison
from recommendations.selection.fields import ValuesFilter
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.filters import TEXT, text_params
from recommendations.selection.query_params import accepts_params
from recommendations.selection.query_string import query_string
from recommendations.texts.codes import LOOSE_CODE, is_code
from smuggling_kb.preference import ORIGINAL, text_preference

#: So many records fit beside each other.
MOST = 6
#: Characters of what was typed that the page repeats.
SHOWN = 60
#: Records that are offered in the place of one that there is not.
OFFERED = 5
#: Numbers before and after one that may have been meant.
NEAR = 2

#: What people write between two codes.
BETWEEN = re.compile(r"[\s,;、，；]+")


@dataclass(frozen=True)
class SuggestedComparison:
    """Another comparison, with the code that it has in the place of a wrong one."""

    code: str
    address: str


@dataclass(frozen=True)
class ComparisonError:
    """A code that cannot be compared, the reason, and comparisons that may have been meant."""

    asked: str
    message: str
    status: int
    suggestions: list[SuggestedComparison] = field(default_factory=list)


def comparison_address(codes: Sequence[str], text: str | None = None) -> str:
    """Return the address that compares records, in the texts asked for now or in others."""
    asked = text_preference().asked if text is None else text
    params = ({"code": list(codes)} if codes else {}) | text_params(asked)
    return reverse("recommendations:compare") + query_string(params)


class ComparisonFilter(StrictFilterSet):
    """``code`` names a record; several may be typed together."""

    code = ValuesFilter()
    text = TEXT

    def known_values(self, name: str) -> Collection[str]:
        """Return what was typed: the page itself tells what is no code."""
        return self.query_params.getlist(name) if name == "code" else super().known_values(name)


@accepts_params(ComparisonFilter)
def comparison_detail(request: HttpRequest, filters: ComparisonFilter) -> HttpResponse:
    """Records side by side; a form for none or one; the errors if there are any.

    A fixed number of queries for any comparison.
    """
    codes = _codes(filters.cleaned_data["code"])
    if _are_codes(codes) and codes != request.GET.getlist("code"):
        return redirect(comparison_address(codes))
    records = _read_records(codes[:MOST])
    errors = _errors(codes, records)
    compared = [] if errors else [records[code] for code in codes]
    alone = compared[0] if len(compared) == 1 else None
    context = {
        "errors": errors,
        "codes": codes,
        "fields": _fields(codes[:MOST]),
        "most": MOST,
        "comparison": Comparison(compared, Labels(get_language())) if len(compared) > 1 else None,
        "alone": alone,
        "connected": _connected_comparisons(alone) if alone else [],
        "query": filters.query(code=codes),
        "original_address": comparison_address(codes, ORIGINAL),
        "translated_address": comparison_address(codes, ""),
        "asked": text_preference().asked,
    }
    status = min((error.status for error in errors), default=200)
    return render(request, "families/compare.html", context, status=status)


def _codes(typed_together: Sequence[str]) -> list[str]:
    """Return the codes asked for, each once, as this site writes them."""
    typed = (part for value in typed_together for part in BETWEEN.split(value))
    folded = (unicodedata.normalize("NFKC", part[: SHOWN + 1]).lower() for part in typed)
    return list(dict.fromkeys(each for each in folded if each))


def _are_codes(codes: Sequence[str]) -> bool:
    """Return whether all are codes, and not too many, whether or not there are such records."""
    return len(codes) <= MOST and all(is_code(code) for code in codes)


def _read_records(codes: Sequence[str]) -> dict[str, Recommendation]:
    """Return the published records of these codes, with all that is compared."""
    known = [code for code in codes if is_code(code)]
    if not known:
        return {}
    records: RecommendationQuerySet = Recommendation.objects.published().filter(code__in=known)
    read = records.for_list().prefetch_related("relations__notes")
    return {record.code: record for record in read}


def _fields(codes: Sequence[str]) -> list[str]:
    """Return the values of the form's fields: what was typed, and at least one empty."""
    room = min(MOST, max(len(codes) + 1, 3))
    return [*(_shorten(code) for code in codes), *[""] * room][:room]


def _errors(codes: Sequence[str], records: dict[str, Recommendation]) -> list[ComparisonError]:
    if len(codes) > MOST:
        message = _(
            "You can compare at most %(most)d recommendations; the address names %(count)d."
        ) % {"most": MOST, "count": len(codes)}
        few = codes[:MOST]
        suggestion = SuggestedComparison(
            _("the first %(most)d") % {"most": MOST}, comparison_address(few)
        )
        return [ComparisonError(_shorten(" ".join(codes)), message, 400, [suggestion])]
    return [_unknown_code_error(code, codes) for code in codes if code not in records]


def _unknown_code_error(code: str, codes: Sequence[str]) -> ComparisonError:
    """Return the error of a code that no public record has; one query at most."""
    sound = [each for each in codes if each == code or is_code(each)]
    suggestions = [
        SuggestedComparison(
            near, comparison_address([near if each == code else each for each in sound])
        )
        for near in _nearest(code)
    ]
    if is_code(code):
        return ComparisonError(code, _("No recommendation has this code."), 404, suggestions)
    message = _(
        "This is not a code. A code is a year, a slash, a printed number and sometimes a "
        "letter, for example 2022/61b."
    )
    return ComparisonError(_shorten(code), message, 400, suggestions)


def _nearest(code: str) -> list[str]:
    """Return codes of public records that may have been meant by one that does not exist."""
    parts = LOOSE_CODE.fullmatch(code[:SHOWN])
    if parts is None:
        return []
    year, number, letter = int(parts[1]), int(parts[2]), parts[3]
    near = [
        Q(year=year, number__gte=number - NEAR, number__lte=number + NEAR),
        Q(number=number),
    ]
    found = Recommendation.objects.published().filter(reduce(or_, near)).in_code_order()
    ranked = sorted(
        found.only("code", "year", "number", "letter")[: 20 * OFFERED],
        key=lambda record: (
            abs(record.number - number),
            abs(record.year - year),
            record.letter != letter,
            record.letter,
        ),
    )
    return [record.code for record in ranked[:OFFERED]]


def _connected_comparisons(recommendation: Recommendation) -> list[SuggestedComparison]:
    """Return the comparisons with the records that one is connected with, each once."""
    ends = [
        *(relation.target for relation in recommendation.relations.all()),
        *(relation.recommendation for relation in recommendation.reverse_relations.all()),
    ]
    codes = dict.fromkeys(other.code for other in ends)
    return [
        SuggestedComparison(code, comparison_address([recommendation.code, code])) for code in codes
    ]


def _shorten(words: str) -> str:
    return words if len(words) <= SHOWN else words[:SHOWN] + "…"
