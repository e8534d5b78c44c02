"""Addresses of: waits."""

from django.urls import URLPattern

app_name = "waits"
urlpatterns: list[URLPattern] = []
