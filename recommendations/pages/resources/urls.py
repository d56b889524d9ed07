"""Address of the resources."""

from django.urls import path

from recommendations.pages.resources import views

urlpatterns = [
    path("resources/", views.resource_list, name="resources"),
]
