"""The refusal to do something with a batch, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recommendations.importing.models import ImportBatch


class BatchRefused(Exception):
    """Nothing was changed; ``reasons`` says why, in the language of whoever asked."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = list(reasons)


class NothingToImport(BatchRefused):
    """The document is held as the file has it; ``batch`` was not kept."""

    def __init__(self, reason: str, batch: ImportBatch) -> None:
        super().__init__([reason])
        self.batch = batch
