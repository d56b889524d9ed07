"""XLSX: the columns of the CSV, the same list for people, and where the file is from.

Every cell is text; headers stay in sight.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from recommendations.exports.columns import codebook_sheet
from recommendations.exports.download import Download
from recommendations.exports.list_sheet import list_sheet
from recommendations.exports.provenance import FileProvenance, list_provenance
from recommendations.selection.list_params import column_labels
from smuggling_kb.languages import BY_CODE
from smuggling_kb.spreadsheets import ABOUT, DATA, LIST, LIST_SHEETS, Sheet, workbook_file


def make_xlsx(download: Download) -> IO[bytes]:
    """Return the file, a temporary one, which opens at the list for people."""
    provenance = list_provenance(download)
    data = codebook_sheet(download.column_rows(cells=False), download.column_names, DATA)
    return workbook_file(
        data,
        list_sheet(download, LIST),
        about_sheet(download, provenance),
        description=f"{provenance.data_version}\n{provenance.coverage}",
        active=LIST_SHEETS.index(LIST),
    )


def about_sheet(download: Download, provenance: FileProvenance) -> Sheet:
    """Return where the file is from, and the meaning of the columns of its data."""
    subject = _("About this file")
    header = [subject, provenance.heading]
    return Sheet(
        ABOUT,
        header,
        _about_rows(download, provenance),
        {subject: 28, header[1]: 100},
        has_fitted_rows=True,
        is_right_to_left=BY_CODE[download.language].is_right_to_left,
    )


def _about_rows(download: Download, provenance: FileProvenance) -> Iterator[tuple[str, str]]:
    yield from provenance.facts()
    yield "", ""
    yield _("Sheet “%(name)s”") % {"name": LIST}, _("The list for people, in words.")
    yield (
        _("Sheet “%(name)s”") % {"name": DATA},
        _("The same records for programs. These are its columns:"),
    )
    labels = column_labels()
    for column in download.columns:
        words = {"label": labels[column.name], "value": column.meaning}
        yield column.name, _("%(label)s: %(value)s") % words
