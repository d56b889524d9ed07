"""Names of data versions, as pages and files say of which data they are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from recommendations.models import DataVersion
from sessions.dates import date_span


def data_version_name(version: DataVersion) -> str:
    """Return ``Data version 0f1e2d3c4b5a, 30 November 2026``."""
    day = date_span(version.date, version.date)
    return _("Data version %(version)s, %(date)s") % {"version": version.digest, "date": day}
