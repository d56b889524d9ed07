"""HTML as browsers read it, as a tree of the standard library."""

from __future__ import annotations

from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder

from selectolax.lexbor import LexborHTMLParser, LexborNode

SVG = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=4)
def parse_html(html: str) -> Element:
    """Return the root of a page; each check of the same page gets the same tree."""
    root = LexborHTMLParser(html).root
    assert root is not None
    builder = TreeBuilder()
    add_node(root, builder, "")
    return builder.close()


def add_node(node: LexborNode, builder: TreeBuilder, namespace: str) -> None:
    """Add an element with all that it contains, but for comments."""
    if node.tag == "svg":
        namespace = SVG
    name = f"{namespace}{node.tag}"
    builder.start(name, {key: value or "" for key, value in node.attributes.items()})
    child = node.child
    while child is not None:
        if child.is_element_node:
            add_node(child, builder, namespace)
        elif child.is_text_node:
            builder.data(child.text_content or "")
        child = child.next
    builder.end(name)
