"""The page of a batch that is closed: what it made public, or what became of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.importing.admin.batch_view import BatchView, batch_address
from recommendations.importing.batches.closure import closing_reason
from recommendations.importing.models import BatchStage, RecordChange, RecordDecision
from recommendations.models import Recommendation

#: The page on which an open batch goes on, by its stage.
NEXT_PAGES: dict[str, str] = {BatchStage.QUESTIONS: "questions", BatchStage.REVIEW: "review"}


class ResultView(BatchView):
    """The result of a batch that is closed; an open one goes on elsewhere."""

    name = "result"
    template = "admin/importing/result.html"

    def get(self) -> HttpResponse:
        if page := NEXT_PAGES.get(self.batch.stage):
            return redirect(batch_address(self.batch, page))
        changed = self.batch.records.exclude(change=RecordChange.UNCHANGED)
        codes = changed.filter(decision=RecordDecision.ACCEPTED).values("code")
        public = Recommendation.objects.published().filter(code__in=codes)
        addresses = {
            code: reverse("recommendations:record", args=(code,))
            for code in public.values_list("code", flat=True)
        }
        title = {
            BatchStage.PUBLISHED: _("The document is public"),
            BatchStage.UNDONE: _("The document was taken back"),
            BatchStage.DISCARDED: _("The document was discarded"),
        }[BatchStage(self.batch.stage)]
        document = reverse("recommendations:document", args=(self.batch.symbol,))
        query = urlencode({"document": self.batch.symbol})
        context = {
            "records": [{"row": row, "address": addresses.get(row.code, "")} for row in changed],
            "closing_reason": closing_reason(self.batch),
            "document_address": document if self.batch.symbol else "",
            "list_address": f"{reverse('recommendations:list')}?{query}",
        }
        return self.render(title, context)
