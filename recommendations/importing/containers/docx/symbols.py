"""Characters of symbol fonts, which Word writes by their places in the font."""

from __future__ import annotations

from collections.abc import Mapping

#: The Greek letters and signs of the font Symbol.
SYMBOL: Mapping[int, str] = dict(
    zip(
        (*range(0x41, 0x5B), *range(0x61, 0x7B)),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
) | {
    0x2A: "∗",
    0x2B: "+",
    0x2D: "−",
    0x3C: "<",
    0x3D: "=",
    0x3E: ">",
    0xA2: "′",
    0xA3: "≤",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xAE: "→",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xE2: "®",
    0xE3: "©",
    0xE4: "™",
}
WINGDINGS: Mapping[int, str] = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFE: "☑",
}
FONTS: Mapping[str, Mapping[int, str]] = {"symbol": SYMBOL, "wingdings": WINGDINGS}
PRIVATE = 0xF000


def symbol_character(font: str, code: str) -> str:
    """Return a character of a font by its place in hexadecimal digits.

    One of a symbol font that is not known stays a character for private use, as it is in the file.
    """
    if not code or len(code) > 4 or not all(digit in "0123456789abcdefABCDEF" for digit in code):
        return "\ufffd"
    place = int(code, 16)
    known = FONTS.get(font.lower())
    if known is None and place < PRIVATE:
        return chr(place)
    place &= 0xFF
    return (known or {}).get(place, chr(PRIVATE + place))
