from __future__ import annotations

from django.urls import path

from . import views

app_name = "workbooks"
_ONE = "<slug:slug>/work/workbooks/<uuid:import_id>/"

urlpatterns = [
    path("<slug:slug>/documents/workbook.xlsx", views.export, name="export"),
    path("<slug:slug>/work/workbooks/", views.list_page, name="list"),
    path("<slug:slug>/work/workbooks/import/", views.import_page, name="import"),
    path(_ONE, views.preview, name="preview"),
    path(f"{_ONE}answers/", views.answer, name="answer"),
    path(f"{_ONE}accept/", views.accept, name="accept"),
    path(f"{_ONE}set-aside/", views.set_aside, name="set-aside"),
    path(f"{_ONE}original/", views.original, name="original"),
]
