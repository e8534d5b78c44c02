from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "goldenthread.publishing.pages"
    label = "publishing_pages"
