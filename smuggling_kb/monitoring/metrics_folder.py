"""The folder in which the processes of a server count together for Prometheus."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def prepare_metrics_folder(*, is_new_server: bool = False) -> None:
    """Make the folder that the settings name, if any; a new server counts from zero."""
    folder: Path | None = settings.METRICS_DIR
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db") if is_new_server else ():
        file.unlink(missing_ok=True)
