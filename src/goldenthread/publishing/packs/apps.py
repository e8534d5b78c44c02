from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "goldenthread.publishing.packs"
    label = "publishing_packs"
