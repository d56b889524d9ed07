"""Addresses of recommendations, themes and documents."""

from django.urls import path, register_converter

from recommendations import (
    articles,
    crosswalk,
    documents,
    reader,
    record,
    resources,
    subjects,
    themes,
    views,
)
from recommendations.converters import (
    CodeConverter,
    FormatConverter,
    PartConverter,
    ReferenceConverter,
    SymbolConverter,
    YearConverter,
)

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
    path("index/", subjects.index, name="subjects"),
    path("index/crosswalk/", crosswalk.page, name="crosswalk"),
    path("index/<slug:slug>/", subjects.page, name="subject"),
    path("documents/", documents.index, name="documents"),
    path("documents/<symbol:symbol>/", reader.page, name="document"),
    path("resources/", resources.index, name="resources"),
    path("articles/", articles.index, name="articles"),
    path("articles/<slug:instrument>/", articles.instrument, name="instrument"),
    path("articles/<slug:instrument>/<part:part>/", articles.page, name="article"),
]
