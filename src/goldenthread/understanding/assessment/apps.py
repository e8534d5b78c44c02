from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "goldenthread.understanding.assessment"
    verbose_name = "Needs assessment"
