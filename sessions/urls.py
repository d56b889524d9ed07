"""Addresses of the meetings."""

from django.urls import path

from sessions import views

app_name = "sessions"

urlpatterns = [
    path("sessions/", views.index, name="list"),
    path("sessions/<int:number>/", views.page, name="session"),
]
