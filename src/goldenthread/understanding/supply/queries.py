"""What was promised, what has come, what has not, and what is therefore not known?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from goldenthread.analysis.prose import join_words, plural, say_date, sentence
from goldenthread.audit.models import Event
from goldenthread.audit.queries import events, events_about
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.thread.queries import nodes
from goldenthread.thread.states import NodeKind
from goldenthread.understanding.datasets.kinds.registry import all_kinds

from .computing import Period, last_day, periods, standing_of
from .definitions import WAITS
from .models import DataRequest, Delivery, Promise
from .states import MISSING, DeliveryState, Standing

READ = "read person-level data"
MOST_PERIODS = 3  # named one by one; beyond these, how many and between which


@dataclass(frozen=True, slots=True)
class Owed:
    """One delivery of a promise, whether or not anything was ever recorded of it, and how it stands on the day."""

    promise: Promise
    period: Period
    delivery: Delivery | None
    standing: Standing

    @property
    def is_missing(self) -> bool:
        """Late, refused, or never came."""
        return self.standing in MISSING

    @property
    def last_day(self) -> date:
        """The last day on which it is not late."""
        return last_day(self.period.due, self.promise.grace_days)

    @property
    def can_be_asked_for(self) -> bool:
        """It is due, and has not come whole."""
        return self.is_missing or self.standing == Standing.DUE


@dataclass(frozen=True, slots=True)
class Entry:
    """A promise with every delivery that is due by the day, and the next; the newest first."""

    promise: Promise
    owed: tuple[Owed, ...]
    agreement_expired: bool

    @property
    def missing(self) -> tuple[Owed, ...]:
        return tuple(each for each in self.owed if each.is_missing)

    @property
    def late(self) -> tuple[Owed, ...]:
        """Missing without a refusal: nobody has said that it will not come."""
        return tuple(each for each in self.missing if each.standing != Standing.REFUSED)

    @property
    def newest(self) -> Owed | None:
        """The newest that is due."""
        return next((each for each in self.owed if each.standing != Standing.NOT_DUE), None)

    @property
    def next(self) -> Owed | None:
        """The next that will be due."""
        return next((each for each in self.owed if each.standing == Standing.NOT_DUE), None)


def _promises(area: Area) -> QuerySet[Promise]:
    rows = Promise.objects.filter(area=area).select_related("organisation", "area")
    return rows.prefetch_related(Prefetch("deliveries", Delivery.objects.order_by("start")))


def entry_of(promise: Promise, today: date) -> Entry:
    """The promise with its deliveries, as they stand on a day."""
    return _entry(promise, promise.deliveries.all(), today)


def _entry(promise: Promise, deliveries: Iterable[Delivery], today: date) -> Entry:
    recorded = {delivery.start: delivery for delivery in deliveries}
    expected = periods(promise.first_period, promise.first_due, promise.frequency, today, promise.until)
    every = {period.start: period for period in expected} | {d.start: d.period for d in recorded.values()}
    owed = [_owed(promise, period, recorded.get(start), today) for start, period in every.items()]
    return Entry(
        promise,
        tuple(sorted(owed, key=lambda each: each.period.due, reverse=True)),
        promise.agreement_expired(today),
    )


def _owed(promise: Promise, period: Period, delivery: Delivery | None, today: date) -> Owed:
    standing = standing_of(
        delivery.state if delivery else DeliveryState.EXPECTED,
        period.due,
        promise.grace_days,
        promise.frequency,
        today,
        received=delivery.received_on if delivery else None,
        complete=delivery.completeness if delivery else "",
    )
    return Owed(promise, period, delivery, standing)


def register(area: Area, today: date) -> tuple[Entry, ...]:
    """Every promise of the area, by partner, ended ones too; two queries, however much is promised, and when nothing is."""
    recorded: dict[object, list[Delivery]] = {}
    for delivery in Delivery.objects.filter(promise__area=area).order_by("start"):
        recorded.setdefault(delivery.promise_id, []).append(delivery)
    promises = Promise.objects.filter(area=area).select_related("organisation", "area")
    return tuple(_entry(promise, recorded.get(promise.pk, ()), today) for promise in promises)


def in_force(area: Area, today: date) -> tuple[Entry, ...]:
    """The promises that hold on the day."""
    return tuple(entry for entry in register(area, today) if entry.promise.holds_on(today))


def promise_by_key(area: Area, key: str) -> Promise | None:
    """One promise, or None."""
    return _promises(area).filter(key=key).first()


def owed_at(promise: Promise, start: date, today: date) -> Owed | None:
    """The delivery of one period, or None where the promise has no such period."""
    return next((each for each in entry_of(promise, today).owed if each.period.start == start), None)


def waits_owed(area: Area, organisation: Organisation, month: date, today: date) -> tuple[Owed, ...]:
    """The deliveries of promised returns of waiting lists by this provider, in whose period the month lies."""
    rows = [entry_of(promise, today) for promise in _promises(area).filter(organisation=organisation, kind=WAITS)]
    held = [each for entry in rows for each in entry.owed]
    return tuple(each for each in held if each.period.start <= month <= (each.period.end or each.period.start))


def same_promise(area: Area, organisation: Organisation, title: str) -> Promise | None:
    """A promise of the same data by the same partner that has not ended, or None."""
    return _promises(area).filter(organisation=organisation, title__iexact=title.strip(), until__isnull=True).first()


def happenings(promise: Promise) -> QuerySet[Event]:
    """Everything that was done about a promise, newest first."""
    return events_about(promise.area.slug, promise.pk)


# --- asking --------------------------------------------------------------------------------------------------


def partner(area: Area, key: str) -> Organisation | None:
    """A body that promised something here, or None."""
    return Organisation.objects.filter(key=key, pk__in=Promise.objects.filter(area=area).values("organisation")).first()


def to_ask_for(area: Area, organisation: Organisation, today: date) -> list[Owed]:
    """What this partner could be asked for: due and not come, the oldest first."""
    mine = [entry for entry in in_force(area, today) if entry.promise.organisation_id == organisation.pk]
    found = [each for entry in mine for each in entry.owed if each.can_be_asked_for]
    return sorted(found, key=lambda each: (each.period.due, each.promise.title))


def hash_secret(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def request_by_secret(secret: str, today: date) -> DataRequest | None:
    """The request that a link's secret belongs to; None when it has expired, closed or never was."""
    rows = DataRequest.objects.filter(secret_hash=hash_secret(secret), closed_on__isnull=True, expires_on__gte=today)
    return rows.select_related("area", "organisation", "asked_by").first()


def asked_for(request: DataRequest, today: date) -> list[Owed]:
    """The deliveries that a request asks for, as they stand today, the oldest first."""
    rows = request.deliveries.select_related("promise__organisation", "promise__area").order_by("due", "pk")
    return [_owed(row.promise, row.period, row, today) for row in rows]


def by_link(request: DataRequest, now: datetime) -> SystemActor:
    """Whoever answers by a link: the partner itself, who may answer and nothing else."""
    return SystemActor(
        request.area, f"{request.organisation.name}, by link", now, frozenset(), organisation=request.organisation
    )


def open_requests(area: Area, today: date) -> QuerySet[DataRequest]:
    """Requests whose links still work, newest first, with what was answered."""
    rows = DataRequest.objects.filter(area=area, closed_on__isnull=True, expires_on__gte=today)
    return rows.select_related("organisation", "asked_by").prefetch_related("answers")


# --- what is therefore not known -----------------------------------------------------------------------------


def missing_for(area: Area, today: date, *, measure: str = "", indicator: str = "", kind: str = "") -> list[str]:
    """Sentences for a page that missing data would have changed, fit to be published: who has not sent what, since
    when, and what is therefore not known. Of a measure (by key), an indicator (by code) or a kind of data set (by slug);
    with none of these, of the whole area. Why a partner refused is not said: it is for the working pages."""
    return [
        said
        for entry in in_force(area, today)
        if _feeds(entry.promise, measure, indicator, kind)
        for said in sentences(entry)
    ]


def missing_for_measures(area: Area, today: date) -> list[str]:
    """The same, of every data set that feeds any measure."""
    return [said for entry in in_force(area, today) if entry.promise.measures for said in sentences(entry)]


def _feeds(promise: Promise, measure: str, indicator: str, kind: str) -> bool:
    if not (measure or indicator or kind):
        return True
    return measure in promise.measures or indicator in promise.indicators or (bool(kind) and kind == promise.kind)


def sentences(entry: Entry) -> list[str]:
    """What is missing of one promise, and what the newest delivery lacks."""
    promise, who = entry.promise, entry.promise.organisation.label
    so = f"So it is not known {promise.unknown.strip().rstrip('.')}."
    said = []
    for verb, found in (("has not sent", entry.late), ("refused to send", _refused(entry))):
        if found:
            said.append(f"{who} {verb} {_what(promise, found)}. {so}")
    newest = entry.newest
    if newest is not None and newest.standing == Standing.IN_PART:
        said.append(sentence(f"{who} sent {_what(promise, (newest,))} only in part"))
    return said


def _refused(entry: Entry) -> tuple[Owed, ...]:
    return tuple(each for each in entry.missing if each.standing == Standing.REFUSED)


def _what(promise: Promise, found: Iterable[Owed]) -> str:
    """`monthly therapy waits for October 2026 (due on 15 November 2026)`."""
    ordered = sorted(found, key=lambda each: each.period.due)
    names = [each.period.name for each in ordered if each.period.name]
    if len(names) > MOST_PERIODS:
        covers = f" for {plural(len(names), 'period')}, the first {names[0]} and the last {names[-1]}"
    else:
        covers = f" for {join_words(names)}" if names else ""
    first = "due on" if len(ordered) == 1 else "the first was due on"
    return f"{uncapitalised(promise.title)}{covers} ({first} {say_date(ordered[0].period.due)})"


def uncapitalised(title: str) -> str:
    """A title as it reads inside a sentence: its capital goes, unless the word is all capitals, such as SEN2."""
    first = title.split(maxsplit=1)[0] if title.strip() else ""
    return title if first[1:] != first[1:].lower() or any(c.isdigit() for c in first) else title[:1].lower() + title[1:]


def not_come(area: Area, today: date) -> int:
    """How many promised data sets have something missing today."""
    return sum(bool(entry.missing) for entry in in_force(area, today))


# --- choices and the data protection page --------------------------------------------------------------------


def measure_titles(area: Area) -> dict[str, str]:
    """The area's measures, by key."""
    return {node.key: node.label for node in nodes(area, NodeKind.MEASURE)}


def kind_titles() -> dict[str, str]:
    """The kinds of data set that can be loaded, by slug."""
    return {WAITS: "Return of waiting lists", **{slug: kind.title for slug, kind in all_kinds().items()}}


def years_kept() -> dict[str, int | None]:
    """For how many years each kind of data set says that it is kept, by slug."""
    return {slug: kind.keep_years for slug, kind in all_kinds().items()}


def partners_of(entries: Iterable[Entry]) -> list[tuple[Organisation, tuple[Entry, ...]]]:
    """The entries by partner, in order."""
    ordered = sorted(entries, key=lambda entry: (entry.promise.organisation.name, entry.promise.title))
    return [(body, tuple(found)) for body, found in groupby(ordered, key=lambda entry: entry.promise.organisation)]


def reads(area: Area) -> QuerySet[Event]:
    """Every recorded reading of person-level data in the area, newest first."""
    return events(area.slug).filter(verb__startswith=READ)
