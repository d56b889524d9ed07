"""The passages of a document as a batch has read them, before or after they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from recommendations.importing.rows.groups import Row, row_model
from recommendations.texts.wording import Wording, item_mark, passage_wording
from sessions.models import Paragraph, ParagraphKind, Section


@dataclass(frozen=True)
class PlannedPassage:
    """A passage as its document prints it: under which heading, with which number."""

    anchor: str
    #: The headings above it, the nearest first, and the anchor of that.
    headings: list[str]
    section: str
    #: The printed number or label: ``5.``, ``(a)``; empty if it has none.
    mark: str
    wording: Wording

    @property
    def heading(self) -> str:
        """The heading that it stands under; empty if there is none."""
        return self.headings[0] if self.headings else ""


class PlannedPassages:
    """The passages of one document in one language, by anchor."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._sections: dict[str, dict[str, Any]] = {}
        self._paragraphs: dict[str, dict[str, Any]] = {}
        self._items: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in rows:
            model, fields = row_model(each), each["fields"]
            if model is Section:
                self._sections[fields["anchor"]] = fields
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
            list(self._headings(section[-1])) if section else [],
            section[-1] if section else "",
            printed_mark(fields),
            passage_wording(fields["text"], items, above=above["text"] if above else ""),
        )

    def _headings(self, anchor: str) -> Iterator[str]:
        """Yield the headings of a section and of those around it, the innermost first."""
        while fields := self._sections.get(anchor):
            yield Section(label=fields["label"], heading=fields["heading"]).printed_heading
            anchor = fields["parent"][-1] if fields["parent"] else ""


def printed_mark(fields: dict[str, Any]) -> str:
    """Return the number or label of a paragraph's row as documents print it."""
    if fields["kind"] == ParagraphKind.ITEM:
        return item_mark(fields["label"])
    return f"{fields['number']}." if fields["number"] else ""
