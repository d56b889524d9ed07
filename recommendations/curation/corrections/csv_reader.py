"""Tables in text: CSV and its relatives, separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.corrections.encodings import decode_table
from recommendations.curation.corrections.table import UnreadableTable, UploadedTable, build_table
from smuggling_kb.spreadsheets import restore_text

SEPARATORS = {
    ",": gettext_lazy("separated by commas"),
    ";": gettext_lazy("separated by semicolons"),
    "\t": gettext_lazy("separated by tabs"),
}
#: Characters in a line, and separators in a file, beyond which this is no table of ours.
MAX_LINE_LENGTH = 1_000_000
MAX_SEPARATORS = 2_000_000


def read_csv(data: bytes) -> UploadedTable:
    """Return the table in a text file; what made a cell inert is taken off again.

    Raises ``UnreadableTable``.
    """
    text, encoding = decode_table(data)
    if "\n" not in text:
        text = text.replace("\r", "\n")  # As a Macintosh once ended lines.
    separator, text = _split_separator(text)
    if text.count(separator) > MAX_SEPARATORS:
        raise UnreadableTable(_("The table has too many cells. Divide it into several tables."))
    file_format = _("CSV (%(encoding)s, %(separator)s)") % {
        "encoding": encoding,
        "separator": SEPARATORS[separator],
    }
    return build_table(file_format, _rows(text, separator), [])


def _split_separator(text: str) -> tuple[str, str]:
    """Return the separator of cells, as Excel's line ``sep=;`` says or as found, and the rest."""
    first, _end, rest = text.partition("\n")
    declared = first.rstrip("\r").strip('"').removeprefix("sep=")
    if first.lstrip('"').startswith("sep=") and declared in SEPARATORS:
        return declared, rest
    return max(SEPARATORS, key=first.count), text


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(_lines(text), delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise UnreadableTable(
                _(
                    "Row %(row)d cannot be read: a quotation mark is missing or there is one"
                    " too many, or a cell is too long (%(error)s). Correct the row and send the"
                    " table again."
                )
                % {"row": number, "error": error}
            ) from None
        if row is None:
            return
        yield [restore_text(cell) for cell in row]


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends as they are: CRLF, LF, or CR inside of quotation marks."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if end - start > MAX_LINE_LENGTH:
            raise UnreadableTable(
                _("A line of the file is too long for a table. Check that it is a CSV file.")
            )
        yield text[start:end]
        start = end
