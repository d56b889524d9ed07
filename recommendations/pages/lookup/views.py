"""The page that leads from a citation, as people write them, to what it cites."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django_filters import CharFilter

from recommendations import search
from recommendations.citations.lookup.normalisation import LONGEST
from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.presentation import candidate_details
from recommendations.citations.lookup.resolver import look_up
from recommendations.citations.lookup.suggestions import (
    citing_candidates,
    lookup_suggestions,
    symbols_in_database,
    to_report,
)
from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.query_params import accepts_params

#: Citations of all kinds, with what each is in words; shown beside the form.
EXAMPLES = (
    "2013/92",
    "2022/61b",
    "CTOC/COP/WG.7/2020/4",
    "CTOC/COP/WG.7/2020/4, recommendation 18",
    "CTOC/COP/WG.7/2022/2, paras. 61 (b)-(d)",
    "Working Group on the Smuggling of Migrants, 2013, para. 92",
    "2nd session, recommendation 77",
    "https://undocs.org/CTOC/COP/WG.7/2015/5",
    "Smuggling of Migrants Protocol, art. 16 (5)",
    "2013年第九十二段",
    "第七次会议建议18",
    "《偷运移民议定书》第16条第5款",
)


class LookupFilter(StrictFilterSet):
    """``ref`` is a citation as somebody wrote it, of any length."""

    ref = CharFilter()


@accepts_params(LookupFilter)
def lookup_detail(request: HttpRequest, filters: LookupFilter) -> HttpResponse:
    """Redirect to the one thing cited; else offer a choice, or say what is known of none (404)."""
    asked = filters.cleaned_data["ref"]
    if not asked:
        return _render_form(request, asked)
    result = look_up(parse_typed_citation(asked))
    is_cut = len(asked) > LONGEST
    if result.is_certain and not is_cut:
        return redirect(result.candidates[0].address)
    language, held = get_language(), symbols_in_database(result)
    choice = [*result.candidates, *result.alternatives]
    return _render_form(
        request,
        asked[:LONGEST],
        status=200 if choice else 404,
        result=result,
        longest=LONGEST if is_cut else 0,
        choice=candidate_details(choice, language),
        held=held,
        missing=to_report(result, held),
        suggestions=candidate_details(lookup_suggestions(result, held), language),
        citing=citing_candidates(result, held),
        # In quotation marks, so that the search does not lead straight to what is cited.
        words=f'"{asked[: search.LONGEST - 2]}"' if choice else asked[: search.LONGEST],
    )


def _render_form(
    request: HttpRequest, asked: str, status: int = 200, **context: object
) -> HttpResponse:
    context = {
        "result": None,
        "choice": [],
        "suggestions": [],
        "asked": asked,
        "examples": EXAMPLES,
        **context,
    }
    return render(request, "lookup/lookup.html", context, status=status)
