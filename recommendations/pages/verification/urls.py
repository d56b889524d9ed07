"""The address of the verification."""

from django.urls import path

from recommendations.pages.verification import views

urlpatterns = [path("verify/", views.verification, name="verify")]
