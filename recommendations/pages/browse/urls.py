"""Addresses of the list, its downloads and its suggestions."""

from django.urls import path

from recommendations.pages.browse import autocomplete, views

urlpatterns = [
    path("recommendations/", views.recommendation_list, name="list"),
    path("recommendations.<format:extension>", views.recommendation_download, name="download"),
    path(
        "recommendations.csv-metadata.json",
        views.recommendation_csv_metadata,
        name="csv_metadata",
    ),
    path("recommendations/print/", views.recommendation_print, name="print"),
    path("recommendations/suggest/", autocomplete.suggestion_list, name="suggest"),
]
