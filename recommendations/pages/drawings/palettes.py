"""Palettes: how each class of shape and of words is painted where no style sheet does. Pure.

The page of a picture paints the same classes from its style sheet (``explore.css``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

#: Attributes of SVG by the class of the shape that they paint.
Palette = Mapping[str, str]

_CLASS = re.compile(r'class="(\w+)"')


@dataclass(frozen=True)
class Colours:
    """The colours of a scheme, named as the custom properties of ``site.css`` are."""

    paper: str
    ink: str
    soft: str
    link: str
    rule: str
    edge: str
    rubric: str
    s1: str
    s2: str
    s3: str
    s4: str
    s5: str
    on_lo: str
    on_hi: str


def make_palette(colours: Colours) -> Palette:
    """Return the attributes of every class in the colours of a scheme.

    ``d4`` to ``d0`` are the drawings of the badges, which the weight of a line tells apart.
    """
    steps = {name: value for name, value in asdict(colours).items() if re.fullmatch(r"s\d", name)}
    return {
        "paper": f'fill="{colours.paper}"',
        "ink": f'fill="{colours.ink}"',
        "soft": f'fill="{colours.soft}"',
        "link": f'fill="{colours.link}" text-decoration="underline"',
        "lo": f'fill="{colours.on_lo}"',
        "hi": f'fill="{colours.on_hi}"',
        **{f"l{name[1]}": f'fill="{value}"' for name, value in steps.items()},
        "none": f'fill="none" stroke="{colours.rubric}" stroke-dasharray="4 3"',
        "d4": f'fill="{colours.ink}"',
        "d3": f'fill="none" stroke="{colours.ink}" stroke-width="2"',
        "d2": f'fill="{colours.s2}" stroke="{colours.edge}"',
        "d1": f'fill="none" stroke="{colours.ink}" stroke-dasharray="2 2"',
        "d0": f'fill="none" stroke="{colours.edge}"',
        "open": f'fill="none" stroke="{colours.ink}"',
        "lack": f'fill="none" stroke="{colours.edge}"',
        "axis": f'fill="none" stroke="{colours.ink}" stroke-width="2"',
        "line": f'fill="none" stroke="{colours.edge}" stroke-width="1.5"',
        "broken": f'fill="none" stroke="{colours.edge}" stroke-width="1.5" stroke-dasharray="6 5"',
        "rule": f'fill="none" stroke="{colours.rule}"',
    }


LIGHT = make_palette(
    Colours(
        paper="#ffffff",
        ink="#14201e",
        soft="#4b5955",
        link="#06575c",
        rule="#ccd4d0",
        edge="#76837e",
        rubric="#a1261a",
        s1="#e4efec",
        s2="#c0dcd7",
        s3="#8cc0bb",
        s4="#2c7a79",
        s5="#0e4a4c",
        on_lo="#0d2b2c",
        on_hi="#ffffff",
    )
)
DARK = make_palette(
    Colours(
        paper="#101615",
        ink="#e5eae7",
        soft="#a8b5b0",
        link="#83d1cb",
        rule="#34403c",
        edge="#7d8b86",
        rubric="#ff9d8a",
        s1="#1b3130",
        s2="#1f4846",
        s3="#2a6664",
        s4="#62b1ab",
        s5="#aee0da",
        on_lo="#eef6f4",
        on_hi="#0a2021",
    )
)


def paint(svg: str, palette: Palette) -> str:
    """Add to each class of an SVG the attributes that it has in a palette.

    Words cannot be taken for a class: their quotation marks are escaped.
    """
    return _CLASS.sub(lambda found: f"{found[0]} {palette[found[1]]}", svg)
