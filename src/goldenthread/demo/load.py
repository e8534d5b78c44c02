"""Loading the five published strategies, and the made-up people who work on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.contrib.auth.hashers import make_password
from django.db import transaction

from goldenthread.accounts.models import Person
from goldenthread.partnership.actions import give_role, name_holder
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.read import read_pack
from goldenthread.publishing.versions.actions import publish_version
from goldenthread.understanding.indicators.actions import load_shipped

from .figures import publish_figures
from .needs import load_needs
from .personas import PASSWORD, PERSONAS, Persona
from .supply import load_register
from .waits import bring_waits

AREAS = ("newcastle", "south-tyneside", "northumberland", "north-east-lincolnshire", "tameside")
MADE_UP = "oldmere"
NAME = "The demonstration"
HOLDERS = {
    "council": "Connor",
    "icb": "Ivan",
    "nhs-trust": "Priya",
    "parent-carer-forum": "Faith",
    "young-peoples-group": "Yusuf",
}


@cache
def pack_named(slug: str) -> Pack:
    """The strategy of one of the five areas, as published, or of the made-up one. Reading one takes most of a second."""
    name = f"{slug}.yaml"
    return read_pack(files("goldenthread.demo").joinpath("packs", name).read_text("utf-8"), name=name)


def load_areas(now: datetime) -> Iterator[Area]:
    """Load each of the five, and the made-up one, that is not there yet: all of an area or nothing, one by one."""
    for slug in (*AREAS, MADE_UP):
        if not Area.objects.filter(slug=slug).exists():
            yield load_area(pack_named(slug), now)
    by = SystemActor(None, NAME, now)
    load_shipped(by=by)
    for area in Area.objects.filter(slug__in=AREAS):
        load_needs(area, by)


@transaction.atomic
def load_area(pack: Pack, now: datetime) -> Area:
    """Load one strategy as published, freeze it as version 1, and let the made-up people in."""
    by = SystemActor(None, NAME, now)
    area, _ = import_pack(pack=pack, by=by, reason="Loaded the strategy as it was published.")
    publish_version(area=area, by=by, label="As published", note=_published(pack))
    people = {persona.first_name.split()[0]: let_in(persona, area, by) for persona in PERSONAS}
    if area.slug == MADE_UP:
        give_work(area, people, by)
        publish_figures(area, by)
        bring_waits(area, SystemActor(area, NAME, now))
    load_register(area, by)
    return area


def _published(pack: Pack) -> str:
    """By whom the strategy was published, as the note of version 1."""
    if pack.area.slug == MADE_UP:
        return f"{pack.source.title}. Nobody published it: it was written for this demonstration."
    return f"{pack.source.title}, as {pack.source.publishers} published it."


def give_work(area: Area, people: dict[str, Person], by: SystemActor) -> None:
    """In the made-up area alone, each stated lead is held by somebody, so that every page shows work under way."""
    for row in area.responsibilities.filter(organisation__isnull=False).select_related("organisation"):
        kind = row.organisation.kind if row.organisation else ""
        name = "Cora" if row.role == "Commissioning lead" else HOLDERS.get(kind)
        if name is not None:
            name_holder(responsibility=row, person=people[name], by=by)


def let_in(persona: Persona, area: Area, by: SystemActor) -> Person:
    """Make the person's account and give the role."""
    email = persona.email(area.slug)
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create(email=email, name=persona.name(), password=_hashed_password())
    organisation = employer(persona, area)
    give_role(
        person=person, organisation=organisation, area=area, role=persona.role, job_title=persona.job_title, by=by
    )
    return person


@cache
def _hashed_password() -> str:
    """Hashed once for all of them: it takes a fifth of a second by design."""
    return make_password(PASSWORD)


def employer(persona: Persona, area: Area) -> Organisation:
    """The first body of the right kind that serves the area now; else the first that serves it at all."""
    serving = [row.organisation for row in area.services.filter(end__isnull=True).select_related("organisation")]
    mentioned = [mention.organisation for mention in area.mentions.select_related("organisation")]
    for kind in persona.works_for:
        for body in (*serving, *mentioned):
            if body.kind == kind and body.closed is None and not body.collective:
                return body
    return serving[0]
