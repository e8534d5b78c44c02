from django.apps import AppConfig


class WaitsConfig(AppConfig):
    name = "goldenthread.understanding.waits"
    verbose_name = "Waits"

    def ready(self) -> None:
        """A promise of returns that came already is kept from its first day on."""
        from goldenthread.understanding.supply.actions import promised

        from .actions.register import when_promised

        promised.connect(when_promised, dispatch_uid="waits")
