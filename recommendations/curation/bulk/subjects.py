"""Putting many recommendations under an entry of the subject index, or taking them from it."""

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
    called: ClassVar = gettext_lazy("Subject")


class RemoveSubject(RemoveTheme):
    """Also the last one: a record may have none."""

    name = "remove_subject"
    label = gettext_lazy("Remove a subject")
    scheme: ClassVar = Scheme.SUBJECTS
    called: ClassVar = gettext_lazy("Subject")

    def obstacle(self, record: Recommendation, values: Values) -> str:
        return ""
