from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "goldenthread.thread"
    verbose_name = "The thread"
