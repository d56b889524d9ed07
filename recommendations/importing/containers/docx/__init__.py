"""Word files (DOCX): paragraphs, numbers that Word makes, footnotes, tables, headers."""

from recommendations.importing.containers.docx.document import read_docx

__all__ = ["read_docx"]
