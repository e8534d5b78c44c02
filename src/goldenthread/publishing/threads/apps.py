from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "goldenthread.publishing.threads"
    label = "publishing_threads"
