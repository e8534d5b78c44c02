from __future__ import annotations

from django.urls import path

from . import views

app_name = "deliveryplan"
urlpatterns = [
    path("<slug:slug>/work/actions/<str:key>/report/", views.report, name="report"),
    path("<slug:slug>/work/actions/<str:key>/date/", views.redate, name="redate"),
    path("<slug:slug>/work/actions/<str:key>/date/<str:step>/", views.redate, name="redate"),
]
