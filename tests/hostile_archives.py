"""Archives and Word files that somebody gives to do harm, each with a part of the answer."""

import io
import struct
import zipfile
from collections.abc import Callable

from tests.importing.word_xml import (
    NAMESPACES,
    archive,
    content_types,
    level,
    list_paragraph,
    note,
    numbering,
    paragraph,
    reference,
    relationships,
    run,
    table,
    word_parts,
    word_xml,
)

DAMAGED = "damaged or incomplete"
TOO_MUCH = "unpacks to far more"
UNSAFE = "names that no word processor writes"
DEFINITIONS = "definitions inside"
NOT_WORD = "not a Word document"
NOT_READABLE = "no document that can be read here"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
MANY_SPACES = " " * 9_000_000
ENTITY = '<!DOCTYPE w [<!ENTITY a "x">{}]>'


def with_part(name: str, content: str | bytes) -> bytes:
    """Return a Word file with one more part, or another one."""
    return archive(word_parts(paragraph("x")) | {name: content})


def with_main(xml: str | bytes) -> bytes:
    return with_part("word/document.xml", xml)


def main_part(body: str, before: str = "") -> str:
    return f"{before}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def damaged_at(content: bytes, place: int) -> bytes:
    """Return a file with some bytes of it changed."""
    return content[:place] + b"\xff\x00\xff\x00" + content[place + 4 :]


def with_flag(content: bytes, flag: int) -> bytes:
    """Return an archive whose entries say that they are encrypted, or packed in another way."""
    out = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = out.find(mark)
        while place >= 0:
            struct.pack_into("<H", out, place + offset, flag)
            place = out.find(mark, place + 4)
    return bytes(out)


def with_method(content: bytes, method: int) -> bytes:
    out = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = out.find(mark)
        while place >= 0:
            struct.pack_into("<H", out, place + offset, method)
            place = out.find(mark, place + 4)
    return bytes(out)


def many_entries(count: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for number in range(count):
            packed.writestr(f"word/{number}", b"")
    return file.getvalue()


def archive_within(depth: int) -> bytes:
    """Return an archive that holds an archive that holds …"""
    content = bytes(1_000_000)
    for _level in range(depth):
        content = archive({"inner.zip": content})
    return content


def nested(element: str, depth: int) -> str:
    return f"<w:{element}>" * depth + f"</w:{element}>" * depth


def nested_tables(depth: int) -> str:
    content = paragraph("x")
    for _level in range(depth):
        content = f"<w:tbl><w:tr><w:tc>{content}</w:tc></w:tr></w:tbl>"
    return content


def related(kind: str) -> bytes:
    parts = word_parts(paragraph("x"))
    parts["word/_rels/document.xml.rels"] = relationships({"x": ("chunk.html", kind)})
    return archive(parts)


def styles_in_a_circle() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    return word_xml(paragraph("x", properties='<w:pStyle w:val="a"/>'), styles=styles)


def notes_in_a_circle() -> bytes:
    notes = note(1, "").replace("</w:p>", f"{run('x')}{reference(1)}</w:p>")
    return word_xml(paragraph("x", reference(1)), footnotes=notes)


def fields_without_end() -> bytes:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return word_xml(paragraph("x") + paragraph(*[begin] * 20_000, "y"))


WORD_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "an archive of nothing": (lambda: archive({}), NOT_WORD),
    "an archive of a text": (lambda: archive({"report.txt": "x"}), NOT_WORD),
    "an Excel workbook": (
        lambda: archive({"[Content_Types].xml": content_types(), "xl/workbook.xml": "<x/>"}),
        "an Excel workbook",
    ),
    "a presentation": (
        lambda: archive({"[Content_Types].xml": content_types(), "ppt/presentation.xml": "<x/>"}),
        "a PowerPoint presentation",
    ),
    "an OpenDocument file": (lambda: archive({"content.xml": "<x/>"}), "an OpenDocument file"),
    "an e-book": (lambda: archive({"META-INF/container.xml": "<x/>"}), "an e-book"),
    "archives in archives": (lambda: archive_within(6), NOT_WORD),
    "a beginning alone": (lambda: b"PK\x03\x04" + bytes(100), DAMAGED),
    "half a Word file": (lambda: word_xml(paragraph("x" * 9_000))[:700], DAMAGED),
    "a Word file changed": (lambda: damaged_at(word_xml(paragraph("x" * 9_000)), 260), DAMAGED),
    "a part that is encrypted": (lambda: with_flag(word_xml(paragraph("x")), 1), DAMAGED),
    "a part packed otherwise": (lambda: with_method(word_xml(paragraph("x")), 99), DAMAGED),
    "a bomb in the text": (lambda: with_main(b" " * 300_000_000), TOO_MUCH),
    "a bomb of words": (lambda: with_main(main_part(run("x" * 25_000_000))), TOO_MUCH),
    "a bomb in the styles": (
        lambda: word_xml(paragraph("x"), styles=" " * 30_000_000),
        TOO_MUCH,
    ),
    "bombs in several parts": (
        lambda: word_xml(
            paragraph("x"),
            settings=MANY_SPACES,
            styles=MANY_SPACES,
            numbering=MANY_SPACES,
            footnotes=MANY_SPACES,
            endnotes=MANY_SPACES,
        ),
        TOO_MUCH,
    ),
    "too many parts": (lambda: many_entries(6_000), TOO_MUCH),
    "a part at the root": (lambda: with_part("/etc/passwd", "x"), UNSAFE),
    "a part above": (lambda: with_part("word/../../x", "x"), UNSAFE),
    "a part above, of Windows": (lambda: with_part("word\\..\\..\\x", "x"), UNSAFE),
    "a part on a drive": (lambda: with_part("C:\\x", "x"), UNSAFE),
    "macros": (lambda: with_part("word/vbaProject.bin", "x"), "has macros"),
    "a file for macros": (
        lambda: with_part("[Content_Types].xml", content_types(MACRO_MAIN)),
        "has macros",
    ),
    "no main part": (
        lambda: archive({"[Content_Types].xml": content_types(), "word/styles.xml": "<x/>"}),
        DAMAGED,
    ),
    "another kind of main part": (
        lambda: with_part("[Content_Types].xml", content_types("text/plain")),
        NOT_WORD,
    ),
    "the other half of the standard": (
        lambda: with_main('<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        "Strict Open XML",
    ),
    "an included page": (lambda: related("aFChunk"), "includes the text of other files"),
    "an included document": (lambda: related("subDocument"), "includes the text of other files"),
    "a document type": (lambda: with_main(main_part("", "<!DOCTYPE w>")), DEFINITIONS),
    "entities in entities": (
        lambda: with_main(
            main_part(
                paragraph("&a9;"),
                ENTITY.format(
                    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
                ),
            )
        ),
        f"{DEFINITIONS}|{DAMAGED}",
    ),
    "an entity in an attribute": (
        lambda: with_main(main_part('<w:p w:x="&a;"/>', ENTITY.format(""))),
        DEFINITIONS,
    ),
    "an external entity": (
        lambda: with_main(
            main_part(paragraph("&b;"), ENTITY.format('<!ENTITY b SYSTEM "/etc/passwd">'))
        ),
        DEFINITIONS,
    ),
    "external definitions": (
        lambda: with_main(main_part("", '<!DOCTYPE w SYSTEM "http://localhost:9/x.dtd">')),
        DEFINITIONS,
    ),
    "definitions in UTF-16": (
        lambda: with_main(main_part("", "<!DOCTYPE w>").encode("utf-16")),
        DEFINITIONS,
    ),
    "XML that breaks off": (lambda: with_main(main_part("")[:-9]), DAMAGED),
    "no XML": (lambda: with_main(b"\x00\x01\x02"), DAMAGED),
    "elements 10,000 deep": (lambda: word_xml(nested("sdt", 10_000)), DAMAGED),
    "elements 250 deep": (lambda: word_xml(nested("sdt", 240)), "has no text"),
    "tables 1,000 deep": (lambda: word_xml(nested_tables(1_000)), DAMAGED),
    "tables 75 deep": (lambda: word_xml(nested_tables(75)), NOT_READABLE),
    "an attribute of 12 MB": (
        lambda: word_xml(f'<w:p w:x="{"x" * 12_000_000}"/>'),
        DAMAGED,
    ),
    "100,000 attributes": (
        lambda: word_xml("<w:p " + " ".join(f'w:a{n}="x"' for n in range(100_000)) + "/>"),
        f"{DAMAGED}|has no text",
    ),
    "500,000 empty paragraphs": (lambda: word_xml("<w:p/>" * 500_000), "more than 50,000"),
    "a million runs": (lambda: word_xml(paragraph("<w:r/>" * 1_000_000)), "has no text"),
    "a paragraph of 9 MB": (lambda: word_xml(paragraph("建" * 3_000_000)), NOT_READABLE),
    "a table of 40,000 rows": (lambda: word_xml(table(*[("a", "b")] * 20_000)), NOT_READABLE),
    "100,000 lists": (
        lambda: word_xml(
            list_paragraph("x", 99_999),
            numbering=numbering(*[level(0, "decimal", "%1.")] * 50_000),
        ),
        NOT_READABLE,
    ),
    "numbers beyond all": (
        lambda: word_xml(
            list_paragraph("x", 1) * 9,
            numbering=numbering(level(0, "upperRoman", "%1.", start=999_999_999)),
        ),
        "digits|" + NOT_READABLE,
    ),
    "styles in a circle": (styles_in_a_circle, NOT_READABLE),
    "notes in a circle": (notes_in_a_circle, NOT_READABLE),
    "fields without an end": (fields_without_end, NOT_READABLE),
    "no body": (lambda: with_main(f"<w:document {NAMESPACES}/>"), "has no text"),
    "an empty body": (lambda: word_xml(""), "has no text"),
    "words that turn round": (
        lambda: word_xml(paragraph("1\u202e2")),
        "characters that no print has",
    ),
    "letters for private use": (
        lambda: word_xml(paragraph('<w:r><w:sym w:font="X" w:char="F0FF"/></w:r>')),
        "characters that no print has",
    ),
}
