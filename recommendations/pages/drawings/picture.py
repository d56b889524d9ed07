"""A picture: its title, its finding, what it rests on, and how it is drawn in a width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from recommendations.pages.drawings.findings import Finding
from recommendations.pages.drawings.palettes import DARK, LIGHT
from recommendations.pages.drawings.svg import (
    Caption,
    Drawing,
    line_height,
    svg_lines,
    svg_path,
    svg_rect,
    svg_text,
)
from recommendations.pages.drawings.text_lines import wrap_runs, wrap_text
from recommendations.rendering.bidirectional_text import isolate_in_text
from smuggling_kb.languages import BY_CODE

#: Widths of drawings: for desks, and for phones.
WIDTHS = {"wide": 1000, "narrow": 343}
PALETTES = {"light": LIGHT, "dark": DARK}
#: Around the drawing in a file; sizes of words there.
MARGIN = 28
#: The least width of a file without its margins: an image enlarges a narrower one beyond measure.
LEAST_WIDTH = 640
TITLE, FINDING, SMALL = 22, 16, 13


@dataclass(frozen=True)
class Picture:
    """``basis`` says in sentences what the numbers count, and which texts they rest on."""

    title: str
    finding: Finding
    basis: str
    draw: Callable[[int], Drawing]

    @property
    def description(self) -> str:
        """The finding and its basis, for those who cannot see the picture."""
        return f"{self.finding}{BY_CODE[get_language()].gap}{self.basis}"

    @property
    def caption(self) -> Caption:
        return Caption(self.title, self.description, BY_CODE[get_language()])

    @cached_property
    def drawings(self) -> dict[str, Drawing]:
        """The drawing in each of the widths, by its name."""
        return {name: self.draw(width) for name, width in WIDTHS.items()}

    def page_drawings(self) -> dict[str, SafeString]:
        """Return the drawing in each of the widths, for a page that shows the one that fits."""
        return {name: drawing.svg(self.caption, name) for name, drawing in self.drawings.items()}

    def image(self, width: str, palette: str) -> str:
        """Return the drawing alone, as an image on a page that says the rest itself."""
        drawing = self.drawings[width]
        sheet = svg_rect("paper", 0, 0, drawing.width, drawing.height)
        whole = Drawing(drawing.width, drawing.height, [sheet, *drawing.shapes])
        return whole.svg_image(self.caption, PALETTES[palette])

    def svg_file(self, root: str, source: Sequence[str]) -> str:
        """Return the picture as a file: on white, with all that its page says, and its source."""
        drawing = self.drawings["wide"]
        room = max(drawing.width, LEAST_WIDTH)
        words, below_words = self._heading(room)
        lines = [line for each in source for line in wrap_text(each, room, SMALL)]
        if self.caption.language.is_right_to_left:
            lines = [isolate_in_text(line) for line in lines]
        foot = below_words + drawing.height + 24
        height = foot + line_height(SMALL) * (len(lines) + 1) + MARGIN - SMALL
        whole = Drawing(
            room + 2 * MARGIN,
            height,
            [
                svg_rect("paper", 0, 0, room + 2 * MARGIN, height),
                *words,
                drawing.shapes_at(MARGIN, below_words),
                svg_path("rule", f"M{MARGIN} {foot}h{room}"),
                svg_lines(MARGIN, foot + line_height(SMALL) + 4, lines, kind="soft", size=SMALL),
            ],
        )
        return whole.svg_image(self.caption, LIGHT, root=root)

    def _heading(self, room: int) -> tuple[list[SafeString], int]:
        """Return title, finding and basis, and where the drawing begins below them."""
        finding = wrap_runs(self.finding.runs, room, FINDING)
        basis = wrap_text(self.basis, room, SMALL)
        first = MARGIN + TITLE + line_height(FINDING) + 4
        second = first + line_height(FINDING) * (len(finding) - 1) + line_height(SMALL) + 6
        shapes = [
            svg_text(MARGIN, MARGIN + TITLE - 4, self.title, bold=True, size=TITLE),
            svg_lines(MARGIN, first, finding, size=FINDING),
            svg_lines(MARGIN, second, basis, kind="soft", size=SMALL),
        ]
        return shapes, second + line_height(SMALL) * (len(basis) - 1) + 26
