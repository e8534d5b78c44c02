"""What was published, of whom, when; what of it may a page show; and could anybody work out what it withholds?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.analysis.disclosure import Cell, Dimension, Identity, Policy, Zeros
from goldenthread.partnership.models import Area

from . import computing, lake
from .definitions import Answer, Draft, Known, Percent, Place, Proposal, SafeTable, Shown, as_cell, as_facts
from .models import AttackRun, PublishedTable
from .states import TableState


def ledger(area: Area) -> QuerySet[PublishedTable]:
    """Everything that was ever published in the area, withdrawn and replaced editions too, newest first."""
    return PublishedTable.objects.filter(area=area).select_related("area").prefetch_related("attacks")


def edition(area: Area, key: str, number: int) -> PublishedTable | None:
    """One edition of a table, or None."""
    return ledger(area).filter(key=key, edition=number).first()


def safe_tables(area: Area) -> tuple[SafeTable, ...]:
    """What stands on the public pages now; of tables that follow each other in time, the newest."""
    held = {
        table.series or table.key: table for table in ledger(area).filter(state=TableState.PUBLISHED).order_by("key")
    }
    return tuple(as_safe(table) for table in sorted(held.values(), key=lambda table: table.title))


def safe_series(area: Area, series: str) -> tuple[SafeTable, ...]:
    """The tables of a series that stand on the public pages now, in the order of their keys."""
    held = PublishedTable.objects.filter(area=area, state=TableState.PUBLISHED, series=series).order_by("key")
    return tuple(as_safe(table) for table in held.select_related("area"))


def safe_table(area: Area, key: str) -> SafeTable | None:
    """The newest edition of a table, for a page, a document or a download. A withdrawn one comes without its figures."""
    table = ledger(area).filter(key=key).order_by("-edition").first()
    return as_safe(table) if table else None


def as_safe(table: PublishedTable) -> SafeTable:
    """The only place at which a `SafeTable` is made: from what was published."""
    withdrawn = table.state == TableState.WITHDRAWN
    return SafeTable(
        area=table.area.name,
        key=table.key,
        edition=table.edition,
        title=table.title,
        population=table.population,
        period=table.period,
        source=table.source,
        state=table.state,
        on=table.on,
        by=table.by,
        policy=policy_of(table.content["policy"]),
        method=table.content["method"],
        dimensions=dimensions_of(table),
        shown=() if withdrawn else shown_of(table),
        percent=percent_of(table),
        series=table.series,
        labels={category: tuple(parts) for category, parts in table.content["labels"].items()},
        notes=tuple(table.content["notes"]),
        withdrawn_on=table.changed_on if withdrawn else None,
        withdrawn_because=table.because if withdrawn else "",
    )


def percent_of(table: PublishedTable) -> Percent | None:
    """What its percentages are of, where it has any."""
    return Percent(**table.content["percent"]) if table.content["percent"] else None


def dimensions_of(table: PublishedTable) -> tuple[Dimension, ...]:
    return tuple(
        Dimension(name, tuple((group, tuple(parts)) for group, parts in groups), crossed)
        for name, groups, crossed in table.content["dimensions"]
    )


def shown_of(table: PublishedTable) -> tuple[Shown, ...]:
    return tuple(Shown(tuple(place), as_cell(cell), value, mark) for place, cell, value, mark in table.content["cells"])


def policy_of(kept: dict[str, Any]) -> Policy:
    return Policy(**{**kept, "zeros": Zeros(kept["zeros"])})


def everything_known(area: Area) -> tuple[Known, ...]:
    """Every edition ever published, with the counts that it withholds. `Unavailable` where they cannot be had."""
    return tuple(as_known(table) for table in ledger(area).order_by("on", "key", "edition"))


def as_known(table: PublishedTable) -> Known:
    withheld = lake.recall(table.area.slug, table.pk, table.withheld)
    shown, unseen = shown_of(table), unseen_of(table)
    counts = {each.cell: withheld.get(at, each.value or 0) for at, each in enumerate(shown)}
    counts |= {cell: withheld[at] for at, (_, cell) in enumerate(unseen, len(shown))}
    return Known(
        title=str(table),
        key=table.key,
        edition=table.edition,
        shown=shown,
        counts=counts,
        identities=tuple(Identity(_cells(left), _cells(right)) for left, right in table.content["identities"]),
        asked=policy_of(table.content["policy"]),
        one_mark=table.content.get("one_mark", False),
        unseen=frozenset(cell for _, cell in unseen),
        facts=as_facts(table.content["facts"]),
        places={place: cell for place, cell in unseen if place} | {each.place: each.cell for each in shown},
        period=table.period,
        apart=table.content.get("apart", ""),
    )


def unseen_of(table: PublishedTable) -> tuple[tuple[Place, Cell], ...]:
    """Counts that the table does not print; of one that stands in no place of it, the place is empty."""
    return tuple((tuple(place), as_cell(cell)) for place, cell in table.content["unseen"])


def _cells(kept: list[Any]) -> tuple[Cell, ...]:
    return tuple(as_cell(cell) for cell in kept)


def propose(area: Area, draft: Draft, policy: Policy) -> Proposal:
    """What could be published of a table, beside all that was; nothing is written. `Refused` says why nothing could."""
    return computing.propose(draft, policy, everything_known(area))


def size(area: Area, draft: Draft) -> int:
    """Of how many counts the table and all that it is linked to consist."""
    return computing.size(draft, everything_known(area))


def looked_at(area: Area, proposal: UUID) -> tuple[dict[str, Any] | None, Answer | None]:
    """What was typed of a table that was proposed in the last day and not yet published; and what came of it so far."""
    return lake.laid_down(area.slug, proposal), lake.answered(area.slug, proposal)


def size_of_ledger(area: Area) -> int:
    """Of how many counts everything consists that was ever published."""
    return sum(len(table.content["cells"]) for table in ledger(area))


def attack(area: Area) -> tuple[computing.Attacked, ...]:
    """Attack everything that was ever published in the area, now."""
    return tuple(computing.attack_everything(everything_known(area)))


def differences(area: Area) -> tuple[computing.Difference, ...]:
    """Small counts that two published tables tell together, though nothing links them and nobody said that they are apart."""
    return tuple(computing.differences_of_all(everything_known(area)))


def last_attack(table: PublishedTable) -> AttackRun | None:
    """The newest attack on a table."""
    return next(iter(table.attacks.all()), None)


def keys(area: Area) -> Sequence[str]:
    return list(ledger(area).values_list("key", flat=True))
