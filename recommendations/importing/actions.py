"""Load rows into the database, all or nothing, without touching what a curator changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F, ProtectedError

from recommendations.curation.passage_correction import file_wordings
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing.models import LoadedGroup
from recommendations.importing.publication import resolve_waiting_citations
from recommendations.importing.rows.groups import (
    MODELS,
    STAGES,
    Key,
    Row,
    group_digest,
    group_names,
    record_group,
    row_key,
    row_model,
    rows_by_group,
    rows_in_database,
)
from recommendations.importing.rows.row_writer import RowNotWritten, row_name, write_rows
from recommendations.importing.rows.subject_rules import SuggestedSubject
from recommendations.importing.upgrades.digest_forms import unchanged_groups
from recommendations.models import (
    PERMANENT_STAGES,
    Recommendation,
    RecommendationText,
    SubjectSuggestion,
    TextStage,
    Theme,
    ThemeAssignment,
)
from recommendations.records.file_names import FileNames
from recommendations.texts.wording import Wording
from sessions.models import Document
from smuggling_kb.database.natural_keys import NaturalKeyModel

#: The place of each model in an order in which a row's parents come before it.
ORDER = {model: place for place, model in enumerate(MODELS)}

#: Added to positions while rows change places under a unique constraint.
POSITION_OFFSET = 10_000


class LoadRefused(Exception):
    """The rows cannot be written; the message says why."""


@dataclass(frozen=True)
class WordsConflict:
    """The words of a record in one language: as an editor left them, and as the file has them."""

    code: str
    language: str
    stored: str
    printed: str


@dataclass
class GroupChanges:
    """The groups that a load creates, updates, removes or skips, by their names."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    #: The number of subjects that rules suggest, none of them public before somebody confirms it.
    suggested: int = 0
    #: The words that an editor and the file changed each in its own way.
    conflicts: list[WordsConflict] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.created or self.updated or self.removed)


#: The source of the groups that the fixtures hold all of.
FIXTURES = "fixtures"


def compare_groups(
    wanted: dict[str, list[Row]], present: dict[str, list[Row]], source: str
) -> GroupChanges:
    """Sort the groups into new, changed, gone and not to be touched."""
    loaded = last_digests(present)
    changes = GroupChanges()
    corrected = groups_of_documents() if source == FIXTURES else set()
    for name, group in wanted.items():
        last = loaded.get(name)
        if last is None and record_group(name) not in present:
            last = loaded.get(record_group(name))  # Whoever deleted a record, deleted its words.
        if name in present and name in corrected:
            last = ""  # Fixtures do not take back what a later file says.
        classify_group(changes, name, group_digest(group), present.get(name), last)
    if source == FIXTURES:
        gone = fixture_groups() - wanted.keys()
        kept = {
            record_group(name)
            for name in gone
            if name not in present
            or group_digest(present[name]) != loaded[name]
            or is_permanent_group(present[name])
        }
        for name in gone:
            (changes.skipped if record_group(name) in kept else changes.removed).append(name)
    return changes


def last_digests(present: dict[str, list[Row]]) -> dict[str, str]:
    """Return the digests of the groups as a file last wrote them, by their names.

    In today's form, wherever an earlier version stored another and the group is as it was.
    """
    stored = dict(LoadedGroup.objects.values_list("name", "digest"))
    unchanged = {name: group_digest(present[name]) for name in unchanged_groups(stored, present)}
    return stored | unchanged


def is_permanent_group(group: list[Row]) -> bool:
    """Return whether a group is a recommendation that was published: no file takes that away."""
    return any(each["fields"].get("publication") in PERMANENT_STAGES for each in group)


def classify_group(
    changes: GroupChanges, name: str, wanted: str, present: list[Row] | None, loaded: str | None
) -> None:
    """Sort one group by comparing what is wanted, what is there and what a file last wrote."""
    if present is None:
        (changes.created if loaded is None else changes.skipped).append(name)
    elif group_digest(present) == wanted or wanted == loaded:
        changes.unchanged.append(name)
    elif group_digest(present) == loaded:
        changes.updated.append(name)
    else:
        changes.skipped.append(name)


def load(
    rows: Iterable[Row], *, source: str, suggestions: Iterable[SuggestedSubject] = ()
) -> GroupChanges:
    """Create and update groups of rows; skip those that somebody changed since they were loaded.

    ``source`` is the name of the file that the rows are from, or ``FIXTURES``. Fixtures are
    complete: a group that they no longer hold is removed, unless it was published. The history of
    each recommendation that changes names the source.

    Raises ``LoadRefused`` if a row that is to go is still needed by one that stays.
    """
    kind = ChangeKind.BASELINE if source == FIXTURES else ChangeKind.IMPORT
    wanted = rows_by_group(rows)
    names = FileNames(each for group in wanted.values() for each in group)
    present = map(names.present_group, wanted)
    symbols = [name.removeprefix("document ") for name in present if name.startswith("document ")]
    with record_changes(by=None, kind=kind, reason=source), file_wordings(symbols):
        changes = write_groups(wanted, source, names)
        changes.suggested = write_suggestions(suggestions, names)
    return changes


def forget_groups(keys: set[str]) -> None:
    """Let files write again what was called so, as if they never had."""
    LoadedGroup.objects.filter(name__in=group_names(keys)).delete()


def write_suggestions(suggestions: Iterable[SuggestedSubject], names: FileNames) -> int:
    """Add suggestions of subjects that are neither assigned nor suggested, and return how many."""
    found = [each._replace(slug=names.present_key(Theme, each.slug)) for each in suggestions]
    codes, slugs = {each.code for each in found}, {each.slug for each in found}
    records = dict(Recommendation.objects.filter(code__in=codes).values_list("code", "pk"))
    subjects = dict(Theme.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    known = {
        pair
        for model in (ThemeAssignment, SubjectSuggestion)
        for pair in model._default_manager.filter(recommendation__in=records.values()).values_list(
            "recommendation", "theme"
        )
    }
    new = [
        SubjectSuggestion(
            recommendation_id=records[each.code], theme_id=subjects[each.slug], words=each.words
        )
        for each in found
        if each.code in records and (records[each.code], subjects[each.slug]) not in known
    ]
    SubjectSuggestion.objects.bulk_create(new)
    return len(new)


def write_groups(wanted: dict[str, list[Row]], source: str, file_names: FileNames) -> GroupChanges:
    names = wanted.keys() | (fixture_groups() if source == FIXTURES else set())
    in_database = rows_in_database(set(map(file_names.present_group, names)))
    stored = rows_by_group(map(file_names.file_row, in_database))
    present = {name: group for name, group in stored.items() if name in names}
    changes = compare_groups(wanted, present, source)
    changes.conflicts = list(words_conflicts(changes.skipped, wanted, present))
    to_write = [each for name in changes.created for each in wanted[name]]
    for name in changes.updated:
        to_write += with_stored_stages(wanted[name], present[name])
    if source != FIXTURES:
        to_write = with_draft_texts(to_write)
    touched = [each for name in changes.updated + changes.removed for each in present[name]]
    # From here on rows are called what they are called in the database.
    to_write, touched = file_names.present_rows(to_write), file_names.present_rows(touched)
    keep, updated = set(map(row_name, to_write)), set(map(row_name, touched))
    delete_rows([each for each in touched if row_name(each) not in keep])
    shift_positions([each for each in to_write if row_name(each) in updated])
    try:
        write_rows(to_write, existing=updated)
    except RowNotWritten as error:
        raise LoadRefused(str(error)) from error
    resolve_waiting_citations(written_documents(to_write, file_names))
    record_loaded_groups(changes, wanted, present, source)
    return changes


def with_stored_stages(wanted: list[Row], present: list[Row]) -> list[Row]:
    """Return the wanted rows of a group, records and texts in the stages that they are in now."""
    stages = {
        row_name(each): each["fields"][field]
        for each in present
        if (field := STAGES.get(row_model(each)))
    }
    return [with_stage(each, stages.get(row_name(each))) for each in wanted]


def with_draft_texts(rows: list[Row]) -> list[Row]:
    """Return rows, the texts that they add to public records as drafts: nobody has read them."""
    codes = {
        each["fields"]["recommendation"][0]
        for each in rows
        if row_model(each) is RecommendationText
    }
    public = Recommendation.objects.filter(code__in=codes, publication__in=PERMANENT_STAGES)
    held = RecommendationText.objects.filter(recommendation__in=public)
    languages = set(held.values_list("recommendation__code", "language"))
    public_codes = set(public.values_list("code", flat=True))
    return [
        with_stage(each, TextStage.DRAFT)
        if row_model(each) is RecommendationText
        and (code := each["fields"]["recommendation"][0]) in public_codes
        and (code, each["fields"]["language"]) not in languages
        else each
        for each in rows
    ]


def with_stage(row: Row, stage: str | None) -> Row:
    """Return a row in a stage of the workflow; as it is, without one."""
    if stage is None:
        return row
    return {**row, "fields": {**row["fields"], STAGES[row_model(row)]: stage}}


def words_conflicts(
    skipped: Iterable[str], wanted: dict[str, list[Row]], present: dict[str, list[Row]]
) -> Iterator[WordsConflict]:
    """Yield what differs between stored words that were left alone and those of the file."""
    for name in skipped:
        stored = texts_by_language(present.get(name, ()))
        for language, printed in texts_by_language(wanted.get(name, ())).items():
            if language in stored and stored[language] != printed:
                _kind, code, *_language = name.split(" ")
                yield WordsConflict(code, language, stored[language], printed)


def texts_by_language(group: Iterable[Row]) -> dict[str, str]:
    """Return the words of the texts in a group, each with its chapeau."""
    texts = (each["fields"] for each in group if row_model(each) is RecommendationText)
    return {text["language"]: Wording(text["chapeau"], text["text"]).words for text in texts}


def dry_run(
    rows: Iterable[Row], *, source: str, suggestions: Iterable[SuggestedSubject] = ()
) -> GroupChanges:
    """Return what ``load`` would change.

    All is written and rolled back, so that whatever ``load`` refuses is refused here too.
    """
    with transaction.atomic():
        changes = load(rows, source=source, suggestions=suggestions)
        transaction.set_rollback(True)
    return changes


def groups_of_documents() -> set[str]:
    """Return the names of the groups that the file of a document wrote last."""
    return set(LoadedGroup.objects.exclude(source=FIXTURES).values_list("name", flat=True))


def fixture_groups() -> set[str]:
    return set(LoadedGroup.objects.filter(source=FIXTURES).values_list("name", flat=True))


def written_documents(written: list[Row], names: FileNames) -> dict[str, Document]:
    """Return the public documents among written rows, by what the file calls them."""
    rows = [each for each in written if row_model(each) is Document]
    symbols = {names.file_row(each)["fields"]["symbol"]: each["fields"]["symbol"] for each in rows}
    public = Document.objects.published().filter(symbol__in=symbols.values())
    by_symbol = {each.symbol: each for each in public}
    return {name: by_symbol[symbol] for name, symbol in symbols.items() if symbol in by_symbol}


def delete_rows(rows: list[Row]) -> None:
    """Delete rows, children first."""
    try:
        for each in sorted(rows, key=lambda each: ORDER[row_model(each)], reverse=True):
            # Some go with another: items with their paragraph.
            with suppress(ObjectDoesNotExist):
                row_by_key(row_model(each), row_key(each)).delete()
    except ProtectedError as error:
        needed_by = ", ".join(str(needing) for needing in error.protected_objects)
        row = " ".join(str(value) for value in row_key(each))
        raise LoadRefused(f"{row} would go, but {needed_by} needs it.") from error


def row_by_key(model: type[NaturalKeyModel], key: Key) -> NaturalKeyModel:
    found: NaturalKeyModel = model.objects.get_by_natural_key(*key)
    return found


def shift_positions(rows: list[Row]) -> None:
    """Shift the positions of the rows' passages, so that new ones cannot collide with old ones."""
    versions = {
        (row_model(each), *each["fields"]["version"])
        for each in rows
        if "version" in each["fields"] and "position" in each["fields"]
    }
    for model, symbol, language in versions:
        model.objects.filter(
            version__document__symbol=symbol,
            version__language=language,
            position__lt=POSITION_OFFSET,
        ).update(position=F("position") + POSITION_OFFSET)


def record_loaded_groups(
    changes: GroupChanges, wanted: dict[str, list[Row]], present: dict[str, list[Row]], source: str
) -> None:
    """Store the digests of what was written, so that later changes by others can be noticed."""
    written = changes.created + changes.updated
    confirmed = [
        name
        for name in changes.unchanged
        if group_digest(present[name]) == group_digest(wanted[name])
    ]
    LoadedGroup.objects.filter(name__in=changes.removed).delete()
    LoadedGroup.objects.bulk_create(
        [
            LoadedGroup(name=name, digest=group_digest(wanted[name]), source=source)
            for name in written + confirmed
        ],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["digest", "source"],
    )
