"""PDF files with text: glyphs, printed lines, running headers, footnotes, paragraphs."""

from recommendations.importing.containers.pdf.document import read_pdf

__all__ = ["read_pdf"]
