"""Templates of tables that add something: a row that shows how, and what the columns mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.curation.corrections.table import UploadedRow
from smuggling_kb.spreadsheets import COLUMNS, DATA, SEPARATOR, Sheet

if TYPE_CHECKING:
    from recommendations.curation.additions.kind import AdditionKind

#: The word before the code of a row that only shows how rows are filled in.
EXAMPLE = "EXAMPLE"


def is_example(row: UploadedRow, names: list[str]) -> bool:
    """Return whether a row is the template's own, which adds nothing."""
    place = names.index("code")
    return place < len(row.cells) and row.cells[place].strip().upper().startswith(EXAMPLE)


def template_sheets(kind: AdditionKind, rows: Iterable[dict[str, str]] = ()) -> tuple[Sheet, Sheet]:
    """Return the table to be filled in, with its example and some rows, and its explanation."""
    names = list(kind.columns)
    example = {name: column.example for name, column in kind.columns.items()}
    example["code"] = f"{EXAMPLE} {example['code']}"
    table = Sheet(
        DATA,
        names,
        ([cells.get(name, "") for name in names] for cells in (example, *rows)),
        kind.widths,
    )
    header = [_("Column"), _("Required"), _("Meaning"), _("Values"), _("Example")]
    widths = dict(zip(header, (18, 10, 70, 50, 50), strict=True))
    return table, Sheet(COLUMNS, header, explanation_rows(kind), widths, has_fitted_rows=True)


def explanation_rows(kind: AdditionKind) -> Iterator[list[str]]:
    """Yield what each column means, and a last line on the example."""
    options = kind.options()
    for name, column in kind.columns.items():
        yield [
            name,
            pgettext("column", "yes") if column.required else "",
            str(column.meaning),
            SEPARATOR.join(options.get(name, ())),
            column.example,
        ]
    message = _("Rows whose code begins with %(word)s are examples. They are passed over.")
    yield ["", "", message % {"word": EXAMPLE}, "", ""]
