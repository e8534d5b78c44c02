from __future__ import annotations

from django.urls import path

from . import views

app_name = "measures"
urlpatterns = [
    path("<slug:slug>/work/measures/<str:key>/record/", views.record, name="record"),
]
