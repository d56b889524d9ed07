"""Writing rows into the database, all or nothing, without touching what a curator changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, ProtectedError

from recommendations.citations.grammar import Found
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing.groups import Key, Row, by_group, digest, key_of, model_of, stored
from recommendations.importing.models import LoadedGroup
from recommendations.importing.saving import Unsaved, name_of, save
from recommendations.models import PERMANENT_STAGES, Citation, CitationKind, Unresolved
from sessions.models import Document, Paragraph
from smuggling_kb.natural_keys import NaturalKeyModel

#: Moves positions out of the way while rows change places under a unique constraint.
OUT_OF_THE_WAY = 10_000


class Refused(Exception):
    """The rows cannot be written; the message says why."""


@dataclass
class Changes:
    """What writing rows does, by the names of groups."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.created or self.updated or self.removed)


#: The source of the groups that the fixtures hold all of.
FIXTURES = "fixtures"


def compare_groups(
    wanted: dict[str, list[Row]], present: dict[str, list[Row]], source: str
) -> Changes:
    """Which groups are new, changed, gone or not to be touched."""
    loaded = dict(LoadedGroup.objects.values_list("name", "digest"))
    changes = Changes()
    for name, group in wanted.items():
        verdict(changes, name, digest(group), present.get(name), loaded.get(name))
    if source == FIXTURES:
        for name in fixture_groups() - wanted.keys():
            untouched = name in present and digest(present[name]) == loaded[name]
            goes = untouched and not kept_for_ever(present[name])
            (changes.removed if goes else changes.left).append(name)
    return changes


def kept_for_ever(group: list[Row]) -> bool:
    """Whether it is a recommendation that was published: no file takes that away."""
    return any(each["fields"].get("publication") in PERMANENT_STAGES for each in group)


def verdict(
    changes: Changes, name: str, wanted: str, present: list[Row] | None, loaded: str | None
) -> None:
    """Sort one group by comparing what is wanted, what is there and what a file last wrote."""
    if present is None:
        (changes.created if loaded is None else changes.left).append(name)
    elif digest(present) == wanted or wanted == loaded:
        changes.unchanged.append(name)
    elif digest(present) == loaded:
        changes.updated.append(name)
    else:
        changes.left.append(name)


def load(rows: Iterable[Row], *, source: str) -> Changes:
    """Create and update groups of rows; leave those that somebody changed since they were loaded.

    ``source`` is the name of the file that the rows are from, or ``FIXTURES``: they are complete,
    so a group that they no longer hold is removed, unless it was published.

    The history of each recommendation that it changes says so.

    Raises ``Refused`` if a row that is to go is still needed by one that stays.
    """
    kind = ChangeKind.BASELINE if source == FIXTURES else ChangeKind.IMPORT
    with record_changes(by=None, kind=kind, reason=source):
        return write(rows, source)


def write(rows: Iterable[Row], source: str) -> Changes:
    """Do what ``load`` does, within a transaction."""
    wanted = by_group(rows)
    names = wanted.keys() | (fixture_groups() if source == FIXTURES else set())
    present = {name: group for name, group in by_group(stored(names)).items() if name in names}
    changes = compare_groups(wanted, present, source)
    to_write = [each for name in changes.created + changes.updated for each in wanted[name]]
    keep = set(map(name_of, to_write))
    touched = [each for name in changes.updated + changes.removed for each in present[name]]
    delete([each for each in touched if name_of(each) not in keep])
    make_way([each for name in changes.updated for each in wanted[name]])
    try:
        save(to_write, held=set(map(name_of, touched)))
    except Unsaved as error:
        raise Refused(str(error)) from error
    lead_to_documents(to_write)
    remember(changes, wanted, present, source)
    return changes


def rehearse(rows: Iterable[Row], *, source: str) -> Changes:
    """What ``load`` would change; it is done and undone, so it refuses what ``load`` refuses."""
    with transaction.atomic():
        changes = load(rows, source=source)
        transaction.set_rollback(True)
    return changes


def fixture_groups() -> set[str]:
    """The names of the groups that fixtures wrote."""
    return set(LoadedGroup.objects.filter(source=FIXTURES).values_list("name", flat=True))


def lead_to_documents(written: list[Row]) -> None:
    """Let the citations that waited for a document lead to it, now that it is held."""
    symbols = [each["fields"]["symbol"] for each in written if model_of(each) is Document]
    waiting = Citation.objects.filter(
        kind=CitationKind.DOCUMENT, reference__in=symbols, unresolved=Unresolved.NOT_HELD
    )
    for citation in waiting:
        found = Found(0, 0, citation.kind, citation.reference, citation.pinpoint)
        document = Document.objects.get(symbol=citation.reference)
        passages = Paragraph.objects.filter(version__document=document, anchor=found.anchor)
        citation.document = document
        citation.anchor = found.anchor if passages.exists() else ""
        citation.unresolved, citation.symbol = "", ""
        citation.save()


def delete(rows: list[Row]) -> None:
    """Delete rows, children first."""
    try:
        for each in reversed(rows):
            find(model_of(each), key_of(each)).delete()
    except ProtectedError as error:
        needed_by = ", ".join(str(needing) for needing in error.protected_objects)
        row = " ".join(str(value) for value in key_of(each))
        raise Refused(f"{row} would go, but {needed_by} needs it.") from error


def find(model: type[NaturalKeyModel], key: Key) -> NaturalKeyModel:
    """The row of that natural key."""
    found: NaturalKeyModel = model.objects.get_by_natural_key(*key)
    return found


def make_way(rows: list[Row]) -> None:
    """Set the positions of the rows' passages aside, so that new ones cannot collide with old."""
    versions = {
        (model_of(each), *each["fields"]["version"])
        for each in rows
        if "version" in each["fields"] and "position" in each["fields"]
    }
    for model, symbol, language in versions:
        model.objects.filter(
            version__document__symbol=symbol,
            version__language=language,
            position__lt=OUT_OF_THE_WAY,
        ).update(position=F("position") + OUT_OF_THE_WAY)


def remember(
    changes: Changes, wanted: dict[str, list[Row]], present: dict[str, list[Row]], source: str
) -> None:
    """Note what the files have written, to know later what somebody changed."""
    written = changes.created + changes.updated
    confirmed = [
        name for name in changes.unchanged if digest(present[name]) == digest(wanted[name])
    ]
    LoadedGroup.objects.filter(name__in=changes.removed).delete()
    LoadedGroup.objects.bulk_create(
        [
            LoadedGroup(name=name, digest=digest(wanted[name]), source=source)
            for name in written + confirmed
        ],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["digest", "source"],
    )
