"""Names of data versions, as pages and files say of which data they are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from recommendations.models import DataVersion
from sessions.dates import date_span


def data_version_name(version: DataVersion) -> str:
    """Return ``Data version 0f1e2d3c4b5a, 30 November 2026``, or that it is being computed."""
    if version.is_behind and not version.pk:
        return _("Data version being computed")
    day = date_span(version.date, version.date)
    words = {"version": version.digest, "date": day}
    if version.is_behind:
        return _("Later than data version %(version)s, %(date)s; being computed") % words
    return _("Data version %(version)s, %(date)s") % words
