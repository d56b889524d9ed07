"""Addresses of one recommendation and its other forms."""

from django.urls import path

from recommendations.pages.record import views

urlpatterns = [
    path("recommendations/<code:code>/", views.record_detail, name="record"),
    path("recommendations/<code:code>.json", views.record_json, name="record_json"),
    path(
        "recommendations/<code:code>.<reference:extension>",
        views.record_reference,
        name="reference",
    ),
    path("recommendations/<year:year>/", views.year_redirect, name="year"),
]
