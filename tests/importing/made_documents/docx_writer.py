"""DOCX, as word processors write it: numbers made or typed, footnotes, headers, tables."""

from __future__ import annotations

import io
import zipfile
from itertools import groupby
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement

from tests.importing.made_documents.document import Kind, MadeDocument, MadePassage, Note
from tests.importing.made_documents.labels import HALF_BRACKETS, RECOMMENDATION

STYLES = {
    Kind.CHAPTER: "Heading 1",
    Kind.SECTION: "Heading 2",
    Kind.HEADING: "Heading 1",
    Kind.RECOMMENDATION: "Heading 3",
}
#: The moment of all that is in the file.
MOMENT = (2026, 10, 20, 0, 0, 0)


def write_docx(document: MadeDocument, *, automatic: bool = False) -> bytes:
    """Return a document as DOCX; ``automatic``: the word processor makes the numbers."""
    return DocxWriter(document, automatic=automatic).write()


class DocxWriter:
    """Writes one document."""

    def __init__(self, document: MadeDocument, *, automatic: bool) -> None:
        self.document = document
        self.file: Any = docx.Document()
        self.numbers = Numbering(self.file, document.language) if automatic else None
        self.notes: list[Note] = []

    def write(self) -> bytes:
        for is_row, passages in groupby(self.document.passages, lambda each: each.kind == Kind.ROW):
            if is_row:
                self.add_table(list(passages))
                continue
            for passage in passages:
                self.add_passage(passage)
        self.add_footnotes()
        self.add_header_and_footer()
        return with_fixed_moments(self.file)

    def add_passage(self, passage: MadePassage) -> None:
        label = self.document.label(passage)
        paragraph = self.file.add_paragraph(style=self.style(passage))
        is_made = bool(self.numbers and label and self.numbers.number(paragraph, passage))
        if label and not is_made:
            is_alone = passage.kind == Kind.RECOMMENDATION
            self.add_text(paragraph, label if is_alone else f"{label}\t")
        if passage.kind == Kind.RECOMMENDATION:
            self.finish(paragraph)
            paragraph = self.file.add_paragraph()
        for piece in passage.pieces():
            if isinstance(piece, Note):
                self.add_mark(paragraph, piece)
            else:  # Word processors part a text into runs wherever they like.
                middle = len(piece) // 2
                self.add_text(paragraph, piece[:middle])
                self.add_text(paragraph, piece[middle:])
        self.finish(paragraph)

    def style(self, passage: MadePassage) -> str | None:
        return f"Heading {passage.level}" if passage.level else STYLES.get(passage.kind)

    def add_text(self, paragraph: Any, text: str) -> None:
        if text:
            run = paragraph.add_run(text)
            if self.document.right_to_left:
                run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))

    def add_mark(self, paragraph: Any, note: Note) -> None:
        """Add the mark of a footnote, which the word processor counts, but for a star."""
        self.notes.append(note)
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes)))
        run._r.append(reference)
        if note.mark == "*":
            reference.set(qn("w:customMarkFollows"), "1")
            run.add_text("*")

    def finish(self, paragraph: Any) -> None:
        if self.document.right_to_left:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))

    def add_table(self, rows: list[MadePassage]) -> None:
        table = self.file.add_table(rows=0, cols=len(rows[0].cells))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row.cells, strict=True):
                self.add_text(cell.paragraphs[0], text)
                self.finish(cell.paragraphs[0])

    def add_footnotes(self) -> None:
        """Add the part that holds the footnotes, after the two that each file has."""
        notes = [
            f'<w:footnote w:type="{kind}" w:id="{number}">'
            f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        ]
        side = "<w:pPr><w:bidi/></w:pPr>" if self.document.right_to_left else ""
        for number, note in enumerate(self.notes, start=1):
            mark = "<w:t>*</w:t>" if note.mark == "*" else "<w:footnoteRef/>"
            notes.append(
                f'<w:footnote w:id="{number}"><w:p>{side}<w:r><w:rPr>'
                '<w:vertAlign w:val="superscript"/>'
                f'</w:rPr>{mark}</w:r><w:r><w:t xml:space="preserve"> {escape(note.text)}</w:t>'
                "</w:r></w:p></w:footnote>"
            )
        content = f"<w:footnotes {nsdecls('w')}>{''.join(notes)}</w:footnotes>".encode()
        main = self.file.part
        part = Part(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, main.package
        )
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def add_header_and_footer(self) -> None:
        """Add the symbol above each page, and the numbers of job and page below it."""
        section = self.file.sections[0]
        section.header.paragraphs[0].add_run(self.document.symbol)
        footer = section.footer.paragraphs[0]
        footer.add_run(f"{self.document.job_number}\t")
        for field, separator in (("PAGE", "/"), ("NUMPAGES", "")):
            element = parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr=" {field} "><w:r><w:t>1</w:t></w:r>'
                "</w:fldSimple>"
            )
            footer._p.append(element)
            if separator:
                footer.add_run(separator)


class Numbering:
    """The lists of a file, whose numbers the word processor makes."""

    #: The first identifier of lists that are ours, not the template's.
    FIRST = 900

    def __init__(self, file: Any, language: str) -> None:
        self.element = file.part.numbering_part.element
        self.formats = number_formats(language)
        self.count = self.FIRST
        self.lists: dict[Kind, int] = {}
        for number, (form, text) in enumerate(self.formats.values(), start=self.FIRST):
            self.element.insert(
                0,
                parse_xml(
                    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                    '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                    f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{escape(text)}"/>'
                    '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
                ),
            )

    def number(self, paragraph: Any, passage: MadePassage) -> bool:
        """Let a paragraph be numbered; False if no word processor makes such numbers."""
        if passage.kind not in self.formats:
            return False
        if passage.number == 1:
            self.lists[passage.kind] = self.add_list(passage.kind)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self.lists[passage.kind]
        return True

    def add_list(self, kind: Kind) -> int:
        """Add a list that begins at 1; returns its identifier."""
        self.count += 1
        abstract = self.FIRST + list(self.formats).index(kind)
        self.element.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.count}">'
                f'<w:abstractNumId w:val="{abstract}"/><w:lvlOverride w:ilvl="0">'
                '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
        return self.count


def number_formats(language: str) -> dict[Kind, tuple[str, str]]:
    """Return the form and the text of the numbers of each kind that can be made."""
    point = "%1-" if language == "ar" else "%1."
    item = "%1)" if language in HALF_BRACKETS else "(%1)"
    formats = {
        Kind.PARAGRAPH: ("decimal", point),
        Kind.AGENDA_ITEM: ("decimal", point),
        Kind.RECOMMENDATION: ("decimal", f"{RECOMMENDATION[language]} %1"),
        Kind.ITEM: ("arabicAbjad" if language == "ar" else "lowerLetter", item),
    }
    if language != "ar":  # Which no word processor counts as the documents do.
        chapters = "chineseCountingThousand" if language == "zh-hans" else "upperRoman"
        formats |= {Kind.CHAPTER: (chapters, point), Kind.SECTION: ("upperLetter", point)}
    return formats


def with_fixed_moments(file: Any) -> bytes:
    """Return the bytes of a file, its parts all of one moment."""
    written, fixed = io.BytesIO(), io.BytesIO()
    file.save(written)
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, MOMENT), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
