"""Addresses of recommendations and themes."""

from django.urls import path, register_converter

from recommendations import record, themes, views
from recommendations.converters import CodeConverter, FormatConverter, YearConverter

register_converter(CodeConverter, "code")
register_converter(YearConverter, "year")
register_converter(FormatConverter, "format")

app_name = "recommendations"

urlpatterns = [
    path("recommendations/", views.index, name="list"),
    path("recommendations.<format:extension>", views.download, name="download"),
    path("recommendations/<code:code>/", record.page, name="record"),
    path("recommendations/<code:code>.json", record.json, name="record_json"),
    path("recommendations/<year:year>/", record.year, name="year"),
    path("themes/", themes.index, name="themes"),
    path("themes/<slug:slug>/", themes.page, name="theme"),
]
