"""The HTML of distributions: the rows of a table, and lines on documents."""

from __future__ import annotations

from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from recommendations.pages.briefs.distribution import ValueCount
from recommendations.pages.briefs.documents import PrintingDocument
from sessions import places
from sessions.symbol_html import symbol
from smuggling_kb.languages import BY_CODE


def distribution_row(line: ValueCount) -> SafeString:
    """Return a value with its two numbers, each leading to its list."""
    numbers = ((line.adopted, line.adopted_address), (line.others, line.others_address))
    cells = "".join(f'<td class="num">{_link(str(n), to) if to else 0}</td>' for n, to in numbers)
    return SafeString(f'<tr><th scope="row">{escape(line.value.label)}</th>{cells}</tr>\n')


def printing_document(each: PrintingDocument) -> SafeString:
    """Return a document with the numbers of its records, and the places of those shown."""
    line = each.count
    document = reverse("recommendations:document", args=[line.value.value])
    title = ""
    if each.title:
        language = BY_CODE[each.title.language]
        attributes = f'lang="{language.tag}" dir="{language.direction}"'
        title = f" <span {attributes}>{escape(each.title.title)}</span>"
    numbers = escape(_(", ")).join(_numbers(line))
    name = _link(symbol(line.value.value), document)
    first = f"<p>{name}{title}{escape(_(': '))}{numbers}</p>\n"
    if not each.anchors:
        return SafeString(first)
    anchors = escape(pgettext("list", ", ")).join(
        _link(escape(places.place_label(anchor)), f"{document}#{anchor}") for anchor in each.anchors
    )
    return SafeString(f'{first}<p class="small">{anchors}</p>\n')


def _numbers(line: ValueCount) -> list[str]:
    """Return the number of adopted and of other records as links, of either if any."""
    adopted = ngettext(
        "%(number)s adopted recommendation", "%(number)s adopted recommendations", line.adopted
    )
    others = ngettext(
        "%(number)s other not adopted by the Working Group",
        "%(number)s others not adopted by the Working Group",
        line.others,
    )
    numbers = (
        (line.adopted, adopted, line.adopted_address),
        (line.others, others, line.others_address),
    )
    return [_link(escape(words % {"number": n}), to) for n, words, to in numbers if n]


def _link(html: str, address: str) -> str:
    return f'<a href="{escape(address)}">{html}</a>'
