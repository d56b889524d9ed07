"""What is checked of a workbook before it is opened: its parts, their sizes, their XML.

A workbook is a ZIP archive of XML files. Those sizes are the archive's own word; what lies about
them is found when it is unpacked, which reads no more than was said.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.corrections.table import MOST_COLUMNS, MOST_ROWS, Unreadable

#: Of all parts, unpacked, in bytes.
LARGEST = 50_000_000
MOST_PARTS = 500
#: How often a part can be larger unpacked than packed, if it is not small anyway.
PACKED = 200
SMALL = 1_000_000
#: Elements of all parts together, and levels of elements in each.
MOST_ELEMENTS = 600_000
MOST_CELLS = 150_000
DEEPEST = 60
CHUNK = 65_536

DAMAGED = gettext_lazy(
    "The workbook is damaged or of an unusual kind. Open it in a spreadsheet and save it as .xlsx"
    " again."
)
TOO_LARGE = gettext_lazy(
    "The workbook is too large: unpacked, it holds more than a table can. Copy the table into a new"
    " workbook."
)
#: Names of parts that tell what else a file is.
OTHER_KINDS = (
    ("word/", gettext_lazy("This is a Word document. Send a CSV file or an Excel workbook.")),
    ("ppt/", gettext_lazy("This is a presentation. Send a CSV file or an Excel workbook.")),
    ("mimetype", gettext_lazy("This is an OpenDocument file. Save it as .xlsx.")),
    ("xl/workbook.bin", gettext_lazy("This is a binary workbook (.xlsb). Save it as .xlsx.")),
)
MACROS = gettext_lazy("The workbook contains macros. Save it as .xlsx, without them.")
ELEMENT = re.compile(r"https?://\S+/spreadsheetml/(?:2006/)?main (\w+)")
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def check(archive: ZipFile) -> None:
    """Raises ``Unreadable`` for what is no workbook, or not a harmless one."""
    parts = archive.infolist()
    _check_names([part.filename for part in parts])
    _check_sizes(parts)
    count = Elements()
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(archive, part, count)


def _check_names(names: list[str]) -> None:
    if len(names) > MOST_PARTS:
        raise Unreadable(TOO_LARGE)
    for beginning, message in OTHER_KINDS:
        if any(name.startswith(beginning) for name in names):
            raise Unreadable(message)
    if any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names):
        raise Unreadable(MACROS)
    if max(Counter(name.lower() for name in names).values(), default=0) > 1 or any(
        name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
        for name in names
    ):
        raise Unreadable(
            _("The workbook has parts with names that no spreadsheet gives them. It is not opened.")
        )
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= set(names):
        raise Unreadable(
            _("This is a compressed file and no workbook. Send a CSV file or an Excel workbook.")
        )


def _check_sizes(parts: Iterable[ZipInfo]) -> None:
    total = 0
    for part in parts:
        if part.flag_bits & 1:
            raise Unreadable(_("The workbook has a password. Save it without one."))
        total += part.file_size
        packed = part.file_size > SMALL and part.file_size > PACKED * part.compress_size
        if packed or total > LARGEST:
            raise Unreadable(TOO_LARGE)


def _check_xml(archive: ZipFile, part: ZipInfo, count: Elements) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = count.begin
    parser.EndElementHandler = count.end
    count.depth = count.row = count.column = 0
    try:
        with archive.open(part) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    except NotImplementedError as error:  # A way of packing that Python does not know.
        raise Unreadable(DAMAGED) from error


def _refuse_document_type(*_declaration: object) -> None:
    raise Unreadable(
        _("The workbook contains a document type declaration, which none needs. It is not opened.")
    )


class Elements:
    """Counts the elements of XML files, and keeps the cells of sheets within bounds."""

    def __init__(self) -> None:
        self.count = 0
        self.cells = 0
        self.depth = 0
        #: Of the cell before, from 1.
        self.row = self.column = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.depth += 1
        if self.count > MOST_ELEMENTS or self.depth > DEEPEST:
            raise Unreadable(TOO_LARGE)
        if match := ELEMENT.fullmatch(name):
            self.sheet(match[1], attributes)

    def end(self, _name: str) -> None:
        self.depth -= 1

    def sheet(self, name: str, attributes: dict[str, str]) -> None:
        """Look at what belongs to a sheet."""
        if name == "row":
            self.row, self.column = self.row + 1, 0
            if "r" in attributes:
                self.advance(attributes["r"])
        elif name == "c":
            self.cells += 1
            self.column += 1
            if "r" in attributes:
                self.place(attributes["r"])
            if self.cells > MOST_CELLS:
                raise Unreadable(TOO_LARGE)
            if self.row > MOST_ROWS * 2 or self.column > MOST_COLUMNS:
                raise Unreadable(_too_far())
        elif name == "mergeCell":
            raise Unreadable(
                _(
                    "The workbook has merged cells (%(cells)s). Unmerge them, so that every cell"
                    " has its own value."
                )
                % {"cells": attributes.get("ref", "")[:20]}
            )

    def advance(self, number: str) -> None:
        """To a row; rows stand in their order."""
        if not re.fullmatch("[1-9][0-9]{0,6}", number) or int(number) < self.row:
            raise Unreadable(DAMAGED)
        self.row = int(number)

    def place(self, reference: str) -> None:
        """To a cell of the row; cells stand in their order."""
        match = CELL.fullmatch(reference)
        column = _number(match[1]) if match else 0
        if match is None or int(match[2]) != self.row or column < self.column:
            raise Unreadable(DAMAGED)
        self.column = column


def _number(letters: str) -> int:
    """Of a column: ``A`` is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _too_far() -> Any:
    return _(
        "The sheet has cells beyond row %(rows)d or column %(columns)d. Delete what is right of the"
        " table and below it."
    ) % {"rows": MOST_ROWS * 2, "columns": MOST_COLUMNS}
