"""The Django application that carries the templates and static files of the design."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "goldenthread.design"
    label = "design"
