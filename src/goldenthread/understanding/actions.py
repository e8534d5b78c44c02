"""Writing the figures that a piece of evidence rests on."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from goldenthread.partnership.actors import AnyActor
from goldenthread.thread import actions as thread

from .models import CitedFigure, Evidence


@transaction.atomic
def add_figure(
    *, evidence: Evidence, values: dict[str, Any], opened: int, by: AnyActor, reason: str = ""
) -> CitedFigure:
    """Add a figure at the end, exactly as it is stated."""
    figure = CitedFigure(evidence=evidence, **values)

    def write(current: Evidence) -> dict[str, Any]:
        figure.position = current.figures.count()
        figure.full_clean()
        figure.save()
        return {"text": figure.label}

    thread.change_part(node=evidence, opened=opened, verb="added a figure", change=write, by=by, reason=reason)
    return figure


@transaction.atomic
def revise_figure(
    *, figure: CitedFigure, values: dict[str, Any], opened: int, by: AnyActor, reason: str = ""
) -> CitedFigure:
    """Put a figure right; row history keeps what it was."""

    def write(_: Evidence) -> dict[str, Any]:
        changed = {n: [str(getattr(figure, n)), str(v)] for n, v in values.items() if getattr(figure, n) != v}
        for name in changed:
            setattr(figure, name, values[name])
        figure.full_clean()
        figure.save()
        return {"text": figure.label, "changed": changed}

    thread.change_part(node=figure.evidence, opened=opened, verb="revised a figure", change=write, by=by, reason=reason)
    return figure


@transaction.atomic
def remove_figure(*, figure: CitedFigure, opened: int, by: AnyActor, reason: str = "") -> None:
    """Take a figure off a piece of evidence; row history keeps it."""

    def write(_: Evidence) -> dict[str, Any]:
        figure.delete()
        return {"text": figure.label}

    thread.change_part(node=figure.evidence, opened=opened, verb="removed a figure", change=write, by=by, reason=reason)
