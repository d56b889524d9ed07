"""Parts of pages that are the same on many pages, rendered once."""

from __future__ import annotations

from django import template
from django.template import Context, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from recommendations.index.cache import ResultCache

MEMORY = ResultCache()

register = template.Library()


class KeptNode(template.Node):
    """Renders what is in it once for each language and the values given."""

    def __init__(self, inside: NodeList, name: str, varying: list[FilterExpression]) -> None:
        self.nodelist = inside
        self.name = name
        self.varying = varying

    def render(self, context: Context) -> SafeString:
        values = tuple(str(each.resolve(context)) for each in self.varying)
        return MEMORY.get_or_compute(
            (self.name, get_language(), values), lambda: self.nodelist.render(context)
        )


@register.tag
def keep(parser: Parser, token: Token) -> KeptNode:
    """``{% keep "name" value … %} … {% endkeep %}``: ``name`` is this part's alone.

    What is inside may depend on nothing but the language and the values; what shows data depends
    on ``site.revision.key``.
    """
    _tag, name, *varying = token.split_contents()
    inside = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeptNode(inside, name, [parser.compile_filter(each) for each in varying])
