from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "goldenthread.understanding.dashboard"
    verbose_name = "Joint dashboard"
