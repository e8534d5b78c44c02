"""Addresses of: published tables."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "disclosure"
urlpatterns = [
    path("<slug:slug>/work/published/", views.published, name="list"),
    path("<slug:slug>/work/published/propose/", views.propose, name="propose"),
    path("<slug:slug>/work/published/propose/<uuid:proposal_id>/", views.proposed, name="proposed"),
    path("<slug:slug>/work/published/attack/", views.attack, name="attack"),
    path("<slug:slug>/work/published/<slug:key>/<int:edition>/", views.one, name="one"),
    path("<slug:slug>/work/published/<slug:key>/<int:edition>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:slug>/figures/", views.figures, name="figures"),
    path("<slug:slug>/figures/<slug:key>/", views.figure, name="figure"),
    path("<slug:slug>/figures/<slug:key>/table.csv", views.figure_csv, name="csv"),
    path("<slug:slug>/figures/<slug:key>/table.xlsx", views.figure_xlsx, name="xlsx"),
]
