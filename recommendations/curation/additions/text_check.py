"""The checks of a text that a row adds against the words that are held."""

from __future__ import annotations

from django.utils.translation import gettext as _

from recommendations.curation.additions.row_cells import RowCells
from recommendations.models import RecommendationText
from recommendations.models.text_status import ShownStatus


def check_wording(cells: RowCells, text: RecommendationText) -> None:
    """Refuse an official text that differs from the passage that prints it."""
    mark = text.status_mark
    if mark.status == ShownStatus.DIFFERS and mark.printed:
        cells.refuse(
            "text",
            _("This differs from the passage that prints it, so it cannot be official."),
            mark.printed.words,
        )


def check_modal(cells: RowCells, text: RecommendationText) -> None:
    """Refuse a modal word that does not stand in the text or its chapeau."""
    if text.modal not in text.text and text.modal not in text.chapeau:
        message = _("The modal word “%(word)s” does not occur in the text or the chapeau.")
        cells.refuse("modal", message % {"word": text.modal})
