"""Can lists be reordered and days be shared, and is what the database cannot keep refused before it is tried?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.accounts.models import Person
from goldenthread.config.commands.strategy import operator
from goldenthread.partnership.models import Area, Responsibility
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.limits import unkeepable
from goldenthread.publishing.packs.queries import pack_of
from tests.publishing.workbooks.small import SMALL

DAY = date(2026, 1, 1)


def taken_in(source: pack.Pack) -> Area:
    area, _ = import_pack(pack=source, by=operator(Area.objects.filter(slug="oxbow").first()), reason="A test")
    assert pack_of(area) == source
    return area


def with_first_action(**values: Any) -> pack.Pack:
    first, *rest = SMALL.actions
    return SMALL.model_copy(update={"actions": (first.model_copy(update=values), *rest)})


@pytest.mark.django_db
def test_bodies_that_commission_a_service_may_change_places():
    for keys in (("oxbow-council", "marsh-icb"), ("marsh-icb", "oxbow-council")):
        service = pack.Service(key="sv", name="Therapy", kind="therapy", commissioners=keys)
        taken_in(SMALL.model_copy(update={"services": (service,)}))


@pytest.mark.django_db
def test_boards_that_a_board_reports_to_may_change_places():
    others = (pack.Board(key="y", name="Y"), pack.Board(key="z", name="Z"))
    for keys in ("yz", "zy"):
        board = pack.Board(key="x", name="X", reports_to=tuple(pack.ReportsTo(board=key) for key in keys))
        taken_in(SMALL.model_copy(update={"boards": (board, *others)}))


@pytest.mark.django_db
def test_what_happened_on_one_day_keeps_its_order():
    updates = tuple(pack.Update(on=DAY, state="in-progress", note=f"Note {n}") for n in range(8))
    moved = tuple(pack.Redating(was="a", now=f"b{n}", on=DAY, agreed_by="Board", reason="Late") for n in range(8))

    taken_in(with_first_action(updates=updates[:5], redatings=moved[:5]))
    taken_in(with_first_action(updates=updates, redatings=moved))


@pytest.mark.django_db
def test_a_lead_put_before_another_does_not_take_its_person():
    area = taken_in(SMALL)
    person = Person.objects.create(email="made.up@oxbow.example", name="Made up")
    held = Responsibility.objects.get(area=area, role="Head of SEND")
    held.person = person
    held.save()

    taken_in(with_first_action(leads=(pack.Lead(role="Director"), *SMALL.actions[0].leads)))

    assert [row.role for row in Responsibility.objects.filter(person=person)] == ["Head of SEND"]


@pytest.mark.parametrize(
    ("part", "where"),
    [
        (pack.Lead(), ""),
        (pack.Seat(role="Chair", start=date(2026, 2, 1), end=DAY), "end"),
        (pack.Board(key="x", name="X", reports_to=(pack.ReportsTo(board="x"),)), "reports_to"),
        (pack.Board(key="x", name="X", reports_to=(pack.ReportsTo(board="y"),) * 2), "reports_to"),
        (pack.Service(key="s", name="S", kind="therapy", providers=("a", "a")), "providers"),
        (pack.Service(key="s", name="S", kind="therapy", places=-1), "places"),
        (pack.Service(key="s", name="S", kind="therapy", places=2**31), "places"),
        (pack.Organisation(key="o", name="O", kind="council", opened=date(2026, 2, 1), closed=DAY), "closed"),
        (pack.Outcome(key="o", text="a\0b"), "text"),
        (pack.Outcome(key="o", text="ok", ref="9" * 21), "ref"),
        (pack.Redating(was="a" * 201, now="b", on=DAY, agreed_by="Board", reason="Late"), "was"),
    ],
)
def test_what_the_database_cannot_keep_is_named(part: Any, where: str):
    assert [place for place, *_ in unkeepable(part)] == [where]


def test_every_published_shape_that_is_sound_can_be_kept():
    assert list(unkeepable(SMALL)) == []
