"""Addresses of: waits."""

from __future__ import annotations

from django.urls import path

from .views import public, working

app_name = "waits"
_RETURN = "<slug:slug>/work/waits/<uuid:return_id>/"
urlpatterns = [
    path("<slug:slug>/waits/", public.waits, name="public"),
    path("<slug:slug>/waits/figures.csv", public.figures, name="figures"),
    path("<slug:slug>/work/waits/", working.list_page, name="list"),
    path("<slug:slug>/work/waits/publish/", working.publish, name="publish"),
    path("<slug:slug>/work/waits/bring-in/", working.bring_in, name="bring-in"),
    path(_RETURN, working.one, name="return"),
    path(f"{_RETURN}answers/", working.answer, name="answer"),
    path(f"{_RETURN}accept/", working.accept, name="accept"),
    path(f"{_RETURN}set-aside/", working.set_aside, name="set-aside"),
    path(f"{_RETURN}withdraw/", working.withdraw, name="withdraw"),
]
