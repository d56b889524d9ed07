"""The overview of the charts, and each chart as a page, as CSV and as SVG."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.index import current_index
from recommendations.index.coverage import coverage
from recommendations.names.data_versions import data_version_name
from recommendations.pages.charts.chart import Chart
from recommendations.pages.charts.grid import Grid, GridCell, GridRow, cell_label
from recommendations.pages.charts.registry import CHARTS
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.spreadsheets import CONTENT_TYPES, Sheet, Value, csv_lines

HEADER = ["row", "row_label", "column", "column_label", "status", "held", "count", "url", "basis"]
SVG = "image/svg+xml"


@require_safe
def chart_list(request: HttpRequest) -> HttpResponse:
    """Every chart in small, and what it shows."""
    return render(request, "charts/chart_list.html", {"charts": CHARTS.values()})


@require_safe
def chart_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A chart with its numbers as a table; no query."""
    chart = _chart(slug)
    grid = chart.grid()
    context = {
        "chart": chart,
        "grid": grid,
        "rows": [(row.head, _labelled_cells(grid, row)) for row in grid.rows],
        "totals": _labelled_cells(grid, grid.totals),
        "drawing": chart.draw(grid).svg(str(chart.title), chart.full_description),
        "others": [each for each in CHARTS.values() if each is not chart],
    }
    return render(request, "charts/chart_detail.html", context)


def _labelled_cells(grid: Grid, row: GridRow) -> list[tuple[GridCell, int, str]]:
    """Return the cells of a row and its sums, each with its step of the scale and its label."""
    names = [*(head.label for head in grid.columns), *_sum_labels().values()]
    return [
        (cell, grid.level(cell), cell_label(cell, row.head, name))
        for cell, name in zip(row.cells_and_sums, names, strict=True)
    ]


@require_safe
def chart_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """A chart as a file that names itself, its source and its date."""
    chart = _chart(slug)
    root = site_root(request)
    source = [
        coverage().sentence,
        _("Recommendations on the Smuggling of Migrants"),
        data_version_name(current_index().data_version),
        absolute_address(request, request.path.removesuffix(".svg") + "/"),
    ]
    file = chart.draw(chart.grid()).svg_file(str(chart.title), chart.full_description, root, source)
    return HttpResponse(file, content_type=SVG)


@require_safe
def chart_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers of a chart, a line for each cell and each sum."""
    chart = _chart(slug)
    root = site_root(request)
    sheet = Sheet(slug, HEADER, _csv_rows(chart, root))
    version, meetings = current_index().data_version.label, coverage().file_name_part
    return HttpResponse(
        "".join(csv_lines(sheet)),
        content_type=CONTENT_TYPES["csv"],
        headers={
            "Content-Disposition": f'attachment; filename="{slug}-{meetings}-{version}.csv"',
            "X-Robots-Tag": "noindex",
        },
    )


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
    return {"adopted": _("All adopted"), "not-adopted": _("Not adopted")}


def _chart(slug: str) -> Chart:
    if slug not in CHARTS:
        raise Http404
    return CHARTS[slug]
