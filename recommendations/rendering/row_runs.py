"""Runs of rows that stand under the same chapeau, which is printed once above them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from django.utils.safestring import SafeString

from recommendations.models import StatusMark
from recommendations.names.shared_chapeau import chapeau_key, format_codes
from recommendations.rendering.record_text import Passage


class RenderedRow(Protocol):
    """A row with the words of a record."""

    code: str
    language: str
    passage: Passage
    mark: StatusMark


NOTHING = SafeString("")

Row = TypeVar("Row", bound=RenderedRow)


@dataclass(frozen=True)
class RowRun(Generic[Row]):
    """Rows under the same ``chapeau``, which is left out of them; or rows each with its own."""

    chapeau: SafeString
    rows: list[Row]

    @property
    def language(self) -> str:
        """The language of the chapeau."""
        return self.rows[0].language

    @property
    def mark(self) -> StatusMark:
        """The status of the chapeau, which is that of the texts below."""
        return self.rows[0].mark

    @property
    def codes(self) -> str:
        """The codes of the rows, in words."""
        return format_codes([row.code for row in self.rows])


def row_runs(rows: Iterable[Row]) -> list[RowRun[Row]]:
    """Return rows in runs; takes a shared chapeau out of the rows, which are changed."""
    return list(_runs(rows))


def _runs(rows: Iterable[Row]) -> Iterator[RowRun[Row]]:
    apart: list[Row] = []
    for _key, group in groupby(rows, key=_shared_key):
        run = list(group)
        if len(run) == 1:
            apart += run
            continue
        if apart:
            yield RowRun(NOTHING, apart)
            apart = []
        chapeau = run[0].passage.chapeau
        for row in run:
            row.passage = replace(row.passage, chapeau=NOTHING)
        yield RowRun(chapeau, run)
    if apart:
        yield RowRun(NOTHING, apart)


def _shared_key(row: RenderedRow) -> Hashable:
    return chapeau_key(row.code, row.passage.chapeau, row.language, row.mark)
