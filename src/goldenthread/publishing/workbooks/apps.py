from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    name = "goldenthread.publishing.workbooks"
    verbose_name = "Workbooks"
