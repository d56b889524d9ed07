"""The passages of a document as a batch has read them, before or after they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from recommendations.importing.rows.groups import Row, row_model
from recommendations.texts.wording import Wording, item_mark, passage_wording
from sessions.models import Paragraph, ParagraphKind, Section


@dataclass(frozen=True)
class PlannedPassage:
    """A passage as its document prints it: under which heading, with which number."""

    anchor: str
    heading: str
    #: The printed number or label: ``5.``, ``(a)``; empty if it has none.
    mark: str
    wording: Wording


class PlannedPassages:
    """The passages of one document in one language, by anchor."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._headings: dict[str, str] = {}
        self._paragraphs: dict[str, dict[str, Any]] = {}
        self._items: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in rows:
            model, fields = row_model(each), each["fields"]
            if model is Section:
                self._headings[fields["anchor"]] = Section(
                    label=fields["label"], heading=fields["heading"]
                ).printed_heading
            elif model is Paragraph:
                self._paragraphs[fields["anchor"]] = fields
                if fields["parent"]:
                    self._items[fields["parent"][-1]].append(fields)

    def passage(self, anchor: str) -> PlannedPassage | None:
        """Return the passage at an anchor; None if the file does not print it."""
        fields = self._paragraphs.get(anchor)
        if fields is None:
            return None
        items = [(each["label"], each["text"]) for each in self._items[anchor]]
        above = self._paragraphs[fields["parent"][-1]] if fields["parent"] else None
        section = fields["section"] or (above and above["section"])
        return PlannedPassage(
            anchor,
            self._headings.get(section[-1], "") if section else "",
            printed_mark(fields),
            passage_wording(fields["text"], items, above=above["text"] if above else ""),
        )


def printed_mark(fields: dict[str, Any]) -> str:
    """Return the number or label of a paragraph's row as documents print it."""
    if fields["kind"] == ParagraphKind.ITEM:
        return item_mark(fields["label"])
    return f"{fields['number']}." if fields["number"] else ""
