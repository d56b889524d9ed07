"""Passages in the language they are in."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from smuggling_kb.chinese import HAN, WIDE
from smuggling_kb.languages import BY_CODE
from smuggling_kb.preference import SOURCE, choose_row

register = template.Library()

#: Chinese characters with the punctuation between them.
CHINESE = re.compile(rf"([{HAN}](?:[{HAN}{WIDE}·]*[{HAN}])?)")


class Worded(Protocol):
    """A row that says something in one language."""

    language: str
    text: str


@register.filter
@cache
def lang_and_dir(code: str) -> SafeString:
    """The attributes that say so: ``lang="zh-Hans" dir="ltr"``."""
    language = BY_CODE[code]
    return format_html('lang="{}" dir="{}"', language.tag, language.direction)


@register.filter
def tag(code: str) -> str:
    """``zh-Hans`` of ``zh-hans``."""
    return BY_CODE[code].tag


@register.filter
def native_name(code: str) -> str:
    """``中文`` of ``zh-hans``."""
    return BY_CODE[code].native_name


@register.filter
def with_chinese(words: str) -> SafeString:
    """Words of another language, the Chinese that they quote marked as such."""
    # Splitting by a pattern with one group leaves what matched at the odd places.
    marked = (
        format_html("<span {}>{}</span>", lang_and_dir(SOURCE), part) if place % 2 else part
        for place, part in enumerate(CHINESE.split(words))
    )
    return format_html_join("", "{}", ((part,) for part in marked))


@register.filter
def wording(row: Worded | None) -> SafeString:
    """Return the text of a row marked with its language; nothing of no row."""
    if row is None:
        return SafeString("")
    text = row.text if row.language == SOURCE else with_chinese(row.text)
    return format_html("<span {}>{}</span>", lang_and_dir(row.language), text)


@register.filter
def reader_row(rows: Iterable[Worded]) -> Worded | None:
    """Return the row for the reader, among rows that say the same in several languages."""
    return choose_row(rows, get_language())
