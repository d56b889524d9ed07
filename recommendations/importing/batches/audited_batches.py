"""Batches in the audit trail: who brought which file, decided what, and answered how."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from recommendations.importing.models import BatchRecord, DocumentAnswer, ImportBatch, ImportFile
from smuggling_kb.audit.registry import AuditedModel

#: Their rows outlive the acts on them: a batch takes back what it wrote, and no other way does.
UNDO = gettext_lazy(
    "This was done with a document brought in. Open it under “Documents brought in”: it is"
    " discarded or taken back there."
)


def audited_batches() -> Iterator[AuditedModel]:
    """Yield the models of batches; files and rows that are kept beside them are not repeated."""
    yield AuditedModel(ImportFile, ("file_name",), frozenset({"content"}), undone_elsewhere=UNDO)
    kept_there = frozenset({"plan", "fidelity", "before", "left"})
    yield AuditedModel(ImportBatch, ("symbol",), kept_there, undone_elsewhere=UNDO)
    proposed = frozenset({"printed", "stored", "proposals"})
    yield AuditedModel(BatchRecord, ("batch__symbol", "code"), proposed, undone_elsewhere=UNDO)
    yield AuditedModel(DocumentAnswer, ("symbol", "kind"), undone_elsewhere=UNDO)
