from django.apps import AppConfig


class SupplyConfig(AppConfig):
    name = "goldenthread.understanding.supply"
    verbose_name = "Data supply"
