"""A report that is brought in through the pages of the admin, as far as a test needs it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recommendations.importing.models import ImportBatch
from tests.filling import form_values
from tests.importing.test_coming_reports import REPORT, SYMBOL
from tests.reading import Page

UPLOAD = reverse("admin:importing_importbatch_add")


def upload(client: Client, text: str = REPORT, **fields: str) -> Any:
    """Send a file through the form, and follow where it leads."""
    file = SimpleUploadedFile("report.md", text.encode())
    return client.post(UPLOAD, {"file": file, "symbol": SYMBOL, **fields}, follow=True)


def page_address(batch: ImportBatch, page: str) -> str:
    return reverse(f"admin:importing_importbatch_{page}", args=(batch.pk,))


def bring_in(client: Client, text: str = REPORT) -> ImportBatch:
    """Return the batch of the report, which has two recommendations."""
    upload(client, text)
    batch: ImportBatch = ImportBatch.objects.get()
    return batch


def opened(client: Client, batch: ImportBatch, page: str) -> Page:
    return Page(client.get(page_address(batch, page)))


def press(client: Client, batch: ImportBatch, name: str, value: object = "yes", **more: Any) -> Any:
    """Press a button of the review, with all that the page shows beside it."""
    values = form_values(opened(client, batch, "review"), "review")
    return client.post(page_address(batch, "review"), {**values, name: value, **more})
