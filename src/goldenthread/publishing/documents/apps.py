from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "goldenthread.publishing.documents"
    label = "publishing_documents"
