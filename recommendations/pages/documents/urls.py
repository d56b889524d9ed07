"""Addresses of the documents."""

from django.urls import path

from recommendations.pages.documents import catalogue, views

urlpatterns = [
    path("documents/", catalogue.document_list, name="documents"),
    path("documents/<symbol:symbol>/", views.document_detail, name="document"),
]
