"""The pictures: their overview, the page of each, and each as CSV and SVG."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.index import current_index
from recommendations.pages.charts import PICTURES
from recommendations.pages.charts.cell_labels import called
from recommendations.pages.charts.chart import Picture
from recommendations.pages.charts.grid import Cell, Grid, Row
from sessions import dates
from smuggling_kb.spreadsheets import CONTENT_TYPES, Sheet, Value, csv_lines

HEADER = ["row", "row_label", "column", "column_label", "status", "held", "count", "url"]
SVG = "image/svg+xml"


@require_safe
def chart_list(request: HttpRequest) -> HttpResponse:
    """Every picture in small, and what it shows."""
    return render(request, "charts/chart_list.html", {"pictures": PICTURES.values()})


@require_safe
def chart_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A picture with its numbers as a table; no query."""
    picture = _picture(slug)
    grid = picture.grid()
    context = {
        "picture": picture,
        "grid": grid,
        "rows": [(row.head, _named(grid, row)) for row in grid.rows],
        "totals": _named(grid, grid.totals),
        "drawing": picture.draw(grid).svg(str(picture.title), str(picture.shows)),
        "others": [each for each in PICTURES.values() if each is not picture],
    }
    return render(request, "charts/chart_detail.html", context)


def _named(grid: Grid, row: Row) -> list[tuple[Cell, int, str]]:
    """The cells of a row and its sums, each with its step of the scale and its name."""
    names = [*(head.label for head in grid.columns), *_sums().values()]
    return [
        (cell, grid.level(cell), called(cell, row.head, name))
        for cell, name in zip(row.all, names, strict=True)
    ]


@require_safe
def chart_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture as a file that says by itself what it is and where it is from."""
    picture = _picture(slug)
    root = request.build_absolute_uri("/").rstrip("/")
    day = current_index().revision.changed.date()
    source = [
        _("Recommendations on the Smuggling of Migrants"),
        _("Data of %(day)s") % {"day": dates.span(day, day)},
        request.build_absolute_uri(request.path.removesuffix(".svg") + "/"),
    ]
    file = picture.draw(picture.grid()).file(str(picture.title), str(picture.shows), root, source)
    return HttpResponse(file, content_type=SVG)


@require_safe
def chart_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Its numbers, a line for each cell and each sum."""
    picture = _picture(slug)
    root = request.build_absolute_uri("/").rstrip("/")
    sheet = Sheet(slug, HEADER, _lines(picture, root))
    return HttpResponse(
        "".join(csv_lines(sheet)),
        content_type=CONTENT_TYPES["csv"],
        headers={
            "Content-Disposition": f'attachment; filename="{slug}.csv"',
            "X-Robots-Tag": "noindex",
        },
    )


def _lines(picture: Picture, root: str) -> Iterator[list[Value]]:
    """No number where the texts are not held; of meetings not held, one line for each."""
    for row, column, status, cell in picture.grid().lines():
        held = cell.count is not None
        for value in column.values or ("",) if column else ("",):
            yield [
                "; ".join(row.values),
                row.label,
                value,
                column.label if column else _sums()[status],
                status or "adopted",
                "yes" if held else "no",
                cell.count,
                root + cell.address if cell.address else "",
            ]


def _sums() -> dict[str, str]:
    return {"adopted": _("All adopted"), "not-adopted": _("Not adopted")}


def _picture(slug: str) -> Picture:
    if slug not in PICTURES:
        raise Http404
    return PICTURES[slug]
