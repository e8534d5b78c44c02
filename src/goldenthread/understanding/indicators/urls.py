"""Addresses of the figures: an area's profile, and one indicator."""

from django.urls import path

from . import views

app_name = "indicators"
urlpatterns = [
    path("<slug:slug>/indicators/", views.profile, name="profile"),
    path("<slug:slug>/indicators/figures.csv", views.profile_csv, name="profile-csv"),
    path("<slug:slug>/indicators/<slug:code>/", views.indicator, name="indicator"),
    path("<slug:slug>/indicators/<slug:code>/figures.csv", views.indicator_csv, name="indicator-csv"),
]
