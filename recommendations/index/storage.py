"""A large snapshot in a file, so that a process that starts need not make it from the database.

What is in the file is read only if this very site wrote it: it is signed with the secret key. And
it is used only for the version of the data, and by the release of the code, that it was made of.
"""

from __future__ import annotations

import hmac
import logging
import os
import pickle
from dataclasses import MISSING, fields
from pathlib import Path

from django.conf import settings

from recommendations.index.recommendation_index import RecommendationIndex
from smuggling_kb import release
from smuggling_kb.models import Revision

logger = logging.getLogger(__name__)

#: Its parts, but for the version, which the file names, and what begins empty and is worked out.
STORED = [
    field.name
    for field in fields(RecommendationIndex)
    if field.name != "revision" and field.default_factory is MISSING
]
DIGEST = "sha256"


def path() -> Path:
    """The one file."""
    return Path(settings.VAR_DIR) / "snapshot"


def store(index: RecommendationIndex) -> bool:
    """Write it in place of the one before; False without room or right to: it works without."""
    parts = {name: getattr(index, name) for name in STORED}
    content = pickle.dumps((_made_of(index.revision), parts), pickle.HIGHEST_PROTOCOL)
    beside = path().with_name(f"snapshot-{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.writelines((_signature(content), content))
        beside.replace(path())
    except OSError:
        logger.warning("The snapshot could not be stored; starts take longer.", exc_info=True)
        return False
    finally:
        beside.unlink(missing_ok=True)
    return True


def stored(revision: Revision) -> RecommendationIndex | None:
    """The snapshot of a version of the data, if the file has it."""
    try:
        content = memoryview(path().read_bytes())
    except OSError:
        return None
    signature, content = content[: len(_signature(b""))], content[len(_signature(b"")) :]
    if not hmac.compare_digest(signature, _signature(content)):
        return None
    made_of, parts = pickle.loads(content)  # noqa: S301 - signed by this site
    return RecommendationIndex(revision, **parts) if made_of == _made_of(revision) else None


def _made_of(revision: Revision) -> tuple[str, tuple[int, int]]:
    return release.fingerprint(), revision.key


def _signature(content: bytes | memoryview) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), content, DIGEST)
