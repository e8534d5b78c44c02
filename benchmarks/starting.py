"""Django beside its floor, on a database of the benchmark's own, in this process."""

from __future__ import annotations

import os
from pathlib import Path


def start_django(folder: Path) -> None:
    """Set Django up on that folder's database, brought up to date, with the addresses of `floor`."""
    os.environ["GOLDENTHREAD_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ROOT_URLCONF = "floor"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.AXES_ENABLED = False  # nobody signs in here; the client is handed its session
    call_command("migrate", verbosity=0)
