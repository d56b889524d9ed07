"""Addresses of the site's own pages."""

from django.urls import path

from recommendations.pages.site import about, contact, opensearch, statements
from recommendations.pages.site import home as views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", about.about_detail, name="about"),
    path("about/data/", about.data_detail, name="data"),
    path("about/search/", about.search_guide, name="search"),
    path("about/terms/", statements.terms_detail, name="terms"),
    path("about/accessibility/", statements.accessibility_detail, name="accessibility"),
    path("contact/", contact.contact_detail, name="contact"),
    path("opensearch.xml", opensearch.opensearch, name="opensearch"),
]
