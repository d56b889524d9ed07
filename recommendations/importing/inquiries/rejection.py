"""The refusal of a file that cannot be read as a document."""

from __future__ import annotations

from recommendations.importing.inquiries.questions import Message


class ImportRejected(Exception):
    """A file cannot be read as a document; the message says why, and what to do."""

    def __init__(self, message: Message | str) -> None:
        super().__init__(str(message))
        self.message = message
