"""The history of a batch: who did what with it, and when, from the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.importing.admin.batch_view import BatchView
from recommendations.importing.models import (
    BatchRecord,
    BatchStage,
    DocumentAnswer,
    ImportBatch,
    RecordDecision,
)
from smuggling_kb.audit.models import AuditEntry
from smuggling_kb.enumerations import comma_list

#: The clock of the database, by which entries are dated, and that of the program differ by less.
MOMENT = timedelta(seconds=5)
#: Entries that are read at most: a batch of a thousand records, decided some times.
MOST_ENTRIES = 5000


@dataclass(frozen=True)
class BatchEvent:
    """All that somebody did with a batch at once."""

    at: datetime
    by_name: str
    reason: str
    sentences: list[str]


class BatchHistoryView(BatchView):
    """Who did what with a batch, newest first."""

    name = "history"
    template = "admin/importing/history.html"

    def get(self) -> HttpResponse:
        return self.render(_("History of the document"), {"events": list(events(self.batch))})


def audit_entries(batch: ImportBatch) -> QuerySet[AuditEntry]:
    """Return the entries of a batch, of its records and of the answers on its document.

    The time of its life, which has an index, bounds how many are looked through.
    """
    chosen = Q(model=ImportBatch._meta.label_lower, row=batch.pk)
    of_batch = Q(before__batch=batch.pk) | Q(after__batch=batch.pk)
    chosen |= Q(model=BatchRecord._meta.label_lower) & of_batch
    if batch.symbol:
        answers = Q(model=DocumentAnswer._meta.label_lower, after__symbol=batch.symbol)
        chosen |= answers & Q(after__language=batch.language)
    entries = AuditEntry.objects.filter(chosen, at__gte=batch.created_at - MOMENT)
    return entries.filter(at__lte=batch.closed_at + MOMENT) if batch.closed_at else entries


def events(batch: ImportBatch) -> Iterator[BatchEvent]:
    """Yield what was done with a batch, newest first; one query."""
    entries = audit_entries(batch)[:MOST_ENTRIES]
    for _act, group in groupby(entries, key=lambda entry: entry.act or entry.pk):
        written = list(group)
        if sentences := list(event_sentences(written)):
            first = written[0]
            reason = "" if first.reason == str(batch.file) else first.reason
            yield BatchEvent(first.at, first.by_name, reason, sentences)


def event_sentences(entries: list[AuditEntry]) -> Iterator[str]:
    """Yield what the entries of one act say, a sentence for each kind of row."""
    of_model = {
        model: [entry for entry in entries if entry.model == model._meta.label_lower]
        for model in (ImportBatch, DocumentAnswer, BatchRecord)
    }
    for entry in of_model[ImportBatch]:
        yield from batch_sentences(entry)
    if count := len(of_model[DocumentAnswer]):
        words = ngettext(
            "%(count)s question was answered.", "%(count)s questions were answered.", count
        )
        yield words % {"count": count}
    decided: dict[str, list[str]] = {}
    chosen = []
    for entry in reversed(of_model[BatchRecord]):
        before, after = entry.before or {}, entry.after or {}
        if before and after and before.get("decision") != after.get("decision"):
            decided.setdefault(after["decision"], []).append(after["code"])
        elif before and after and before.get("choices") != after.get("choices"):
            chosen.append(after["code"])
    if chosen:
        yield _("Theme, subjects or relations chosen: %(codes)s") % {"codes": comma_list(chosen)}
    for decision, codes in decided.items():
        label = RecordDecision(decision).label
        yield _("%(decision)s: %(codes)s") % {"decision": label, "codes": comma_list(codes)}


def batch_sentences(entry: AuditEntry) -> Iterator[str]:
    """Yield what an entry says of the batch itself."""
    before, after = entry.before or {}, entry.after or {}
    if not before:
        yield _("The file was brought in.")
    elif after and before.get("stage") != after.get("stage"):
        yield _("The document is now: %(stage)s") % {
            "stage": str(BatchStage(after["stage"]).label).lower()
        }
