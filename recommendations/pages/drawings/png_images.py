"""PNG images from SVG, drawn with the fonts in ``fonts/`` alone: the same on every machine.

Words with a character that these fonts lack are not drawn, nor what is too high to be held.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from unicodedata import bidirectional
from xml.etree import ElementTree

import resvg_py
from django.utils.translation import gettext as _

from smuggling_kb.languages import BY_CODE

#: The width of every image, and the greatest height, in pixels: 26 MB while it is drawn.
PNG_WIDTH, MAX_HEIGHT = 1600, 4000
#: Images that are kept, of about 200 kB: each picture of the site in each language.
KEPT = 20

SVG = "http://www.w3.org/2000/svg"
FONTS = Path(__file__).parent / "fonts"
FONT_FILES = sorted(map(str, [*FONTS.glob("*.otf"), *FONTS.glob("*.ttf")]))
#: The first family of words: in Chinese one whose quotation marks are as wide as characters.
FAMILY = "Roboto"
FAMILIES = {"zh-hans": "Noto Sans CJK SC", "ar": "Noto Sans Arabic"}
#: Kinds of characters that say a direction and are not drawn.
ISOLATES = ("LRI", "RLI", "PDI")
#: Around words that run from the right whatever their first letter: RLI and PDI of Unicode.
FROM_THE_RIGHT = ("\u2067", "\u2069")
#: Where words from the right end, that begin where these say.
ANCHORS_FROM_THE_RIGHT = {"": "end", "end": "start", "middle": "middle"}


class PngError(Exception):
    """There can be no PNG of a drawing; the message says why, to readers."""


def png_height(svg: str) -> int:
    """Return how high the image of an SVG is; raises ``PngError`` if it cannot be drawn."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - a drawing of this site's own
    if missing := sorted(_characters(root) - drawn_characters()):
        words = {"characters": " ".join(missing[:10])}
        raise PngError(_("the fonts of this site lack: %(characters)s") % words)
    height = ceil(PNG_WIDTH * int(root.attrib["height"]) / int(root.attrib["width"]))
    if height > MAX_HEIGHT:
        raise PngError(_("it would be %(height)s pixels high") % {"height": height})
    return height


@lru_cache(KEPT)
def png_image(svg: str, language: str) -> bytes:
    """Return an SVG, its words in a language, as PNG; raises ``PngError`` if it cannot be drawn.

    No other thread runs for the half second that this takes: whoever asks often gets what is kept.
    """
    png_height(svg)
    family = FAMILIES.get(language, FAMILY)
    is_right_to_left = BY_CODE[language].is_right_to_left
    return resvg_py.svg_to_bytes(
        svg_string=_place_from_the_left(svg) if is_right_to_left else svg,
        width=PNG_WIDTH,
        skip_system_fonts=True,
        font_files=FONT_FILES,
        font_family=family,
        sans_serif_family=family,
    )


def _place_from_the_left(svg: str) -> str:
    """Return a mirrored drawing for a program that knows no direction but by its characters."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - a drawing of this site's own
    first, last = FROM_THE_RIGHT
    for text in root.iter(f"{{{SVG}}}text"):
        text.set("text-anchor", ANCHORS_FROM_THE_RIGHT[text.get("text-anchor", "")])
        text.text = first + (text.text or "")
        ElementTree.SubElement(text, f"{{{SVG}}}tspan").text = last
    return ElementTree.tostring(root, encoding="unicode")


@cache
def drawn_characters() -> frozenset[str]:
    """Return the characters that the fonts have."""
    return frozenset((FONTS / "characters.txt").read_text(encoding="utf-8"))


def _characters(root: ElementTree.Element) -> set[str]:
    """Return the characters of the words that are drawn: not of its title and description."""
    words = "".join(words for text in root.iter(f"{{{SVG}}}text") for words in text.itertext())
    return {each for each in words if bidirectional(each) not in ISOLATES}
