"""Addresses of: data supply."""

from __future__ import annotations

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from . import views


class DayConverter(StringConverter):
    """A day as in `2026-10-01`."""

    regex = r"\d{4}-\d{2}-\d{2}"


register_converter(DayConverter, "day")

app_name = "supply"
of_one_delivery = [
    path("received/", views.received, name="received"),
    path("refused/", views.refused, name="refused"),
    path("taken-back/", views.taken_back, name="taken-back"),
]
of_one_promise = [
    path("", views.one, name="one"),
    path("amend/", views.amend, name="amend"),
    path("end/", views.end, name="end"),
    path("<day:start>/", include(of_one_delivery)),
]
urlpatterns = [
    path("data-requests/<str:secret>/", views.answer, name="answer"),
    path("<slug:slug>/work/data-protection/", views.data_protection, name="data-protection"),
    path("<slug:slug>/work/data-supply/", views.register, name="list"),
    path("<slug:slug>/work/data-supply.csv", views.register_csv, name="csv"),
    path("<slug:slug>/work/data-supply.xlsx", views.register_xlsx, name="xlsx"),
    path("<slug:slug>/work/data-supply/add/", views.add, name="add"),
    path("<slug:slug>/work/data-supply/ask/<slug:partner>/", views.ask, name="ask"),
    path("<slug:slug>/work/data-supply/<slug:key>/", include(of_one_promise)),
]
