"""Tables of texts in further languages: new ones wait for a reviewer, others are corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.additions.held_records import HeldRecords, read_held_records
from recommendations.curation.additions.kind import AddableColumn, AdditionKind, MayChange
from recommendations.curation.additions.passages import PassagesByPlace, read_passages
from recommendations.curation.additions.row_cells import RowCells
from recommendations.curation.additions.text_check import check_modal, check_wording
from recommendations.curation.corrections.addition import AddedValue, Addition
from recommendations.curation.corrections.plan import TEXT_COLUMNS, Correction, TablePlan
from recommendations.curation.corrections.row_check import CellChange
from recommendations.models import (
    PERMANENT_STAGES,
    OccurrenceRelation,
    Recommendation,
    RecommendationText,
    TextStage,
)
from recommendations.models.text_status import ShownStatus
from recommendations.texts.modality import read_modality
from sessions.symbols import parse_symbol
from smuggling_kb.admin.downloads import batches
from smuggling_kb.languages import LanguageCode, TextStatus
from smuggling_kb.preference import ORIGINALS


@dataclass(frozen=True)
class KnownTexts:
    """The records that rows name, with all their texts, and the passages that they were read from.

    The passages are those of every language held.
    """

    held: HeldRecords
    passages: PassagesByPlace


class TextKind(AdditionKind):
    name = "texts"
    title = gettext_lazy("Add texts by table")
    explanation = gettext_lazy(
        "Each row is the text of a recommendation in one language. Readers do not see a new text"
        " of a public recommendation before a reviewer has published it. Where there is a text in"
        " that language already, the row corrects it."
    )
    columns: ClassVar = {
        "code": AddableColumn(
            gettext_lazy("The recommendation, e.g. 2012/5."), "2012/5", required=True
        ),
        "language": AddableColumn(gettext_lazy("The language of the text."), "en", required=True),
        "text_status": AddableColumn(
            gettext_lazy("Whether the text is the United Nations’ own."),
            "unofficial",
            required=True,
        ),
        "chapeau": AddableColumn(
            gettext_lazy(
                "The words that introduce the list of which the recommendation is an item. Needed"
                " where its other texts have them."
            )
        ),
        "text": AddableColumn(
            gettext_lazy("The words in that language, without number, label or chapeau."),
            "States parties should cooperate.",
            required=True,
        ),
        "modal": AddableColumn(
            gettext_lazy("The modal word, as it stands in the text or the chapeau."), "should"
        ),
        "document": AddableColumn(
            gettext_lazy(
                "Of an official text whose document is not held in that language: the symbol of"
                " the document that prints it."
            )
        ),
        "original": AddableColumn(
            gettext_lazy("For reading only: the text that is held. What stands here is not read.")
        ),
    }
    widths: ClassVar = {**AdditionKind.widths, "original": 80}
    key = ("code", "language")
    adds = ("recommendationtext",)

    def options(self) -> dict[str, list[str]]:
        return {"language": LanguageCode.values, "text_status": TextStatus.values}

    def plan_rows(self, rows: Iterable[RowCells], plan: TablePlan, may_change: MayChange) -> None:
        known = read_known_texts(list(rows), may_change)
        for cells in rows:
            record = known.held.record(cells)
            if record is not None:
                plan_text(cells, record, known, plan)


def read_known_texts(rows: list[RowCells], may_change: MayChange) -> KnownTexts:
    texts = (
        RecommendationText.objects.select_related("source__version__document", "source__parent")
        .prefetch_related("source__items", "citations")
        .order_by("pk")
    )
    records = Recommendation.objects.prefetch_related(
        Prefetch("texts", texts), "occurrences__document"
    )
    held = read_held_records(rows, records, may_change)
    places = {
        (place.document.symbol, place.anchor)
        for record in held.records.values()
        for place in record.occurrences.all()
        if place.relation == OccurrenceRelation.SOURCE
    }
    return KnownTexts(held, read_passages(places))


def plan_text(cells: RowCells, record: Recommendation, known: KnownTexts, plan: TablePlan) -> None:
    """Add to a plan the text or the correction that a row is; or its problems to it."""
    language = cells.choice("language", LanguageCode)
    written = RecommendationText(
        recommendation=record,
        language=language,
        text_status=cells.choice("text_status", TextStatus),
        chapeau=cells.text("chapeau", language),
        text=cells.text("text", language),
        modal=cells.words("modal"),
        document_symbol=cells.cell("document"),
    )
    if not cells.problems:
        check_words(cells, written, record)
    if cells.problems:
        return
    held = next((text for text in record.texts.all() if text.language == language), None)
    version = known.held.versions[record.code]
    if held is None:
        add_text(cells, written, record, known, plan)
    elif changes := text_changes(cells, held, written):
        changed = Correction(cells.row.number, record, language, version, changes, cells.row.cells)
        plan.corrections.append(changed)
    elif not cells.problems:
        plan.unchanged.append((cells.row.number, record.code))


def check_words(cells: RowCells, text: RecommendationText, record: Recommendation) -> None:
    """Refuse a text without the chapeau that the record has, and a modal word not in it."""
    if not text.chapeau and any(each.chapeau for each in record.texts.all()):
        cells.refuse(
            "chapeau",
            _("The recommendation is an item of a list, and its other texts have a chapeau."),
            _("The words before the list, in the language of the text."),
        )
    check_modal(cells, text)


def text_changes(
    cells: RowCells, held: RecommendationText, written: RecommendationText
) -> list[CellChange]:
    """Return what a row changes in a text that is held; an empty cell leaves it as it is."""
    if written.document_symbol not in ("", held.document_symbol):
        cells.refuse(
            "document",
            _("The text is held already. Change its document on its own page."),
            held.document_symbol,
        )
        return []
    return [
        CellChange(name, before, after)
        for name in TEXT_COLUMNS
        if (after := getattr(written, name)) and after != (before := getattr(held, name))
    ]


def add_text(
    cells: RowCells,
    text: RecommendationText,
    record: Recommendation,
    known: KnownTexts,
    plan: TablePlan,
) -> None:
    """Add a new text to a plan; refuses one that is called official and cannot be shown as it."""
    is_public = record.publication in PERMANENT_STAGES
    text.stage = TextStage.DRAFT if is_public else TextStage.PUBLISHED
    source = record.source
    if source and text.text_status == TextStatus.OFFICIAL:
        text.source = known.passages.get((source.document.symbol, source.anchor, text.language))
    if text.source:
        text.document_symbol = ""
    check_official(cells, text)
    if cells.problems:
        return
    text.modal = text.modal or read_modality(text.text, text.chapeau, text.language).modal
    values = [
        AddedValue("text_status", text.get_text_status_display()),
        AddedValue("chapeau", text.chapeau, text.language),
        AddedValue("text", text.text, text.language),
        AddedValue("modal", text.modal, text.language),
        AddedValue("document", str(text.source or text.document_symbol)),
    ]
    plan.additions.append(
        Addition(
            row=cells.row.number,
            record=record,
            version=known.held.versions[record.code],
            label=_("Text in %(language)s") % {"language": text.get_language_display()},
            is_public=False,
            values=[value for value in values if value.value],
            cells=cells.row.cells,
            instances=[text],
        )
    )


def check_official(cells: RowCells, text: RecommendationText) -> None:
    """Refuse an official text whose document is not known, or prints it otherwise."""
    if text.document_symbol:
        try:
            parse_symbol(text.document_symbol)
        except ValueError:
            message = _("This is not the symbol of a United Nations document.")
            cells.refuse("document", message, "CTOC/COP/WG.7/2020/4")
    if text.text_status != TextStatus.OFFICIAL:
        return
    check_wording(cells, text)
    if text.status_mark.status == ShownStatus.UNOFFICIAL:
        cells.refuse(
            "document",
            _("An official text needs the document that prints it."),
            _("The symbol of the document, or the status “unofficial”."),
        )


def rows_without_texts(records: QuerySet[Recommendation]) -> Iterator[dict[str, str]]:
    """Yield a row for each record, to be filled in, with its official text, or any, beside it."""
    for record in batches(records, Recommendation.objects.prefetch_related("texts")):
        original = ORIGINALS.choose(record.texts.all())
        yield {"code": record.code, "original": original.wording.words if original else ""}
