"""The files of a picture: SVG and PNG with their source, and the links to them with their sizes.

A picture whose page is ``…/name/`` has its files at ``…/name.svg``, ``.png`` and ``.csv``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from recommendations.exports.provenance import disclaimer, terms_of_use
from recommendations.index import current_index
from recommendations.names.data_versions import data_version_name
from recommendations.pages.drawings.picture import PALETTES, WIDTHS, Picture
from recommendations.pages.drawings.png_images import PNG_WIDTH, PngError, png_height, png_image
from smuggling_kb.deployment.site_address import absolute_address, site_root
from smuggling_kb.file_responses import whole_file_response

SVG = "image/svg+xml"
PNG = "image/png"


@dataclass(frozen=True)
class PictureFiles:
    """The files of a picture, as its page offers them."""

    #: The address of the page, absolute, and of its files without their endings.
    address: str
    name: str
    svg_size: str
    csv_size: str
    #: Empty if there is no PNG: then ``png_error`` says why.
    png_size: str
    png_error: str


def image_response(picture: Picture, variant: str) -> HttpResponse:
    """Answer with the drawing alone, as ``wide-dark`` asks for; 404 for no such variant."""
    width, _hyphen, palette = variant.partition("-")
    if width not in WIDTHS or palette not in PALETTES:
        raise Http404
    return HttpResponse(picture.image(width, palette), content_type=SVG)


def svg_response(request: HttpRequest, picture: Picture) -> HttpResponse:
    """Answer with a picture as SVG."""
    return HttpResponse(_svg_file(request, picture), content_type=SVG)


def png_response(request: HttpRequest, picture: Picture) -> HttpResponseBase:
    """Answer with a picture as PNG, one at a time; 404 and the reason if there can be none."""
    svg, language = _svg_file(request, picture), get_language() or "en"
    try:
        png_height(svg)
    except PngError as error:
        context = {"picture": picture, "reason": error, "page": _page_path(request)}
        return render(request, "charts/no_png.html", context, status=404)

    def make() -> BytesIO:
        return BytesIO(png_image(svg, language))

    return whole_file_response(request, make, PNG, {}, is_small=True)


def picture_files(
    request: HttpRequest, picture: Picture, csv_text: Callable[[], str]
) -> PictureFiles:
    """Return the links of a picture's page; ``csv_text`` gives its numbers as a file."""
    svg, csv = _svg_file(request, picture), csv_text()
    size, error = "", ""
    try:
        size = _("%(width)s × %(height)s pixels") % {"width": PNG_WIDTH, "height": png_height(svg)}
    except PngError as found:
        error = str(found)
    rows = csv.count("\r\n") - 1
    words = ngettext("%(rows)s row, %(size)s", "%(rows)s rows, %(size)s", rows)
    csv_size = words % {"rows": rows, "size": filesizeformat(len(csv.encode()))}
    return PictureFiles(
        absolute_address(request, _page_path(request)),
        _page_path(request).removesuffix("/"),
        filesizeformat(len(svg.encode())),
        csv_size,
        size,
        error,
    )


def _svg_file(request: HttpRequest, picture: Picture) -> str:
    source = [
        _("Recommendations on the Smuggling of Migrants"),
        absolute_address(request, _page_path(request)),
        data_version_name(current_index().data_version),
        terms_of_use(),
        disclaimer(),
    ]
    return picture.svg_file(site_root(request), source)


def _page_path(request: HttpRequest) -> str:
    """Return the path of a picture's page, where its page or one of its files is asked for."""
    path, _dot, ending = request.path.rpartition(".")
    return f"{path}/" if ending in ("svg", "png") else request.path
