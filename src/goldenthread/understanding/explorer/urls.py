"""Addresses of: the explorer."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "explorer"
_EXPLORER = "<slug:slug>/work/explorer/"
_QUESTION = f"{_EXPLORER}questions/<slug:code>/"
urlpatterns = [
    path(_EXPLORER, views.table, name="table"),
    path(f"{_EXPLORER}table.csv", views.table_csv, name="table-csv"),
    path(f"{_EXPLORER}table.xlsx", views.table_xlsx, name="table-xlsx"),
    path(f"{_EXPLORER}prepare/", views.prepare, name="prepare"),
    path(_QUESTION, views.question, name="question"),
    path(f"{_QUESTION}answer.csv", views.question_csv, name="question-csv"),
    path(f"{_QUESTION}answer.xlsx", views.question_xlsx, name="question-xlsx"),
]
