from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "goldenthread.publishing.editing"
    label = "publishing_editing"
