"""Addresses of the data sets that an area holds."""

from django.urls import path

from . import views

app_name = "datasets"
urlpatterns = [
    path("<slug:slug>/work/data/", views.list_page, name="list"),
    path("<slug:slug>/work/data/kinds/", views.kinds, name="kinds"),
    path("<slug:slug>/work/data/code-sets/", views.code_sets, name="code-sets"),
    path("<slug:slug>/work/data/code-sets/codes.csv", views.codes_file, name="codes-file"),
    path("<slug:slug>/work/data/code-sets/bring-in/", views.bring_codes_in, name="bring-codes-in"),
    path("<slug:slug>/work/data/code-sets/<uuid:code_id>/", views.revise_code, name="revise-code"),
    path("<slug:slug>/work/data/code-sets/<uuid:code_id>/take-out/", views.retire_code, name="retire-code"),
    path("<slug:slug>/work/data/code-sets/<uuid:code_id>/take-back/", views.undo_code, name="undo-code"),
    path("<slug:slug>/work/data/code-sets/<slug:kind>/<slug:code_set>/add/", views.add_code, name="add-code"),
    path("<slug:slug>/work/data/load/", views.load, name="load"),
    path("<slug:slug>/work/data/arrivals/<uuid:arrival_id>/", views.arrival, name="arrival"),
    path("<slug:slug>/work/data/<uuid:release_id>/", views.release, name="release"),
    path("<slug:slug>/work/data/<uuid:release_id>/report.<slug:form>", views.report, name="report"),
    path("<slug:slug>/work/data/<uuid:release_id>/accept/", views.accept, name="accept"),
    path("<slug:slug>/work/data/<uuid:release_id>/set-aside/", views.set_aside, name="set-aside"),
    path("<slug:slug>/work/data/<uuid:release_id>/correct/", views.correct, name="correct"),
    path("<slug:slug>/work/data/<uuid:release_id>/retire/", views.retire, name="retire"),
]
