"""Where is the joint dashboard, for everybody and at work, and where the population?"""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "dashboard"
urlpatterns = [
    path("<slug:slug>/dashboard/", views.dashboard, name="dashboard"),
    path("<slug:slug>/dashboard/figures.csv", views.figures, name="figures"),
    path("<slug:slug>/population/", views.population, name="population"),
    path("<slug:slug>/population/figures.csv", views.population_csv, name="population-csv"),
    path("<slug:slug>/work/dashboard/", views.working, name="working"),
]
