"""Addresses of the passages and their downloads."""

from django.urls import path

from recommendations.pages.passages import views

urlpatterns = [
    path("passages/", views.passage_list, name="passages"),
    path("passages.csv", views.passage_csv, name="passages_csv"),
    path("passages.csv-metadata.json", views.passage_csv_metadata, name="passages_csv_metadata"),
    path("passages.json", views.passage_json, name="passages_json"),
]
