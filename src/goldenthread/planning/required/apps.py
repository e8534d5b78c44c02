from django.apps import AppConfig


class RequiredConfig(AppConfig):
    name = "goldenthread.planning.required"
    verbose_name = "Plans that others require"
