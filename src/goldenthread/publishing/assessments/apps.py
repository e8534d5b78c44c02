from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "goldenthread.publishing.assessments"
    label = "publishing_assessments"
