"""Bulk changes of the subjects of recommendations."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy

from recommendations.curation.bulk.change import Values
from recommendations.curation.bulk.themes import AssignTheme, RemoveTheme
from recommendations.models import Recommendation, Scheme


class AssignSubject(AssignTheme):
    name = "assign_subject"
    label = gettext_lazy("Assign a subject")
    scheme: ClassVar = Scheme.SUBJECTS
    field_label: ClassVar = gettext_lazy("Subject")


class RemoveSubject(RemoveTheme):
    """Removes the last one too: a record may have none."""

    name = "remove_subject"
    label = gettext_lazy("Remove a subject")
    scheme: ClassVar = Scheme.SUBJECTS
    field_label: ClassVar = gettext_lazy("Subject")

    def obstacle(self, record: Recommendation, values: Values) -> str:
        return ""
