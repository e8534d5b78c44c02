from __future__ import annotations

from django.urls import include, path

from . import views

app_name = "required"

of_one_version = [
    path("", views.version, name="version"),
    path("agree/", views.agree, name="agree"),
    path("plan.csv", views.version_csv, name="version-csv"),
    path("to/now/", views.since, name="since"),
    path("to/<int:new>/", views.difference, name="difference"),
]
of_one_plan = [
    path("", views.one, name="one"),
    path("plan.csv", views.plan_csv, name="csv"),
    path("headings/", views.headings, name="headings"),
    path("headings/<int:heading>/", views.choose, name="choose"),
    path("items/<uuid:item>/", views.note, name="note"),
    path("freeze/", views.freeze, name="freeze"),
    path("versions/<int:number>/", include(of_one_version)),
]
urlpatterns = [
    path("<slug:slug>/work/required-plans/", views.plans, name="list"),
    path("<slug:slug>/work/required-plans/make/", views.make, name="make"),
    path("<slug:slug>/work/required-plans/<slug:key>/", include(of_one_plan)),
]
