"""SVG from shapes: every word escaped, no style in it, readable alone and within a page. Pure.

Colours are attributes, which any viewer understands; a page's style sheet overrides them by class.
Lengths are units of the drawing; text is 14 high unless it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from unicodedata import east_asian_width

from django.utils.safestring import SafeString

#: What XML cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

#: The fill of each class of shape; text in cells of the darker ones is white.
FILLS = {
    "l0": "#ffffff",
    "l1": "#e4efec",
    "l2": "#c0dcd7",
    "l3": "#8cc0bb",
    "l4": "#2c7a79",
    "l5": "#0e4a4c",
    "f0": "#ffffff",
    "f1": "#e4efec",
    "f2": "#8cc0bb",
    "f3": "#2c7a79",
    "f4": "#0e4a4c",
    "none": "#ffffff",
    "lack": "url(#hatch)",
    "paper": "#ffffff",
}
INK, PALE, SOFT, EDGE, RUBRIC = "#14201e", "#ffffff", "#4b5955", "#76837e", "#a1261a"
TEXT = 14
#: Part of the height of a text that a character is wide: of Chinese, and of other scripts.
WIDE, NARROW = 1.0, 0.56

HATCH = SafeString(
    '<defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse">'
    f'<path class="hatch" d="M0 8L8 0" stroke="{EDGE}"/></pattern></defs>'
)


@dataclass(frozen=True)
class Drawing:
    """Shapes on a sheet of a width and a height."""

    width: int
    height: int
    shapes: list[SafeString] = field(default_factory=list)

    def svg(self, title: str, description: str, root: str = "") -> SafeString:
        """Return the chart for a page or, with ``root`` before its links, for a file."""
        inside = "".join(self.shapes)
        if root:
            inside = inside.replace('<a href="/', f'<a href="{escape(root)}/')
        return SafeString(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}"'
            f' width="{self.width}" height="{self.height}" class="picture" role="group"'
            ' aria-labelledby="picture-title picture-description"'
            f' font-family="system-ui, sans-serif" font-size="{TEXT}" fill="{INK}">'
            f'<title id="picture-title">{xml_text(title)}</title>'
            f'<desc id="picture-description">{xml_text(description)}</desc>{HATCH}{inside}</svg>'
        )

    def svg_file(self, title: str, description: str, root: str, source: Iterable[str]) -> str:
        """Return the chart as a file: on white, with its title above and its source below."""
        lines = list(source)
        above, below = 2 * TEXT + 12, (TEXT + 4) * len(lines) + 12
        whole = Drawing(
            self.width,
            self.height + above + below,
            [
                svg_rect(0, 0, self.width, self.height + above + below, "paper"),
                svg_text(4, TEXT + 8, title, bold=True),
                SafeString(f'<g transform="translate(0 {above})">'),
                *self.shapes,
                SafeString("</g>"),
                *(
                    svg_text(4, self.height + above + (TEXT + 4) * number + TEXT, line, soft=True)
                    for number, line in enumerate(lines)
                ),
            ],
        )
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole.svg(title, description, root)}\n'


def xml_text(words: str) -> str:
    """Escape words, without the characters that XML cannot hold."""
    return escape(ILLEGAL.sub("", words))


def svg_rect(x: int, y: int, width: int, height: int, kind: str) -> SafeString:
    """Return a rectangle filled by its class; ``none`` has a dashed edge that is noticed."""
    edge = f' stroke="{RUBRIC}" stroke-dasharray="4 3"' if kind == "none" else ""
    if kind in ("lack", "f0"):
        edge = f' stroke="{EDGE}"'
    return SafeString(
        f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"'
        f' fill="{FILLS[kind]}"{edge}/>'
    )


def svg_text(
    x: int,
    y: int,
    words: str,
    *,
    anchor: str = "",
    bold: bool = False,
    soft: bool = False,
    pale: bool = False,
) -> SafeString:
    """Return a line of text that begins, or as ``anchor`` says ends or is centred, at a point."""
    kind = "pale" if pale else "soft" if soft else "ink"
    fill = {"pale": f' fill="{PALE}"', "soft": f' fill="{SOFT}"', "ink": ""}[kind]
    ends = f' text-anchor="{anchor}"' if anchor else ""
    weight = ' font-weight="600"' if bold else ""
    return SafeString(
        f'<text class="{kind}" x="{x}" y="{y}"{ends}{weight}{fill}>{xml_text(words)}</text>'
    )


def svg_lines(x: int, y: int, words: Iterable[str], **options: bool | str) -> SafeString:
    """Return lines of text, one below the other; ``y`` is the baseline of the first."""
    written = (
        svg_text(x, y + (TEXT + 3) * number, line, **options)  # type: ignore[arg-type]
        for number, line in enumerate(words)
    )
    return SafeString("".join(written))


def svg_link(address: str, label: str, *shapes: SafeString) -> SafeString:
    """Return shapes that lead to an address, with a label for those who cannot see them."""
    inside = "".join(shapes)
    if not address:
        return SafeString(f"<g>{inside}</g>")
    return SafeString(f'<a href="{escape(address)}" aria-label="{xml_text(label)}">{inside}</a>')


def text_width(words: str) -> float:
    """Estimate the width of words in units of the drawing."""
    return TEXT * sum(WIDE if east_asian_width(each) in "WF" else NARROW for each in words)


def wrap_text(words: str, room: int, most: int = 3) -> list[str]:
    """Break words into lines of a width; what does not fit into ``most`` lines ends with "…"."""
    found = [""]
    for part in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", words):
        if found[-1] and text_width(found[-1] + part.rstrip()) > room:
            found.append("")
        found[-1] += part
    kept = [line.strip() for line in found[:most]]
    if len(found) > most:
        kept[-1] = kept[-1][: max(1, len(kept[-1]) - 1)] + "…"
    return kept
