"""The admin's pages of similarity reviews, and the queue of pairs to be reviewed."""

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

from recommendations.curation.similarity_review import (
    MAX_PENDING,
    RELATE_PERMISSION,
    REVIEW_PERMISSION,
    ReviewPair,
    ReviewRefused,
    confirm_pair,
    pending_pairs,
    reject_pair,
)
from recommendations.models import Recommendation, Similarity, SimilarityReview
from recommendations.names.themes import theme_name
from recommendations.similarity.wordings import common_wordings
from smuggling_kb.admin.audited import AuditedAdmin
from smuggling_kb.enumerations import comma_list

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Pairs on one page of the queue.
PAGE_SIZE = 5
#: Characters of a reason.
MAX_REASON_LENGTH = 500

QUEUE = "admin:recommendations_similarityreview_queue"

#: The relations that each record of a pair shows.
PREFETCHES = ("texts", "theme_assignments__theme__names")


@admin.register(SimilarityReview)
class SimilarityReviewAdmin(AuditedAdmin[SimilarityReview]):
    """Pages of reviews, which stay as they are; a deleted one puts its pair in the queue again."""

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
        pair = ReviewPair.from_records(review.first, review.second)
        return comma_list((pair.earlier, pair.later))

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """Show pairs that nobody has reviewed, best first; on a POST, review one."""
        if not request.user.has_perm(REVIEW_PERMISSION):
            raise PermissionDenied
        if request.method == "POST":
            return submit_review(request)
        page = queue_page(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Similar recommendations to judge"),
            "opts": self.opts,
            "page": page,
            "pairs": [QueuedPair(row, get_language()) for row in page.object_list],
            "page_var": PAGE_VAR,
            "max_reason_length": MAX_REASON_LENGTH,
            "may_confirm": request.user.has_perm(RELATE_PERMISSION),
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


class QueuedPair:
    """A pair as the queue shows it to a reader of one language."""

    def __init__(self, row: Similarity, language: str) -> None:
        self.row = row
        self.pair = ReviewPair.from_records(row.recommendation, row.other)
        self.sides = [QueuedRecord(each, language) for each in (self.pair.earlier, self.pair.later)]
        one, other = (side.text for side in self.sides)
        self.words = (
            common_wordings(one.text, other.text, one.language)
            if one and other and one.language == other.language
            else []
        )


class QueuedRecord:
    """One record of a pair."""

    def __init__(self, record: Recommendation, language: str) -> None:
        self.record = record
        self.text = next(iter(record.texts_for(language)), None)
        assignments = record.theme_assignments.all()
        self.themes = comma_list(theme_name(each.theme) for each in assignments)


def queue_page(request: HttpRequest) -> Any:
    """Return the requested page of pairs; a fixed number of queries."""
    rows = pending_pairs().select_related("recommendation__session", "other__session")
    prefetches = [f"{end}__{part}" for end in ("recommendation", "other") for part in PREFETCHES]
    pages = Paginator(rows.prefetch_related(*prefetches)[:MAX_PENDING], PAGE_SIZE)
    return pages.get_page(request.GET.get(PAGE_VAR))


def submit_review(request: HttpRequest) -> HttpResponse:
    """Confirm or reject one pair, and return to the curator's page of the queue."""
    by, sent = cast("User", request.user), request.POST
    first, second = parse_number(sent.get("first", "")), parse_number(sent.get("second", ""))
    page, reason = (
        parse_number(sent.get("page", "1")),
        sent.get("why", "").strip()[:MAX_REASON_LENGTH],
    )
    try:
        if "confirm" in sent and sent.get("statement") == "":
            messages.warning(request, _("Nothing was changed: choose how the two are related."))
        elif "confirm" in sent:
            statement = sent.get("statement", "")
            relation = confirm_pair(
                first=first, second=second, statement=statement, by=by, reason=reason
            )
            messages.success(request, _("Confirmed: %(relation)s.") % {"relation": relation})
        elif "reject" in sent:
            reject_pair(first=first, second=second, by=by, reason=reason)
            messages.success(request, _("Rejected: the two are no longer shown as similar."))
        else:
            raise BadRequest("The form says neither to confirm nor to reject")
    except ReviewRefused as refusal:
        messages.warning(request, str(refusal))
    except ValueError:
        raise BadRequest("The form names no statement about the two") from None
    return redirect(f"{reverse(QUEUE)}?{PAGE_VAR}={page}")


def parse_number(sent: str) -> int:
    """Read the number of a row or a page; ``BadRequest`` if it is none."""
    if not (sent.isascii() and sent.isdecimal() and len(sent) < 19):
        raise BadRequest("The form names no recommendations")
    return int(sent)
