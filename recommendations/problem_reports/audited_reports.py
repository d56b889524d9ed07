"""Reports in the audit trail: what curators did, and no address of a reader."""

from __future__ import annotations

from collections.abc import Iterator

from recommendations.problem_reports.models import ProblemReport
from smuggling_kb.audit.registry import AuditedModel


def audited_reports() -> Iterator[AuditedModel]:
    """Yield the model of reports; how a reader can be reached goes with the report itself."""
    yield AuditedModel(ProblemReport, ("reference",), frozenset({"sender"}))
