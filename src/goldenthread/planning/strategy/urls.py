from __future__ import annotations

from django.urls import path

from . import views

app_name = "strategy"
urlpatterns = [
    path("<slug:slug>/work/status/", views.status, name="status"),
    path("<slug:slug>/work/status/<str:key>/", views.status, name="status"),
]
