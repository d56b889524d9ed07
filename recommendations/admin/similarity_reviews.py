"""The admin's pages of what a program found similar: the queue, and what curators said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.admin.names import format_list
from recommendations.curation import similarity_review
from recommendations.models import Recommendation, Similarity, SimilarityReview
from recommendations.names.themes import theme_name
from recommendations.similarity.scoring import words_in_common
from smuggling_kb.admin_bases import SiteModelAdmin

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Pairs on one page of the queue.
AT_ONCE = 5
#: Characters of a reason.
LONGEST = 500

QUEUE = "admin:recommendations_similarityreview_queue"

#: What each record of a pair shows of itself.
READ = ("texts", "theme_assignments__theme__names")


@admin.register(SimilarityReview)
class SimilarityReviewAdmin(SiteModelAdmin[SimilarityReview]):
    """What was said stays as it was said; taken away, the pair is asked about again."""

    select_related = ("first", "second")
    list_display = ("pair", "decision", "by_name", "at", "reason")
    list_filter = ("decision", "by_name")
    search_fields = ("first__code", "second__code", "reason")
    search_help_text = gettext_lazy("Code, or words of the reason")
    date_hierarchy = "at"
    change_list_template = "admin/recommendations/similarityreview/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        queue = self.admin_site.admin_view(self.queue_view)
        name = QUEUE.partition(":")[2]
        return [path("queue/", queue, name=name), *super().get_urls()]

    @admin.display(description=gettext_lazy("recommendations"), ordering="first")
    def pair(self, review: SimilarityReview) -> str:
        pair = similarity_review.Pair.of(review.first, review.second)
        return format_list((pair.earlier, pair.later))

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """Pairs that nobody has judged, best first, side by side; on a POST, judge one."""
        if not request.user.has_perm(similarity_review.JUDGE):
            raise PermissionDenied
        if request.method == "POST":
            return judge(request)
        page = queue_page(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Similar recommendations to judge"),
            "opts": self.opts,
            "page": page,
            "pairs": [Shown(row, get_language()) for row in page.object_list],
            "page_var": PAGE_VAR,
            "longest": LONGEST,
            "may_confirm": request.user.has_perm(similarity_review.RELATE),
        }
        return TemplateResponse(
            request, "admin/recommendations/similarityreview/queue.html", context
        )


@require_safe
def redirect_from_judgements(request: HttpRequest, rest: str) -> HttpResponse:
    """Redirect from the address that these pages had when the model was called ``Judgement``."""
    query = request.META["QUERY_STRING"].replace("verdict__", "decision__")
    address = reverse("admin:recommendations_similarityreview_changelist") + rest
    return redirect(f"{address}?{query}" if query else address, permanent=True)


class Shown:
    """A pair as the queue shows it, for a reader of one language."""

    def __init__(self, row: Similarity, language: str) -> None:
        self.row = row
        self.pair = similarity_review.Pair.of(row.recommendation, row.other)
        self.sides = [Side(each, language) for each in (self.pair.earlier, self.pair.later)]
        one, other = (side.text for side in self.sides)
        self.words = (
            words_in_common(one.text, other.text, one.language)
            if one and other and one.language == other.language
            else []
        )


class Side:
    """One of the two."""

    def __init__(self, record: Recommendation, language: str) -> None:
        self.record = record
        self.text = next(iter(record.texts_for(language)), None)
        assignments = record.theme_assignments.all()
        self.themes = format_list(theme_name(each.theme) for each in assignments)


def queue_page(request: HttpRequest) -> Any:
    """The pairs of the page that is asked for; a fixed number of queries."""
    rows = similarity_review.waiting().select_related("recommendation__session", "other__session")
    read = [f"{end}__{part}" for end in ("recommendation", "other") for part in READ]
    pages = Paginator(rows.prefetch_related(*read)[: similarity_review.MOST], AT_ONCE)
    return pages.get_page(request.GET.get(PAGE_VAR))


def judge(request: HttpRequest) -> HttpResponse:
    """Confirm or reject one pair, and go on where the curator was."""
    by, sent = cast("User", request.user), request.POST
    first, second = number(sent.get("first", "")), number(sent.get("second", ""))
    page, reason = number(sent.get("page", "1")), sent.get("why", "").strip()[:LONGEST]
    try:
        if "confirm" in sent:
            statement = sent.get("statement", "")
            relation = similarity_review.confirm(
                first=first, second=second, statement=statement, by=by, reason=reason
            )
            messages.success(request, _("Confirmed: %(relation)s.") % {"relation": relation})
        elif "reject" in sent:
            similarity_review.reject(first=first, second=second, by=by, reason=reason)
            messages.success(request, _("Rejected: the two are no longer shown as similar."))
        else:
            raise BadRequest("The form says neither to confirm nor to reject")
    except similarity_review.Settled as settled:
        messages.warning(request, str(settled))
    except ValueError:
        raise BadRequest("The form names no statement about the two") from None
    return redirect(f"{reverse(QUEUE)}?{PAGE_VAR}={page}")


def number(sent: str) -> int:
    """A number of a row or a page; ``BadRequest`` if it is none."""
    if not (sent.isascii() and sent.isdecimal() and len(sent) < 19):
        raise BadRequest("The form names no recommendations")
    return int(sent)
