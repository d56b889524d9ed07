"""Other words for the bodies that recommendations are addressed to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@lru_cache(maxsize=8)
def addressee_synonyms(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return by addressee the words beside its name that editors know in a language."""
    path = Path(settings.BASE_DIR) / "fixtures/editorial/addressees.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["addressee"]
    return {table["value"]: tuple(table.get(language, ())) for table in tables}
