"""Addresses of recommendations and themes."""

from django.urls import path, register_converter

from recommendations import record, themes
from recommendations.converters import CodeConverter, YearConverter

register_converter(CodeConverter, "code")
register_converter(YearConverter, "year")

app_name = "recommendations"

urlpatterns = [
    path("recommendations/<code:code>/", record.page, name="record"),
    path("recommendations/<code:code>.json", record.json, name="record_json"),
    path("recommendations/<year:year>/", record.year, name="year"),
    path("themes/", themes.index, name="themes"),
    path("themes/<slug:slug>/", themes.page, name="theme"),
]
