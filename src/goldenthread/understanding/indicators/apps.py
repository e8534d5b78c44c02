from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "goldenthread.understanding.indicators"
    verbose_name = "Indicators"
