"""The fixtures: every row that the sources and the editorial files give, as Django loads them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from recommendations.importing.groups import FILES, MODELS, Row, model_of

FOLDER = Path(settings.BASE_DIR) / "fixtures"
SOURCES = FOLDER / "sources"
EDITORIAL = FOLDER / "editorial"


def serialise(rows: list[Row]) -> dict[str, str]:
    """The contents of every fixture file by its name; rows keep their order within a model."""
    order = {model: place for place, model in enumerate(MODELS)}
    contents = {}
    for file in FILES:
        chosen = [each for each in rows if MODELS[model_of(each)][0] == file]
        chosen.sort(key=lambda each: order[model_of(each)])
        contents[f"{file}.json"] = json.dumps(chosen, ensure_ascii=False, indent=1) + "\n"
    return contents


def paths() -> list[Path]:
    """The fixture files, in the order in which to load them."""
    return [FOLDER / f"{file}.json" for file in FILES]


def read() -> Iterator[Row]:
    """The rows of all fixture files."""
    for path in paths():
        yield from json.loads(path.read_text(encoding="utf-8"))


def digest() -> str:
    """A SHA-256 of all fixture files as they are."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths())).hexdigest()
