"""Bidirectional text: symbols, codes and addresses read from the left, whatever is around them.

Isolated, as Unicode calls it, they keep their own order, and neither a number nor a comma beside
them is drawn within them.
"""

from __future__ import annotations

import re

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from smuggling_kb.languages import BY_CODE

#: A character of an address, or the ampersand of one in HTML; not another character that HTML
#: writes by its name.
_OF_ADDRESS = r"(?:&amp;|(?!&(?:amp|lt|gt|quot|#\w+);)[^\s<])"
#: Symbols of documents, codes of records, and addresses without the marks after them.
FROM_THE_LEFT = (
    rf"https?://{_OF_ADDRESS}+(?<![.,;:)\]»”،؛])"
    r"|(?<![A-Z])[A-Z]++(?:/[A-Z0-9]+(?:\.[A-Z0-9]+)*)+|\b\d{4}/\d+[a-z]?\b"
)
#: Elements that are isolated already, or hold no elements; and every tag.
_PASSED_OVER = r"<(?P<name>bdi|svg|textarea|option|script)\b.*?</(?P=name)>|<[^>]*>"
_PART = re.compile(rf"{_PASSED_OVER}|(?P<words>{FROM_THE_LEFT})", re.DOTALL)


def isolate_in_html(html: str) -> SafeString:
    """Return HTML in which what reads from the left stands in elements of its own direction."""
    return SafeString(
        _PART.sub(lambda part: f"<bdi>{part['words']}</bdi>" if part["words"] else part[0], html)
    )


def isolate_in_text(words: str) -> str:
    """Return words in which marks of Unicode isolate what reads from the left, for a picture."""
    return re.sub(FROM_THE_LEFT, "\u2066\\g<0>\u2069", words)


def isolate_for_reader(html: SafeString) -> SafeString:
    """Return HTML, with what reads from the left isolated if the active language does not."""
    if BY_CODE[get_language()].is_right_to_left:
        return isolate_in_html(html)
    return html
