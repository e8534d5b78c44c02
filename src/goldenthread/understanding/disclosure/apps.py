from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "goldenthread.understanding.disclosure"
    verbose_name = "Published tables"
