from django.apps import AppConfig


class UnderstandingConfig(AppConfig):
    name = "goldenthread.understanding"
    verbose_name = "Joint understanding"
