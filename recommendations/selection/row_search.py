"""The search of rows of any model by the site's query language, for the admin's lists.

Every value of the columns searched is folded and looked into, so it suits the thousands of rows of
an editor's list. Words without quotation marks also match the beginnings of longer ones, since a
choice is searched while its name is being typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from recommendations.search.parser import parse_query
from recommendations.search.query import And, Field, Label, Node, Not, Term
from recommendations.texts.folding import fold_text

#: Stands between the values of a row, so that no word goes from one to the next.
BETWEEN = "\n"


def search_rows(rows: QuerySet[Any], columns: Sequence[str], typed: str) -> QuerySet[Any]:
    """Return the rows of which one or more columns together match what somebody typed."""
    tree = parse_query(typed).tree
    if tree is None:
        return rows.none()
    values: defaultdict[Any, dict[str, None]] = defaultdict(dict)
    for pk, *found in rows.order_by().values_list("pk", *columns):
        values[pk] |= dict.fromkeys(str(value) for value in found if value is not None)
    matching = [pk for pk, found in values.items() if _is_met(tree, fold_text(BETWEEN.join(found)))]
    return rows.filter(pk__in=matching)


def _is_met(node: Node, folded: str) -> bool:
    """Return whether a folded text meets a condition; a field is not known here, its words are."""
    if isinstance(node, Not):
        return not _is_met(node.part, folded)
    if isinstance(node, Term):
        return replace(node, prefix=not node.phrase).occurs_in(folded)
    if isinstance(node, Field):
        return replace(node.term, prefix=not node.is_quoted).occurs_in(folded)
    if isinstance(node, Label):
        return False
    met = (_is_met(part, folded) for part in node.parts)
    return all(met) if isinstance(node, And) else any(met)
