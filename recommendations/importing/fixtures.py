"""The fixtures: every row that the sources and the editorial files give, as Django loads them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings

from recommendations.importing.rows.groups import FILES, MODELS, Row, row_model

FOLDER = Path(settings.BASE_DIR) / "fixtures"
SOURCES = FOLDER / "sources"
EDITORIAL = FOLDER / "editorial"


def serialise_fixtures(rows: list[Row]) -> dict[str, str]:
    """Return the contents of every fixture file by its name; rows keep their order in a model."""
    order = {model: place for place, model in enumerate(MODELS)}
    contents = {}
    for file in FILES:
        chosen = [each for each in rows if MODELS[row_model(each)][0] == file]
        chosen.sort(key=lambda each: order[row_model(each)])
        contents[f"{file}.json"] = json.dumps(chosen, ensure_ascii=False, indent=1) + "\n"
    return contents


def fixture_paths() -> list[Path]:
    """Return the fixture files, in the order in which to load them."""
    return [FOLDER / f"{file}.json" for file in FILES]


def read_fixtures() -> Iterator[Row]:
    """Yield the rows of all fixture files."""
    for path in fixture_paths():
        yield from json.loads(path.read_text(encoding="utf-8"))


def fixtures_date() -> date:
    """Return the day on which what the fixtures hold was last changed."""
    edition = tomllib.loads((EDITORIAL / "edition.toml").read_text(encoding="utf-8"))
    found: date = edition["date"]
    return found


def fixtures_digest() -> str:
    """Return a SHA-256 of all fixture files as they are."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in fixture_paths())).hexdigest()
