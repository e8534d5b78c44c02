from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "goldenthread.delivery"
    verbose_name = "Joint delivery"
