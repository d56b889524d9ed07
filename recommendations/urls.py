"""Addresses of recommendations, themes and documents."""

from django.urls import path, register_converter

from recommendations.converters import (
    CodeConverter,
    FormatConverter,
    PartConverter,
    ReferenceConverter,
    SymbolConverter,
    YearConverter,
)
from recommendations.pages.briefs import views as briefs
from recommendations.pages.browse import autocomplete, views
from recommendations.pages.charts import views as pictures
from recommendations.pages.citations import concordance, network, of_document, unresolved
from recommendations.pages.documents import catalogue
from recommendations.pages.documents import views as reader
from recommendations.pages.families import compare
from recommendations.pages.families import views as families
from recommendations.pages.lookup import views as go
from recommendations.pages.record import views as record
from recommendations.pages.resources import views as resources
from recommendations.pages.taxonomy import crosswalk, subjects, themes
from recommendations.pages.treaties import views as articles

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
    path("recommendations/suggest/", autocomplete.suggest, name="suggest"),
    path("recommendations/<code:code>/", record.page, name="record"),
    path("recommendations/<code:code>.json", record.json, name="record_json"),
    path("recommendations/<code:code>.<reference:extension>", record.reference, name="reference"),
    path("recommendations/<year:year>/", record.year, name="year"),
    path("themes/", themes.index, name="themes"),
    path("themes/<slug:slug>/", themes.page, name="theme"),
    path("families/", families.index, name="families"),
    path("families/<code:code>/", families.page, name="family"),
    path("compare/", compare.page, name="compare"),
    path("index/", subjects.index, name="subjects"),
    path("index/crosswalk/", crosswalk.page, name="crosswalk"),
    path("index/<slug:slug>/", subjects.page, name="subject"),
    path("documents/", catalogue.index, name="documents"),
    path("documents/citing/", network.page, name="citing"),
    path("documents/citing.csv", network.table, name="citing_csv"),
    path(
        "documents/<symbol:symbol>/citations/",
        of_document.page,
        name="document_citations",
    ),
    path("documents/<symbol:symbol>/", reader.page, name="document"),
    path("explore/", pictures.index, name="explore"),
    path("explore/<slug:slug>/", pictures.page, name="picture"),
    path("explore/<slug:slug>.svg", pictures.drawing, name="picture_svg"),
    path("explore/<slug:slug>.csv", pictures.table, name="picture_csv"),
    path("brief/", briefs.page, name="brief"),
    path("brief.docx", briefs.docx, name="brief_docx"),
    path("resources/", resources.index, name="resources"),
    path("go/", go.page, name="go"),
    path("citations/", unresolved.page, name="citations"),
    path("concordance/", concordance.page, name="concordance"),
    path("concordance.csv", concordance.table, name="concordance_csv"),
    path("articles/", articles.index, name="articles"),
    path("articles/<slug:instrument>/", articles.instrument, name="instrument"),
    path("articles/<slug:instrument>/<part:part>/", articles.page, name="article"),
]
