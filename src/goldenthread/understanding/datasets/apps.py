from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "goldenthread.understanding.datasets"
    verbose_name = "Data sets"
