"""Files that take long to make, made once."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.importing.made_documents.document import MadeDocument
from tests.importing.made_documents.pdf_writer import has_browser, write_pdf

MakePdf = Callable[[MadeDocument], bytes]


@pytest.fixture(scope="session")
def make_pdf(tmp_path_factory: pytest.TempPathFactory) -> MakePdf:
    """Return what prints a document as PDF, each once for all workers of a run.

    Without a browser a skip, in CI a failure.
    """
    if not has_browser():
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing("Chromium is not installed. Debian and Ubuntu: sudo apt-get install chromium")
    folder: Path = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent

    def make(document: MadeDocument) -> bytes:
        return write_pdf(document, folder / "pdf")

    return make
