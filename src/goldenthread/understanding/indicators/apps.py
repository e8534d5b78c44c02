from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "goldenthread.understanding.indicators"
    verbose_name = "Indicators"

    def ready(self) -> None:
        """Work figures out whenever a published release comes into use or goes out of it."""
        from goldenthread.understanding.datasets.actions import use_changed

        from . import tasks

        use_changed.connect(tasks.when_use_changes, dispatch_uid="indicators")
