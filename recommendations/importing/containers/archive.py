"""Archives (ZIP) as office documents are: their parts, unpacked within limits."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from recommendations.importing.inquiries.questions import gettext_noop, message
from recommendations.importing.inquiries.rejection import ImportRejected

#: Parts of the largest archive, pictures among them.
MOST_PARTS = 5_000
#: Bytes of the largest part that is unpacked, and of all together.
MOST_BYTES_OF_PART = 20_000_000
MOST_BYTES = 40_000_000

DAMAGED = message(
    gettext_noop(
        "The file is damaged or incomplete. Open it in Word, save it again, and send that."
    )
)
TOO_MUCH = message(
    gettext_noop(
        "The file unpacks to far more than a document holds. Copy its text into a new document,"
        " save that as DOCX, and send it."
    )
)
DOCTYPE = message(
    gettext_noop(
        "The file has definitions inside that no word processor writes, and is not read. Open it"
        " in Word, save it again as DOCX, and send that."
    )
)


class Archive:
    """An archive; raises ``ImportRejected`` if it is damaged or has too much in it."""

    def __init__(self, content: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ImportRejected(DAMAGED) from error
        if len(self._file.infolist()) > MOST_PARTS:
            raise ImportRejected(TOO_MUCH)
        self._unpacked = 0

    def names(self) -> set[str]:
        """Return the names of all parts."""
        return set(self._file.namelist())

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; unpacks no more than may be, whatever the archive says."""
        try:
            with self._file.open(name) as part:
                content = part.read(MOST_BYTES_OF_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
            KeyError,
        ) as error:
            raise ImportRejected(DAMAGED) from error
        self._unpacked += len(content)
        if len(content) > MOST_BYTES_OF_PART or self._unpacked > MOST_BYTES:
            raise ImportRejected(TOO_MUCH)
        return content

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part in XML, without entities and without a look elsewhere."""
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.part(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ImportRejected(DAMAGED) from error
        if root.getroottree().docinfo.doctype:
            raise ImportRejected(DOCTYPE)
        return root
