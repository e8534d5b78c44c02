"""Which returns does an area hold, which counts stand now, and what is remembered of a provider's words?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Min, QuerySet

from goldenthread.partnership.actors import LONDON
from goldenthread.partnership.models import Area, Identifier, Organisation
from goldenthread.partnership.queries import open_bodies
from goldenthread.partnership.states import IdentifierScheme, OrganisationKind
from goldenthread.understanding.disclosure import queries as ledger
from goldenthread.understanding.disclosure.definitions import Draft, Known, Unavailable
from goldenthread.understanding.disclosure.models import PublishedTable
from goldenthread.understanding.disclosure.states import TableState

from .checking import Answer, Before, Break, Understood, understand
from .computing import drafts
from .computing.lists import lists_in, months
from .computing.published import Published, published
from .models import WaitBreak, WaitCount, WaitReturn, WaitWord
from .reading.parsed import Line, Parsed
from .states import ReturnState


@dataclass(frozen=True, slots=True)
class Held:
    """The counts of one provider that stand now, and where its series breaks."""

    provider: str
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...]


def returns(area: Area) -> QuerySet[WaitReturn]:
    """Every return that came: those that wait first, then by the newest month of which each tells."""
    rows = WaitReturn.objects.filter(area=area).select_related("provider", "received_by").defer("read", "answers")
    told = rows.annotate(first=Min("counts__month"), last=Max("counts__month"))
    return told.order_by(F("last").desc(nulls_first=True), "-received_at", "provider__name", "pk")


def return_by_id(area: Area, pk: UUID) -> WaitReturn | None:
    """One return of the area, or None."""
    return WaitReturn.objects.filter(area=area, pk=pk).select_related("area", "provider", "received_by").first()


def same_return(area: Area, provider: Organisation, sha256: str) -> WaitReturn | None:
    """The same bytes from the same provider, where they wait or were accepted."""
    live = WaitReturn.objects.filter(area=area, provider=provider, sha256=sha256)
    return live.filter(state__in=[ReturnState.WAITING, ReturnState.ACCEPTED]).first()


def providers(area: Area, day: date) -> QuerySet[Organisation]:
    """The bodies whose return may be brought in."""
    return open_bodies(area, day).order_by("name")


def standing_counts(area: Area) -> tuple[Held, ...]:
    """What stands now, by provider. Of each list and month the return that was accepted last is the one that counts."""
    accepted = WaitReturn.objects.filter(area=area, state=ReturnState.ACCEPTED)
    rows = WaitCount.objects.filter(found_in__in=accepted).select_related("found_in__provider")
    rows = rows.defer("found_in__read", "found_in__answers").order_by("found_in__accepted_at", "pk")
    newest: dict[tuple[str, str, date, str], list[WaitCount]] = {}
    for row in rows:
        place = (row.found_in.provider.label, row.service, row.month, row.standing)
        held = newest.get(place)
        if held is None or held[0].found_in_id != row.found_in_id:
            newest[place] = []
        newest[place].append(row)
    lines: dict[str, list[Line]] = defaultdict(list)
    for (provider, *_), found in newest.items():
        lines[provider] += [as_line(row) for row in found]
    breaks = _breaks(accepted, newest.values())
    return tuple(
        Held(provider, tuple(held), tuple(breaks.get(provider, ()))) for provider, held in sorted(lines.items())
    )


def _breaks(accepted: QuerySet[WaitReturn], newest: Iterable[Sequence[WaitCount]]) -> dict[str, list[Break]]:
    """A break stands as long as the return that told of it stands for that month."""
    standing = {(held[0].found_in_id, held[0].service, held[0].month) for held in newest}
    found: dict[str, list[Break]] = defaultdict(list)
    for row in WaitBreak.objects.filter(found_in__in=accepted).select_related("found_in__provider"):
        if (row.found_in_id, row.service, row.month) in standing:
            found[row.found_in.provider.label].append(Break(row.service, month_text(row.month), row.reason))
    return found


def as_line(row: WaitCount) -> Line:
    """A count as the rules of `checking` and `analysis` take it."""
    return Line(
        row.service,
        month_text(row.month),
        row.standing,
        "",
        row.low,
        row.high,
        row.year,
        row.least,
        row.most,
        row.mark,
        row.whole,
        row.longest,
    )


def month_text(day: date) -> str:
    """`2026-07`."""
    return f"{day.year}-{day.month:02}"


def remembered(area: Area, provider: Organisation) -> dict[tuple[str, str], str]:
    """What this provider's words mean, by kind and plain spelling."""
    rows = WaitWord.objects.filter(area=area, provider=provider)
    return {(row.what, row.written): row.means for row in rows}


def known_headings(area: Area, provider: Organisation) -> dict[str, str]:
    """The provider's headings that somebody has answered for."""
    return {written: means for (what, written), means in remembered(area, provider).items() if what == "heading"}


def known_before(area: Area, provider: Organisation) -> Before:
    """What is known of the provider before a return is looked at."""
    standing = standing_counts(area)
    services = sorted({line.service for each in standing for line in each.lines})
    before = next((each.lines for each in standing if each.provider == provider.label), ())
    return Before(provider.name, remembered(area, provider), services, before)


def understood(found: WaitReturn) -> Understood:
    """What a return that waits says, with its questions."""
    return understand(Parsed.from_json(found.read), known_before(found.area, found.provider), answers_of(found))


def answers_of(found: WaitReturn) -> dict[str, Answer]:
    """The answers given so far."""
    return {question: Answer(**given) for question, given in found.answers.items()}


def as_accepted(found: WaitReturn) -> Understood:
    """What an accepted return says, as it was accepted."""
    breaks = [Break(row.service, month_text(row.month), row.reason) for row in found.breaks.all()]
    notes = list(Parsed.from_json(found.read).notes)
    return Understood(lines=[as_line(row) for row in found.counts.all()], notes=notes, breaks=breaks)


# --- what of it is published ----------------------------------------------------------------------------------


def published_months(area: Area) -> tuple[Published, ...]:
    """Every month that stands on the public pages, as the ledger of published tables has it; the newest last."""
    return tuple(published(table) for table in ledger.safe_series(area, drafts.SERIES))


def draft_of_month(area: Area, month: str) -> Draft | None:
    """What would be published of one month, beside what was published of the nearest others; None where nothing stands.
    `Unavailable` where what was published withholds counts that cannot be read."""
    held = standing_counts(area)
    found = _draft(area, held, month)
    if found is None:
        return None
    others = {each: table for each, (table, _) in _known_months(area).items() if each != month}
    breaks = {(f"{each.service}, {one.provider}", each.month) for one in held for each in one.breaks}
    return drafts.beside(found, month, others, breaks)


def _draft(area: Area, held: Sequence[Held], month: str) -> Draft | None:
    found = lists_in(held, month)
    return drafts.draft_of(found, month, area.name, drafts.notes_of(held, found, month)) if found else None


def _known_months(area: Area) -> dict[str, tuple[Known, PublishedTable]]:
    """Of each month that was ever published, the newest edition: as it is known, and its row."""
    rows = {(row.key, row.edition): row for row in ledger.ledger(area).filter(series=drafts.SERIES)}
    known = sorted((each for each in ledger.everything_known(area) if (each.key, each.edition) in rows), key=_edition)
    return {drafts.month_of(each.key): (each, rows[each.key, each.edition]) for each in known}


def _edition(table: Known) -> int:
    return table.edition


def to_publish(area: Area) -> tuple[str, ...]:
    """The months whose counts, or whose notes of who sent, are not those that stand published; the oldest first."""
    held, known = standing_counts(area), _known_months(area)
    return tuple(month for month in sorted({*months(held), *known}) if _differs(area, held, month, known.get(month)))


def to_publish_or_why_not(area: Area) -> tuple[tuple[str, ...], str]:
    """The same; or why that cannot be told."""
    try:
        return to_publish(area), ""
    except Unavailable as fault:
        return (), str(fault)


def _differs(area: Area, held: Sequence[Held], month: str, known: tuple[Known, PublishedTable] | None) -> bool:
    draft = _draft(area, held, month)
    if draft is None or known is None or known[1].state != TableState.PUBLISHED:
        return draft is not None or (known is not None and known[1].state == TableState.PUBLISHED)
    table, row = known
    same = {place: table.counts[cell] for place, cell in table.places.items()} == dict(draft.counts)
    return not same or row.content["notes"] != list(draft.notes)


def breaks(area: Area) -> tuple[tuple[Break, str], ...]:
    """Where the series break that stand, each with its provider: words and months, and no count is looked at."""
    accepted = WaitReturn.objects.filter(area=area, state=ReturnState.ACCEPTED)
    rows = WaitCount.objects.filter(found_in__in=accepted).order_by("found_in__accepted_at", "found_in")
    told = rows.values_list("found_in__provider", "service", "month", "found_in").distinct()
    newest = {(provider, service, month): found for provider, service, month, found in told}
    held = WaitBreak.objects.filter(found_in__in=accepted).select_related("found_in__provider").defer("found_in__read")
    return tuple(
        (Break(row.service, month_text(row.month), row.reason), row.found_in.provider.label)
        for row in held
        if newest.get((row.found_in.provider_id, row.service, row.month)) == row.found_in_id
    )


# --- what came, for the data-supply register -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arrived:
    """The return that tells of a month: when it came, its name, and what is missing in it."""

    on: date
    name: str
    lacks: tuple[str, ...]


def arrived(area: Area, provider: Organisation) -> dict[date, Arrived]:
    """Every month of which an accepted return tells, the one that was accepted last."""
    accepted = WaitReturn.objects.filter(area=area, provider=provider, state=ReturnState.ACCEPTED).defer("read")
    found: dict[date, Arrived] = {}
    for row in accepted.order_by("accepted_at", "pk").prefetch_related("counts"):
        for month in sorted({count.month for count in row.counts.all()}):
            found[month] = Arrived(row.received_at.astimezone(LONDON).date(), row.name, tuple(_lacks(row, month)))
    return found


def _lacks(row: WaitReturn, month: date) -> list[str]:
    """Services that were left out, and those of which not every count is known."""
    left = [key.split(":") for key, given in row.answers.items() if given["choice"] == "not-returned"]
    said = [f"{service} was left out" for _, service, first in left if first == month_text(month)]
    partly = {count.service for count in row.counts.all() if count.month == month and count.most is None}
    return said + [f"not every count of {service} is known" for service in sorted(partly)]


def withdrawn(area: Area, provider: Organisation) -> dict[date, set[str]]:
    """The months of which a withdrawn return told, with the names of those returns."""
    rows = WaitReturn.objects.filter(area=area, provider=provider, state=ReturnState.WITHDRAWN)
    found: dict[date, set[str]] = defaultdict(set)
    for name, month in rows.values_list("name", "counts__month").distinct():
        if month is not None:
            found[month].add(name[:80])
    return found


def icb_codes(area: Area) -> list[str]:
    """The ODS codes of the integrated care boards that serve the area."""
    boards = Identifier.objects.filter(organisation__areas__area=area, organisation__kind=OrganisationKind.ICB)
    return list(boards.filter(scheme=IdentifierScheme.ODS).values_list("value", flat=True).distinct())
