"""Where is the thread?"""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "threads"
urlpatterns = [path("<slug:slug>/thread/", views.thread, name="thread")]
