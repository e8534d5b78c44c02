"""How quick are an indicator's page, the area profile and an indicator at work, beside the least that Django can do?

The five areas of the demonstration with every published figure that ships. Each page is asked for many times, in turn
with a floor in the same process: a bare view that makes one indexed query and renders as many rows of figures as the
page shows items; milliseconds of processor. `anew` is the page when nothing that it shows is kept in memory, as after any
change. The number of queries, also anew, must not depend on how many figures there are: the least and the most over all
five areas and several indicators are told, and more than 16 fails.

    make bench ONLY=indicator_pages            (ROUNDS=40)
"""

from __future__ import annotations

import os
import platform
import re
import resource
import statistics
import sys
import time
from pathlib import Path

from starting import start_django

ROUNDS = int(os.environ.get("ROUNDS", "40"))
FOLDER = Path(__file__).parent.parent / "var" / "bench" / "demo"
AREAS = ("newcastle", "south-tyneside", "northumberland", "north-east-lincolnshire", "tameside")
CODES = ("plans-open", "plans-in-20-weeks", "placed-special")
ROWS = re.compile(rb"<(?:li|tr|g)[ >]")
MOST_QUERIES = 16
PAGES = {
    "indicator": "/{area}/indicators/{code}/",
    "area profile": "/{area}/indicators/",
    "indicator at work": "/{area}/work/indicators/{code}/",
}


def start() -> None:
    """Django on the demonstration, loaded once and kept."""
    start_django(FOLDER)
    from goldenthread.config.commands.demo import load
    from goldenthread.partnership.models import Area

    if Area.objects.filter(slug__in=AREAS).count() < len(AREAS):
        load()


def client_of_an_analyst() -> object:
    """Signed in as somebody who may see the working pages of all five areas."""
    from django.test import Client

    from goldenthread.accounts.models import Person
    from goldenthread.config import clock
    from goldenthread.partnership.actions import give_role
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.partnership.models import Area

    person = Person.objects.filter(email="bench@made-up.example").first() or Person.objects.create_user(
        "bench@made-up.example", name="Bench (made up)"
    )
    by = SystemActor(None, "The benchmark", clock.now())
    for area in Area.objects.filter(slug__in=AREAS):
        body = area.mentions.first().organisation
        give_role(person=person, organisation=body, area=area, role="analyst", by=by)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def milliseconds(client: object, address: str) -> tuple[float, bytes]:
    """How much of the processor one answer took, and the answer: other work on the machine does not count."""
    started = time.process_time()
    response = client.get(address)  # type: ignore[attr-defined]
    took = (time.process_time() - started) * 1000
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return took, response.content


def after_a_change(client: object, address: str) -> float:
    """The same when nothing is kept in memory of what was worked out before."""
    from goldenthread.audit.queries import forget

    forget()
    return milliseconds(client, address)[0]


def queries(client: object, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        after_a_change(client, address)
    return len(asked)


def measure(client: object, page: str) -> int:
    """Print one page's line; returns the most queries it ever asked."""
    addresses = [PAGES[page].format(area=area, code=code) for area in AREAS for code in CODES]
    addresses = list(dict.fromkeys(addresses))
    first, content = milliseconds(client, addresses[0])
    for address in addresses:
        milliseconds(client, address)
    asked = [queries(client, address) for address in addresses]
    items = max(len(ROWS.findall(content)), 1)
    floor = f"/floor/figures/{AREAS[0]}/{items}/"
    milliseconds(client, floor)
    pairs = [(milliseconds(client, addresses[0])[0], milliseconds(client, floor)[0]) for _ in range(ROUNDS)]
    anew = statistics.median(after_a_change(client, addresses[0]) for _ in range(max(ROUNDS // 4, 1)))
    times = sorted(pair[0] for pair in pairs)
    median, least = statistics.median(times), statistics.median(pair[1] for pair in pairs)
    span = f"{min(asked)} to {max(asked)}" if min(asked) < max(asked) else str(max(asked))
    print(
        f"{page:<20}{items:>7}{span:>10}{first:>9.0f}{anew:>9.1f}{median:>9.1f}{times[int(len(times) * 0.95)]:>9.1f}{least:>9.1f}"
        f"{median / least:>7.1f}"
    )
    return max(asked)


def main() -> int:
    start()
    client = client_of_an_analyst()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {ROUNDS} rounds")
    print(
        f"{'page':<20}{'items':>7}{'queries':>10}{'first':>9}{'anew':>9}{'median':>9}{'p95':>9}{'floor':>9}{'ratio':>7}  (ms)"
    )
    most = max(measure(client, page) for page in PAGES)
    print(f"  memory at its largest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    return 0 if most <= MOST_QUERIES else 1


if __name__ == "__main__":
    sys.exit(main())
