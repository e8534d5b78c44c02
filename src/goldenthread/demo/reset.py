"""Emptying the demonstration's database, whole: even the event log, which refuses to lose a row."""

from __future__ import annotations

from django.db import connection


def drop_everything() -> None:
    """Drop every table. The next `migrate` makes them anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            return
        cursor.execute("PRAGMA foreign_keys = OFF")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}")
        cursor.execute("PRAGMA foreign_keys = ON")
