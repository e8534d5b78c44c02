from __future__ import annotations

from django.urls import path, re_path

from . import views

app_name = "versions"
urlpatterns = [
    path("<slug:slug>/versions/", views.versions, name="list"),
    path("<slug:slug>/versions/<int:number>/", views.one, name="one"),
    re_path(r"^(?P<slug>[-\w]+)/versions/(?P<number>[0-9]+)\.(?P<suffix>json|yaml)$", views.file, name="file"),
    path("<slug:slug>/versions/<int:old>/to/<int:new>/", views.difference, name="difference"),
    path("<slug:slug>/versions/<int:old>/to/now/", views.since, name="since"),
    path("<slug:slug>/work/publish/", views.publish, name="publish"),
]
