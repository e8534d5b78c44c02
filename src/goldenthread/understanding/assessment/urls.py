"""Where is the needs assessment written?"""

from __future__ import annotations

from django.urls import path

from . import views

W = "<slug:slug>/work/needs-assessment"
app_name = "assessment"
urlpatterns = [
    path(f"{W}/", views.list_page, name="list"),
    path(f"{W}/begin/", views.begin, name="begin"),
    path(f"{W}/details/", views.details, name="details"),
    path(f"{W}/agree/", views.agree, name="agree"),
    path(f"{W}/sections/add/", views.add_section, name="add-section"),
    path(f"{W}/sections/<uuid:key>/", views.edit_section, name="section"),
    path(f"{W}/sections/<uuid:key>/remove/", views.remove_section, name="remove-section"),
    path(f"{W}/sections/<uuid:key>/figures/", views.find_figure, name="find"),
    path(f"{W}/sections/<uuid:key>/figures/<slug:code>/", views.pin_figure, name="pin"),
    path(f"{W}/figures/<uuid:key>/newer/", views.take_newer, name="newer"),
    path(f"{W}/figures/<uuid:key>/remove/", views.unpin, name="unpin"),
    path(f"{W}/recommendations/add/", views.add_recommendation, name="add-recommendation"),
    path(f"{W}/recommendations/<uuid:key>/", views.edit_recommendation, name="recommendation"),
]
