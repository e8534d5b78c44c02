from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "goldenthread.config"
    verbose_name = "Installation"

    def ready(self) -> None:
        """Register the system checks."""
        from goldenthread.config import checks  # noqa: F401
