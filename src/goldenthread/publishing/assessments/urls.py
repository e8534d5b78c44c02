from __future__ import annotations

from django.urls import path

from . import views

app_name = "assessments"
urlpatterns = [
    path("<slug:slug>/needs-assessment/", views.page, name="needs"),
    path("<slug:slug>/needs-assessment/files/<slug:ending>/", views.file, name="file"),
]
