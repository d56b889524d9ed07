"""The stored data of imports: files, batches, what they asked, what was decided and answered."""

from recommendations.importing.models.batch_questions import BatchQuestion, question_key
from recommendations.importing.models.batch_records import (
    BatchRecord,
    BatchRecordQuerySet,
    RecordChange,
    RecordDecision,
)
from recommendations.importing.models.document_answers import DocumentAnswer
from recommendations.importing.models.import_batches import (
    OPEN_BATCH_STAGES,
    BatchStage,
    ImportBatch,
    ImportBatchQuerySet,
)
from recommendations.importing.models.import_files import ImportFile
from recommendations.importing.models.loaded_groups import LoadedGroup

__all__ = [
    "OPEN_BATCH_STAGES",
    "BatchQuestion",
    "BatchRecord",
    "BatchRecordQuerySet",
    "BatchStage",
    "DocumentAnswer",
    "ImportBatch",
    "ImportBatchQuerySet",
    "ImportFile",
    "LoadedGroup",
    "RecordChange",
    "RecordDecision",
    "question_key",
]
