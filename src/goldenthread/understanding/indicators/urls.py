"""Addresses of the figures: an area's profile and one indicator, for everybody; the same at work, with its returns."""

from django.urls import path

from . import views

app_name = "indicators"
urlpatterns = [
    path("<slug:slug>/work/indicators/", views.working_list, name="working-list"),
    path("<slug:slug>/work/indicators/add/", views.add, name="add"),
    path("<slug:slug>/work/indicators/from/<uuid:release_id>/", views.from_release, name="from-release"),
    path("<slug:slug>/work/indicators/<slug:code>/", views.working_indicator, name="working-indicator"),
    path("<slug:slug>/work/indicators/<slug:code>/figures.csv", views.working_csv, name="working-csv"),
    path("<slug:slug>/work/indicators/<slug:code>/edit/", views.edit, name="edit"),
    path("<slug:slug>/work/indicators/<slug:code>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:slug>/indicators/", views.profile, name="profile"),
    path("<slug:slug>/indicators/figures.csv", views.profile_csv, name="profile-csv"),
    path("<slug:slug>/indicators/<slug:code>/", views.indicator, name="indicator"),
    path("<slug:slug>/indicators/<slug:code>/figures.csv", views.indicator_csv, name="indicator-csv"),
]
