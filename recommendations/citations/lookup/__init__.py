"""Citations as people write them, resolved to records, passages and documents.

    typed ─ normalisation ─▶ folded ─ web_addresses, patterns, parser ─▶ TypedCitation
          ─ resolver, treaties ─▶ LookupResult ─ suggestions, presentation ─▶ the page

All up to the ``TypedCitation`` is pure. ``direct_target`` is all that the search box needs of it.
"""

from __future__ import annotations

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.resolver import look_up
from recommendations.search.parser import parse_query
from recommendations.search.query import Not
from recommendations.search.tokenizer import QUOTES


def direct_target(typed: str) -> str:
    """Return the address of the one thing that words for the search box cite.

    Empty if they are not a citation as a whole, or not of exactly one. What the language of
    queries marks as a search is searched for: words in quotation marks, fields, exclusions. No
    query unless they are one, then at most two.
    """
    if any(mark in typed for mark in QUOTES) or not any(map(str.isnumeric, typed)):
        return ""
    query = parse_query(typed)
    if query.fields or any(isinstance(clause, Not) for clause in query.clauses):
        return ""
    citation = parse_typed_citation(typed)
    if not citation.is_strict:
        return ""
    result = look_up(citation)
    if result.is_whole and len(result.candidates) == 1:
        return result.candidates[0].address
    return ""
