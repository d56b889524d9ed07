"""Groups of words as they were before each language had its own: divided by a migration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from recommendations.importing.rows.groups import Row, group_digest, group_name, rows_by_group
from recommendations.importing.upgrades.digest_forms import undivided_group
from recommendations.importing.upgrades.migrated_groups import historical_rows
from smuggling_kb.preference import SOURCE


def divide_words(apps: Any, _schema_editor: Any) -> None:
    """Rename what files last wrote of words, and divide what batches keep of them."""
    loaded = apps.get_model("importing", "LoadedGroup").objects
    batches = list(apps.get_model("importing", "ImportBatch").objects.exclude(before={}))
    undivided = {each for each in loaded.values_list("name", flat=True) if is_undivided(each)}
    if not undivided and not batches:
        return
    words: dict[str, list[Row]] = defaultdict(list)
    for each in historical_rows(apps):
        words[undivided_group(group_name(each))].append(each)
    for group in loaded.filter(name__in=undivided):
        for name in divided_names(group.name, words[group.name]):
            values = {"digest": group.digest, "source": group.source}
            loaded.get_or_create(name=name, defaults=values)
    loaded.filter(name__in=undivided).delete()
    for batch in batches:
        batch.before = divide_before(batch.before)
        batch.left = divide_left(batch.left, words)
        batch.save(update_fields=["before", "left"])


def is_undivided(name: str) -> bool:
    """Return whether a group is of the words of a record in all languages: ``words 2012/5``."""
    kind, _key, *language = name.split(" ")
    return kind == "words" and not language


def divided_names(name: str, rows: Iterable[Row]) -> list[str]:
    """Return the groups that words are in by language; those of documents are never missing."""
    return sorted({f"{name} {SOURCE}", *map(group_name, rows)})


def divide_before(before: dict[str, Any]) -> dict[str, Any]:
    """Return the groups that a batch found, and what files had last written of them."""
    divided: dict[str, Any] = {}
    for name, state in before.items():
        if not is_undivided(name):
            divided[name] = state
            continue
        rows = rows_by_group(state["rows"])
        for each in divided_names(name, state["rows"]):
            divided[each] = {"rows": rows.get(each, []), "loaded": None}
        divided[f"{name} {SOURCE}"]["loaded"] = state["loaded"]
    return divided


def divide_left(left: dict[str, str], words: dict[str, list[Row]]) -> dict[str, str]:
    """Return the digests of groups as a batch left them.

    Words that were changed since keep a digest that is no group's.
    """
    divided: dict[str, str] = {}
    for name, stored in left.items():
        if not is_undivided(name):
            divided[name] = stored
            continue
        rows = rows_by_group(words[name])
        is_unchanged = group_digest(words[name]) == stored
        for each in divided_names(name, words[name]):
            own = group_digest(rows[each]) if each in rows else ""
            divided[each] = own if is_unchanged else stored
    return divided
