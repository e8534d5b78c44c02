"""Does everything work, here, from nothing but the clone?

    python3 scripts/run_tests.py [leg …]

Sets up, then runs each leg and goes on when one fails. A leg that this machine cannot run says what is missing; in CI
that is a failure.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import machine
from postgres import temporary_server
from prepare import make_environment, prepare
from steps import ROOT, StepFailed, report

COUNTS = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")
IN_A_BROWSER = ["tests/journeys", "tests/design/test_in_a_browser.py"]
ON_SPARK = ["tests/spark"]
UNIT = [f"--ignore={path}" for path in (*IN_A_BROWSER, *ON_SPARK)]
COMPILED_ONCE = {
    "PYTHONDONTWRITEBYTECODE": ""
}  # tests start many processes: without it each compiles every module again
NOT_OURS = ["-W", "ignore::DeprecationWarning", "-W", "ignore::ResourceWarning"]  # what pyspark and py4j warn of
AGAIN = ["--hypothesis-profile=again", "-m", "not once"]  # the first leg tried every example, and what is costly
BOTH_CORES = ["-n", str(os.cpu_count() or 1), "--dist=loadgroup"]  # what shares a costly fixture is in a group


class Missing(Exception):
    """This machine lacks what a leg needs. Says what, and how to have it."""


@dataclass
class Leg:
    """What one leg came to."""

    title: str
    code: int = 0
    seconds: float = 0.0
    closing: str = ""


def checks(leg: Leg) -> None:
    """Locks, style, types, layers, migrations, documentation."""
    _run(leg, [sys.executable, "scripts/run_checks.py"])


def unit(leg: Leg) -> None:
    """Unit tests on SQLite, with the coverage floor."""
    _pytest(leg, ROOT / ".venv/bin", [*UNIT, *BOTH_CORES, "--cov", "--cov-report=term:skip-covered"])


def analysis(leg: Leg) -> None:
    """The analytical core, in an environment without Django."""
    programs = make_environment(ROOT / ".venv-analysis", ["analysis"])
    words = ["-c", "tests/without_django.ini", "--rootdir=.", "--confcutdir=tests/analysis", "tests/analysis"]
    _pytest(leg, programs, words)


def postgresql(leg: Leg) -> None:
    """Unit tests that touch the database, on PostgreSQL, in a server of our own."""
    machine.install_debian_packages(["postgresql"])
    programs = machine.find_postgresql()
    if programs is None:
        raise Missing("no PostgreSQL server programs here. Install Debian's `postgresql`, or put initdb on PATH")
    with temporary_server(programs) as url:
        _pytest(leg, ROOT / ".venv/bin", [*UNIT, *AGAIN, *BOTH_CORES, "--only-database"], DATABASE_URL=url)


def newest(leg: Leg) -> None:
    """Unit tests on the newest Python of this machine."""
    found = machine.find_newer_python(than=sys.version_info[:2])
    if found is None:
        leg.closing = f"this machine has no Python newer than {sys.version_info.major}.{sys.version_info.minor}"
        return
    version, python = found
    programs = make_environment(ROOT / f".venv-{version}", ["base", "dev"], python)
    leg.title += f" ({version})"
    _pytest(leg, programs, [*UNIT, *AGAIN, *BOTH_CORES])


def journeys(leg: Leg) -> None:
    """Each persona's main job, and every component, in Chromium."""
    machine.install_chromium()
    browser = machine.find_chromium()
    if browser is None:
        fetched = subprocess.run([ROOT / ".venv/bin/playwright", "install", "chromium"], capture_output=True)
        if fetched.returncode:
            raise Missing("no Chromium here, and Playwright could not fetch one. Install Chromium, then run it again")
    _pytest(
        leg, ROOT / ".venv/bin", [*IN_A_BROWSER, *BOTH_CORES, "--dist=loadfile"], GOLDENTHREAD_CHROMIUM=browser or ""
    )


def spark(leg: Leg) -> None:
    """The same figures on Spark, in an environment of its own."""
    machine.install_debian_packages([] if machine.has_java() else [machine.JAVA])
    if not machine.has_java():
        raise Missing(f"no Java here. Install Java 17 or 21 (Debian's `{machine.JAVA}`), or set JAVA_HOME")
    programs = make_environment(ROOT / ".venv-spark", ["spark", "dev"])
    _pytest(leg, programs, [*ON_SPARK, *NOT_OURS])


LEGS: dict[str, Callable[[Leg], None]] = {
    run.__name__: run for run in (checks, unit, analysis, postgresql, newest, spark, journeys)
}


def _pytest(leg: Leg, programs: Path, words: list[str], **environment: str) -> None:
    _run(leg, [str(programs / "python"), "-m", "pytest", *words], **environment)


def _run(leg: Leg, command: list[str], **environment: str) -> None:
    """Run a command, showing what it prints as it prints it, and keep its last line."""
    around = os.environ | COMPILED_ONCE | environment
    process = subprocess.Popen(
        command, cwd=ROOT, env=around, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout  # noqa: S101 (for the type checker)
    for line in process.stdout:
        print(line, end="", flush=True)
        leg.closing = line.strip("= \n") or leg.closing
    leg.code = process.wait()


@contextlib.contextmanager
def _timed(leg: Leg) -> Iterator[None]:
    """Measure a leg, and turn what stopped it into its outcome."""
    print(f"\n── {leg.title}", flush=True)
    started = time.monotonic()
    try:
        yield
    except Missing as missing:
        leg.code, leg.closing = int("CI" in os.environ), f"not run: {missing}"
        print(leg.closing)
    except StepFailed as failure:
        leg.code, leg.closing = report(failure), f"failed: {failure}"
    leg.seconds = time.monotonic() - started


def main(wanted: list[str]) -> int:
    """Run the legs that were asked for, or all of them; 1 when any failed."""
    if unknown := set(wanted) - set(LEGS):
        sys.exit(f"There is no leg {', '.join(unknown)}. There are: {', '.join(LEGS)}")
    try:
        machine.install_debian_packages([*machine.PDF_LIBRARIES, *machine.PDF_READERS])
        prepare(dev=True)
    except StepFailed as failure:
        return report(failure)
    legs = []
    for name in wanted or LEGS:
        leg = Leg((LEGS[name].__doc__ or name).rstrip("."))
        legs.append(leg)
        with _timed(leg):
            LEGS[name](leg)
    return _summarise(legs)


def _summarise(legs: list[Leg]) -> int:
    print("\n── Summary")
    totals = {"passed": 0, "failed": 0, "skipped": 0, "error": 0}
    for leg in legs:
        print(f"  {'FAILED' if leg.code else 'ok':6} {leg.title}: {leg.closing} ({leg.seconds:.0f} s)")
        for count, word in COUNTS.findall(leg.closing):
            totals[word.rstrip("s")] += int(count)
    print(
        f"{totals['passed']} passed, {totals['failed'] + totals['error']} failed, {totals['skipped']} skipped",
        flush=True,
    )
    return int(any(leg.code for leg in legs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
