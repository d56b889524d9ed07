"""The tag with which the admin's templates show a fact of the history."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.history.facts import Fact
from recommendations.rendering.diff import mark_changes
from smuggling_kb.templatetags.languages import lang_and_dir, with_chinese

register = template.Library()


@register.simple_tag
def fact(fact: Fact | None, before: Fact | None = None) -> SafeString:
    """Return the value of a fact; differences of running text from before are marked."""
    if fact is None:
        return format_absent(_("not there"))
    if not fact.value:
        return format_absent(_("empty"))
    if fact.is_passage and before and before.value:
        words = mark_changes(before.value, fact.value)
    else:
        words = format_html("{}", fact.value) if fact.language else with_chinese(fact.value)
    return (
        format_html("<span {}>{}</span>", lang_and_dir(fact.language), words)
        if fact.language
        else words
    )


def format_absent(word: str) -> SafeString:
    return format_html('<span class="quiet">{}</span>', word)
