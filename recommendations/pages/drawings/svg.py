"""SVG from shapes: every word escaped, no style in it, readable alone and within a page. Pure.

Shapes have classes, which a page's style sheet paints, and a palette where there is none. Lengths
are units of the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString

from recommendations.pages.drawings.palettes import Palette, paint
from recommendations.pages.drawings.text_lines import LEADING, TEXT, Run
from smuggling_kb.languages import Language

#: What XML cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: Where a line of words is, with its end and its turn.
_TEXT_PLACE = re.compile(
    r'<text class="(?P<kind>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)"'
    r'(?P<anchor> text-anchor="[^"]*")?(?P<look>[^>]*?)(?P<turn> transform="[^"]*")?>'
)
#: From one line of a hatched area to the next.
HATCH = 8


@dataclass(frozen=True)
class Caption:
    """The words of a drawing for those who cannot see it, and the language of all its words."""

    title: str
    description: str
    language: Language


@dataclass(frozen=True)
class Drawing:
    """Shapes on a sheet of a width and a height, as they stand in a language from the left.

    In one from the right the whole drawing is mirrored, and each of its words turned back.
    """

    width: int
    height: int
    shapes: list[SafeString] = field(default_factory=list)

    def svg(self, caption: Caption, name: str = "picture") -> SafeString:
        """Return the drawing for a page, whose style sheet paints it; ``name`` is its id there."""
        direction = ' direction="rtl"' if caption.language.is_right_to_left else ""
        return SafeString(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}"'
            f' width="{self.width}" height="{self.height}" id="{name}" role="group"{direction}'
            f' aria-labelledby="{name}-title {name}-words" font-family="system-ui, sans-serif"'
            f' font-size="{TEXT}"><title id="{name}-title">{xml_text(caption.title)}</title>'
            f'<desc id="{name}-words">{xml_text(caption.description)}</desc>'
            f"{self._directed_shapes(caption.language)}</svg>"
        )

    def _directed_shapes(self, language: Language) -> str:
        shapes = "".join(self.shapes)
        if not language.is_right_to_left:
            return shapes
        mirrored = _TEXT_PLACE.sub(_turn_back, shapes)
        return f'<g transform="matrix(-1 0 0 1 {self.width} 0)">{mirrored}</g>'

    def svg_image(self, caption: Caption, palette: Palette, *, root: str = "") -> str:
        """Return the drawing as a file that is painted by a palette; ``root`` begins its links."""
        painted = paint(self.svg(caption), palette)
        linked = painted.replace('<a href="/', f'<a href="{escape(root)}/')
        whole = linked.replace("<svg ", f'<svg xml:lang="{caption.language.tag}" ', 1)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'

    def shapes_at(self, left: int, top: int) -> SafeString:
        """Return the shapes at a place of a larger drawing."""
        return SafeString(f'<g transform="translate({left} {top})">{"".join(self.shapes)}</g>')


def _turn_back(place: re.Match[str]) -> str:
    """Return a line of words that can be read in a mirrored drawing, at its mirrored place.

    One that is read upwards goes on in the direction of before.
    """
    turned, anchor = place["turn"] or "", place["anchor"] or ""
    if turned:
        turned = " " + turned.removeprefix(' transform="').removesuffix('"')
        anchor = anchor or ' text-anchor="end"'
    back = f"matrix(-1 0 0 1 {_number(2 * float(place['x']))} 0)"
    return (
        f'<text class="{place["kind"]}" x="{place["x"]}" y="{place["y"]}"'
        f'{anchor}{place["look"]} transform="{back}{turned}">'
    )


def xml_text(words: str) -> str:
    """Escape words, without the characters that XML cannot hold."""
    return escape(ILLEGAL.sub("", words))


def svg_rect(kind: str, x: float, y: float, width: float, height: float) -> SafeString:
    """Return a rectangle that is painted by its class."""
    return SafeString(
        f'<rect class="{kind}" x="{_number(x)}" y="{_number(y)}"'
        f' width="{_number(width)}" height="{_number(height)}"/>'
    )


def svg_path(kind: str, data: str, label: str = "") -> SafeString:
    """Return a path that is painted by its class; its label is for those who point at it."""
    if label:
        return SafeString(
            f'<path class="{kind}" d="{data}"><title>{xml_text(label)}</title></path>'
        )
    return SafeString(f'<path class="{kind}" d="{data}"/>')


def svg_squares(
    kind: str, x: float, y: float, count: int, *, step: float, size: float, height: float
) -> SafeString:
    """Return equal boxes side by side as one path, each ``step`` after the one before it."""
    boxes = (
        f"M{_number(x + step * place)} {_number(y)}h{_number(size)}v{_number(height)}"
        f"h-{_number(size)}z"
        for place in range(count)
    )
    return svg_path(kind, "".join(boxes))


def svg_hatch(x: float, y: float, width: float, height: float) -> SafeString:
    """Return a hatched area: something that is not known."""
    lines = []
    for step in range(HATCH, int(width + height), HATCH):
        left, bottom = max(0, step - height), min(step, height)
        right, top = min(step, width), max(0, step - width)
        lines.append(
            f"M{_number(x + left)} {_number(y + bottom)}L{_number(x + right)} {_number(y + top)}"
        )
    frame = f"M{_number(x)} {_number(y)}h{_number(width)}v{_number(height)}h-{_number(width)}z"
    return svg_path("lack", frame + "".join(lines))


def svg_text(
    x: float,
    y: float,
    words: str | Sequence[Run],
    *,
    kind: str = "ink",
    anchor: str = "",
    bold: bool = False,
    size: float = TEXT,
    turned: bool = False,
) -> SafeString:
    """Return a line of words at a point.

    It begins there, or as ``anchor`` says ends or is centred. If ``turned`` it is read upwards.
    """
    inside = xml_text(words) if isinstance(words, str) else "".join(_span(*each) for each in words)
    ends = f' text-anchor="{anchor}"' if anchor else ""
    weight = ' font-weight="600"' if bold else ""
    high = f' font-size="{_number(size)}"' if size != TEXT else ""
    turn = f' transform="rotate(-90 {_number(x)} {_number(y)})"' if turned else ""
    return SafeString(
        f'<text class="{kind}" x="{_number(x)}" y="{_number(y)}"'
        f"{ends}{weight}{high}{turn}>{inside}</text>"
    )


def _span(words: str, bold: bool) -> str:
    escaped = xml_text(words)
    return f'<tspan font-weight="600">{escaped}</tspan>' if bold else escaped


def svg_lines(
    x: float,
    y: float,
    lines: Iterable[str | Sequence[Run]],
    *,
    kind: str = "ink",
    anchor: str = "",
    bold: bool = False,
    size: float = TEXT,
) -> SafeString:
    """Return lines of words, one below the other; ``y`` is the baseline of the first."""
    written = (
        svg_text(
            x, y + line_height(size) * number, line, kind=kind, anchor=anchor, bold=bold, size=size
        )
        for number, line in enumerate(lines)
    )
    return SafeString("".join(written))


def line_height(size: float = TEXT) -> int:
    """Return how far the next line stands below one of a size."""
    return round(size * LEADING)


def svg_link(address: str, label: str, *shapes: SafeString) -> SafeString:
    """Return shapes that lead to an address, with a label for those who cannot see them."""
    inside = "".join(shapes)
    if not address:
        return SafeString(f"<g>{inside}</g>")
    return SafeString(f'<a href="{escape(address)}" aria-label="{xml_text(label)}">{inside}</a>')


def _number(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
