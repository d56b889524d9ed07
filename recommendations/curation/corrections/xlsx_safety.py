"""The checks of a workbook before it is opened: its parts, their sizes, their XML.

A workbook is a ZIP archive of XML files. The sizes are the archive's own word; an archive that lies
about them is found when it is unpacked, which reads no more bytes than stated.
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

from recommendations.curation.corrections.table import MAX_COLUMNS, MAX_ROWS, UnreadableTable

#: Bytes of all parts, unpacked.
MAX_BYTES = 50_000_000
MAX_PARTS = 500
#: How many times larger a part can be unpacked than packed, if it is not small anyway.
MAX_RATIO = 200
SMALL_BYTES = 1_000_000
#: ElementCounter of all parts together, and levels of elements in each.
MAX_ELEMENTS = 600_000
MAX_CELLS = 150_000
MAX_DEPTH = 60
CHUNK = 65_536

DAMAGED = gettext_lazy(
    "The workbook is damaged or of an unusual kind. Open it in a spreadsheet "
    "program and save it as .xlsx again."
)
TOO_LARGE = gettext_lazy(
    "The workbook is too large: unpacked, it contains more than a table can. "
    "Copy the table into a new workbook."
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


def check_workbook(archive: ZipFile) -> None:
    """Raise ``UnreadableTable`` for what is no workbook, or not a harmless one."""
    parts = archive.infolist()
    _check_names([part.filename for part in parts])
    _check_sizes(parts)
    counter = ElementCounter()
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(archive, part, counter)


def _check_names(names: list[str]) -> None:
    if len(names) > MAX_PARTS:
        raise UnreadableTable(TOO_LARGE)
    for beginning, message in OTHER_KINDS:
        if any(name.startswith(beginning) for name in names):
            raise UnreadableTable(message)
    if any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names):
        raise UnreadableTable(MACROS)
    if max(Counter(name.lower() for name in names).values(), default=0) > 1 or any(
        name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
        for name in names
    ):
        raise UnreadableTable(
            _(
                "The workbook has parts with names that no spreadsheet program uses, so it "
                "was not opened. Copy the table into a new workbook."
            )
        )
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= set(names):
        raise UnreadableTable(
            _("This is a compressed file, not a workbook. Send a CSV file or an Excel workbook.")
        )


def _check_sizes(parts: Iterable[ZipInfo]) -> None:
    total = 0
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableTable(_("The workbook has a password. Save it without one."))
        total += part.file_size
        is_bomb = part.file_size > SMALL_BYTES and part.file_size > MAX_RATIO * part.compress_size
        if is_bomb or total > MAX_BYTES:
            raise UnreadableTable(TOO_LARGE)


def _check_xml(archive: ZipFile, part: ZipInfo, counter: ElementCounter) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = counter.start_element
    parser.EndElementHandler = counter.end_element
    counter.start_part()
    try:
        with archive.open(part) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        raise UnreadableTable(DAMAGED) from error
    except NotImplementedError as error:  # A way of packing that Python does not know.
        raise UnreadableTable(DAMAGED) from error


def _refuse_document_type(*_declaration: object) -> None:
    raise UnreadableTable(
        _(
            "The workbook contains a document type declaration, which no workbook "
            "needs, so it was not opened. Copy the table into a new workbook."
        )
    )


class ElementCounter:
    """Counts the elements of XML files, and keeps the cells of sheets within bounds."""

    def __init__(self) -> None:
        self.count = 0
        self.cells = 0
        self.depth = 0
        #: The place of the last cell, from 1.
        self.row = self.column = 0

    def start_part(self) -> None:
        self.depth = self.row = self.column = 0

    def start_element(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.depth += 1
        if self.count > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise UnreadableTable(TOO_LARGE)
        if match := ELEMENT.fullmatch(name):
            self.check_sheet_element(match[1], attributes)

    def end_element(self, _name: str) -> None:
        self.depth -= 1

    def check_sheet_element(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.row, self.column = self.row + 1, 0
            if "r" in attributes:
                self.move_to_row(attributes["r"])
        elif name == "c":
            self.cells += 1
            self.column += 1
            if "r" in attributes:
                self.move_to_cell(attributes["r"])
            if self.cells > MAX_CELLS:
                raise UnreadableTable(TOO_LARGE)
            if self.row > MAX_ROWS * 2 or self.column > MAX_COLUMNS:
                raise UnreadableTable(_out_of_range_message())
        elif name == "mergeCell":
            raise UnreadableTable(
                _(
                    "The workbook has merged cells (%(cells)s). Unmerge them, so that every cell"
                    " has its own value."
                )
                % {"cells": attributes.get("ref", "")[:20]}
            )

    def move_to_row(self, number: str) -> None:
        """Move to a row that is named; rows stand in their order."""
        if not re.fullmatch("[1-9][0-9]{0,6}", number) or int(number) < self.row:
            raise UnreadableTable(DAMAGED)
        self.row = int(number)

    def move_to_cell(self, reference: str) -> None:
        """Move to a cell of the row that is named; cells stand in their order."""
        match = CELL.fullmatch(reference)
        column = _column_number(match[1]) if match else 0
        if match is None or int(match[2]) != self.row or column < self.column:
            raise UnreadableTable(DAMAGED)
        self.column = column


def _column_number(letters: str) -> int:
    """Return the number of a column: ``A`` is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _out_of_range_message() -> Any:
    return _(
        "The sheet has cells beyond row %(rows)d or column %(columns)d. Delete "
        "everything to the right of the table and below it."
    ) % {"rows": MAX_ROWS * 2, "columns": MAX_COLUMNS}
