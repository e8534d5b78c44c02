from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "goldenthread.planning.strategy"
    verbose_name = "Strategy"
