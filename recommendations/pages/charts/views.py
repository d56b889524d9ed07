"""The overview of the charts, and each chart as a page, as SVG, PNG and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from recommendations.exports.csv_metadata import description_link
from recommendations.index import current_index
from recommendations.index.coverage import coverage
from recommendations.pages.charts.chart import Chart
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, GridRow, cell_label
from recommendations.pages.charts.registry import CHARTS
from recommendations.pages.citations.network import network_picture
from recommendations.pages.drawings.picture_files import (
    image_response,
    picture_files,
    png_response,
    svg_response,
)
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.spreadsheets import CONTENT_TYPES, Sheet, Value, csv_lines

HEADER = ["row", "row_label", "column", "column_label", "status", "held", "count", "url", "basis"]


@dataclass(frozen=True)
class NumberCell:
    """A number of a table, with its step of the scale and its label."""

    cell: GridCell
    level: int
    label: str


@dataclass(frozen=True)
class NumberRow:
    """A row of a table: its cells, each with its column, and its two sums."""

    head: AxisValue
    cells: list[tuple[NumberCell, AxisValue]]
    sums: list[NumberCell]


@require_safe
def chart_list(request: HttpRequest) -> HttpResponse:
    """Every picture at reading size, with its finding and the address of its page."""
    pictures = [
        *(
            (reverse("recommendations:picture", args=[slug]), chart.picture())
            for slug, chart in CHARTS.items()
        ),
        (reverse("recommendations:citing"), network_picture()),
    ]
    return render(request, "charts/chart_list.html", {"pictures": pictures})


@require_safe
def chart_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A chart with its numbers as a table; no query."""
    chart = _chart(slug)
    grid, picture = chart.grid(), chart.picture()
    context = {
        "chart": chart,
        "grid": grid,
        "rows": [_number_row(grid, row) for row in grid.rows],
        "totals": _number_row(grid, grid.totals),
        "picture": picture,
        "drawings": {} if chart.is_table else picture.page_drawings(),
        "files": picture_files(request, picture, lambda: _csv_text(request, chart)),
        "others": [each for each in CHARTS.values() if each is not chart],
    }
    return render(request, "charts/chart_detail.html", context)


def _number_row(grid: Grid, row: GridRow) -> NumberRow:
    names = [*(head.label for head in grid.columns), *_sum_labels().values()]
    cells = [
        NumberCell(cell, grid.level(cell), cell_label(cell, row.head, name))
        for cell, name in zip(row.cells_and_sums, names, strict=True)
    ]
    return NumberRow(row.head, list(zip(cells, grid.columns, strict=False)), cells[-2:])


@require_safe
def chart_image(request: HttpRequest, slug: str, variant: str) -> HttpResponse:
    """A chart alone, in one of its widths and of the palettes, for the overview."""
    return image_response(_chart(slug).picture(), variant)


@require_safe
def chart_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """A chart as a file that names itself, its finding, its source and its date."""
    return svg_response(request, _chart(slug).picture())


@require_safe
def chart_png(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same file as an image of dots; 404 if it cannot be drawn so."""
    return png_response(request, _chart(slug).picture())


@require_safe
def chart_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of a chart, a line for each cell and each sum."""
    chart = _chart(slug)
    version, meetings = current_index().data_version.label, coverage().file_name_part
    return HttpResponse(
        _csv_text(request, chart),
        content_type=CONTENT_TYPES["csv"],
        headers={
            "Content-Disposition": f'attachment; filename="{slug}-{meetings}-{version}.csv"',
            "Link": description_link(absolute_address(request, reverse("data"))),
            "X-Robots-Tag": "noindex",
        },
    )


def _csv_text(request: HttpRequest, chart: Chart) -> str:
    rows = _csv_rows(chart, site_root(request))
    return "".join(csv_lines(Sheet(chart.slug, HEADER, rows)))


def _csv_rows(chart: Chart, root: str) -> Iterator[list[Value]]:
    """Yield no number where the texts are not held; of sessions not held, one line for each."""
    basis = str(coverage())
    for row, column, status, cell in chart.grid().all_cells():
        held = cell.count is not None
        for value in column.values or ("",) if column else ("",):
            yield [
                "; ".join(row.values),
                row.label,
                value,
                column.label if column else _sum_labels()[status],
                status or "adopted",
                "yes" if held else "no",
                cell.count,
                root + cell.address if cell.address else "",
                basis,
            ]


def _sum_labels() -> dict[str, str]:
    return {
        "adopted": _("All adopted"),
        "not-adopted": pgettext("number of recommendations", "Not adopted"),
    }


def _chart(slug: str) -> Chart:
    if slug not in CHARTS:
        raise Http404
    return CHARTS[slug]
