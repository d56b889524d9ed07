"""A kind of table that adds something: its columns, its permissions, and what a row means."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from recommendations.curation.additions.row_cells import RowCells
from recommendations.curation.corrections.plan import TablePlan
from recommendations.models import Recommendation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Tells whether somebody may change a record.
MayChange = Callable[[Recommendation], bool]


@dataclass(frozen=True)
class AddableColumn:
    """A column of a table: what to write there, an example, and whether it may be empty."""

    meaning: StrPromise
    example: str = ""
    required: bool = False


class AdditionKind(ABC):
    """A kind of table; its rows are planned in batches, each with a fixed number of queries."""

    #: The part of its addresses.
    name: ClassVar[str]
    title: ClassVar[StrPromise]
    #: A sentence on what it adds, and when readers see that.
    explanation: ClassVar[StrPromise]
    columns: ClassVar[Mapping[str, AddableColumn]]
    #: The columns of which no two rows have the same values.
    key: ClassVar[tuple[str, ...]]
    #: The columns that name records which there are.
    code_columns: ClassVar[tuple[str, ...]] = ("code",)
    #: The models of which it adds rows, beside changing recommendations.
    adds: ClassVar[tuple[str, ...]]
    #: Columns wider than others, with their widths in characters.
    widths: ClassVar[Mapping[str, int]] = {"text": 80, "chapeau": 40, "note": 40, "reason": 40}

    @property
    def permissions(self) -> tuple[str, ...]:
        """Return the permissions that whoever sends such a table needs, all of them."""
        names = ("change_recommendation", *(f"add_{model}" for model in self.adds))
        return tuple(f"recommendations.{name}" for name in names)

    @property
    def required_columns(self) -> list[str]:
        return [name for name, column in self.columns.items() if column.required]

    @abstractmethod
    def options(self) -> dict[str, list[str]]:
        """Return the values that columns may have, where these are few."""

    @abstractmethod
    def plan_rows(self, rows: Iterable[RowCells], plan: TablePlan, may_change: MayChange) -> None:
        """Add to a plan what some rows do, and their problems to them."""
