"""The door and the queues of the admin's front page for documents that are brought in."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.importing.models import OPEN_BATCH_STAGES, BatchStage, ImportBatch
from smuggling_kb.admin.front_page import DOORS, QUEUES, Door, Table, WorkQueue, rows_address

ADD_DOCUMENT = Door(
    gettext_lazy("Add a document"),
    gettext_lazy(
        "Bring in a report or another document from its file: you see what was understood beside"
        " the source before anything is public."
    ),
    (
        *(Table(stage.label, ImportBatch, {"stage": stage.value}) for stage in OPEN_BATCH_STAGES),
        Table(gettext_lazy("All documents brought in"), ImportBatch),
    ),
    adds=True,
)


def batch_queues() -> Iterator[WorkQueue]:
    """Yield the batches that wait for somebody; one query."""
    counts = dict(ImportBatch.objects.order_by().values_list("stage").annotate(Count("pk")))
    for stage in OPEN_BATCH_STAGES:
        name = str(BatchStage(stage).label).lower()  # In the middle of a sentence.
        label = _("Documents being brought in: %(stage)s") % {"stage": name}
        address = rows_address(ImportBatch, {"stage": stage})
        yield WorkQueue(label, counts.get(stage, 0), address)


DOORS.insert(0, ADD_DOCUMENT)
QUEUES.append(batch_queues)
