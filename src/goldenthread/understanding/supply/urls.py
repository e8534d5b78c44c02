"""Addresses of: data supply."""

from __future__ import annotations

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from .views import asking, data_protection, deliveries, partner, register


class DayConverter(StringConverter):
    """A day as in `2026-10-01`."""

    regex = r"\d{4}-\d{2}-\d{2}"


register_converter(DayConverter, "day")

app_name = "supply"
of_one_delivery = [
    path("received/", deliveries.received, name="received"),
    path("refused/", deliveries.refused, name="refused"),
    path("taken-back/", deliveries.taken_back, name="taken-back"),
]
of_one_promise = [
    path("", register.one, name="one"),
    path("amend/", register.amend, name="amend"),
    path("end/", register.end, name="end"),
    path("<day:start>/", include(of_one_delivery)),
]
urlpatterns = [
    path("data-requests/<str:secret>/", partner.answer, name="answer"),
    path("<slug:slug>/work/data-protection/", data_protection.data_protection, name="data-protection"),
    path("<slug:slug>/work/data-supply/", register.register, name="list"),
    path("<slug:slug>/work/data-supply.csv", register.register_csv, name="csv"),
    path("<slug:slug>/work/data-supply.xlsx", register.register_xlsx, name="xlsx"),
    path("<slug:slug>/work/data-supply/add/", register.add, name="add"),
    path("<slug:slug>/work/data-supply/ask/<slug:partner>/", asking.ask, name="ask"),
    path("<slug:slug>/work/data-supply/<slug:key>/", include(of_one_promise)),
]
