"""Addresses of the charts."""

from django.urls import path

from recommendations.pages.charts import views

urlpatterns = [
    path("explore/", views.chart_list, name="explore"),
    path("explore/<slug:slug>/", views.chart_detail, name="picture"),
    path("explore/<slug:slug>.svg", views.chart_svg, name="picture_svg"),
    path("explore/<slug:slug>.png", views.chart_png, name="picture_png"),
    path("explore/<slug:slug>.csv", views.chart_csv, name="picture_csv"),
    path("explore/<slug:slug>/<slug:variant>.svg", views.chart_image, name="picture_image"),
]
