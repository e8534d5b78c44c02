"""Is what cannot be so refused, with its line and what to do, while vague words are left as they were written?"""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest

from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.publishing.packs.encode import to_plain
from goldenthread.publishing.packs.faults import Fault, Faulty
from goldenthread.publishing.packs.plausible import implausible
from goldenthread.publishing.packs.read import read_pack

PLAIN = to_plain(pack_named(MADE_UP))
TODAY = date(2026, 11, 22)
FIGURE, VALUE, BASELINE = "evidence.0.figures.1", "measures.0.observations.0", "measures.0.baseline"


def written(changes: dict[str, Any]) -> str:
    plain = copy.deepcopy(PLAIN)
    for path, value in changes.items():
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        place: Any = plain
        for part in way:
            place = place[part]
        place[last] = value
    return json.dumps(plain, indent=1)


def faults(changes: dict[str, Any]) -> dict[str, Fault]:
    try:
        read_pack(written(changes), name="pack.json", today=TODAY)
    except Faulty as refusal:
        return {fault.where: fault for fault in refusal.faults}
    return {}


WRONG = [
    ({f"{FIGURE}.numerator": -5}, f"{FIGURE}.numerator", "expected zero or more"),
    ({f"{FIGURE}.numerator": 600}, f"{FIGURE}.numerator", "the wrong way round"),
    ({f"{FIGURE}.denominator": 0}, f"{FIGURE}.denominator", "expected more than zero"),
    ({f"{FIGURE}.value": 99}, f"{FIGURE}.value", "212 of 500 is 42.4 per cent, not 99"),
    ({f"{VALUE}.value": 9999}, f"{VALUE}.value", "not a percentage"),
    ({f"{VALUE}.value": 99}, f"{VALUE}.value", "231 of 525 is 44.0 per cent, not 99"),
    ({f"{VALUE}.numerator": -5}, f"{VALUE}.numerator", "expected zero or more"),
    ({f"{VALUE}.denominator": -5}, f"{VALUE}.denominator", "expected more than zero"),
    ({f"{VALUE}.period": "Septober 20ZZ"}, f"{VALUE}.period", "Which date, month, season or year"),
    ({f"{VALUE}.period": "31 February 2025"}, f"{VALUE}.period", "no day 31 in February 2025"),
    ({f"{VALUE}.period": "2031"}, f"{VALUE}.period", "has not begun"),
    ({f"{BASELINE}.denominator": 0}, f"{BASELINE}.denominator", "expected more than zero"),
    ({f"{BASELINE}.value": 12}, f"{BASELINE}.value", "212 of 500 is 42.4 per cent, not 12"),
    ({"measures.0.target.value": -400}, "measures.0.target.value", "not a percentage"),
    ({"measures.0.target.due": "31/02/2021"}, "measures.0.target.due", "no day 31 in February"),
    ({"actions.0.due": "2021-02-31"}, "actions.0.due", "no day 31 in February"),
    ({"actions.0.due": "0000-00-00"}, "actions.0.due", "no day “0000-00-00”"),
    ({"actions.0.due": "99999-01-01"}, "actions.0.due", "no day “99999-01-01”"),
    ({"actions.0.steps.0.due": "31/04/25"}, "actions.0.steps.0.due", "no day 31 in April"),
    ({"actions.0.redatings.0.now": "31.04.2025"}, "actions.0.redatings.0.now", "no day 31 in April"),
    ({"actions.0.updates.0.on": "2099-02-01"}, "actions.0.updates.0.on", "Correct the date"),
    ({"actions.0.redatings.0.on": "2099-02-01"}, "actions.0.redatings.0.on", "Correct the date"),
    ({"answers.0.verdicts.0.on": "2026-11-23"}, "answers.0.verdicts.0.on", "Correct the date"),
]


@pytest.mark.parametrize(("changes", "where", "remedy"), WRONG, ids=[f"{next(iter(c.items()))}" for c, *_ in WRONG])
def test_what_cannot_be_so_is_refused_with_its_line_and_what_to_do(changes, where, remedy):
    fault = faults(changes)[where]

    field = where.rpartition(".")[2]
    assert remedy in fault.remedy
    assert written(changes).splitlines()[fault.line - 1].strip().startswith(f'"{field}":')


ALLOWED = [
    *(
        {"actions.0.due": due}
        for due in ("Autumn 2027", "ongoing", "March 2-21", "31 February 2021", "1.2.3", "29/02/24")
    ),
    {"actions.0.redatings.0.was": "31/02/2021"},
    {"actions.0.updates.0.on": "2026-11-22"},
    {f"{FIGURE}.value": 400, f"{FIGURE}.numerator": None, f"{FIGURE}.denominator": None},
    {f"{VALUE}.period": "the last inspection", f"{VALUE}.note": "The report gives no day."},
]


@pytest.mark.parametrize("changes", ALLOWED, ids=str)
def test_vague_words_and_honest_oddities_stay_as_they_were_written(changes):
    assert faults(changes) == {}


@pytest.mark.parametrize("slug", [*AREAS, MADE_UP])
def test_the_published_strategies_are_plausible(slug):
    assert list(implausible(pack_named(slug), TODAY)) == []


def test_without_a_day_nothing_is_in_the_future():
    read_pack(written({"answers.0.verdicts.0.on": "2099-01-01"}), name="pack.json")
