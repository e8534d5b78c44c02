"""Work that is measured in a process of its own, beside other work in the same run.

A child measures its own work, without the start of the interpreter and its imports, and tells it as one line of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORES = 2


@dataclass(frozen=True)
class Cost:
    """What work cost: seconds by the clock, seconds of processor, the most memory of its process, and what it told."""

    wall: float
    cpu: float
    peak_mib: float
    told: Any


def in_a_child(file: str, *words: str) -> Cost:
    """Run a benchmark's own file with these words in a process of its own, and what it told by `tell`."""
    path = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))}
    done = subprocess.run(  # noqa: S603 (a file of this folder)
        [sys.executable, file, *words], check=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def tell(work: Callable[[], Any]) -> None:
    """In the child: do the work on two cores and print what it cost."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    wall, cpu = time.perf_counter(), _processor()
    told = work()
    cost = {"wall": time.perf_counter() - wall, "cpu": _processor() - cpu}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**cost, "peak_mib": peak, "told": told}))


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
