"""Where is a progress report made?"""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [path("<slug:slug>/work/report/", views.report, name="report")]
