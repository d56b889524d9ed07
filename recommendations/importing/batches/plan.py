"""The plan of a batch: its rows and those held, by group, and what each record would become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.db import transaction
from django.db.models import Q

from recommendations.curation.passage_correction import file_wordings
from recommendations.importing.actions import last_digests
from recommendations.importing.models import ImportBatch, RecordChange
from recommendations.importing.rows.groups import (
    Row,
    group_digest,
    row_model,
    rows_by_group,
    rows_in_database,
    translation_group,
    words_group,
)
from recommendations.importing.rows.merger import (
    RowsByGroup,
    add_missing_rows,
    merge_document,
    merge_record,
    merge_translations,
    merge_words,
)
from recommendations.models import (
    PERMANENT_STAGES,
    Occurrence,
    Recommendation,
    RecommendationText,
    Relation,
    TextStage,
)
from recommendations.records.file_names import FileNames
from recommendations.texts.wording import Wording, passage_wording
from sessions.models import Document, Paragraph
from smuggling_kb.audit.models import AuditEntry, ChangeKind, Operation
from smuggling_kb.languages import LANGUAGES, TextStatus

#: The kinds of changes by which people state facts.
STATING = (ChangeKind.EDIT, ChangeKind.BULK, ChangeKind.TABLE, ChangeKind.RESTORE)

#: The words of a record: new; a translation, which the official text replaces; as held; changed by
#: the file; by an editor; by both.
WordsState = Literal["new", "unofficial", "same", "changed", "edited", "conflict"]


@dataclass(frozen=True)
class RecordComparison:
    """A record as a file has it, compared with what is held."""

    code: str
    anchor: str
    change: RecordChange
    printed: str = ""
    stored: str = ""
    is_conflict: bool = False


@dataclass(frozen=True)
class Decisions:
    """The codes of records that are left as they are, and of those whose own words give way."""

    rejected: frozenset[str] = frozenset()
    overwritten: frozenset[str] = frozenset()
    #: Whether the document becomes public, and tells of a meeting that others reported.
    are_final: bool = False


@dataclass
class BatchPlan:
    """The rows of one document's file, and what is held of the same groups.

    Rows are called as they are called in the database now.
    """

    symbol: str
    language: str
    names: FileNames
    wanted: RowsByGroup
    held: RowsByGroup
    #: The groups that are as a file last wrote them.
    untouched: Set[str]
    #: The names of the document's facts that somebody stated.
    stated_facts: Set[str]
    #: The texts held in the language, by the codes of their records.
    texts: Mapping[str, RecommendationText]
    #: The stages of the records that there are, by their codes.
    stages: Mapping[str, str]
    is_document_public: bool

    @cached_property
    def codes(self) -> list[str]:
        """The codes of the file's records, in its order."""
        return [
            code
            for kind, _space, code in (name.partition(" ") for name in self.wanted)
            if kind == "recommendation"
        ]

    @cached_property
    def reprinted_places(self) -> dict[str, str]:
        """The anchors of the passages that print records of other documents again, by code."""
        places = (
            each["fields"]
            for group in self.wanted.values()
            for each in group
            if row_model(each) is Occurrence and each["fields"]["relation"] == "restatement"
        )
        return {
            place["recommendation"][0]: place["anchor"]
            for place in places
            if place["document"][0] == self.symbol
            and self.words_group(place["recommendation"][0]) not in self.wanted
        }

    @cached_property
    def aligned_codes(self) -> list[str]:
        """The codes of the records that are held in another language, which get words in this."""
        return [
            code
            for code in self.codes
            if code not in self.reprinted_places and not self.states_facts(f"recommendation {code}")
        ]

    def states_facts(self, name: str) -> bool:
        """Return whether the file says what a record is, and not only where it stands."""
        return any(row_model(each) is Recommendation for each in self.wanted[name])

    @cached_property
    def missing_codes(self) -> list[str]:
        """The codes of the records that were read from the document, and are not in the file."""
        return sorted(
            code
            for code, text in self.texts.items()
            if code not in self.codes
            and text.source
            and text.source.version.document.symbol == self.symbol
        )

    def words_state(self, code: str) -> WordsState:
        """Return who changed the words of a record; its passage tells what the file last said."""
        if (text := self.texts.get(code)) is None:
            return "new"
        if text.text_status == TextStatus.UNOFFICIAL:
            return "unofficial"
        stored, printed = text.wording.words, self.printed_words(code)
        if stored == printed:
            return "same"
        base = text.printed_wording.words if text.printed_wording else None
        if stored == base:
            return "changed"
        return "edited" if printed == base else "conflict"

    def printed_words(self, code: str) -> str:
        """Return the words of a record in the file, its chapeau on a line of its own."""
        if code in self.reprinted_places:
            return self.passage_words(self.reprinted_places[code])
        text = self.text_fields(code)
        return Wording(text["chapeau"], text["text"]).words

    def text_fields(self, code: str) -> Row:
        """Return the fields of the text that the file has of a record."""
        return self._wanted_fields(self.words_group(code), RecommendationText)

    def words_group(self, code: str) -> str:
        """Return the name of the group of a record's words in the language of the file."""
        return words_group(code, self.language)

    def anchor(self, code: str) -> str:
        """Return the anchor of the passage that the file has a record in."""
        if code in self.reprinted_places:
            return self.reprinted_places[code]
        _symbol, _language, anchor = self.text_fields(code)["source"]
        return str(anchor)

    def passage_words(self, anchor: str) -> str:
        """Return the words of a passage of the file, as those of a recommendation."""
        passages = {fields["anchor"]: fields for fields in self._passages()}
        passage = passages[anchor]
        items = [
            (fields["label"], fields["text"])
            for fields in passages.values()
            if fields["parent"] and fields["parent"][2] == anchor
        ]
        parent = passage["parent"]
        above = passages[parent[2]]["text"] if parent else ""
        return passage_wording(passage["text"], items, above=above).words

    def _passages(self) -> Iterator[Row]:
        """Yield the fields of the paragraphs of the file, in their order."""
        for each in self.wanted[f"document {self.symbol}"]:
            if row_model(each) is Paragraph:
                yield each["fields"]

    def _wanted_fields(self, name: str, model: object) -> Row:
        fields: Row = next(each["fields"] for each in self.wanted[name] if row_model(each) is model)
        return fields

    def compare_records(self) -> Iterator[RecordComparison]:
        """Yield the records of the file in its order, then those that it no longer has."""
        for code in self.codes:
            yield self.compare_record(code)
        for code in filter(self.is_held, self.missing_codes):
            text = self.texts[code]
            anchor = text.source.anchor if text.source else ""
            yield RecordComparison(code, anchor, RecordChange.MISSING, stored=text.wording.words)

    def compare_record(self, code: str) -> RecordComparison:
        """Return what the file would change in a record."""
        if code in self.reprinted_places:
            return self.compare_reprint(code)
        text, state = self.texts.get(code), self.words_state(code)
        if not self.is_held(code):
            change = RecordChange.ADDED
        elif state in ("same", "edited") and not self.changes_facts(code):
            change = RecordChange.UNCHANGED
        else:
            change = RecordChange.CHANGED
        is_conflict = state == "conflict"
        # The draft of a new record has the words of the file, unless somebody changed them.
        is_shown = text and (is_conflict or change != RecordChange.ADDED)
        stored = text.wording.words if text and is_shown else ""
        return RecordComparison(
            code, self.anchor(code), change, self.printed_words(code), stored, is_conflict
        )

    def compare_reprint(self, code: str) -> RecordComparison:
        """Return what is different in a passage that prints a held record again."""
        printed, stored = self.printed_words(code), self.texts[code].wording.words
        change = RecordChange.RESTATED if self.changes_facts(code) else RecordChange.UNCHANGED
        anchor = self.reprinted_places[code]
        return RecordComparison(code, anchor, change, printed, stored, printed != stored)

    def is_held(self, code: str) -> bool:
        """Return whether a record is held beside this file, or public with its document, or was."""
        if code in self.reprinted_places or code in self.aligned_codes:
            return True
        return self.is_document_public and self.stages.get(code) in PERMANENT_STAGES

    def changes_facts(self, code: str) -> bool:
        """Return whether the file says otherwise what a record is beside its words."""
        name = f"recommendation {code}"
        return group_digest(self.merged_group(name)) != group_digest(self.held.get(name, []))

    def merged_groups(self, decisions: Decisions) -> RowsByGroup:
        """Return the rows that each group would have."""
        merged: RowsByGroup = {}
        for name in self.wanted:
            kind, code, *_language = name.split(" ")
            held = self.held.get(name, [])
            if kind in ("recommendation", "words") and code in decisions.rejected:
                merged[name] = held if self.is_held(code) else []
            elif kind == "words" and self.words_state(code) == "conflict":
                is_lost = code in decisions.overwritten
                merged[name] = self.merged_group(name) if is_lost else held
            elif kind == "session":
                is_told = any(each["fields"].get("start") for each in held)
                is_kept = held and (is_told or not decisions.are_final)
                merged[name] = held if is_kept else self.wanted[name]
            else:
                merged[name] = without_relations_to(self.merged_group(name), decisions.rejected)
        return merged | merge_translations(self.held, merged[f"document {self.symbol}"])

    def merged_group(self, name: str) -> list[Row]:
        """Return the rows of a group with what the file says, where nobody else decided."""
        wanted, held = self.wanted[name], self.held.get(name, [])
        kind, code, *_language = name.split(" ")
        is_untouched = name in self.untouched
        if kind == "document":
            stated = frozenset[str]() if is_untouched else self.stated_facts
            return merge_document(
                wanted, held, self.language, is_untouched=is_untouched, stated=stated
            )
        if kind == "recommendation" and not self.states_facts(name):
            return add_missing_rows(held, wanted)
        if kind == "recommendation":
            if self.words_state(code) in ("same", "edited") and not is_untouched:
                return held or wanted
            return merge_record(wanted, held, is_untouched=is_untouched)
        if kind == "words":
            if self.words_state(code) in ("same", "edited"):
                return held
            return merge_words(wanted, held, TextStage.PUBLISHED)
        return held or wanted


def without_relations_to(rows: list[Row], codes: Set[str]) -> list[Row]:
    """Return rows without the relations to some records."""
    return [
        each
        for each in rows
        if row_model(each) is not Relation or each["fields"]["target"][0] not in codes
    ]


def plan_batch(batch: ImportBatch) -> BatchPlan:
    """Return the plan of a batch against what is held now, and leave the database as it is.

    Corrected passages are compared as their file has them.
    """
    with transaction.atomic():
        with file_wordings([batch.symbol]):
            plan = read_plan(batch)
        transaction.set_rollback(True)
    return plan


def read_plan(batch: ImportBatch) -> BatchPlan:
    """Return the plan of a batch against the rows as they are."""
    names = FileNames(batch.plan)
    wanted = rows_by_group(names.present_rows(batch.plan))
    symbol = str(names.present_key(Document, batch.symbol))
    codes = [name.partition(" ")[2] for name in wanted if name.startswith("recommendation ")]
    texts = texts_of_document(codes, symbol, batch.language)
    every = wanted.keys() | set(record_groups(texts, batch.language))
    every |= {translation_group(symbol, language.code) for language in LANGUAGES}
    rows = list(rows_in_database(every))
    held = {name: group for name, group in rows_by_group(rows).items() if name in every}
    in_file = {name: list(map(names.file_row, group)) for name, group in held.items()}
    last = last_digests(in_file)
    records = Recommendation.objects.filter(code__in={*codes, *texts})
    return BatchPlan(
        symbol=symbol,
        language=batch.language,
        names=names,
        wanted=wanted,
        held=held,
        untouched={
            name for name, group in in_file.items() if group_digest(group) == last.get(name)
        },
        stated_facts=stated_facts(symbol),
        texts=texts,
        stages=dict(records.values_list("code", "publication")),
        is_document_public=Document.objects.published().filter(symbol=symbol).exists(),
    )


def stated_facts(symbol: str) -> Set[str]:
    """Return the names of the facts of a document that somebody stated, whatever its files say.

    One query, by the audit trail.
    """
    rows = Document.objects.filter(symbol=symbol).values("pk")
    entries = AuditEntry.objects.filter(model=Document._meta.label_lower, row__in=rows)
    by_people = entries.filter(
        Q(kind__in=STATING) | Q(kind=ChangeKind.OUTSIDE, operation=Operation.CHANGE)
    )
    stated = set[str]()
    for before, after in by_people.values_list("before", "after"):
        stated |= {
            name for name, value in (after or {}).items() if value != (before or {}).get(name)
        }
    return stated


def record_groups(codes: Iterable[str], language: str) -> list[str]:
    """Return the names of the groups of records and of their words in a language."""
    return [
        name for code in codes for name in (f"recommendation {code}", words_group(code, language))
    ]


def texts_of_document(
    codes: list[str], symbol: str, language: str
) -> dict[str, RecommendationText]:
    """Return the texts of records, and those read from a document, in a language by their codes.

    With all that their words are compared with; two queries.
    """
    of_file = Q(recommendation__code__in=codes)
    of_document = Q(source__version__document__symbol=symbol, source__version__language=language)
    found = (
        RecommendationText.objects.filter(of_file | of_document, language=language)
        .select_related("recommendation", "source__version__document", "source__parent")
        .prefetch_related("source__items")
    )
    return {text.recommendation.code: text for text in found}
