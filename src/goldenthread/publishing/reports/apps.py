from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "goldenthread.publishing.reports"
    label = "publishing_reports"
