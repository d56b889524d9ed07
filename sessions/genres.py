"""The genres of documents, each with what other modules need to know of it.

A new genre is an entry of ``GENRES`` and its parser in ``recommendations/importing/parsers``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class ConcordanceColumn:
    """A column of the concordance, for the numbers that documents of some genres print."""

    #: The name in downloads, and the value to sort by.
    slug: str
    label: str | StrPromise = field(compare=False)
    is_sortable: bool = True


#: A pattern that matches nothing: nobody cites documents of the genre by its name.
NOT_TYPED = "(?!)"
OTHER_NUMBERS = ConcordanceColumn("other", _("Papers"), is_sortable=False)


@dataclass(frozen=True)
class Genre:
    """A kind of document; ``slug`` is what the database holds."""

    slug: str
    label: str | StrPromise = field(compare=False)
    #: How citations that people type name it: a regular expression, matched in either case.
    typed_name: str
    column: ConcordanceColumn = OTHER_NUMBERS
    #: Whether the session of the document adopted its recommendations.
    reports_adoption: bool = False


#: In the order of the concordance's columns.
GENRES: tuple[Genre, ...] = (
    Genre(
        "compilation",
        _("Compilation of recommendations"),
        r"compilation(?!\w)|建议汇总|汇总|汇编",
        ConcordanceColumn("compilation", _("Compilation")),
    ),
    Genre(
        "report",
        _("Meeting report"),
        r"reports?(?!\w)|报告",
        ConcordanceColumn("report", _("Report")),
        reports_adoption=True,
    ),
    Genre("background-paper", _("Background paper"), "background paper|背景文件"),
    Genre("working-paper", _("Working paper"), "working paper|工作文件"),
    Genre("provisional-agenda", _("Provisional agenda"), "provisional agenda|临时议程"),
    Genre("resolution", _("Resolution"), NOT_TYPED),
    Genre("other", _("Other document"), NOT_TYPED),
)


def genre_choices() -> list[tuple[str, str | StrPromise]]:
    """Return the choices of a field that holds a genre.

    Migrations refer to this function, so that a new genre needs none.
    """
    return [(genre.slug, genre.label) for genre in GENRES]


def genre_by_slug(slug: str) -> Genre:
    """Return the genre of a document; ``KeyError`` if there is no such genre."""
    for genre in GENRES:
        if genre.slug == slug:
            return genre
    raise KeyError(slug)


def concordance_columns() -> list[ConcordanceColumn]:
    """Return every column once, the one for other documents last."""
    columns = dict.fromkeys(genre.column for genre in GENRES)
    return sorted(columns, key=lambda column: column == OTHER_NUMBERS)


def genres_of_column(slug: str) -> list[str]:
    """Return the genres whose numbers stand in a column of the concordance."""
    return [genre.slug for genre in GENRES if genre.column.slug == slug]
