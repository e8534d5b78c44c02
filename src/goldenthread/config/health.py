"""Is this installation working?"""

from __future__ import annotations

import logging
from importlib.metadata import version

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with the kind of database and the version; 503 with what is wrong."""
    answer = {"database": connection.vendor, "version": version("goldenthread")}
    if wrong := what_is_wrong():
        return JsonResponse({"status": "unavailable", **answer, "wrong": wrong}, status=503)
    return JsonResponse({"status": "ok", **answer})


def what_is_wrong() -> str:
    """One sentence, or nothing."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = waiting_migrations()
    except DatabaseError:
        log.exception("The database does not answer.")
        return "The database does not answer. The log says why."
    return f"The database is {waiting} migrations behind the program. Run: goldenthread serve" if waiting else ""


def waiting_migrations() -> int:
    """How many migrations the database has not seen."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
