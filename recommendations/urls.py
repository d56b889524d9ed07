"""Addresses of recommendations, themes and documents: those of each section of pages."""

from django.urls import include, path, register_converter

from recommendations import converters

register_converter(converters.CodeConverter, "code")
register_converter(converters.YearConverter, "year")
register_converter(converters.FormatConverter, "format")
register_converter(converters.ReferenceConverter, "reference")
register_converter(converters.SymbolConverter, "symbol")
register_converter(converters.PartConverter, "part")

app_name = "recommendations"

#: The packages in ``pages`` that have addresses. A symbol may have any number of strokes, so that
#: ``citations``, with a page below each document, stands before ``documents``.
SECTIONS = (
    "browse",
    "record",
    "families",
    "taxonomy",
    "citations",
    "documents",
    "passages",
    "charts",
    "briefs",
    "resources",
    "lookup",
    "treaties",
    "problem_reports",
    "verification",
    "alignment",
)

urlpatterns = [path("", include(f"recommendations.pages.{section}.urls")) for section in SECTIONS]
