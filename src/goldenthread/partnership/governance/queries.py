"""Which boards, lines of report and bodies does an area hold, for those who write them?"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from goldenthread.partnership.models import Area, AreaService, Board, Mention, Organisation, Reporting

M = TypeVar("M", bound=Model)


def locked(row: M) -> M:
    """The row as it stands, held until the transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def board_by_key(area: Area, key: str) -> Board | None:
    """One board of the area, withdrawn or not; or None."""
    return Board.objects.filter(area=area, key=key).select_related("organisation", "area").first()


def standing_boards(area: Area) -> QuerySet[Board]:
    """The boards that are not withdrawn, in order."""
    return Board.objects.filter(area=area, withdrawn_on__isnull=True)


def other_names(board: Board) -> list[str]:
    """What the area's other boards are called."""
    return list(standing_boards(board.area).exclude(pk=board.pk).values_list("name", flat=True))


def chain_between(lower: Board, upper: Board, besides: int = 0) -> list[str]:
    """Through which boards `lower` answers to `upper`, by name and ending with it; empty where it does not.

    `besides` is a line that is about to be changed, and is left out.
    """
    lines = Reporting.objects.filter(board__area=lower.area, to__withdrawn_on__isnull=True).exclude(pk=besides)
    above: dict[int, list[Board]] = defaultdict(list)
    for line in lines.filter(board__withdrawn_on__isnull=True).select_related("to"):
        above[line.board_id].append(line.to)
    waiting: list[tuple[int, list[str]]] = [(lower.pk, [])]
    seen: set[int] = set()
    while waiting:
        pk, names = waiting.pop(0)
        for board in above[pk]:
            if board.pk == upper.pk:
                return [*names, board.name]
            if board.pk not in seen:
                seen.add(board.pk)
                waiting.append((board.pk, [*names, board.name]))
    return []


def body_named(area: Area, key: str) -> Organisation | None:
    """A body that the area's strategy names, or None."""
    mention = Mention.objects.filter(area=area, organisation__key=key).select_related("organisation").first()
    return mention.organisation if mention else None


def others_naming(body: Organisation, area: Area) -> list[Area]:
    """The other areas that name the body or that it serves."""
    touched = Q(mentions__organisation=body) | Q(services__organisation=body)
    return list(Area.objects.filter(touched).exclude(pk=area.pk).distinct())


def body_called(name: str) -> Organisation | None:
    """A body of that name, whichever area names it; or None."""
    return Organisation.objects.filter(name__iexact=name.strip()).first()


def service_of(area: Area, pk: int) -> AreaService | None:
    """One row of who serves the area, or None."""
    return AreaService.objects.filter(area=area, pk=pk).select_related("organisation", "area").first()


def serves_then(
    area: Area, organisation: Organisation, role: str, start: date | None, end: date | None, besides: int
) -> bool:
    """Is the body recorded in that role on any of those days, in another row?"""
    rows = AreaService.objects.filter(area=area, organisation=organisation, role=role).exclude(pk=besides)
    if start:
        rows = rows.filter(Q(end__isnull=True) | Q(end__gte=start))
    if end:
        rows = rows.filter(Q(start__isnull=True) | Q(start__lte=end))
    return rows.exists()


def names_of_bodies() -> list[str]:
    """What every body here is called, whichever area names it: bodies are public and shared."""
    return list(Organisation.objects.values_list("name", flat=True))
