"""What is published of a needs assessment: its sections and figures, what answers each need, what became of each
recommendation?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.partnership.models import Area
from goldenthread.publishing.threads.queries import thread_of
from goldenthread.publishing.threads.shape import NAMES, Item, Thread
from goldenthread.thread.states import LinkKind, NodeKind
from goldenthread.understanding.assessment import queries

from .charts import chart_of
from .words import Said, said


@dataclass(frozen=True, slots=True)
class Ref:
    """An item of the strategy that is pointed to. `kind` in words: "priority"."""

    kind: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A need of the strategy with what answers it."""

    name: str
    href: str
    answers: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section as readers see it. `charts` go with `figures`, one each, nothing where nothing can be drawn."""

    anchor: str
    title: str
    text: str
    source: str
    figures: tuple[Said, ...]
    charts: tuple[Any, ...]
    needs: tuple[NeedShown, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """A recommendation and what became of it: joined, not joined, or declined."""

    text: str
    state: str
    why: str
    need: str
    answers: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole needs assessment, ready for a page, a document or a table."""

    area: Area
    assessment: Any
    on: date
    sections: tuple[SectionShown, ...]
    recommendations: tuple[Traced, ...]

    @property
    def figures(self) -> tuple[Said, ...]:
        return tuple(figure for section in self.sections for figure in section.figures)

    @property
    def then_and_now(self) -> tuple[Said, ...]:
        """The figures beside which the strategy said something."""
        return tuple(figure for figure in self.figures if figure.then)

    @property
    def outdated(self) -> int:
        """How many of its figures have a newer one."""
        return sum(bool(figure.newer) for figure in self.figures)


def content_of(area: Area, today: date, *, draft: bool = False, charts: bool = True) -> Content | None:
    """The agreed needs assessment, or the draft; None where there is none."""
    found = queries.draft(area) if draft else queries.agreed(area)
    if found is None:
        return None
    thread = thread_of(area)
    sections = list(found.sections.all())
    beside = queries.now(area, queries.standing(found))
    shown = tuple(_section(thread, number, each, beside, charts) for number, each in enumerate(sections, 1))
    traced = tuple(_traced(thread, each) for each in found.recommendations.all())
    return Content(area, found, today, shown, traced)


def figures_under(area: Area, plural: str, key: str) -> tuple[Said, ...]:
    """The very figures on which a need rests, or a priority by the needs that it addresses: each once."""
    if plural not in ("needs", "priorities"):
        return ()
    under = queries.pins_under(area)
    pins = {pin.pk: pin for need in _needs_of(area, plural, key) for pin in under.get(need, ())}
    return tuple(said(queries.Now(pin)) for pin in pins.values())


def _needs_of(area: Area, plural: str, key: str) -> list[str]:
    if plural == "needs":
        return [key]
    joined = thread_of(area).at.get(key, ())
    return [link.target for link in joined if link.source == key and link.kind == LinkKind.ADDRESSES]


def _section(thread: Thread, number: int, section: Any, beside: Any, charts: bool) -> SectionShown:
    figures = tuple(said(beside[pin.pk]) for pin in section.standing)
    drawn = tuple(chart_of(figure) if charts else None for figure in figures)
    needs = tuple(_need(thread, show.need) for show in section.shows.all())
    return SectionShown(f"section-{number}", section.title, section.text, section.source, figures, drawn, needs)


def _need(thread: Thread, need: Any) -> NeedShown:
    return NeedShown(need.title, _href(thread, "needs", need.key), tuple(_answers(thread, need.key)))


def _answers(thread: Thread, key: str) -> Iterable[Ref]:
    """The priorities, then the actions, that address a need."""
    found = [
        thread.items[link.source]
        for link in thread.at.get(key, ())
        if link.kind == LinkKind.ADDRESSES and link.target == key
    ]
    for item in sorted(found, key=lambda each: (each.kind != NodeKind.PRIORITY, each.place)):
        yield _ref(thread, item)


def _ref(thread: Thread, item: Item) -> Ref:
    return Ref(NAMES[item.kind][0], item.name, _href(thread, item.plural, item.key))


def _href(thread: Thread, plural: str, key: str) -> str:
    return f"/{thread.area.slug}/{plural}/{key}/" if key in thread.items else ""


def _traced(thread: Thread, recommendation: Any) -> Traced:
    need = recommendation.need
    answers = tuple(_answers(thread, need.key)) if need else ()
    if recommendation.declined:
        return Traced(recommendation.text, "Declined", recommendation.declined, need.title if need else "", answers)
    if answers:
        return Traced(recommendation.text, "Joined", "", need.title, answers)
    why = "Nothing in the plan addresses its need." if need else "It is not joined to any need."
    return Traced(recommendation.text, "Not joined", why, need.title if need else "", ())
