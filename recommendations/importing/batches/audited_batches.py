"""Batches in the audit trail: who brought which file, decided what, and answered how."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.importing.models import BatchRecord, DocumentAnswer, ImportBatch, ImportFile
from smuggling_kb.audit.registry import AuditedModel


def audited_batches() -> Iterator[AuditedModel]:
    """Yield the models of batches; files and rows that are kept beside them are not repeated."""
    yield AuditedModel(ImportFile, ("file_name",), frozenset({"content"}))
    kept_there = frozenset({"plan", "fidelity", "before", "left"})
    yield AuditedModel(ImportBatch, ("symbol",), kept_there)
    proposed = frozenset({"printed", "stored", "proposals"})
    yield AuditedModel(BatchRecord, ("batch__symbol", "code"), proposed)
    yield AuditedModel(DocumentAnswer, ("symbol", "kind"))
