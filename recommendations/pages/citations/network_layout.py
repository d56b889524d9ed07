"""A graph in two columns as shapes: where each node stands and how each line runs. Pure.

Nodes of the left column may point at nodes of either column. Lengths are units of the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: From one node to the next below it, and above the first.
STEP, MARGIN = 30, 20
#: The width of the drawing, and the inner ends of both columns' words.
WIDTH, LEFT, RIGHT = 1000, 330, 650
#: How far a line between nodes of the left column reaches out, at most.
REACH = 130


@dataclass(frozen=True)
class Node:
    """A node with its words and its link; ``left`` tells the column."""

    key: str
    label: str
    address: str
    left: bool


@dataclass(frozen=True)
class Edge:
    """A line from one node to another, with its words and its number; ``dashed`` sets it apart."""

    source: str
    target: str
    label: str
    number: int = 1
    dashed: bool = False


@dataclass(frozen=True)
class PlacedNode:
    """A node at its place: ``x`` is the inner end of its words, ``y`` their middle."""

    node: Node
    x: int
    y: int

    @property
    def baseline(self) -> int:
        """The line that its words stand on."""
        return self.y + 5


@dataclass(frozen=True)
class Curve:
    """A line as the data of an SVG path."""

    edge: Edge
    path: str


@dataclass(frozen=True)
class NetworkLayout:
    """All nodes and lines, and the size of the drawing."""

    nodes: list[PlacedNode]
    curves: list[Curve]
    width: int
    height: int


def layout_network(nodes: Sequence[Node], edges: Sequence[Edge]) -> NetworkLayout:
    """Place both columns over the height of the longer; ``KeyError`` for an edge to no node."""
    columns = [[each for each in nodes if each.left is left] for left in (True, False)]
    longest = max(map(len, columns), default=0)
    placed = {
        node.key: PlacedNode(
            node, LEFT if node.left else RIGHT, _height(rank, len(column), longest)
        )
        for column in columns
        for rank, node in enumerate(column)
    }
    curves = [Curve(edge, _path(placed[edge.source], placed[edge.target])) for edge in edges]
    return NetworkLayout(
        list(placed.values()), curves, WIDTH, 2 * MARGIN + STEP * max(longest - 1, 0)
    )


def _height(rank: int, size: int, longest: int) -> int:
    """Spread a column's nodes evenly over the height of the longest, with space at both ends."""
    if size == longest:
        return MARGIN + STEP * rank
    gap = STEP * (longest - 1) / size
    return round(MARGIN + gap * (rank + 0.5))


def _path(source: PlacedNode, target: PlacedNode) -> str:
    start, end = source.x + 8, target.x + (8 if target.node.left else -8)
    if target.node.left:
        reach = start + min(REACH, 40 + abs(source.y - target.y) // 3)
        return f"M{start} {source.y}C{reach} {source.y} {reach} {target.y} {end} {target.y}"
    middle = (start + end) // 2
    return f"M{start} {source.y}C{middle} {source.y} {middle} {target.y} {end} {target.y}"
