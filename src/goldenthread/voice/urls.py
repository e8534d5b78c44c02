from __future__ import annotations

from django.urls import path

from . import views

app_name = "voice"
urlpatterns = [
    path("<slug:slug>/work/answers/<str:key>/confirm/", views.confirm, name="confirm"),
    path("<slug:slug>/work/feedback/", views.feedback, name="feedback"),
    path("<slug:slug>/work/feedback/<uuid:message_id>/", views.close_feedback, name="close-feedback"),
]
