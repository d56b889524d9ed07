"""The glyphs of a page: characters with their places, as PDFium reads them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

#: PDFium's own character for a hyphen at the end of a line.
LINE_END_HYPHENS = ("\x02", "\ufffe")
#: Bytes of the name of a font, of which no more is looked at.
NAME_BYTES = 128
BOLD_NAMES = ("bold", "black", "heavy", "demi", "hei")
#: From this weight on a font is bold.
BOLD = 600
#: How text is drawn that nobody sees, as over the picture of a page that was scanned.
INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
#: How text is drawn that a program makes bold since its font is not.
OUTLINED = raw.FPDF_TEXTRENDERMODE_FILL_STROKE


@dataclass(frozen=True)
class Glyph:
    """A character of a page; lengths are in points, from the page's lower left corner.

    ``left`` and ``right`` are where it begins and where the next one may begin.
    """

    character: str
    left: float
    right: float
    baseline: float
    size: float
    height: float
    is_bold: bool
    #: The font has no name, and so does not say whether it is bold.
    is_nameless: bool
    #: A space that PDFium put where words stand apart.
    is_inserted: bool
    #: The font does not say which character it is.
    is_unknown: bool


class GlyphReader:
    """Reads the glyphs of one page, and how they are drawn."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._text = page.get_textpage()
        self._box = tuple(ctypes.c_double() for _side in range(4))
        self._loose = raw.FS_RECTF()
        self._origin = ctypes.c_double(), ctypes.c_double()
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(NAME_BYTES)
        self.invisible = 0

    def count(self) -> int:
        """Return how many characters the page has, spaces and ends of lines among them."""
        return int(raw.FPDFText_CountChars(self._text))

    def glyphs(self) -> Iterator[Glyph]:
        """Yield the glyphs in the order of the file; spaces where words stand apart."""
        for place in range(self.count()):
            character = self._character(place)
            if character in "\r\n":
                continue
            size = self._size(place)
            is_inserted = character == " " and raw.FPDFText_GetFontWeight(self._text, place) == -1
            left, bottom, right, top = self._edges(place)
            mode = self._render_mode(place)
            self.invisible += mode == INVISIBLE and not character.isspace()
            name = self._font_name(place)
            yield Glyph(
                character=character,
                left=left,
                right=right,
                baseline=self._baseline(place),
                size=size,
                height=top - bottom,
                is_bold=mode == OUTLINED or self._is_bold(place, name),
                is_nameless=not name,
                is_inserted=is_inserted,
                is_unknown=bool(raw.FPDFText_HasUnicodeMapError(self._text, place) == 1),
            )

    def _character(self, place: int) -> str:
        code = raw.FPDFText_GetUnicode(self._text, place)
        character = chr(code) if 0 < code < 0x110000 else "\ufffd"
        return "-" if character in LINE_END_HYPHENS else character

    def _size(self, place: int) -> float:
        """Return the size of the font as it is drawn."""
        raw.FPDFText_GetMatrix(self._text, place, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return float(raw.FPDFText_GetFontSize(self._text, place)) * (scale or 1.0)

    def _edges(self, place: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(self._text, place, self._loose)
        left, right, bottom, top = self._box
        raw.FPDFText_GetCharBox(self._text, place, left, right, bottom, top)
        return self._loose.left, bottom.value, self._loose.right, top.value

    def _baseline(self, place: int) -> float:
        raw.FPDFText_GetCharOrigin(self._text, place, *self._origin)
        return self._origin[1].value

    def _is_bold(self, place: int, name: str) -> bool:
        if raw.FPDFText_GetFontWeight(self._text, place) >= BOLD:
            return True
        return any(word in name for word in BOLD_NAMES)

    def _font_name(self, place: int) -> str:
        self._name.value = b""  # A font without a name leaves the last one there.
        raw.FPDFText_GetFontInfo(self._text, place, self._name, NAME_BYTES, None)
        return self._name.value.decode("latin-1").lower()

    def _render_mode(self, place: int) -> int:
        drawn = raw.FPDFText_GetTextObject(self._text, place)
        return int(raw.FPDFTextObj_GetTextRenderMode(drawn)) if drawn else 0
