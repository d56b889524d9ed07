"""Differences between two JSON exports: records added, removed and changed, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Fields that say where a file is from, or that a program computed: no data of the record.
NOT_COMPARED = {
    *("url", "similar", "data_version", "data_date", "digest", "date", "terms", "disclaimer")
}

#: The longest value that is shown whole.
LONGEST = 300


class UnreadableExport(Exception):
    """A file is no JSON export of this site; the message says why and what to do."""


@dataclass(frozen=True)
class Export:
    """A JSON export: of which version of the data it is, for which filter, and its records."""

    version: str
    date: str
    filter: Any
    records: Mapping[str, Mapping[str, Any]]


def read_export(path: Path) -> Export:
    """Return a list's or a record's JSON; ``UnreadableExport`` if it is neither."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableExport(f"{path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        message = f"{path}: byte {error.start + 1} is not UTF-8; give a JSON file as downloaded."
        raise UnreadableExport(message) from error
    except (json.JSONDecodeError, RecursionError) as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        message = f"{path} is no complete JSON{place}: download recommendations.json again."
        raise UnreadableExport(message) from error
    results = found.get("results", [found]) if isinstance(found, dict) else found
    if not isinstance(results, list):
        raise UnreadableExport(f"{path}: “results” is no list of records.")
    head = found if isinstance(found, dict) else {}
    records: dict[str, Mapping[str, Any]] = {}
    for number, record in enumerate(results, start=1):
        if not isinstance(record, dict) or not isinstance(record.get("code"), str):
            message = (
                f"{path}: entry {number} has no code. Give the JSON of a list or of a record:"
                " recommendations.json, recommendations/2012/5.json."
            )
            raise UnreadableExport(message)
        if record["code"] in records:
            raise UnreadableExport(f"{path}: the code {record['code']} is there twice.")
        records[record["code"]] = record
    return Export(
        str(head.get("data_version", "")),
        str(head.get("data_date", "")),
        head.get("filter"),
        records,
    )


def differences(old: Export, new: Export) -> Iterator[str]:
    """Yield lines that say what differs; none if nothing does."""
    for code in sorted(old.records.keys() - new.records.keys()):
        yield f"removed: {code}"
    for code in sorted(new.records.keys() - old.records.keys()):
        yield f"added: {code}"
    for code in sorted(old.records.keys() & new.records.keys()):
        lines = list(_field_differences(old.records[code], new.records[code]))
        if lines:
            yield f"changed: {code}"
            yield from lines


def _field_differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    names = [name for name in {**old, **new} if name not in NOT_COMPARED]
    changed = [name for name in names if old.get(name) != new.get(name)]
    for name in changed:
        before, after = (_shortened_value(record, name) for record in (old, new))
        yield f"  {name}: {before} → {after}"
    digests = old.get("digest"), new.get("digest")
    if None not in digests and digests[0] != digests[1]:
        yield f"  digest: {digests[0]} → {digests[1]}"
        if not changed:
            yield (
                "  Nothing that these files have differs, so it is what they leave out: a text in"
                " another language, a relation, a note, or who assigned a theme."
            )


def _shortened_value(record: Mapping[str, Any], name: str) -> str:
    if name not in record:
        return "(no such field)"
    words = json.dumps(record[name], ensure_ascii=False)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
