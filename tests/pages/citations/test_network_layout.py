"""A graph in two columns as shapes."""

import pytest

from recommendations.pages.citations.network_layout import (
    LEFT,
    MARGIN,
    RIGHT,
    STEP,
    Edge,
    Node,
    layout_network,
)


def node(key: str, *, left: bool = True) -> Node:
    return Node(key, f"label {key}", f"/{key}/", left)


def test_nodes_stand_in_their_columns_far_enough_apart_to_be_pointed_at() -> None:
    nodes = [node("a"), *(node(key, left=False) for key in "xyz")]
    layout = layout_network(nodes, [])
    assert [placed.x for placed in layout.nodes] == [LEFT, RIGHT, RIGHT, RIGHT]
    right = [placed.y for placed in layout.nodes[1:]]
    assert right == [MARGIN, MARGIN + STEP, MARGIN + 2 * STEP]
    assert layout.nodes[0].y == right[1]
    assert layout.height == right[-1] + MARGIN
    assert STEP >= 24


def test_lines_run_from_node_to_node_and_bow_out_within_a_column() -> None:
    nodes = [node("a"), node("b"), node("x", left=False), node("y", left=False)]
    edges = [Edge("a", "x", "a cites x"), Edge("b", "a", "b prints a", dashed=True)]
    across, within = layout_network(nodes, edges).curves
    assert across.path == f"M{LEFT + 8} {MARGIN}C490 {MARGIN} 490 {MARGIN} {RIGHT - 8} {MARGIN}"
    assert within.path.startswith(f"M{LEFT + 8} {MARGIN + STEP}C")
    assert within.path.endswith(f" {MARGIN} {LEFT + 8} {MARGIN}")
    assert within.edge.dashed


def test_nothing_is_a_drawing_too() -> None:
    assert layout_network([], []).height == 2 * MARGIN


def test_an_edge_needs_its_nodes() -> None:
    with pytest.raises(KeyError):
        layout_network([node("a")], [Edge("a", "b", "")])
