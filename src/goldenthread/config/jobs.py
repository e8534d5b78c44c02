"""Who does a long job? A process that starts when a job is queued, does all that wait, and ends.

No second service has to be kept running. A job that was cut off can be asked for again where its page says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from django.db import transaction
from django_tasks_db.backend import DatabaseBackend

WORKER = (sys.executable, "-m", "django", "db_worker", "--batch", "--interval=0.2", "--no-startup-delay")


class WorkAtOnce(DatabaseBackend):
    """The queue in our own database, with a worker that is started once the job is certain to be in it."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Queue the job, and start a worker after the transaction."""
        result: Any = super().enqueue(task, args, kwargs)
        transaction.on_commit(start_worker)
        return result


def start_worker() -> None:
    """Start a process that does every job that waits, and ends; it outlives the request that asked for it."""
    environment = {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"} | os.environ
    quiet = subprocess.DEVNULL
    subprocess.Popen(WORKER, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603 (a fixed list of words)
