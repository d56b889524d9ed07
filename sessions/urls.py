"""Addresses of the meetings."""

from django.urls import path

from sessions import views

app_name = "sessions"

urlpatterns = [
    path("sessions/", views.session_list, name="list"),
    path("sessions/<int:number>/", views.session_detail, name="session"),
]
