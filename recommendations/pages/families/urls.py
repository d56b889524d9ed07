"""Addresses of families and of recommendations side by side."""

from django.urls import path

from recommendations.pages.families import compare, views

urlpatterns = [
    path("families/", views.family_list, name="families"),
    path("families/<code:code>/", views.family_detail, name="family"),
    path("compare/", compare.comparison_detail, name="compare"),
]
