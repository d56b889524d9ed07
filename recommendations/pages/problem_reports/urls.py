"""Addresses of the form and of its confirmation."""

from django.urls import path

from recommendations.pages.problem_reports import views

urlpatterns = [
    path("report/", views.report_form, name="report"),
    path("report/<slug:reference>/", views.report_confirmation, name="report_confirmation"),
]
