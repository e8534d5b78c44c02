from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    name = "goldenthread.understanding.explorer"
    verbose_name = "Explorer"
