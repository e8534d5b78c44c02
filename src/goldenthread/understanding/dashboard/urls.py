"""Where is the joint dashboard: for everybody, and at work?"""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "dashboard"
urlpatterns = [
    path("<slug:slug>/dashboard/", views.dashboard, name="dashboard"),
    path("<slug:slug>/dashboard/figures.csv", views.figures, name="figures"),
    path("<slug:slug>/work/dashboard/", views.working, name="working"),
]
