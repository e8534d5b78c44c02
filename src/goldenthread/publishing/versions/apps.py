from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "goldenthread.publishing.versions"
    verbose_name = "Published versions"
