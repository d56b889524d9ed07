"""How the admin's templates tell what was changed."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.history.facts import Fact
from recommendations.rendering.diff import marked
from smuggling_kb.templatetags.languages import lang_and_dir, with_chinese

register = template.Library()


@register.simple_tag
def fact(fact: Fact | None, was: Fact | None = None) -> SafeString:
    """What a fact says; of running text what is different from before is marked."""
    if fact is None:
        return absent(_("not there"))
    if not fact.value:
        return absent(_("empty"))
    if fact.running and was and was.value:
        words = marked(was.value, fact.value)
    else:
        words = format_html("{}", fact.value) if fact.language else with_chinese(fact.value)
    return (
        format_html("<span {}>{}</span>", lang_and_dir(fact.language), words)
        if (fact.language)
        else words
    )


def absent(word: str) -> SafeString:
    return format_html('<span class="quiet">{}</span>', word)
