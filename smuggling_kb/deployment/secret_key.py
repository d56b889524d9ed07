"""The key that signs cookies, made at the first start of a site that was given none."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def read_or_create_key(path: Path) -> str:
    """Return the key in a file; the first call creates it."""
    if not path.exists():
        _create_file(path)
    return path.read_text(encoding="ascii").strip()


def _create_file(path: Path) -> None:
    """Write the file, whole or not at all, readable by its owner alone."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(get_random_secret_key())
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass  # Another process was faster; its key is the site's.
    finally:
        Path(draft).unlink()
