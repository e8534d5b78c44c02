from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "goldenthread.publishing.home"
    label = "publishing_home"
