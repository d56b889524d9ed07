"""Groups of rows written for a batch, with what they were before."""

from __future__ import annotations

from collections.abc import Iterable, Set

from recommendations.importing.actions import (
    LoadRefused,
    delete_rows,
    shift_positions,
    written_documents,
)
from recommendations.importing.batches.plan import BatchPlan, Decisions
from recommendations.importing.batches.refusal import BatchRefused
from recommendations.importing.models import ImportBatch, LoadedGroup
from recommendations.importing.publication import resolve_waiting_citations
from recommendations.importing.rows.groups import (
    Row,
    digest,
    group_digest,
    row_key,
    row_model,
    rows_by_group,
    rows_in_database,
)
from recommendations.importing.rows.merger import RowsByGroup
from recommendations.importing.rows.row_writer import (
    RowName,
    RowNotWritten,
    row_name,
    write_rows,
)
from recommendations.models import RecommendationText
from sessions.models import Paragraph


def write_batch_groups(batch: ImportBatch, plan: BatchPlan, decisions: Decisions) -> None:
    """Write what a batch decided, and keep in it what was there before.

    Raises ``BatchRefused``. Within a transaction; does not save the batch.
    """
    merged = plan.merged_groups(decisions)
    remember_groups(batch, plan, merged)
    replace_groups(plan.held, merged)
    written = [each for group in merged.values() for each in group]
    resolve_waiting_citations(written_documents(written, plan.names))
    record_file_groups(batch, plan, decisions)


def remember_groups(batch: ImportBatch, plan: BatchPlan, merged: Iterable[str]) -> None:
    """Keep the rows of groups as they were before the batch first wrote them."""
    names = list(merged)
    loaded = {
        each.name: [each.digest, each.source] for each in LoadedGroup.objects.filter(name__in=names)
    }
    for name in names:
        state = {"rows": plan.held.get(name, []), "loaded": loaded.get(name)}
        batch.before.setdefault(name, state)


def replace_groups(held: RowsByGroup, wanted: RowsByGroup) -> None:
    """Make the rows of groups others, deleting those that they no longer have.

    Raises ``BatchRefused`` where something needs a row that would go, or holds what would come.
    """
    changed = [name for name in wanted if digest(wanted[name]) != digest(held.get(name, []))]
    old = [each for name in changed for each in held.get(name, [])]
    new = [each for name in changed for each in wanted[name]]
    kept, existing = set(map(row_name, new)), set(map(row_name, old))
    detach_texts([each for each in old if row_name(each) in kept], existing - kept)
    try:
        delete_rows([each for each in old if row_name(each) not in kept])
        shift_positions([each for each in new if row_name(each) in existing])
        write_rows(new, existing)
    except (LoadRefused, RowNotWritten) as error:
        raise BatchRefused([str(error)]) from error


def detach_texts(rows: Iterable[Row], gone: Set[RowName]) -> None:
    """Part the texts among rows from passages that go; what they get instead is written later."""
    label = Paragraph._meta.label_lower
    for each in rows:
        source = each["fields"].get("source")
        if source and row_model(each) is RecommendationText and (label, tuple(source)) in gone:
            text = RecommendationText.objects.get_by_natural_key(*row_key(each))
            RecommendationText.objects.filter(pk=text.pk).update(source=None)


def record_file_groups(batch: ImportBatch, plan: BatchPlan, decisions: Decisions) -> None:
    """Store the digests of what the file says, so that what others change is told from it.

    What is known to be so stays that of the file that said it first.
    """
    known = dict(LoadedGroup.objects.filter(name__in=plan.wanted).values_list("name", "digest"))
    left_alone = {*decisions.rejected, *plan.reprinted_places}
    digests = {
        name: group_digest(map(plan.names.file_row, group))
        for name, group in plan.wanted.items()
        if name.split(" ")[1] not in left_alone
        # A meeting that was known before stays the editors' to correct.
        and not (name.startswith("session ") and batch.before[name]["rows"])
    }
    LoadedGroup.objects.bulk_create(
        [
            LoadedGroup(name=name, digest=digest, source=batch.file.file_name)
            for name, digest in digests.items()
            if known.get(name) != digest
        ],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["digest", "source"],
    )


def current_groups(names: Iterable[str]) -> RowsByGroup:
    """Return the rows of groups as they are, by name."""
    wanted = set(names)
    return {
        name: group
        for name, group in rows_by_group(rows_in_database(wanted)).items()
        if name in wanted
    }


def current_digests(names: Iterable[str]) -> dict[str, str]:
    """Return the digests of groups as they are; empty of one that is gone."""
    wanted = list(names)
    groups = current_groups(wanted)
    return {name: group_digest(groups[name]) if name in groups else "" for name in wanted}
