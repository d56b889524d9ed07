"""The parts of a Word file by what they are, and what no document should have in it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from recommendations.importing.containers.archive import DAMAGED, Archive
from recommendations.importing.inquiries.questions import gettext_noop, message
from recommendations.importing.inquiries.rejection import ImportRejected

CONTENT_TYPES = "[Content_Types].xml"
WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: Main parts: of documents and of templates.
MAIN_TYPES = (f"{WORDPROCESSING}.document.main+xml", f"{WORDPROCESSING}.template.main+xml")

NOT_WORD = message(
    gettext_noop("The file is a ZIP archive, not a Word document. Save the document as DOCX.")
)
MACROS = message(
    gettext_noop(
        "The file has macros, and is not read. In Word, save it as a document without macros"
        " (.docx), and send that."
    )
)
STRICT = message(
    gettext_noop(
        "The file is a “Strict Open XML Document”. In Word, save it as a “Word Document (.docx)”,"
        " and send that."
    )
)
INCLUDED_FILES = message(
    gettext_noop(
        "The document includes the text of other files. In Word, break the links to them or copy"
        " their text into the document, save it, and send that."
    )
)
UNSAFE_NAMES = message(
    gettext_noop(
        "The file has parts with names that no word processor writes, and is not read. Open it in"
        " Word, save it again as DOCX, and send that."
    )
)
WORKBOOK = gettext_noop(
    "The file is an Excel workbook, not a Word document. Open the document in Word, save it as"
    " DOCX, and send that."
)
PRESENTATION = gettext_noop(
    "The file is a PowerPoint presentation, not a Word document. Open the document in Word, save it"
    " as DOCX, and send that."
)
E_BOOK = gettext_noop(
    "The file is an e-book, not a Word document. Open the document in Word, save it as DOCX, and"
    " send that."
)
OPEN_DOCUMENT = gettext_noop(
    "The file is an OpenDocument file, not a Word document. Open the document in Word, save it as"
    " DOCX, and send that."
)
#: What the names of parts of other files of office programs begin with.
OTHER_KINDS = (
    ("xl/", WORKBOOK),
    ("ppt/", PRESENTATION),
    ("META-INF/container.xml", E_BOOK),
    ("content.xml", OPEN_DOCUMENT),
)
#: The other half of the standard, whose names of elements are others.
STRICT_NAMES = "{http://purl.oclc.org/ooxml/"
#: Relations of parts whose text would be the document's, too.
INCLUDED = ("aFChunk", "subDocument")


@dataclass(frozen=True)
class Relationship:
    """Another part, or an address outside, that a part refers to."""

    kind: str
    target: str
    is_external: bool


class WordPackage:
    """A Word file; raises ``ImportRejected`` unless it is one that can be read."""

    def __init__(self, content: bytes) -> None:
        self._archive = Archive(content)
        self._names = self._archive.names()
        self._check_names()
        self._types = self._content_types()
        self.main = self._main_part()
        if str(self._archive.xml(self.main).tag).startswith(STRICT_NAMES):
            raise ImportRejected(STRICT)
        relationships = self.relationships(self.main).values()
        if any(each.kind in INCLUDED for each in relationships):
            raise ImportRejected(INCLUDED_FILES)
        self._related = {each.kind: each.target for each in relationships if not each.is_external}

    def _check_names(self) -> None:
        if not all(map(is_safe_name, self._names)):
            raise ImportRejected(UNSAFE_NAMES)
        if CONTENT_TYPES not in self._names or not any(n.startswith("word/") for n in self._names):
            for beginning, told in OTHER_KINDS:
                if any(name.startswith(beginning) for name in self._names):
                    raise ImportRejected(message(told))
            raise ImportRejected(NOT_WORD)

    def _content_types(self) -> dict[str, str]:
        types = {
            element.get("PartName", "").lstrip("/"): element.get("ContentType", "")
            for element in self._archive.xml(CONTENT_TYPES)
            if element.get("PartName")
        }
        names = {name.lower() for name in self._names}
        if any("macroenabled" in each.lower() for each in types.values()) or any(
            name.endswith("vbaproject.bin") for name in names
        ):
            raise ImportRejected(MACROS)
        return types

    def _main_part(self) -> str:
        for name, content_type in self._types.items():
            if content_type in MAIN_TYPES:
                if name not in self._names:
                    raise ImportRejected(DAMAGED)
                return name
        raise ImportRejected(NOT_WORD)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relations of a part by their identifiers."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self._names:
            return {}
        found = {}
        for element in self._archive.xml(relations):
            target = element.get("Target", "")
            is_external = element.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relationship(kind, target, is_external)
        return found

    def root(self, part: str) -> etree._Element | None:
        """Return the root of a part; None if there is no such part."""
        return self._archive.xml(part) if part in self._names else None

    def related_root(self, kind: str) -> etree._Element | None:
        """Return the root of the part that the main part refers to as this; None if it has none."""
        return self.root(self._related.get(kind, ""))


def is_safe_name(name: str) -> bool:
    """Return whether the name of a part leads to no place outside the archive."""
    path = name.replace("\\", "/")
    return not path.startswith("/") and ":" not in path and ".." not in path.split("/")
