"""Addresses of the alignment of languages."""

from django.urls import path

from recommendations.pages.alignment import views

urlpatterns = [
    path("alignment/", views.alignment_detail, name="alignment"),
    path("alignment.csv", views.alignment_csv, name="alignment_csv"),
]
