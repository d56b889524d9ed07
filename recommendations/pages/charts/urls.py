"""Addresses of the charts."""

from django.urls import path

from recommendations.pages.charts import views

urlpatterns = [
    path("explore/", views.chart_list, name="explore"),
    path("explore/<slug:slug>/", views.chart_detail, name="picture"),
    path("explore/<slug:slug>.svg", views.chart_svg, name="picture_svg"),
    path("explore/<slug:slug>.csv", views.chart_csv, name="picture_csv"),
]
