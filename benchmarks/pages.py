"""How quick are an area's home, thread and gap report in a country of large areas, beside the least that Django can do?

153 made-up areas, each of 40 priorities, 400 actions and 300 measures with twelve values. Each page is asked for many
times, in turn with a floor in the same process: a bare view that makes one indexed query and renders as many rows as
the page shows items. Then the same with one area alone in the database, to see whether the number of areas matters.

    make bench            (AREAS=153 ROUNDS=60)
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from starting import start_django

AREAS = int(os.environ.get("AREAS", "153"))
ROUNDS = int(os.environ.get("ROUNDS", "60"))
FOLDER = Path(__file__).parent.parent / "var" / "bench"
ROWS = re.compile(rb"<(?:li|tr|g)[ >]")
PAGES = {"area home": "/made-up-1/", "thread": "/made-up-1/thread/", "gap report": "/made-up-1/work/gaps/"}


@dataclass(frozen=True)
class Figures:
    """What one page cost. Times in milliseconds."""

    page: str
    areas: int
    items: int
    queries: int
    first: float
    median: float
    p95: float
    floor: float

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.median / self.floor


def start(areas: int) -> None:
    """Django on a database of its own with that many made-up areas, made once and kept."""
    start_django(FOLDER / str(areas))
    from goldenthread.config import clock
    from goldenthread.demo.made_up import make_areas

    for n, area in enumerate(make_areas(areas, clock.now()), start=1):
        print(f"  made {area} ({n} of {areas})", file=sys.stderr)


def reader() -> Callable[[str], bytes]:
    """Asks for a page as somebody at work in the first area."""
    from django.test import Client

    from goldenthread.accounts.models import Person
    from goldenthread.config import clock
    from goldenthread.partnership.actions import give_role
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.partnership.models import Area

    area = Area.objects.get(slug="made-up-1")
    person = Person.objects.filter(email="bench@made-up.example").first() or Person.objects.create_user(
        "bench@made-up.example", name="Bench (made up)"
    )
    by = SystemActor(None, "The benchmark", clock.now())
    body = area.mentions.first().organisation
    give_role(person=person, organisation=body, area=area, role="commissioning-lead", by=by)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def read(address: str) -> bytes:
        response = client.get(address)
        assert response.status_code == 200, f"{address} answered {response.status_code}"
        return response.content

    return read


def timed(read: Callable[[str], bytes], address: str) -> float:
    """Milliseconds for one answer."""
    started = time.perf_counter()
    read(address)
    return (time.perf_counter() - started) * 1000


def measure(areas: int) -> Iterator[Figures]:
    """Each page, in turn with its floor."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    read = reader()
    for page, address in PAGES.items():
        first = timed(read, address)
        content = read(address)
        items = max(len(ROWS.findall(content)), 1)
        with CaptureQueriesContext(connection) as queries:
            read(address)
        asked = len(queries)  # now: the next request clears the list
        floor = f"/floor/made-up-1/{items}/"
        read(floor)
        pairs = [(timed(read, address), timed(read, floor)) for _ in range(ROUNDS)]
        times = sorted(pair[0] for pair in pairs)
        yield Figures(
            page,
            areas,
            items,
            asked,
            first,
            statistics.median(times),
            times[int(len(times) * 0.95)],
            statistics.median(pair[1] for pair in pairs),
        )


def report(areas: int) -> None:
    """Measure in this process and print one JSON line."""
    start(areas)
    rows = [figures.__dict__ | {"ratio": figures.ratio} for figures in measure(areas)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": rows, "memory_mib": round(memory)}))


def main() -> None:
    """One process for each number of areas, then the table."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {ROUNDS} rounds")
    print(
        f"{'page':<12}{'areas':>6}{'items':>7}{'queries':>9}{'first':>9}{'median':>9}{'p95':>9}{'floor':>9}{'ratio':>7}  (ms)"
    )
    for areas in (1, AREAS):
        words = [sys.executable, __file__, str(areas)]
        done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent)  # noqa: S603 (this file itself)
        result = json.loads(done.stdout)
        for row in result["rows"]:
            print(
                f"{row['page']:<12}{row['areas']:>6}{row['items']:>7}{row['queries']:>9}{row['first']:>9.1f}"
                f"{row['median']:>9.1f}{row['p95']:>9.1f}{row['floor']:>9.1f}{row['ratio']:>7.1f}"
            )
        print(f"  memory at its largest: {result['memory_mib']} MiB")


if __name__ == "__main__":
    report(int(sys.argv[1])) if len(sys.argv) > 1 else main()
