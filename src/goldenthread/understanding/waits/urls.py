"""Addresses of: waits."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "waits"
_RETURN = "<slug:slug>/work/waits/<uuid:return_id>/"
urlpatterns = [
    path("<slug:slug>/waits/", views.waits, name="public"),
    path("<slug:slug>/waits/figures.csv", views.figures, name="figures"),
    path("<slug:slug>/work/waits/", views.list_page, name="list"),
    path("<slug:slug>/work/waits/bring-in/", views.bring_in, name="bring-in"),
    path(_RETURN, views.one, name="return"),
    path(f"{_RETURN}answers/", views.answer, name="answer"),
    path(f"{_RETURN}accept/", views.accept, name="accept"),
    path(f"{_RETURN}set-aside/", views.set_aside, name="set-aside"),
    path(f"{_RETURN}withdraw/", views.withdraw, name="withdraw"),
]
