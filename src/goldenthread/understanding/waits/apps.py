from django.apps import AppConfig


class WaitsConfig(AppConfig):
    name = "goldenthread.understanding.waits"
    verbose_name = "Waits"
