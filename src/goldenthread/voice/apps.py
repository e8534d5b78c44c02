from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "goldenthread.voice"
    verbose_name = "What families said"
