"""Tables of new records: each row is a draft, with the place and the words that it is read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.curation.additions.kind import AddableColumn, AdditionKind, MayChange
from recommendations.curation.additions.known_places import read_known_places
from recommendations.curation.additions.record_draft import read_draft
from recommendations.curation.additions.row_cells import RowCells
from recommendations.curation.corrections.plan import TablePlan
from recommendations.models import Addressee, AdoptionStatus, Strength, Theme
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.languages import LanguageCode, TextStatus


class RecordKind(AdditionKind):
    name = "records"
    title = gettext_lazy("Add recommendations by table")
    explanation = gettext_lazy(
        "Each row is a new recommendation, read from a passage of a document that is held. It"
        " becomes a draft: readers do not see it before a reviewer has published it."
    )
    columns: ClassVar = {
        "code": AddableColumn(
            gettext_lazy("Its code, which is free: year, slash, printed number and letter."),
            "2020/23",
            required=True,
        ),
        "status": AddableColumn(
            gettext_lazy("Whether it is a recommendation, a proposal or a resolution."),
            "adopted",
            required=True,
        ),
        "session": AddableColumn(
            gettext_lazy("Number of the session that adopted it; empty if that is not known."), "7"
        ),
        "document": AddableColumn(
            gettext_lazy("Symbol of the document that prints it."),
            "CTOC/COP/WG.7/2020/4",
            required=True,
        ),
        "anchor": AddableColumn(
            gettext_lazy(
                "The place in the document, as in the address of the reader after #: p54 for"
                " paragraph 54, p54a for its item (a), r18 for recommendation 18."
            ),
            "p18",
            required=True,
        ),
        "language": AddableColumn(gettext_lazy("The language of the text."), "en", required=True),
        "text_status": AddableColumn(
            gettext_lazy("Whether the text is the United Nations’ own. Left empty: official.")
        ),
        "chapeau": AddableColumn(
            gettext_lazy(
                "The words that introduce the list of which it is an item. Left empty:"
                " those of the passage."
            )
        ),
        "text": AddableColumn(
            gettext_lazy(
                "Its words, without number, label or chapeau. Left empty: those of the"
                " passage, if it is held in that language."
            )
        ),
        "modal": AddableColumn(gettext_lazy("The modal word, as it stands in the text."), "should"),
        "strength": AddableColumn(
            gettext_lazy("How strongly it is worded. Left empty: as read from its text."),
            "should",
        ),
        "strength_reason": AddableColumn(
            gettext_lazy("Why, if the strength is not the one read from the text."),
            "“should” stands in the text.",
        ),
        "addressees": AddableColumn(
            gettext_lazy(
                "To whom it speaks, separated by semicolons. Left empty: as read from its text."
            ),
            "states-parties; unodc",
        ),
        "themes": AddableColumn(
            gettext_lazy("Its themes, separated by semicolons. Needed before it is published."),
            "protection",
        ),
        "topics": AddableColumn(gettext_lazy("Its subjects, separated by semicolons."), "children"),
    }
    key = ("code",)
    code_columns = ()
    adds = (
        "recommendation",
        "recommendationtext",
        "occurrence",
        "recommendationaddressee",
        "themeassignment",
    )

    def options(self) -> dict[str, list[str]]:
        return {
            "status": AdoptionStatus.values,
            "session": [
                str(each) for each in WorkingGroupSession.objects.values_list("number", flat=True)
            ],
            "document": list(Document.objects.values_list("symbol", flat=True)),
            "language": LanguageCode.values,
            "text_status": TextStatus.values,
            "strength": Strength.values,
            "addressees": Addressee.values,
            "themes": list(Theme.objects.chapters().values_list("slug", flat=True)),
            "topics": list(Theme.objects.subjects().values_list("slug", flat=True)),
        }

    def plan_rows(self, rows: Iterable[RowCells], plan: TablePlan, may_change: MayChange) -> None:
        known = read_known_places(list(rows))
        printed = dict(known.printed)
        for cells in rows:
            draft = read_draft(cells, known)
            place = (cells.cell("document"), cells.cell("anchor"))
            if not cells.problems and place in printed:
                message = _("%(code)s is read from this place already.")
                cells.refuse("anchor", message % {"code": printed[place]})
            if not cells.problems:
                printed[place] = cells.code
                plan.additions.append(draft.addition())
