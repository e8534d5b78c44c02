"""Where are documents? Their names say what they are and in which form: `strategy.pdf`, `delivery-plan.docx`."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from . import views
from .files import DATA, DOCUMENTS, FORMS


class FileName(StringConverter):
    """The name of a document that is made here: nothing else may stand there."""

    regex = rf"(?:{'|'.join(DOCUMENTS)})\.(?:{'|'.join(FORMS)})|strategy\.(?:{'|'.join(DATA)})"


register_converter(FileName, "document")

app_name = "documents"
urlpatterns = [
    path("<slug:slug>/documents/", views.documents, name="list"),
    path("<slug:slug>/documents/<document:name>", views.file, name="file"),
]
