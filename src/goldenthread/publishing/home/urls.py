from __future__ import annotations

from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("home/", views.areas, name="areas"),
    path("<slug:slug>/work/", views.home, name="home"),
    path("<slug:slug>/work/mine/", views.mine, name="mine"),
]
