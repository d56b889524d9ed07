"""The models with an audit trail: whatever pages show and has no versions of its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from recommendations.history.states import PARTS
from recommendations.models import Citation
from sessions.models import Footnote, Paragraph, PassageCorrection
from smuggling_kb.audit.registry import AuditedModel
from smuggling_kb.database.natural_keys import NaturalKeyModel

#: The permission by which reviewers correct passages, whose rows nobody else changes.
CORRECT_PASSAGES = "wg_sessions.add_passagecorrection"
CORRECTED_MODELS = (Paragraph, Footnote, PassageCorrection)


def audited_public_models() -> Iterator[AuditedModel]:
    """Yield every model with natural keys but recommendations and their parts.

    Citations in documents are no part of a recommendation, as those in its texts are.
    """
    for model in apps.get_models():
        if issubclass(model, NaturalKeyModel) and model not in PARTS:
            permission = CORRECT_PASSAGES if model in CORRECTED_MODELS else ""
            yield AuditedModel(model, model.natural_fields, permission=permission)
    yield AuditedModel(Citation, ("reference",), condition="{row}.text_id IS NULL")
