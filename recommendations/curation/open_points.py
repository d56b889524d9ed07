"""Open points of recommendations that wait to be published: no obstacles, but worth a look."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from recommendations.models import (
    AdoptionStatus,
    Recommendation,
    RecommendationText,
    ShownStatus,
    Strength,
)


def open_points(record: Recommendation) -> list[str]:
    """Return the points in words; reads texts with their passages, and the session."""
    points = [point for text in record.shown_texts for point in _points_of_text(text)]
    if record.status == AdoptionStatus.ADOPTED and record.session_id is None:
        points.append(_("It was adopted, and its session is not known."))
    if record.strength == Strength.NONE:
        points.append(_("No modal word was found."))
    return points


def _points_of_text(text: RecommendationText) -> Iterator[str]:
    status = text.status_mark.status
    if status == ShownStatus.DIFFERS:
        yield _("The text differs from its source passage.")
    elif status != ShownStatus.OFFICIAL:
        yield _("The text is compared with no passage here: %(language)s.") % {
            "language": text.get_language_display()
        }
