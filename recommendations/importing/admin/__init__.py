"""The admin's pages for bringing in a document: from its file to its publication, and back."""

from recommendations.importing.admin import batches, files, front_page, loaded_groups

__all__ = ("batches", "files", "front_page", "loaded_groups")
