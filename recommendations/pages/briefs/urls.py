"""Addresses of the brief of a list."""

from django.urls import path

from recommendations.pages.briefs import views

urlpatterns = [
    path("brief/", views.brief_detail, name="brief"),
    path("brief.docx", views.brief_docx, name="brief_docx"),
]
