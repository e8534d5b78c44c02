from __future__ import annotations

from django.urls import path

from . import views
from .log import views as log
from .updates import views as updates

app_name = "home"
urlpatterns = [
    path("home/", views.areas, name="areas"),
    path("updates/<str:secret>/", updates.answer, name="answer"),
    path("<slug:slug>/work/", views.home, name="home"),
    path("<slug:slug>/work/mine/", views.mine, name="mine"),
    path("<slug:slug>/work/log/", log.log, name="log"),
    path("<slug:slug>/work/log/check/", log.check, name="log-check"),
    path("<slug:slug>/work/log.csv", log.download, name="log-csv"),
    path("<slug:slug>/work/update-requests/", updates.requests, name="requests"),
]
