"""Addresses of the site's own pages."""

from django.urls import path

from smuggling_kb import views

urlpatterns = [path("", views.home, name="home")]
