from django.apps import AppConfig


class GapsConfig(AppConfig):
    name = "goldenthread.publishing.gaps"
    label = "publishing_gaps"
