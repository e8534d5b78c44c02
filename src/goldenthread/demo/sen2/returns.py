"""What does one January's return say? Nine tables, as far as that collection year's specification asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from goldenthread.demo.sen2 import requests as ends
from goldenthread.demo.sen2.calibration import ETHNICITIES, NEEDS, PLACES, codes, reference_dates
from goldenthread.demo.sen2.draws import NEVER, Table, Truth, Whole, age_on, day, year_of
from goldenthread.demo.sen2.form import BY_NAME, LAST
from goldenthread.demo.sen2.identity import padded, postcodes, ulns, upns
from goldenthread.demo.sen2.plans import JANUARIES, census
from goldenthread.demo.sen2.settings import FIRST_UKPRN, FIRST_URN, SORTS
from goldenthread.demo.sen2.world import World, placed, review_codes

Tables = Mapping[str, pa.Table]

PERSONS_FROM, REQUESTS_FROM = 1_000_001, 2_000_001
"""Where a child's and a request's own numbers begin: the same in every year's return."""
DOWN_SYNDROME = 0.6
"""The share of OTH that is written DS from 2025 on, in which published tables fold it. Ours."""
SECOND_PLACEMENT = 0.015
"""The share of plans with a second placement. Ours."""


def tables_of(world: World, collection: int) -> Tables:
    """The nine tables of a collection year, each with its own key, its parent's, and the person's and request's numbers."""
    rows = _Rows(world, collection)
    tables = {
        "sen2": _header(world, collection),
        "person": _person(rows),
        "requests": _requests(rows),
        "assessment": _assessment(rows),
        "namedplan": _named_plan(rows),
        "plandetail": _plan_detail(rows),
        "activeplans": _active_plans(rows),
        "placementdetail": _placement_detail(rows),
        "senneed": _sen_need(rows),
    }
    return {name: _as_asked(name, table, collection) for name, table in tables.items()}


class _Rows:
    """Which requests, people and plans a collection year's return is about, in the order in which it lists them."""

    def __init__(self, world: World, collection: int) -> None:
        self.world, self.collection, self.year = world, collection, collection - 1
        self.column = JANUARIES.index(collection)
        self.census = census(collection)
        plans, requests = world.plans, world.requests
        self.size = len(plans.born)
        arrived = np.full(len(requests.received), -NEVER, dtype=np.int64)
        arrived[: self.size] = np.where(requests.elsewhere[: self.size], plans.arrived, -NEVER)
        closed = requests.closed(plans.ceased)
        inside = (requests.received <= day(self.year, 12, 31)) & (closed >= day(self.year, 1, 1))
        found = np.flatnonzero(inside & (arrived <= self.census))
        self.requests = found[np.lexsort((requests.received[found], requests.person[found]))]
        self.people = np.unique(requests.person[self.requests])
        plan = self.requests[self.requests < self.size]
        open_now = plans.open_at(collection)
        self.open = plan[open_now[plan]]
        self.named = plan[open_now[plan] | (year_of(plans.ceased)[plan] == self.year)]

    def keys(self, part: str, requests: Whole, which: Whole | int = 0) -> dict[str, Any]:
        """A row's keys; `which` tells apart several of one table under one request."""
        person = self.world.requests.person[requests]
        form = BY_NAME[part]
        own = {form.key: 4 * (requests + 1) + which if part not in ("requests",) else REQUESTS_FROM + requests}
        parent = {f"{form.parent}tableid": 4 * (requests + 1)}
        return {
            **parent,
            **own,
            "persontableid": PERSONS_FROM + person,
            "requeststableid": REQUESTS_FROM + requests,
        }


def _as_asked(name: str, table: pa.Table, collection: int) -> pa.Table:
    """Only what the specification of that year has, in its order, after the keys."""
    asked = [field.name for field in BY_NAME[name].held_in(collection)]
    return table.select([*[column for column in table.column_names if column.endswith("tableid")], *asked])


def dates(days: Table, shown: Truth | None = None) -> pa.Array:
    """Days as dates; nothing where there is none or it is not to be shown."""
    hidden = (days >= NEVER) if shown is None else (days >= NEVER) | ~shown
    return pa.array(np.where(hidden, 0, days).astype(np.int32), mask=hidden).cast(pa.date32())


def chosen(words: Sequence[str | None], which: Table) -> pa.Array:
    """Words by number; blank words are nothing."""
    return pa.array([word or None for word in words], pa.string()).take(pa.array(which))


def _header(world: World, collection: int) -> pa.Table:
    row = {
        "sen2tableid": 1,
        "collection": "SEN2",
        "year": collection,
        "referencedate": reference_dates()[collection],
        "sourcelevel": "L",
        "lea": world.figures.la_code,
        "softwarecode": "Golden Thread: made-up children",
        "release": f"{world.figures.slug}",
        "serialno": 1,
        "datetime": f"{collection}-02-03T09:30:00",
        "dmo": "1",
        "dco": "1",
        "dsco": "1",
    }
    return pa.table({name: [value] for name, value in row.items()})


def _person(rows: _Rows) -> pa.Table:
    world, people = rows.world, rows.people
    born, age = world.people.born[people], age_on(world.people.born[people], rows.census)
    chance = world.chance[people]
    never_known = (chance * 1000) % 1 < 0.008  # about one in 125 has never been in a state school
    has_upn = (age >= 5) & ~never_known
    sex = world.people.sex[people]
    return pa.table(
        {
            "sen2tableid": np.ones(len(people), dtype=np.int64),
            "persontableid": PERSONS_FROM + people,
            "surname": pa.array(["Testchild"]).take(pa.array(np.zeros(len(people), dtype=np.int64))),
            "forename": padded(people + 1, 6),
            "personbirthdate": dates(born),
            "gendercurrent": chosen("12", sex),
            "sex": chosen("MF", sex),
            "ethnicity": chosen(tuple(ETHNICITIES.values()), world.people.ethnicity[people]),
            "postcode": postcodes(chance),
            "upn": _where(has_upn, upns(people, world.figures.la_code)),
            "uniquelearnernumber": _where(age >= 14, ulns(people)),
            "upnunknown": chosen(("", "UN1", "UN2"), np.where(has_upn, 0, np.where(age < 6, 1, 2))),
        }
    )


def _where(shown: Truth, values: pa.Array) -> pa.Array:
    return pa.compute.if_else(pa.array(shown), values, pa.scalar(None, pa.string()))


def _requests(rows: _Rows) -> pa.Table:
    requests, which = rows.world.requests, rows.requests
    decided, outcome = requests.decided[which], requests.outcome[which]
    known = decided <= rows.census
    before = (year_of(decided) < rows.year) | requests.elsewhere[which]
    # no, yes, withdrawn, open, decided before the year
    code = np.where(known, np.where(before & (outcome != ends.WITHDRAWN), 4, outcome), ends.OPEN)
    told = np.isin(code, (ends.NO, ends.YES))
    refused = code == ends.NO
    sources = codes()["request_source"]
    return pa.table(
        {
            **rows.keys("requests", which),
            "receiveddate": dates(requests.received[which]),
            "requestsource": chosen(sources, which % len(sources)),
            "rya": np.zeros(len(which), dtype=bool),
            "requestoutcomedate": dates(decided, told),
            "requestoutcome": chosen("NYWAH", code),
            "requestmediation": requests.mediation[which] & refused,
            "requesttribunal": requests.tribunal[which] & refused,
            "exported": chosen(("", codes()["exported"]), (requests.exported[which] & known).astype(np.int64)),
        }
    )


def _assessment(rows: _Rows) -> pa.Table:
    requests = rows.world.requests
    which = rows.requests
    which = which[(requests.outcome[which] == ends.YES) & (requests.decided[which] <= rows.census)]
    concluded, issue = requests.concluded[which], requests.issue[which]
    known = concluded <= rows.census
    before = (year_of(concluded) < rows.year) | requests.elsewhere[which]
    code = np.where(known, np.where(before, 4, issue), ends.OPEN)
    told = np.isin(code, (ends.NO, ends.YES))
    return pa.table(
        {
            **rows.keys("assessment", which),
            "assessmentoutcome": chosen("NYWAH", code),
            "assessmentoutcomedate": dates(concluded, told),
            "assessmentmediation": requests.assessment_mediation[which] & told,
            "assessmenttribunal": requests.assessment_tribunal[which] & told,
            "othermediation": requests.other_mediation[which] & told,
            "othertribunal": requests.other_tribunal[which] & told,
            "week20": requests.exceptions[which],
        }
    )


def _named_plan(rows: _Rows) -> pa.Table:
    world, which, lists = rows.world, rows.named, codes()
    plans = world.plans
    ended = plans.ceased[which] <= rows.census
    budget = world.budget[which]
    return pa.table(
        {
            **rows.keys("namedplan", which),
            "startdate": dates(plans.start[which]),
            "planres": chosen(_residential_codes(), world.residential[which]),
            "planwbp": chosen(_work_codes(), _working(rows, which)),
            "pb": budget > 0,
            "oa": budget == 1,
            "dp": chosen(("", "", *lists["direct_payment"].values()), budget),
            "ceasedate": dates(plans.ceased[which], ended),
            "ceasereason": pa.array(plans.reason[which], mask=~ended),
        }
    )


def _residential_codes() -> tuple[str, ...]:
    return ("", *codes()["residential"].values())


def _work_codes() -> tuple[str, ...]:
    return ("", *codes()["work_based"].values())


def _working(rows: _Rows, which: Whole) -> Whole:
    """Work-based learning is of January 2025: nobody is known to have been on it a year before."""
    return rows.world.work_based[which] * (rows.collection == LAST)


def _setting_columns(place: Whole, setting: Whole, rank: Whole | int) -> dict[str, Any]:
    sorts = [SORTS[name] for name in PLACES]
    named = (setting >= 0) & (setting < NEVER)
    urn = np.array([sort.urn for sort in sorts])[place] & named
    provision = np.array([sort.provision for sort in sorts])[place]
    return {
        "urn": _where(urn, padded(FIRST_URN + np.where(named, setting, 0), 6)),
        "ukprn": _where(named & ~urn, padded(FIRST_UKPRN + np.where(named, setting, 0), 8)),
        "sensetting": chosen([sort.code for sort in sorts], place),
        "sensettingother": chosen(
            ["Named in the plan by type only" if sort.code == "OTH" else "" for sort in sorts], place
        ),
        "placementrank": np.broadcast_to(np.asarray(rank), place.shape).astype(np.int64),
        "senunitindicator": provision == "SEN unit",
        "resourcedprovisionindicator": provision == "Resourced provision",
    }


def _second(rows: _Rows, which: Whole) -> tuple[Whole, Whole]:
    """Plans with a second placement, and what it is: some hours arranged by the authority."""
    chance = rows.world.chance[which]
    some = which[(chance * 100) % 1 < SECOND_PLACEMENT]
    return some, np.full(len(some), PLACES.index("other_arrangements_la"))


def _plan_detail(rows: _Rows) -> pa.Table:
    plans, stays, which = rows.world.plans, rows.world.stays, rows.named
    is_open = plans.place[which, rows.column] >= 0
    place = np.where(is_open, plans.place[which, rows.column], plans.last_place[which])
    setting = np.where(is_open, stays.setting[which, rows.column], NEVER)
    age = age_on(plans.born[which], rows.census)
    left = rows.world.settings.of(place, age, rows.world.chance[which])
    more, second = _second(rows, which)
    main = {
        **rows.keys("plandetail", which),
        **_setting_columns(place, np.where(setting == NEVER, left, setting), 1),
    }
    other = {**rows.keys("plandetail", more, 1), **_setting_columns(second, -1 - second, 2)}
    return _in_order(main, other)


def _in_order(*parts: dict[str, Any]) -> pa.Table:
    """The parts as one table, each request's rows together."""
    table = pa.concat_tables([pa.table(part) for part in parts])
    person, request = (table.column(name).to_numpy() for name in ("persontableid", "requeststableid"))
    return table.take(pa.array(np.lexsort((request, person))))


def _active_plans(rows: _Rows) -> pa.Table:
    world, which, column = rows.world, rows.open, rows.column
    plans, reviews = world.plans, world.reviews
    came = plans.transferred[which] == rows.year
    return pa.table(
        {
            **rows.keys("activeplans", which),
            "transferla": _where(came, pa.array(world.from_area[which])),
            "res": chosen(_residential_codes(), world.residential[which]),
            "wbp": chosen(_work_codes(), _working(rows, which)),
            "reviewmeeting": dates(reviews.meeting[which, column]),
            "reviewoutcome": chosen(review_codes(), reviews.outcome[which, column]),
            "reviewdraft": dates(reviews.draft[which, column]),
            "lastreview": dates(reviews.decision[which, column]),
            "phasetransferduedate": dates(reviews.phase_due[which]),
            "phasetransferfinaldate": dates(reviews.phase_final[which]),
        }
    )


def _placement_detail(rows: _Rows) -> pa.Table:
    """Where each child is, where they were until they moved in the year, and second placements."""
    plans, stays, column = rows.world.plans, rows.world.stays, rows.column
    now = rows.open[placed(plans.place[rows.open, column])]
    setting, before = stays.setting[rows.open, column], stays.setting[rows.open, column - 1]
    moved = rows.open[(before < NEVER) & (before != setting) & placed(plans.place[rows.open, column - 1])]
    more, second = _second(rows, now)

    def part(
        which: Whole, number: int, place: Whole, setting: Whole, rank: int, entry: Whole, leaving: Whole
    ) -> dict[str, Any]:
        return {
            **rows.keys("placementdetail", which, number),
            **_setting_columns(place, setting, rank),
            "entrydate": dates(entry),
            "leavingdate": dates(leaving),
            "attendancepattern": chosen((codes()["attendance_pattern"],), np.zeros(len(which), dtype=np.int64)),
            "res": chosen(_residential_codes(), rows.world.residential[which]),
            "wbp": chosen(_work_codes(), _working(rows, which)),
        }

    never = np.full(len(now), NEVER)
    return _in_order(
        part(now, 0, plans.place[now, column], stays.setting[now, column], 1, stays.entry[now, column], never),
        part(
            moved,
            1,
            plans.place[moved, column - 1],
            stays.setting[moved, column - 1],
            1,
            stays.entry[moved, column - 1],
            stays.entry[moved, column] - 1,
        ),
        part(more, 2, second, -1 - second, 2, stays.entry[more, column], never[: len(more)]),
    )


def _sen_need(rows: _Rows) -> pa.Table:
    plans, which = rows.world.plans, rows.open
    written = [*NEEDS, "DS"]
    down = (NEEDS.index("OTH") == plans.need[which]) & ((rows.world.chance[which] * 10) % 1 < DOWN_SYNDROME)
    first = np.where(down & (rows.collection >= LAST), len(NEEDS), plans.need[which])
    known = plans.need[which] != len(NEEDS) - 1
    has_second = known & (plans.second_need[which] >= 0)
    one = {
        **rows.keys("senneed", which[known]),
        "sentype": chosen(written, first[known]),
        "sentyperank": np.full(int(known.sum()), 1),
    }
    two = {
        **rows.keys("senneed", which[has_second], 1),
        "sentype": chosen(written, plans.second_need[which[has_second]]),
        "sentyperank": np.full(int(has_second.sum()), 2),
    }
    return _in_order(one, two)
