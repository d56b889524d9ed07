"""The frame of every page, which is Jinja2's, around the blocks of a template of Django's."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, Token
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.safestring import SafeString

from recommendations.rendering.environment import render, render_macro

register = template.Library()


class FrameNode(template.Node):
    """Renders the blocks that a page fills, and the frame around them."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.blocks = nodelist.get_nodes_by_type(BlockNode)

    def render(self, context: Context) -> SafeString:
        filled = context.render_context[BLOCK_CONTEXT_KEY]
        blocks = {
            block.name: block.render(context)
            for block in self.blocks
            if isinstance(block, BlockNode) and filled.get_block(block.name) is not block
        }
        return render("blocks.html", site=context["site"], blocks=blocks)


@register.tag
def frame(parser: Parser, token: Token) -> FrameNode:
    """Put the frame around the blocks between ``{% frame %}`` and ``{% endframe %}``."""
    nodelist = parser.parse(("endframe",))
    parser.delete_first_token()
    return FrameNode(nodelist)


@register.simple_tag(takes_context=True)
def page_links(context: Context, query: str = "") -> SafeString:
    """Say where a page with a query is, in which languages."""
    site: Any = context["site"]
    return render_macro("page_links", site, query)


@register.simple_tag
def words_box(form: str, words: str) -> SafeString:
    """Give the box in the masthead to a form of the page, which adds its filters to the words."""
    return render_macro("words_box", form, words)
