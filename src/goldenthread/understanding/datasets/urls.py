"""Addresses of the data sets that an area holds."""

from django.urls import path

from . import views

app_name = "datasets"
urlpatterns = [
    path("<slug:slug>/work/data/", views.list_page, name="list"),
    path("<slug:slug>/work/data/kinds/", views.kinds, name="kinds"),
    path("<slug:slug>/work/data/load/", views.load, name="load"),
    path("<slug:slug>/work/data/arrivals/<uuid:arrival_id>/", views.arrival, name="arrival"),
    path("<slug:slug>/work/data/<uuid:release_id>/", views.release, name="release"),
    path("<slug:slug>/work/data/<uuid:release_id>/report.<slug:form>", views.report, name="report"),
    path("<slug:slug>/work/data/<uuid:release_id>/accept/", views.accept, name="accept"),
    path("<slug:slug>/work/data/<uuid:release_id>/set-aside/", views.set_aside, name="set-aside"),
    path("<slug:slug>/work/data/<uuid:release_id>/correct/", views.correct, name="correct"),
    path("<slug:slug>/work/data/<uuid:release_id>/retire/", views.retire, name="retire"),
]
