"""Addresses of themes, of the subject index and of the cross-walk."""

from django.urls import path

from recommendations.pages.taxonomy import crosswalk, subjects, themes

urlpatterns = [
    path("themes/", themes.theme_list, name="themes"),
    path("themes/<slug:slug>/", themes.theme_detail, name="theme"),
    path("index/", subjects.subject_list, name="subjects"),
    path("index/crosswalk/", crosswalk.crosswalk_detail, name="crosswalk"),
    path("index/<slug:slug>/", subjects.subject_detail, name="subject"),
]
