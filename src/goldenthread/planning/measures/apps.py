from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "goldenthread.planning.measures"
    verbose_name = "Measures"
