"""Long lines of words in templates, written over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, TextNode, Token
from django.utils.safestring import SafeString

register = template.Library()

LINE_BREAK = re.compile(r"\s*\n\s*")


class JoinLinesNode(template.Node):
    """Renders its contents, from which the line breaks are gone already."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        return self.nodelist.render(context)


@register.tag
def joinlines(parser: Parser, token: Token) -> JoinLinesNode:
    """Leave out the line breaks between ``{% joinlines %}`` and ``{% endjoinlines %}``.

    No space appears where a template goes on in the next line: Chinese words stay together. A
    space that is wanted stands within a line. Attributes of a tag may stand on lines of their own.
    It costs nothing when a page is rendered.
    """
    nodelist = parser.parse(("endjoinlines",))
    parser.delete_first_token()
    texts = nodelist.get_nodes_by_type(TextNode)
    join_lines(text for text in texts if isinstance(text, TextNode))
    return JoinLinesNode(nodelist)


def join_lines(texts: Iterable[TextNode]) -> None:
    """Remove the line breaks of texts that follow one another, or within a tag put a space."""
    before = ""
    for text in texts:
        parts = LINE_BREAK.split(text.s)
        joined = parts[0]
        for part in parts[1:]:
            joined += (" " if is_in_tag(before + joined) else "") + part
        text.s = joined
        before += joined


def is_in_tag(html: str) -> bool:
    """Tell whether HTML ends within a tag."""
    return html.rfind("<") > html.rfind(">")
