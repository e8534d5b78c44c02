"""Which engine counts over the releases: DuckDB in this process, or Spark on as many machines as its operator has?

The expressions are the same; both give the same counts, and a test holds them to it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from goldenthread.understanding.datasets.reading.staged import workbench

DUCKDB, PYSPARK = "duckdb", "pyspark"
ENGINES = (DUCKDB, PYSPARK)
ON_THIS_MACHINE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""Where Spark has only this machine, it listens to nobody else."""
OURS = {
    "spark.sql.execution.arrow.pyspark.enabled": "true",  # so that an empty cell stays empty on the way there and back
    "spark.sql.execution.arrow.pyspark.fallback.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class EngineMissing(RuntimeError):
    """The engine that was chosen is not here. Says what to install."""


@contextmanager
def counting_engine(name: str, master: str = "") -> Iterator[Any]:
    """An Ibis backend to count with; `master` is where Spark runs, such as local[*] or spark://host:7077.

    A session of Spark that runs already, in a notebook or under `spark-submit`, is used and left running.
    """
    if name == PYSPARK:
        with _spark(master) as engine:
            yield engine
    else:
        with workbench() as engine:
            # Joins as they are written: of files without statistics the optimiser would join children to each other by
            # area and year alone, and only then compare their keys.
            engine.raw_sql("set disabled_optimizers = 'join_order'")
            engine.raw_sql("set enable_progress_bar = false")
            yield engine


@contextmanager
def _spark(master: str) -> Iterator[Any]:
    try:
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise EngineMissing('Spark is chosen, and is not installed: pip install "goldenthread[spark]".') from missing
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise EngineMissing("Spark needs Java 17 or 21: install it (Debian’s default-jre-headless), or set JAVA_HOME.")
    import ibis

    running = SparkSession.getActiveSession()
    session = running or _started(SparkSession.builder, master)
    try:
        yield ibis.pyspark.connect(session)
    finally:
        if running is None:
            session.stop()


def _started(builder: Any, master: str) -> Any:
    """A session with as many parts as there are processors; a cluster's own is said in its spark-defaults.conf."""
    settings = OURS
    if master.startswith("local"):
        settings = OURS | ON_THIS_MACHINE | {"spark.sql.shuffle.partitions": str(os.cpu_count() or 1)}
    builder = builder.appName("Golden Thread").master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session
