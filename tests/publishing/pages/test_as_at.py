"""Is a strategy shown as it stood on a day, and is a day that cannot be shown answered plainly?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from simple_history.utils import get_history_manager_for_model

from goldenthread.partnership.actors import LONDON
from goldenthread.partnership.models import Area
from goldenthread.planning.strategy.models import Priority
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.publishing.pages.forms import AsAtForm
from tests.fixtures import NOW
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

WORDS = "Every child on a list is given support while they wait."
TODAY, SINCE = date(2027, 3, 31), date(2026, 11, 22)


def first_day(area: Area) -> date:
    """The day on which the test database was made, which is when its rows were first held."""
    first = Area.history.filter(id=area.pk).order_by("history_date").first()
    return first.history_date.astimezone(LONDON).date()


@pytest.fixture
def later(settings: object, newcastle: Area, actor: Callable[..., object]) -> date:
    """A priority is reworded ten days after the strategy was first held; the day is ten days after that."""
    start = first_day(newcastle)
    pack = pack_of(newcastle)
    reworded = tuple(
        p.model_copy(update={"text": WORDS}) if p.key == "p-interim-support" else p for p in pack.priorities
    )
    import_pack(pack=pack.model_copy(update={"priorities": reworded}), by=actor("Cora"), reason="A test")
    history = get_history_manager_for_model(Priority)
    row = history.filter(key="p-interim-support").order_by("-history_id").first()
    row.history_date = datetime.combine(start + timedelta(days=10), NOW.time(), LONDON)
    row.save()
    settings.TODAY = start + timedelta(days=20)
    return start


@pytest.mark.parametrize("page", ["strategy/", "priorities/p-interim-support/"])
def test_page_shows_the_strategy_as_it_stood(client: Client, later: date, page: str):
    before = text(client.get(f"/newcastle/{page}?as-at={later + timedelta(days=5)}"))
    after = text(client.get(f"/newcastle/{page}?as-at={later + timedelta(days=15)}"))
    now = text(client.get(f"/newcastle/{page}"))

    assert WORDS not in before
    assert "As it stood on" in before
    assert WORDS in after
    assert WORDS in now
    assert "As it stood on" not in now


def test_links_of_a_past_day_stay_on_that_day(client: Client, later: date):
    day = later + timedelta(days=5)

    page = client.get(f"/newcastle/strategy/?as-at={day}").content.decode()

    assert f'href="/newcastle/priorities/p-interim-support/?as-at={day}"' in page
    assert 'href="/newcastle/strategy/">See it as it stands today' in page


@pytest.mark.parametrize("page", ["delivery-plan/", "you-said-we-did/", "measures/", "who-decides/"])
def test_every_page_of_the_strategy_can_be_seen_on_a_past_day(client: Client, later: date, page: str):
    response = client.get(f"/newcastle/{page}?as-at={later + timedelta(days=5)}")

    assert response.status_code == 200
    assert "As it stood on" in text(response)


def test_three_boxes_do_the_same_as_an_address(client: Client, later: date):
    day = later + timedelta(days=5)

    response = client.get(f"/newcastle/strategy/?as-at_day={day.day}&as-at_month={day.month}&as-at_year={day.year}")

    assert response.status_code == 200
    assert WORDS not in text(response)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2031-01-01", "1 January 2031 is in the future"),
        ("2001-01-01", "so it cannot be shown as it stood on 1 January 2001"),
        ("31/02/2026", "Date must be a real date"),
        ("yesterday", "Date must be a real date"),
        ("2026-13-45", "Date must be a real date"),
        ("0", "Date must be a real date"),
    ],
)
def test_day_that_cannot_be_shown_is_answered_with_the_reason(client: Client, later: date, asked: str, said: str):
    response = client.get(f"/newcastle/strategy/?as-at={asked}")

    assert response.status_code == 400
    assert said in text(response)
    assert "There is a problem" in text(response)
    assert "public" not in response.headers["Cache-Control"]


def test_an_empty_day_is_today(client: Client):
    assert client.get("/newcastle/strategy/?as-at=").status_code == 200


@pytest.mark.parametrize("day", [SINCE, TODAY, SINCE + timedelta(days=1)])
def test_form_takes_every_day_from_the_first_to_today(day: date):
    form = AsAtForm({"as-at": str(day)}, today=TODAY, since=SINCE)

    assert form.is_valid()
    assert form.cleaned_data["at"] == day


@pytest.mark.parametrize("day", [SINCE - timedelta(days=1), TODAY + timedelta(days=1)])
def test_form_refuses_a_day_outside_and_says_which_can_be_shown(day: date):
    form = AsAtForm({"as-at": str(day)}, today=TODAY, since=SINCE)

    assert not form.is_valid()
    assert "Choose a day from 22 November 2026 to 31 March 2027" in form.errors["at"][0]
