"""The languages in which editors name and explain things: all those of the interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recommendations.importing.editorial_data import EditorialData, Table
from smuggling_kb.languages import INTERFACE

#: The kinds of tables that name or explain something, and the keys that tell one from another.
WORDED = {
    "theme": ("slug",),
    "subject": ("slug",),
    "assignment": ("code",),
    "subject_assignment": ("code",),
    "session": ("number",),
    "note": ("document", "anchor", "heading", "quote"),
    "relation": ("record", "type", "target"),
}
#: The parts of a treaty that have titles.
TITLED = ("article", "chapter")


def missing_wordings(editorial: EditorialData) -> Iterator[str]:
    """Yield what is named or explained in some languages of the interface and not in others."""
    for kind, keys in WORDED.items():
        for table in editorial.tables(kind):
            for path, wording in wordings(table):
                if missing := missing_in(wording):
                    told = " ".join(str(table[key]) for key in keys if key in table)
                    yield f"{kind} {told}: no {path} in {', '.join(missing)}"
    for treaty in editorial.tables("instrument"):
        short = {name["language"]: name["name"] for name in treaty["names"] if is_short(name)}
        if missing := missing_in(short):
            yield f"instrument {treaty['slug']}: no short name in {', '.join(missing)}"
        yield from missing_titles(treaty)


def missing_titles(treaty: Table) -> Iterator[str]:
    """Yield which titles of a treaty's parts are neither given nor said to be unknown.

    A title that is both is told too.
    """
    unknown: Table = treaty.get("unknown_titles", {})
    for kind in TITLED:
        for number, titles in treaty.get(f"{kind}_titles", {}).items():
            part = f"{kind} {number}"
            place = f"instrument {treaty['slug']}, {part}"
            missing = missing_in(titles)
            listed = [code for code in INTERFACE if part in unknown.get(code, ())]
            if left := [code for code in missing if code not in listed]:
                yield f"{place}: no title in {', '.join(left)}, nor one of the unknown_titles"
            if given := [code for code in listed if code not in missing]:
                yield f"{place}: a title in {', '.join(given)}, and one of the unknown_titles"


def wordings(value: Any, path: str = "") -> Iterator[tuple[str, Table]]:
    """Yield every table within a value that is by language, with the keys that lead to it."""
    if not isinstance(value, dict):
        return
    if value.keys() & {*INTERFACE}:
        yield path, value
        return
    for key, each in value.items():
        yield from wordings(each, f"{path} {key}".strip())


def missing_in(wording: Table) -> list[str]:
    """Return the languages of the interface in which a table has no words."""
    return [code for code in INTERFACE if not wording.get(code, "").strip()]


def is_short(name: Table) -> bool:
    return bool(name["kind"] == "short")
