"""Additions by spreadsheet: one module for each kind of table, and an entry in ``KINDS``."""

from recommendations.curation.additions.kind import AdditionKind
from recommendations.curation.additions.records import RecordKind
from recommendations.curation.additions.relations import RelationKind
from recommendations.curation.additions.texts import TextKind
from recommendations.curation.additions.themes import ThemeKind

#: The kinds by their names, in the order in which the admin offers them.
KINDS: dict[str, AdditionKind] = {
    kind.name: kind for kind in (TextKind(), RecordKind(), ThemeKind(), RelationKind())
}
