"""The network of documents drawn: in two columns, and for phones as a list of what each cites."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.pages.citations.network_layout import (
    Edge,
    NetworkLayout,
    Node,
    PlacedNode,
    layout_network,
)
from recommendations.pages.drawings.key import KeyItem, draw_key
from recommendations.pages.drawings.svg import Drawing, svg_link, svg_path, svg_text

#: Width below which the network is a list.
BESIDE = 600
#: From one line of the list to the next, and where what is cited begins.
LINE, INDENT = 26, 26


def draw_network(nodes: list[Node], edges: list[Edge], width: int) -> Drawing:
    """Draw documents and their links in a width, with a key to the lines."""
    body = (
        _draw_columns(layout_network(nodes, edges))
        if width >= BESIDE
        else _draw_list({node.key: node for node in nodes}, edges, width)
    )
    key = draw_key(_key(edges), width)
    shapes = [*body.shapes, key.shapes_at(0, body.height + 14)]
    return Drawing(body.width, body.height + 14 + key.height, shapes)


def _draw_columns(layout: NetworkLayout) -> Drawing:
    lines = [_line(curve.edge, curve.path) for curve in layout.curves]
    return Drawing(layout.width, layout.height, [*lines, *map(_symbol, layout.nodes)])


def _line(edge: Edge, path: str) -> SafeString:
    return svg_path("broken" if edge.dashed else "line", path, edge.label)


def _symbol(place: PlacedNode) -> SafeString:
    node = place.node
    anchor = "end" if node.left else ""
    return svg_link(
        node.address,
        node.label,
        svg_text(place.x, place.baseline, node.label, kind="link", anchor=anchor),
    )


def _draw_list(nodes: dict[str, Node], edges: list[Edge], width: int) -> Drawing:
    """Draw below each document those that it cites, each with how often."""
    shapes: list[SafeString] = []
    top = 0
    for source, group in groupby(edges, key=lambda edge: edge.source):
        cited = list(group)
        shapes += _list_part(nodes, nodes[source], cited, top, width)
        top += LINE * (1 + len(cited)) + LINE // 2
    return Drawing(width, max(0, top - LINE // 2), shapes)


def _list_part(
    nodes: dict[str, Node], source: Node, cited: list[Edge], top: int, width: int
) -> Iterator[SafeString]:
    yield svg_link(
        source.address, source.label, svg_text(0, top + 16, source.label, kind="link", bold=True)
    )
    for place, edge in enumerate(cited, start=1):
        before, middle = top + LINE * (place - 1) + 22, top + LINE * place + 11
        if place > 1:
            before -= 11
        yield _line(edge, f"M8 {before}V{middle}H{INDENT - 6}")
        node = nodes[edge.target]
        yield svg_link(
            node.address, node.label, svg_text(INDENT, middle + 5, node.label, kind="link")
        )
        yield svg_text(width, middle + 5, str(edge.number), kind="soft", anchor="end")


def _key(edges: list[Edge]) -> Iterator[KeyItem]:
    """Yield the lines that the drawing has."""
    if any(not edge.dashed for edge in edges):
        yield partial(_key_line, "line"), _("cites")
    if any(edge.dashed for edge in edges):
        yield partial(_key_line, "broken"), _("reprints its records")


def _key_line(kind: str, x: int, y: int) -> SafeString:
    return svg_path(kind, f"M{x} {y + 9}h24")
