"""Texts and links as the admin's lists and forms show them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from smuggling_kb.templatetags.languages import lang_and_dir, with_chinese

#: Characters of a passage that a list shows.
EXCERPT = 60


def format_passage(words: str, language: str) -> SafeString:
    """Return words marked with their language."""
    return format_html("<span {}>{}</span>", lang_and_dir(language), words)


def format_excerpt(words: str, language: str) -> SafeString:
    """Return the beginning of a passage, marked with its language."""
    beginning = Truncator(words).chars(EXCERPT)
    return format_html('<span class="excerpt" {}>{}</span>', lang_and_dir(language), beginning)


def change_address(row: Model) -> str:
    """Return the address of a row's own page in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=(row.pk,))


def change_link(row: Model, label: object = "") -> SafeString:
    """Return a link to a row's own page in the admin."""
    return format_html('<a href="{}">{}</a>', change_address(row), label or with_chinese(str(row)))


def page_link(address: str, label: str) -> SafeString:
    """Return a link to a page of the site, whose label may be written in either direction."""
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address, label)


def format_lines(items: Iterable[object]) -> str:
    """Return items below each other."""
    return format_html_join(SafeString("<br>"), "{}", ((item,) for item in items)) or "-"
