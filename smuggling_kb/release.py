"""The release of this site's code that is running: a digest of its files, and their date."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

FOLDERS = ("smuggling_kb", "sessions", "recommendations", "templates")
SUFFIXES = {".py", ".html", ".mo", ".css", ".js", ".svg", ".xml", ".toml"}


@cache
def release_digest() -> str:
    """Return a digest of all files that pages are made of; read once by each process."""
    digest = blake2b(digest_size=8)
    for path in _files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def release_time() -> datetime:
    """Return when the newest of the files was changed."""
    return datetime.fromtimestamp(max(path.stat().st_mtime for path in _files()), UTC)


def _files() -> list[Path]:
    root = Path(settings.BASE_DIR)
    found = (path for folder in FOLDERS for path in (root / folder).rglob("*"))
    return sorted(path for path in found if path.suffix in SUFFIXES)
