"""Citations as people write them, resolved to records, passages and documents.

    typed ─ writing ─▶ folded ─ addresses, forms, grammar ─▶ Reference ─ finding ─▶ Answer
                                       pure                                 └ near, offers: the page

``direct_target`` is all that the search box needs of it.
"""

from __future__ import annotations

from recommendations.citations.lookup import parser, resolver
from recommendations.search.tokenizer import QUOTES


def direct_target(typed: str) -> str:
    """The address of the one record, passage or document that words for the search box cite.

    Empty if they are not a citation as a whole, or not of exactly one; words in quotation marks
    are searched for. No query unless they are one, then at most two.
    """
    if any(mark in typed for mark in QUOTES) or not any(map(str.isnumeric, typed)):
        return ""
    reference = parser.read(typed)
    if not reference.is_strict:
        return ""
    answer = resolver.find(reference)
    return answer.targets[0].address if answer.is_whole and len(answer.targets) == 1 else ""
