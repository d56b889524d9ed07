"""The plan of a table: what it would correct and add, and its problems.

Nothing is written here. Tables of corrections add nothing; those that do are ``additions``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from recommendations.curation.corrections.addition import Addition
from recommendations.curation.corrections.columns import CuratorRecord
from recommendations.curation.corrections.dated_codes import DatedCode, read_dated_codes
from recommendations.curation.corrections.row_check import CellChange, RowCheck
from recommendations.curation.corrections.rows import NamedCells, read_header, rows_by_column
from recommendations.curation.corrections.table import MAX_PROBLEMS, TableProblem, UploadedTable
from recommendations.curation.corrections.values import KnownValues, nearest_option
from recommendations.history.versions import version_numbers
from recommendations.index import current_index, pin_index
from recommendations.models import Provision, Recommendation, RecommendationText, Theme
from recommendations.texts.spreadsheet_dates import codes_of_date
from recommendations.texts.wording import Wording
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.addresses.models import AddressedModel, FormerAddress
from smuggling_kb.languages import LanguageCode

#: Columns that are fields of a text in one language.
TEXT_COLUMNS = ("text_status", "chapeau", "text", "modal")
#: Recommendations that are read at a time.
BATCH = 200
#: Codes among which the nearest to an unknown one is looked for.
MAX_CODES = 2_000


@dataclass(frozen=True)
class Correction:
    """A row that changes a recommendation and its text in ``language``."""

    row: int
    recommendation: Recommendation
    language: str
    version: int
    changes: list[CellChange]
    #: The cells of the row, to plan it again.
    cells: dict[str, str]

    @property
    def code(self) -> str:
        return self.recommendation.code

    def new_values(self) -> dict[str, str]:
        """Return the new values by column."""
        return {change.column: change.after for change in self.changes}

    @cached_property
    def text_after(self) -> RecommendationText | None:
        """The text as the row leaves it, not saved; None if the row changes no text.

        Reads what ``for_list`` does.
        """
        after = {name: value for name, value in self.new_values().items() if name in TEXT_COLUMNS}
        found = (each for each in self.recommendation.texts.all() if each.language == self.language)
        text = next(found, None)
        if not after or text is None:
            return None
        text = copy(text)
        for name, value in after.items():
            setattr(text, name, value)
        return text

    @property
    def differing_passage(self) -> Wording | None:
        """The wording of the source passage, if the text differs from it after the row."""
        return self.text_after.status_mark.printed if self.text_after else None

    def uncited_words(self) -> list[str]:
        """Return words by which the text cites something, and which its new words lack."""
        text_after = self.new_values().get("text")
        return [
            citation.as_written
            for text in self.recommendation.texts.all()
            for citation in text.citations.all()
            if text_after
            and text.language == self.language
            and citation.as_written not in text_after
        ]


@dataclass
class TablePlan:
    """All that a table would do."""

    file_format: str
    corrections: list[Correction] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    #: Rows of the template that only show how a row is filled in.
    examples: list[int] = field(default_factory=list)
    #: Rows that change nothing, with the codes that they name.
    unchanged: list[tuple[int, str]] = field(default_factory=list)
    #: Dates of a spreadsheet that were read as codes.
    dated: list[DatedCode] = field(default_factory=list)
    #: At most ``MAX_PROBLEMS``.
    problems: list[TableProblem] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        """Return whether there were so many problems that not all rows were read."""
        return len(self.problems) >= MAX_PROBLEMS

    @property
    def is_applicable(self) -> bool:
        return bool(self.corrections or self.additions) and not self.problems

    @property
    def cell_count(self) -> int:
        """Return how many values change."""
        return sum(len(correction.changes) for correction in self.corrections)

    @property
    def unlike_passages(self) -> list[Correction]:
        """The rows after which a text differs from its source passage."""
        return [correction for correction in self.corrections if correction.differing_passage]

    @property
    def versions(self) -> dict[str, int]:
        """Return the version of each record that the plan is based on."""
        added = {addition.code: addition.version for addition in self.additions}
        return added | {correction.code: correction.version for correction in self.corrections}

    @property
    def public_additions(self) -> list[Addition]:
        """The additions that readers see as soon as they are written."""
        return [addition for addition in self.additions if addition.is_public]

    @property
    def changing_rows(self) -> list[tuple[int, dict[str, str]]]:
        """The rows that change or add something, with their cells, in the order of the table."""
        added = [(addition.row, addition.cells) for addition in self.additions]
        corrected = [(correction.row, correction.cells) for correction in self.corrections]
        return sorted(added + corrected, key=lambda each: each[0])

    def digest(self) -> str:
        """Return the same for plans that do the same to the same."""
        every = [
            [correction.code, correction.language, change.column, change.before, change.after]
            for correction in self.corrections
            for change in correction.changes
        ]
        every += [
            [addition.code, addition.label, str(addition.is_public), value.column, value.value]
            for addition in self.additions
            for value in addition.values
        ]
        return hashlib.sha256(json.dumps(every).encode()).hexdigest()


def plan_corrections(
    table: UploadedTable,
    root: str,
    may_change: Callable[[Recommendation], bool] = lambda _record: True,
) -> TablePlan:
    """Return what a table would do; ``root`` is the address of this site.

    A fixed number of queries, and a dozen for every ``BATCH`` rows.
    """
    plan = TablePlan(table.file_format, problems=list(table.problems))
    names = read_header(table.header, plan.problems)
    if not names:
        return plan
    read = read_dated_codes(list(rows_by_column(table.rows, names, plan.problems)))
    rows, plan.dated = read.rows, read.dated
    plan.problems += read.problems
    known = _known_values()
    with pin_index(current_index()):  # Each record's digest is in it.
        for start in range(0, len(rows), BATCH):
            _plan_batch(rows[start : start + BATCH], known, plan, root, may_change)
    plan.problems = sorted(plan.problems, key=lambda problem: problem.row)[:MAX_PROBLEMS]
    return plan


#: The columns that name rows by what may be called differently later.
NAMED_ROWS: dict[str, type[AddressedModel]] = {
    "session": WorkingGroupSession,
    "document": Document,
    "themes": Theme,
    "topics": Theme,
    "articles": Provision,
}


def _known_values() -> KnownValues:
    """Return what a table may name; four queries, and some more if anything was ever renamed."""
    is_renamed = FormerAddress.objects.exists()
    return KnownValues(
        codes=list(Recommendation.objects.values_list("code", flat=True)[:MAX_CODES]),
        sessions=frozenset(WorkingGroupSession.objects.values_list("number", flat=True)),
        themes={
            theme.slug: [name.name for name in theme.names.all()]
            for theme in Theme.objects.chapters().prefetch_related("names")
        },
        renamed={
            column: FormerAddress.objects.present_values(model._default_manager.all())
            for column, model in NAMED_ROWS.items()
            if is_renamed
        },
    )


def _plan_batch(
    rows: list[NamedCells],
    known: KnownValues,
    plan: TablePlan,
    root: str,
    may_change: Callable[[Recommendation], bool],
) -> None:
    """Add to a plan what some rows do."""
    codes = [row.code for row in rows]
    records = {
        record.code: record for record in Recommendation.objects.filter(code__in=codes).for_list()
    }
    versions = version_numbers(list(records))
    for row in rows:
        if plan.is_cut:
            return
        record = records.get(row.code)
        if record is None:
            plan.problems.append(unknown_code(row, known.codes))
            continue
        language = _text_language(row, record, plan.problems)
        if language is None:
            continue
        before = CuratorRecord(record, language, root, versions[row.code])
        check = RowCheck(row, before, before.cells(), known)
        changes = check.changes()
        if changes and not may_change(record):
            check.problems.append(
                row.problem("code", _("You do not have permission to change this record."))
            )
        if check.problems:
            plan.problems += check.problems
        elif changes:
            plan.corrections.append(
                Correction(row.number, record, language, versions[row.code], changes, row.cells)
            )
        else:
            plan.unchanged.append((row.number, row.code))


def unknown_code(row: NamedCells, codes: Collection[str]) -> TableProblem:
    """Return the problem of a row whose code no record has; ``codes`` are those of records."""
    if not row.code:
        return row.problem(
            "code", _("The row has no code."), _("The code of a record, e.g. 2012/5.")
        )
    if dates := codes_of_date(row.code):
        return row.problem(
            "code",
            _("The spreadsheet has turned the code into a date that matches no record."),
            _("The code as text. Format the column as text, or use the Excel table instead."),
            nearest_option(dates[0], codes),
        )
    nearest = nearest_option(row.code, codes)
    return row.problem("code", _("There is no record with this code."), nearest=nearest)


def _text_language(
    row: NamedCells, record: Recommendation, problems: list[TableProblem]
) -> str | None:
    """Return the language of the text that a row corrects; None, with a problem, if none is."""
    languages = [text.language for text in record.texts.all()]
    named = row.cells.get("language", "").strip().lower()
    if named in languages:
        return named
    has_words = any(name in row.cells for name in ("chapeau", "text", "modal", "text_status"))
    if not named and (len(languages) == 1 or not has_words):
        return languages[0] if languages else LanguageCode.CHINESE
    if not named:
        message = _(
            "The record has texts in several languages, and the row does not say which one."
        )
    elif named in LanguageCode.values:
        message = _(
            "The record has no text in this language. To add one, use the page “Add texts by"
            " table”."
        )
    else:
        message = _("There is no language with this name.")
    options = languages or LanguageCode.values
    problems.append(
        row.problem("language", message, ", ".join(options), nearest_option(named, options))
    )
    return None
