"""The preview of a table: rows that change a record, with differences marked, or add to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.curation.corrections.addition import AddedValue
from recommendations.curation.corrections.plan import Correction, TablePlan
from recommendations.curation.corrections.row_check import CellChange
from recommendations.rendering.diff import mark_changes
from smuggling_kb.admin.cells import change_link, format_passage
from smuggling_kb.templatetags.languages import lang_and_dir

#: The most that differences of texts may cost on one page, as the product of both lengths.
MAX_MARKING = 30_000_000
#: Columns whose differences are marked word by word, and those in the language of the text.
PASSAGE_COLUMNS = ("text", "chapeau", "strength_reason")
LANGUAGE_COLUMNS = ("text", "chapeau", "modal")


@dataclass(frozen=True)
class CellChangePreview:
    """A value that changes."""

    column: str
    difference: SafeString


@dataclass(frozen=True)
class CorrectionPreview:
    """A row that changes a record."""

    row: int
    link: SafeString
    changes: list[CellChangePreview]
    #: Words by which the record's text cites something, and which it no longer has.
    uncited: SafeString
    #: The wording of the source passage that its text would differ from.
    printed: SafeString


def correction_previews(plan: TablePlan) -> Iterator[CorrectionPreview]:
    """Yield the corrections of a plan; beyond ``MAX_MARKING``, words are no longer marked."""
    budget = MAX_MARKING
    for correction in plan.corrections:
        changes = []
        for change in correction.changes:
            budget -= len(change.before) * len(change.after)
            is_passage = change.column in PASSAGE_COLUMNS and change.before and change.after
            difference = format_difference(correction, change, bool(is_passage and budget > 0))
            changes.append(CellChangePreview(change.column, difference))
        yield CorrectionPreview(
            correction.row,
            change_link(correction.recommendation),
            changes,
            uncited_passages(correction),
            format_printed(correction),
        )


@dataclass(frozen=True)
class AdditionPreview:
    """A row that adds something."""

    row: int
    #: The code of the record, with a link to it if there is one.
    record: SafeString
    label: str
    is_public: bool
    values: list[CellChangePreview]


def addition_previews(plan: TablePlan) -> Iterator[AdditionPreview]:
    """Yield the additions of a plan."""
    for addition in plan.additions:
        values = [CellChangePreview(value.column, format_added(value)) for value in addition.values]
        yield AdditionPreview(
            addition.row,
            format_html("{}", addition.code)
            if addition.is_new_record
            else change_link(addition.record),
            addition.label,
            addition.is_public,
            values,
        )


def format_added(value: AddedValue) -> SafeString:
    language = lang_and_dir(value.language) if value.language else SafeString("")
    return format_html("<ins {}>{}</ins>", language, value.value)


def uncited_passages(correction: Correction) -> SafeString:
    return format_html_join(
        SafeString(pgettext("list", ", ")),
        "{}",
        ((format_passage(each, correction.language),) for each in correction.uncited_words()),
    )


def format_printed(correction: Correction) -> SafeString:
    printed = correction.differing_passage
    return format_passage(printed.words, correction.language) if printed else SafeString("")


def format_difference(correction: Correction, change: CellChange, is_passage: bool) -> SafeString:
    """Return a change with what is removed struck through and what is added underlined."""
    language = (
        lang_and_dir(correction.language) if change.column in LANGUAGE_COLUMNS else SafeString("")
    )
    if is_passage:
        return format_html(
            "<span {}>{}</span>", language, mark_changes(change.before, change.after)
        )
    empty = format_html('<span class="quiet">{}</span>', _("(empty)"))
    return format_html(
        "<span {language}>{before} → {after}</span>",
        language=language,
        before=format_html("<del>{}</del>", change.before) if change.before else empty,
        after=format_html("<ins>{}</ins>", change.after) if change.after else empty,
    )
