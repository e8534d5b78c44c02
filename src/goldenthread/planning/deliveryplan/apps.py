from django.apps import AppConfig


class DeliveryPlanConfig(AppConfig):
    name = "goldenthread.planning.deliveryplan"
    verbose_name = "Delivery plan"
