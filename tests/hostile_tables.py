"""Files that somebody sends as a table to do harm, or by mistake; as a program: what they cost.

python -m tests.hostile_tables
"""

import io
import os
import resource
import struct
import zipfile
from collections.abc import Callable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"

TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>
<Override PartName="/{SHEET}" ContentType="{OFFICE}.worksheet+xml"/>
<Override PartName="/{TEXTS}" ContentType="{OFFICE}.sharedStrings+xml"/></Types>"""
BOOK = f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>
<sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>"""
BOOK_RELATIONS = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>
</Relationships>"""
RELATIONS = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
STYLES = f'<styleSheet xmlns="{MAIN}"/>'

HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>'


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return (
        f'{before}<worksheet xmlns="{MAIN}"><sheetData>{HEAD}{rows}</sheetData>{after}</worksheet>'
    )


def workbook(
    parts: Mapping[str, str | bytes] | None = None, packed: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A workbook with one empty table, unless the parts say otherwise."""
    usual: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        SHEET: sheet(""),
        TEXTS: f'<sst xmlns="{MAIN}"/>',
        "xl/styles.xml": STYLES,
    }
    return archive({**usual, **(parts or {})}, packed)


def archive(parts: Mapping[str, str | bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packed) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def make_bomb() -> bytes:
    """One part of 60 MB in 60 kB."""
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/media.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    return file.getvalue()


def make_many_bombs() -> bytes:
    return workbook({f"xl/part{number}.xml": "<a>" + " " * 990_000 for number in range(99)})


def understate_size() -> bytes:
    """A part that is larger than the archive says."""
    content = sheet("<row/>" * 100_000).encode()
    file = bytearray(workbook({SHEET: content}))
    size = struct.pack("<I", len(content))
    while (place := file.find(size)) >= 0:
        file[place : place + 4] = struct.pack("<I", 1000)
    return bytes(file)


def set_flag(bit: int) -> bytes:
    """The archive says of each part that it is encrypted, or packed in a way nobody knows."""
    file = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = file.find(mark)
        while place >= 0:
            file[place + offset] |= bit
            place = file.find(mark, place + 1)
    return bytes(file)


def pack_oddly() -> bytes:
    file = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = file.find(mark)
        while place >= 0:
            file[place + offset] = 99
            place = file.find(mark, place + 1)
    return bytes(file)


def damage_byte() -> bytes:
    """One byte of a part is another."""
    file = bytearray(workbook(packed=zipfile.ZIP_STORED))
    file[file.find(b"<t>code")] ^= 1
    return bytes(file)


def name_twice() -> bytes:
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(SHEET.upper(), sheet(""))
    return file.getvalue()


def odd(number: int) -> int:
    """A number that packs badly after those before it."""
    return number * 7919 % 9973


def cells(count: int) -> str:
    """So many cells with a number each, in rows of fifty."""
    rows = (
        "".join(f"<c><v>{odd(n)}</v></c>" for n in range(start, start + 50))
        for start in range(0, count, 50)
    )
    return "".join(f"<row>{row}</row>" for row in rows)


DOCTYPE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    '<!DOCTYPE sst [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + "]>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

DAMAGED, TOO_LARGE, TYPE, NAMES = "damaged", "too large", "document type", "parts with names"
#: What is read, and then found to be no table of ours.
READ = "has no column"

#: Every file, by what is wrong with it, with words of what is said of it.
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    # Not a table at all
    "empty": (lambda: b"", "is empty"),
    "blank lines": (lambda: b"\r\n" * 1000, "is empty"),
    "NULs": (lambda: b"code,text\n\0\0\0\n", "null characters"),
    "NULs late": (lambda: b"code,text\n" + b"a,b\n" * 5000 + b"\0", "null characters"),
    "random bytes": (lambda: b"\x81\x8d\x8f" + bytes(range(255, 0, -1)) * 10, "damaged or in an"),
    "old Excel": (lambda: OLE + b"\0" * 5000, "old Excel workbook"),
    "encrypted workbook": (
        lambda: OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
        "with a password",
    ),
    "PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a picture"),
    "gzip": (lambda: b"\x1f\x8b\x08" + b"\0" * 100, "a compressed file"),
    "program": (lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 100, "a program"),
    "web page": (lambda: b"<html><script>alert(1)</script></html>", "an HTML or XML file"),
    "Word document": (
        lambda: archive({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
        "a Word document",
    ),
    "OpenDocument": (
        lambda: archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "OpenDocument",
    ),
    "binary workbook": (lambda: archive({"xl/workbook.bin": b"\0"}), "a binary workbook"),
    "other archive": (lambda: archive({"readme.txt": "x"}), "not a workbook"),
    "empty archive": (lambda: b"PK\x05\x06" + b"\0" * 18, "a compressed file"),
    # Archives
    "macros": (lambda: workbook({"xl/vbaProject.bin": b"\0"}), "contains macros"),
    "old macros": (lambda: workbook({"xl/macrosheets/sheet1.xml": "<a/>"}), "contains macros"),
    "truncated": (lambda: workbook()[:-200], DAMAGED),
    "only its beginning": (lambda: b"PK\x03\x04" + b"\0" * 100, DAMAGED),
    "a byte changed": (damage_byte, DAMAGED),
    "parts with a password": (lambda: set_flag(1), "has a password"),
    "packed oddly": (pack_oddly, DAMAGED),
    "bomb": (make_bomb, TOO_LARGE),
    "many small bombs": (make_many_bombs, TOO_LARGE),
    "larger than it says": (understate_size, DAMAGED),
    "600 parts": (lambda: workbook({f"xl/{n}.xml": "<a/>" for n in range(600)}), TOO_LARGE),
    "part above": (lambda: workbook({"../../etc/passwd": "x"}), NAMES),
    "part at the root": (lambda: workbook({"/etc/passwd": "x"}), NAMES),
    "part on a drive": (lambda: workbook({"C:/autoexec.bat": "x"}), NAMES),
    "part twice": (name_twice, NAMES),
    # XML
    "document type in the sheet": (lambda: workbook({SHEET: sheet("", DOCTYPE)}), TYPE),
    "a billion laughs": (
        lambda: workbook({TEXTS: f'{LAUGHS}<sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'}),
        TYPE,
    ),
    "entity in the workbook": (lambda: workbook({"xl/workbook.xml": DOCTYPE + BOOK}), TYPE),
    "document type in UTF-16": (
        lambda: workbook({SHEET: ("\ufeff" + sheet("", DOCTYPE)).encode("utf-16-le")}),
        TYPE,
    ),
    "document type in relations": (lambda: workbook({"_rels/.rels": DOCTYPE + RELATIONS}), TYPE),
    "XML broken off": (lambda: workbook({SHEET: sheet("<row><c>")[:-50]}), DAMAGED),
    "deep XML": (lambda: workbook({SHEET: sheet("<a>" * 9000 + "</a>" * 9000)}), TOO_LARGE),
    "more cells than a table has": (lambda: workbook({SHEET: sheet(cells(160_000))}), TOO_LARGE),
    "as many cells as are let through": (
        lambda: workbook({SHEET: sheet(cells(149_950)).replace("code", "kode")}),
        READ,
    ),
    "very many empty rows": (
        lambda: workbook({SHEET: sheet("".join(f'<row ht="{odd(n)}"/>' for n in range(650_000)))}),
        TOO_LARGE,
    ),
    "a row far below": (
        lambda: workbook({SHEET: sheet('<row r="99999999999"><c><v>1</v></c></row>')}),
        DAMAGED,
    ),
    "a cell far below": (
        lambda: workbook({SHEET: sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')}),
        "beyond row",
    ),
    "a cell far out": (
        lambda: workbook({SHEET: sheet('<row r="2"><c r="XFD2"><v>1</v></c></row>')}),
        "beyond row",
    ),
    "rows in disorder": (
        lambda: workbook({SHEET: sheet('<row r="9"/><row r="2"/>' * 1000)}),
        DAMAGED,
    ),
    "a number of 100,000 digits": (
        lambda: workbook({SHEET: sheet(f"<row><c><v>{'9' * 100_000}</v></c></row>")}),
        DAMAGED,
    ),
    "a text that is not there": (
        lambda: workbook({SHEET: sheet('<row><c t="s"><v>7</v></c></row>')}),
        DAMAGED,
    ),
    "no sheet": (lambda: workbook({"xl/workbook.xml": BOOK.replace("rId1", "rId7")}), DAMAGED),
    "another vocabulary": (
        lambda: workbook({SHEET: sheet("").replace(MAIN, "urn:other")}),
        "is empty",
    ),
    "merged cells": (
        lambda: workbook(
            {SHEET: sheet("", after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')}
        ),
        "merged cells",
    ),
    # Text
    "20 MB of commas": (lambda: b"code" + b"," * 20_000_000, "too many cells"),
    "many cells in a row": (lambda: b"code" + b"," * 200_000 + b"x\n", "more than 100 cells"),
    "one line of 20 MB": (lambda: b"code\n" + b"x" * 20_000_000, "too long"),
    "a cell of 20 MB": (lambda: b'code\n"' + b"xxxxxxx\n" * 2_500_000 + b'"', "cannot be read"),
    "a quotation without an end": (lambda: b'code\n"2012/5\n' * 2, "cannot be read"),
    "a million rows": (lambda: b"code\n" + b"2012/5\n" * 1_000_000, "more than 5000 rows"),
    "half a character": (lambda: b"\xff\xfec\0o\0d\0e\0\xd8", "breaks off"),
    "UTF-8 broken off": (lambda: b"\xef\xbb\xbfcode\n\xe5\xbb", "breaks off"),
    "UTF-32": (lambda: "code\n2012/5".encode("utf-32"), "null characters"),
}


def processor_seconds() -> float:
    """The time that ended processes of this one took of a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Read each file as a server does; print the most of a processor, and the peak in MB."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "smuggling_kb.settings"
    import django

    django.setup()
    from recommendations.curation.corrections.file_reader import read_uploaded_table
    from recommendations.curation.corrections.table import UnreadableTable

    longest, slowest = 0.0, ""
    for name, (make, message) in FILES.items():
        data = make()
        start = processor_seconds()
        told = ""
        try:
            read_uploaded_table(data)
        except UnreadableTable as error:
            told = str(error)
        assert told == "" or message in told, f"{name}: {told}"
        if (took := processor_seconds() - start) > longest:
            longest, slowest = took, name
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{longest:.2f} {peak:.0f} {slowest}")


if __name__ == "__main__":
    main()
