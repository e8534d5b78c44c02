"""The register of promised data in the demonstration: a believable one for the made-up area, and for one published
strategy only what it states of data that partners would bring together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.understanding.supply.actions import promise_data, record_received, record_refused
from goldenthread.understanding.supply.models import Promise
from goldenthread.understanding.supply.queries import owed_at

MADE_UP = "oldmere"
STATED = "north-east-lincolnshire"
SPEECH = "m-speech-over-18"
CASELOADS = "Monthly therapy caseloads by service"
ADVICE = "Quarterly return of health advice"

# What each made-up partner promised. Everything here is invented.
OLDMERE: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "mere-valley-trust",
        {
            "title": CASELOADS,
            "purpose": "To see how many children are in speech, occupational and physical therapy, how often, and for how long.",
            "unknown": "how many children are in therapy at Mere Valley Trust, and for how long",
            "basis": "no-personal-data",
            "agreement": "Oldmere information sharing agreement 2025 (made up)",
            "agreement_review": date(2027, 4, 1),
            "retention": "Six years",
            "frequency": "monthly",
            "first_period": date(2026, 4, 1),
            "first_due": date(2026, 5, 15),
            "grace_days": 3,
            "measures": [SPEECH],
            "contact": "Head of performance",
            "since": date(2026, 4, 1),
        },
    ),
    (
        "mereside-icb",
        {
            "title": ADVICE,
            "purpose": "To know how often health advice for an assessment comes within six weeks.",
            "unknown": "how often health advice comes in time",
            "basis": "6-1-e",
            "condition": "9-2-h",
            "agreement": "Oldmere information sharing agreement 2023 (made up)",
            "agreement_review": date(2026, 9, 1),
            "frequency": "quarterly",
            "first_period": date(2026, 1, 1),
            "first_due": date(2026, 4, 20),
            "grace_days": 5,
            "contact": "Designated clinical officer",
            "since": date(2026, 1, 1),
        },
    ),
    (
        "heron-breaks",
        {
            "title": "Termly return of Saturday club places",
            "purpose": "To see whether weekend short breaks are used, and by how many families.",
            "unknown": "how many families use the Saturday clubs",
            "basis": "not-stated",
            "frequency": "termly",
            "first_period": date(2026, 1, 1),
            "first_due": date(2026, 5, 15),
            "measures": ["m-weekend-places"],
            "since": date(2026, 1, 1),
        },
    ),
    (
        "heron-breaks",
        {
            "title": "Monthly returns of who waits for a Saturday club",
            "kind": "waits",
            "purpose": "To see who waits for short breaks, and how long.",
            "unknown": "how many families wait for a Saturday club",
            "basis": "no-personal-data",
            "frequency": "monthly",
            "first_period": date(2026, 10, 1),
            "first_due": date(2026, 11, 15),
            "since": date(2026, 10, 1),
        },
    ),
)

NOT_SAID = "The strategy does not say which body brings which data; the two that published it promised it together."
NORTH_EAST_LINCOLNSHIRE: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "north-east-lincolnshire-council",
        {
            "title": "Key education and social care data for the joint dashboard",
            "purpose": f"One live dashboard of joint data, to help watch over services. {NOT_SAID}",
            "unknown": "how education and social care services stand beside health, on one page",
            "cite": "plan-leadership",
        },
    ),
    (
        "north-east-lincolnshire-ccg",
        {
            "title": "Key health data for the joint dashboard",
            "purpose": f"One live dashboard of joint data, to help watch over services. {NOT_SAID}",
            "unknown": "how health services stand beside education and social care, on one page",
            "cite": "plan-leadership",
        },
    ),
)

PROMISED = {MADE_UP: OLDMERE, STATED: NORTH_EAST_LINCOLNSHIRE}


def load_register(area: Area, by: SystemActor) -> None:
    """Record what was promised in this area of the demonstration, and what became of it by the day it is loaded."""
    for body, values in PROMISED.get(area.slug, ()):
        promise_data(area=area, organisation=Organisation.objects.get(key=body), values=values, by=by)
    if area.slug == MADE_UP:
        _what_came(area, by)


# Of the monthly return: the month, how many days after its due date it came, and what was wrong with it.
CAME: tuple[tuple[str, date, int, str], ...] = (
    (CASELOADS, date(2026, 4, 1), 0, ""),
    (CASELOADS, date(2026, 5, 1), 2, ""),
    (CASELOADS, date(2026, 6, 1), 0, ""),
    (CASELOADS, date(2026, 7, 1), 9, ""),
    (CASELOADS, date(2026, 8, 1), 1, "Physiotherapy is missing, and 14 children have no date of a first appointment."),
    (CASELOADS, date(2026, 9, 1), 0, ""),
    (ADVICE, date(2026, 1, 1), 3, ""),
    (ADVICE, date(2026, 4, 1), 1, ""),
)
REFUSED_ON = date(2026, 11, 2)
REFUSAL = "The agreement was to be reviewed in September. We send nothing more until it has been."


def _what_came(area: Area, by: SystemActor) -> None:
    """Nothing is recorded that would lie after the day on which the demonstration is loaded."""
    promises = {promise.title: promise for promise in Promise.objects.filter(area=area)}
    for title, start, after, wrong in CAME:
        _came(promises[title], start, timedelta(days=after), wrong, by)
    if by.today >= REFUSED_ON:
        record_refused(promise=promises[ADVICE], start=date(2026, 7, 1), reason=REFUSAL, by=by)


def _came(promise: Promise, start: date, after: timedelta, wrong: str, by: SystemActor) -> None:
    owed = owed_at(promise, start, by.today)
    if owed is None or owed.period.due + after > by.today:
        return
    record_received(
        promise=promise,
        start=start,
        received_on=owed.period.due + after,
        completeness="partial" if wrong else "complete",
        quality=wrong,
        release="",
        by=by,
    )
