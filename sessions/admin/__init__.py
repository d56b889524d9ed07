"""The admin's pages of meetings, documents and their passages."""

from sessions.admin import documents, meetings, notes, passages

__all__ = ("documents", "meetings", "notes", "passages")
