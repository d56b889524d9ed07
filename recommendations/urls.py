"""Addresses of recommendations, themes and documents."""

from django.urls import path, register_converter

from recommendations import articles, documents, go, reader, record, resources, themes, views
from recommendations.briefs import pages as briefs
from recommendations.converters import (
    CodeConverter,
    FormatConverter,
    PartConverter,
    ReferenceConverter,
    SymbolConverter,
    YearConverter,
)
from recommendations.explore import pages as pictures

register_converter(CodeConverter, "code")
register_converter(YearConverter, "year")
register_converter(FormatConverter, "format")
register_converter(ReferenceConverter, "reference")
register_converter(SymbolConverter, "symbol")
register_converter(PartConverter, "part")

app_name = "recommendations"

urlpatterns = [
    path("recommendations/", views.index, name="list"),
    path("recommendations.<format:extension>", views.download, name="download"),
    path("recommendations/<code:code>/", record.page, name="record"),
    path("recommendations/<code:code>.json", record.json, name="record_json"),
    path("recommendations/<code:code>.<reference:extension>", record.reference, name="reference"),
    path("recommendations/<year:year>/", record.year, name="year"),
    path("themes/", themes.index, name="themes"),
    path("themes/<slug:slug>/", themes.page, name="theme"),
    path("documents/", documents.index, name="documents"),
    path("documents/<symbol:symbol>/", reader.page, name="document"),
    path("explore/", pictures.index, name="explore"),
    path("explore/<slug:slug>/", pictures.page, name="picture"),
    path("explore/<slug:slug>.svg", pictures.drawing, name="picture_svg"),
    path("explore/<slug:slug>.csv", pictures.table, name="picture_csv"),
    path("brief/", briefs.page, name="brief"),
    path("brief.docx", briefs.docx, name="brief_docx"),
    path("resources/", resources.index, name="resources"),
    path("go/", go.page, name="go"),
    path("articles/", articles.index, name="articles"),
    path("articles/<slug:instrument>/", articles.instrument, name="instrument"),
    path("articles/<slug:instrument>/<part:part>/", articles.page, name="article"),
]
