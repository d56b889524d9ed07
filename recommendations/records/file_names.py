"""The names that a file has for rows which are called differently now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recommendations.models import Instrument, Theme
from recommendations.records.fixture_rows import Row
from recommendations.records.former_keys import keys_of_file, present_keys, rename_key, rename_row
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.addresses.models import AddressedModel

#: The model whose key begins the name of a group of rows, by the first word of that name.
GROUP_MODELS: dict[str, type[AddressedModel]] = {
    "session": WorkingGroupSession,
    "theme": Theme,
    "instrument": Instrument,
    "document": Document,
    "note": Document,
    "translation": Document,
}


class FileNames:
    """Translates between a file's names of rows and the present ones.

    Groups are compared as the file calls them, so that a renamed row is neither created again nor
    counts, with all that names it, as changed by somebody. One query if nothing was ever renamed.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._present = present_keys()
        self._former = keys_of_file(rows, self._present)

    def present_rows(self, rows: Iterable[Row]) -> list[Row]:
        """Return rows of the file with the present names."""
        return [rename_row(each, self._present) for each in rows]

    def file_row(self, row: Row) -> Row:
        """Return a row of the database as the file calls it."""
        return rename_row(row, self._former)

    def present_key(self, model: type[AddressedModel], key: Any) -> Any:
        """Return the present value of a key that is one value."""
        return rename_key(model, (key,), self._present)[0]

    def present_group(self, name: str) -> str:
        """Return the present name of a group."""
        kind, first, *rest = name.split(" ")
        if not self._present or kind not in GROUP_MODELS:
            return name
        (key,) = GROUP_MODELS[kind].key_of_address(first)
        return " ".join([kind, str(self.present_key(GROUP_MODELS[kind], key)), *rest])
