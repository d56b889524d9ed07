"""Address that leads from a citation to what it cites."""

from django.urls import path

from recommendations.pages.lookup import views

urlpatterns = [
    path("go/", views.lookup_detail, name="go"),
]
