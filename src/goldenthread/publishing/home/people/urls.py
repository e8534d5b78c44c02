from __future__ import annotations

from django.urls import path

from goldenthread.publishing.home.handover import views as handover

from . import views

app_name = "people"
urlpatterns = [
    path("<slug:slug>/work/people/", views.people, name="list"),
    path("<slug:slug>/work/people/roles/", views.roles, name="roles"),
    path("<slug:slug>/work/people/give/", views.give, name="give"),
    path("<slug:slug>/work/people/<int:pk>/end/", views.end, name="end"),
    path("<slug:slug>/work/people/handover/", handover.handover, name="handover"),
    path("<slug:slug>/work/people/<uuid:person>/briefing/", handover.briefing, name="briefing"),
]
