"""The columns of tables for curators: the public codebook's, and those that only curators see.

A table of corrections is read by these names too; ``CORRECTABLE`` are those that it may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.exports import columns as codebook
from recommendations.exports.columns import ExportedRecord
from recommendations.history.versions import version_numbers
from recommendations.index import current_index, pin_index
from recommendations.models import Recommendation
from smuggling_kb.admin.downloads import BATCH, batches
from smuggling_kb.spreadsheets import Sheet, cell_text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: The word in a cell that is to become empty.
REMOVE = "REMOVE"

#: The columns of all selections.
COLUMNS = (
    *(column.name for column in codebook.codebook_columns()),
    "strength_reason",
    "publication",
    "version",
)
#: The columns of a text, which a record may not have.
TEXT_COLUMNS = frozenset(
    (
        *("chapeau", "modal", "articles", "cites", "language", "text_status", "text", "heading"),
        "source_text",
    )
)
#: Columns with several values.
LIST_COLUMNS = frozenset(
    ("themes", "topics", "addressees", "articles", "cites", "restates", "restated_by")
)
DATE_COLUMNS = frozenset(("session_start", "session_end"))


@dataclass(frozen=True)
class CorrectableColumn:
    """A column that a table may change: what to write there, and whether it may become empty."""

    meaning: StrPromise
    removable: bool = False


CORRECTABLE = {
    "status": CorrectableColumn(_("Whether it is a recommendation, a proposal or a resolution.")),
    "session": CorrectableColumn(_("Number of the session that adopted it."), removable=True),
    "strength": CorrectableColumn(
        _("How strongly it is worded. If you change it, give the reason in strength_reason.")
    ),
    "strength_reason": CorrectableColumn(
        _("Why an editor decided on that strength."), removable=True
    ),
    "themes": CorrectableColumn(
        _("All its themes, separated by semicolons. Themes not listed are removed."),
        removable=True,
    ),
    "addressees": CorrectableColumn(
        _("All its addressees, separated by semicolons. Addressees not listed are removed."),
        removable=True,
    ),
    "text_status": CorrectableColumn(
        _("Whether the text in the language is the United Nations’ own.")
    ),
    "chapeau": CorrectableColumn(
        _("The words that introduce the list of which it is an item."), removable=True
    ),
    "text": CorrectableColumn(_("The words in that language, without number, label or chapeau.")),
    "modal": CorrectableColumn(
        _("The modal word, as printed. It must occur in the text or the chapeau."),
        removable=True,
    ),
}
#: The columns of a table that is made to be corrected.
TEMPLATE = (
    "code",
    "version",
    "status",
    "session",
    "strength",
    "strength_reason",
    "themes",
    "addressees",
    "language",
    "text_status",
    "chapeau",
    "text",
    "modal",
)
WIDTHS = codebook.WIDTHS | {"strength_reason": 30, "addressees": 24}


@dataclass(frozen=True)
class CuratorRecord(ExportedRecord):
    """A recommendation as a curator's table shows it: with the number of its last version."""

    version: int

    def cells(self) -> dict[str, str]:
        """Return the text of each column; reads what ``for_list`` does."""
        has_text = bool(self.recommendation.shown_texts)
        row = {
            column.name: cell_text(column.value(self))
            if has_text or column.name not in TEXT_COLUMNS
            else ""
            for column in codebook.codebook_columns()
        }
        if has_text:
            # What an editor states; that a text differs from its passage is computed.
            row["text_status"] = self.text.text_status
        return row | {
            "strength_reason": self.recommendation.strength_reason,
            "publication": self.recommendation.publication,
            "version": str(self.version),
        }


def curators_sheet(
    rows: QuerySet[Recommendation], language: str, root: str, names: Iterable[str] = COLUMNS
) -> Sheet:
    """Return recommendations as a table with these columns, each with its text in a language."""
    header = list(names)
    return Sheet(
        "recommendations",
        header,
        ([cells[name] for name in header] for cells in _record_cells(rows, language, root)),
        WIDTHS,
    )


def _record_cells(
    rows: QuerySet[Recommendation], language: str, root: str
) -> Iterator[dict[str, str]]:
    records: Iterator[Any] = batches(rows, Recommendation.objects.for_list())
    while batch := list(islice(records, BATCH)):
        versions = version_numbers([recommendation.code for recommendation in batch])
        with pin_index(current_index()):  # Each record's digest is in it.
            rows_of_cells = [
                CuratorRecord(each, language, root, versions[each.code]).cells() for each in batch
            ]
        yield from rows_of_cells
