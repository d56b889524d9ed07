"""Addresses of the site's own pages."""

from django.urls import path

from recommendations.pages.site import about, opensearch
from recommendations.pages.site import home as views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", about.about_detail, name="about"),
    path("about/data/", about.data_detail, name="data"),
    path("about/search/", about.search_guide, name="search"),
    path("opensearch.xml", opensearch.opensearch, name="opensearch"),
]
