"""One number for each passage, whichever of the three tables it is stored in."""

from __future__ import annotations

from sessions.models import Footnote, Paragraph, Section

#: A row of any table of passages.
StoredPassage = Section | Paragraph | Footnote
#: The tables; the order is that of the numbers.
TABLES: tuple[type[StoredPassage], ...] = (Section, Paragraph, Footnote)


def passage_key(table: type[StoredPassage], pk: int) -> int:
    """Return the key of a row."""
    return pk * len(TABLES) + TABLES.index(table)


def passage_row(key: int) -> tuple[type[StoredPassage], int]:
    """Return the table and the primary key of a passage."""
    pk, table = divmod(key, len(TABLES))
    return TABLES[table], pk
