"""Where is the gap report?"""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "gaps"
urlpatterns = [path("<slug:slug>/work/gaps/", views.gaps, name="gaps")]
