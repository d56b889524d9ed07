"""The forms in which digests were stored: earlier rows had fewer fields, in larger groups.

A digest that an earlier version stored is thus found again in rows that migrations have changed
since, as long as they only added fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from recommendations.importing.rows.groups import Row, digest, group_digest, record_group

#: The fields that models got once digests were stored, in the order of the migrations.
LATER_FIELDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("recommendations.recommendation", frozenset({"successor"})),
    ("recommendations.relation", frozenset({"confidence"})),
    ("recommendations.citation", frozenset({"resource", "section", "symbol", "url"})),
    ("recommendations.themename", frozenset({"reading"})),
    (
        "wg_sessions.workinggroupsession",
        frozenset(
            {
                *("reported_by", "reported_year", "reported_start", "reported_end"),
                *("reported_day", "reported_city", "reported_recommendations"),
                "reported_participants",
            }
        ),
    ),
    ("recommendations.recommendationtext", frozenset({"document_symbol"})),
    ("wg_sessions.document", frozenset({"job_number"})),
)


#: The groups that those of a language were in, by the first words of their names.
UNDIVIDED = {"words": "words", "translation": "document"}

#: Stands for the digest of a group while migrations run: it counts as that of any rows.
UNCHANGED = "unchanged"


def unchanged_groups(stored: dict[str, str], present: dict[str, list[Row]]) -> Iterator[str]:
    """Yield the names of the groups whose digest is stored, in whatever form.

    Words were once a part of their record's group, with the stage that the record was in; then
    those of all languages were one group. Titles that editors gave were of their document's.
    """
    undivided: dict[str, list[Row]] = defaultdict(list)
    for name, group in present.items():
        undivided[undivided_group(name)] += group
    for name, group in present.items():
        whole, record = undivided_group(name), record_group(name)
        if (name in stored and _has_digest(stored[name], group)) or (
            whole in stored
            and any(_has_digest(stored[whole], rows) for rows in (group, undivided[whole]))
        ):
            yield name
        elif record in stored and record.startswith("recommendation "):
            _kind, code = record.split(" ")
            rows = present.get(record, []) + undivided[f"words {code}"]
            if stored[record] in (UNCHANGED, *_digests_of_whole(rows)):
                yield name


def undivided_group(name: str) -> str:
    """Return the group that one was in before each language had its own; else its own name."""
    kind, key, *language = name.split(" ")
    if not language or kind not in UNDIVIDED:
        return name
    return f"{UNDIVIDED[kind]} {key}"


def _has_digest(stored: str, group: list[Row]) -> bool:
    return stored in (UNCHANGED, group_digest(group)) or stored in _earlier_digests(group)


def _earlier_digests(group: list[Row]) -> Iterator[str]:
    yield digest(group, without={"document_symbol": ""})
    for number in reversed(range(len(LATER_FIELDS))):
        yield group_digest(_omit_fields(dict(LATER_FIELDS[number:]), group))


def _digests_of_whole(whole: list[Row]) -> Iterator[str]:
    yield digest(whole)
    for number in reversed(range(len(LATER_FIELDS))):
        yield digest(_omit_fields(dict(LATER_FIELDS[number:]), whole))


def _omit_fields(later: dict[str, frozenset[str]], rows: list[Row]) -> list[Row]:
    """Return rows without the fields that came later."""
    return [
        {
            **row,
            "fields": {
                name: value
                for name, value in row["fields"].items()
                if name not in later.get(row["model"], ())
            },
        }
        for row in rows
    ]
