"""Addresses of treaties and their articles."""

from django.urls import path

from recommendations.pages.treaties import views

urlpatterns = [
    path("articles/", views.treaty_list, name="articles"),
    path("articles/<slug:instrument>/", views.instrument_detail, name="instrument"),
    path("articles/<slug:instrument>/<part:part>/", views.article_detail, name="article"),
]
