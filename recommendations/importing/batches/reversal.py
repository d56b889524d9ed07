"""The reversal of a batch: drafts are deleted, what was published is archived or as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing.batches.closure import close_batch
from recommendations.importing.batches.group_writer import (
    current_digests,
    current_groups,
    replace_groups,
)
from recommendations.importing.batches.outside_relations import outside_relations
from recommendations.importing.batches.permissions import (
    DECIDE_PERMISSION,
    UNDO_PERMISSION,
    check_permission,
)
from recommendations.importing.batches.publication import archive_records
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.models import BatchStage, ImportBatch, LoadedGroup
from recommendations.importing.rows.groups import record_group
from recommendations.models import (
    PERMANENT_STAGES,
    Citation,
    Recommendation,
    Unresolved,
)
from sessions.models import Document, Publication, WorkingGroupSession
from smuggling_kb.languages import LanguageCode

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def undo_obstacles(batch: ImportBatch) -> list[str]:
    """Return what was built on a batch since, in words; empty if it can be undone."""
    if batch.stage != BatchStage.PUBLISHED:
        return list(relations_from_outside(batch)) if batch.is_open else [closed_message()]
    now = current_digests(batch.left)
    changed = [name for name, digest in batch.left.items() if now[name] != digest]
    obstacles = [
        _("%(name)s was changed after the batch was published.") % {"name": group_label(name)}
        for name in sorted(changed)
    ]
    return [*obstacles, *relations_from_outside(batch)]


def closed_message() -> str:
    return _("The batch was undone or discarded before.")


def group_label(name: str) -> str:
    """Return the name of a group as people say it."""
    kind, _space, rest = name.partition(" ")
    labels = {
        "document": _("Document %(name)s"),
        "session": _("Session %(name)s"),
        "recommendation": _("Recommendation %(name)s"),
    }
    if kind in ("words", "translation"):
        key, _space, language = rest.partition(" ")
        of_language = {
            "words": _("The text of recommendation %(name)s in %(language)s"),
            "translation": _("What editors translated of document %(name)s: %(language)s"),
        }
        return of_language[kind] % {"name": key, "language": LanguageCode(language).label}
    return labels.get(kind, "%(name)s") % {"name": rest}


def relations_from_outside(batch: ImportBatch) -> Iterator[str]:
    """Return the relations of other records to the new ones of a batch, in words."""
    codes = new_codes(batch)
    return outside_relations(codes, codes)


def new_codes(batch: ImportBatch) -> list[str]:
    """Return the codes of the records that were not there, or not public, before a batch."""
    return [
        name.partition(" ")[2]
        for name, state in batch.before.items()
        if name.startswith("recommendation ") and not was_permanent(state["rows"])
    ]


def was_permanent(rows: list[dict[str, Any]]) -> bool:
    """Return whether the rows of a record say that it was public."""
    return any(each["fields"].get("publication") in PERMANENT_STAGES for each in rows)


def undo_batch(batch: ImportBatch, *, by: User | None, reason: str) -> ImportBatch:
    """Undo a batch, and return it.

    One that is not published is discarded, its drafts deleted. Of one that is, new records are
    archived, so that their addresses stay, and what was changed is as it was. Raises
    ``BatchRefused`` with the names of what was built on it, or without a reason, and
    ``PermissionDenied``.
    """
    if batch.is_open:
        return discard_batch(batch, by=by, reason=reason)
    check_permission(by, UNDO_PERMISSION)
    if not reason.strip():
        raise BatchRefused([_("Say why: readers find the reason at the addresses.")])
    with record_changes(by=by, kind=ChangeKind.RESTORE, reason=reason):
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if obstacles := undo_obstacles(batch):
            raise BatchRefused(obstacles)
        # First, since the database lets no document be a draft again for any other reason.
        close_batch(batch, BatchStage.UNDONE, by, reason)
        new = new_codes(batch)
        groups = {f"recommendation {code}" for code in new}
        before = rows_before(batch)
        changed = {name: before[name] for name in before if record_group(name) not in groups}
        replace_groups(current_groups(changed), changed)
        written = Recommendation.objects.filter(code__in=new)
        archive_records(written.filter(publication__in=PERMANENT_STAGES), reason)
        hide_documents(draft_documents(batch))
        restore_loaded_groups(batch, changed)
    return batch


def rows_before(batch: ImportBatch) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the groups that were there before a batch, by name.

    Words in a language in which a record was not held are none; groups that are new beside those
    go with the record or document that they belong to.
    """
    held = {name: state["rows"] for name, state in batch.before.items()}
    return {
        name: rows
        for name, rows in held.items()
        if rows or (record_group(name) != name and held.get(record_group(name), True))
    }


def discard_batch(batch: ImportBatch, *, by: User | None, reason: str = "") -> ImportBatch:
    """Discard a batch that is not published, with its drafts, and return it.

    Raises ``BatchRefused`` with the names of what rests on a draft, and ``PermissionDenied``.
    """
    check_permission(by, DECIDE_PERMISSION)
    with record_changes(by=by, kind=ChangeKind.DELETE, reason=reason or str(batch.file)):
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if not batch.is_open:
            raise BatchRefused([closed_message()])
        if batch.has_drafts:
            delete_drafts(batch)
        batch.has_drafts = False
        close_batch(batch, BatchStage.DISCARDED, by, reason)
    return batch


def delete_drafts(batch: ImportBatch) -> None:
    """Delete what a batch wrote anew, and make the rest what it was."""
    if obstacles := list(relations_from_outside(batch)):
        raise BatchRefused(obstacles)
    new = [name for name, state in batch.before.items() if not state["rows"]]
    changed = rows_before(batch)
    try:
        for model, field, kind in (
            (Recommendation, "code", "recommendation"),
            (Document, "symbol", "document"),
        ):
            keys = keys_of_kind(new, kind)
            if model is Document:
                free_citations(keys)
            model._default_manager.filter(**{f"{field}__in": keys}).delete()
    except (ProtectedError, RestrictedError) as error:
        needing = ", ".join(sorted(str(each) for each in protected_rows(error)))
        raise BatchRefused(
            [_("Other data rests on the drafts by now: %(names)s.") % {"names": needing}]
        ) from error
    replace_groups(current_groups(changed), changed)
    delete_unused_sessions(keys_of_kind(new, "session"))
    LoadedGroup.objects.filter(name__in=new).delete()
    restore_loaded_groups(batch, changed)


def draft_documents(batch: ImportBatch) -> list[str]:
    """Return the symbols of documents that were not there, or not public, before a batch."""
    return [
        name.partition(" ")[2]
        for name, state in batch.before.items()
        if name.startswith("document ")
        and not any(
            each["fields"].get("publication") == Publication.PUBLISHED for each in state["rows"]
        )
    ]


def hide_documents(symbols: Collection[str]) -> None:
    """Make documents drafts again, with the meetings that no public document names."""
    free_citations(symbols)
    documents = Document.objects.filter(symbol__in=symbols)
    documents.update(publication=Publication.DRAFT)
    sessions = WorkingGroupSession.objects.filter(documents__in=documents)
    named = sessions.filter(documents__in=Document.objects.published())
    WorkingGroupSession.objects.filter(pk__in=sessions.values("pk")).exclude(
        pk__in=list(named.values_list("pk", flat=True))
    ).update(publication=Publication.DRAFT)


def keys_of_kind(names: Collection[str], kind: str) -> list[str]:
    """Return the keys of groups of a kind."""
    parts = (name.partition(" ") for name in names)
    return [key for each, _space, key in parts if each == kind]


def protected_rows(error: ProtectedError | RestrictedError) -> set[Any]:
    """Return the rows that something which would go is needed by."""
    if isinstance(error, ProtectedError):
        return error.protected_objects
    return error.restricted_objects


def free_citations(symbols: Collection[str]) -> None:
    """Let the citations of documents that go wait for them again."""
    for each in Citation.objects.filter(document__symbol__in=symbols):
        each.document, each.anchor = None, ""
        each.unresolved, each.symbol = Unresolved.NOT_HELD, each.reference
        each.save()


def delete_unused_sessions(numbers: Collection[str]) -> None:
    """Delete sessions that a batch made and nothing else is of."""
    for session in WorkingGroupSession.objects.filter(number__in=map(int, numbers)):
        if not session.documents.exists() and not session.recommendations.exists():
            session.delete()


def restore_loaded_groups(batch: ImportBatch, names: Collection[str]) -> None:
    """Store again what a file last wrote of groups, as it was before a batch."""
    LoadedGroup.objects.filter(name__in=names).delete()
    LoadedGroup.objects.bulk_create(
        LoadedGroup(name=name, digest=loaded[0], source=loaded[1])
        for name in names
        if (loaded := batch.before[name]["loaded"])
    )
