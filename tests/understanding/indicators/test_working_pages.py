"""Do the working pages show both sources, what the two differ by, and a definition's fault at its own box?"""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldenthread.analysis.prose import say_date
from goldenthread.partnership.models import Area
from goldenthread.understanding.indicators import queries
from goldenthread.understanding.indicators.actions import define_indicator
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.forms import typed_before
from goldenthread.understanding.indicators.models import OwnIndicator
from goldenthread.understanding.indicators.states import Audience
from goldenthread.understanding.indicators.tasks import compute_returns
from tests.understanding.indicators.defining import CODE, TYPED, own_indicator
from tests.understanding.indicators.returning import PURPOSE, by, made_up_return, returned
from tests.understanding.indicators.test_returns import with_counts

pytestmark = pytest.mark.django_db
W = "/newcastle/work/indicators/"


@pytest.fixture(autouse=True)
def lake(settings: object, tmp_path: Path) -> Path:
    settings.LAKE = tmp_path / "lake"  # type: ignore[attr-defined]
    return tmp_path / "lake"


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_a_made_up_return_is_reconciled_with_what_is_published(
    newcastle: Area, tmp_path: Path, signed_in: Callable[..., Client]
) -> None:
    """The children are made to the published totals, so the caseload and the needs agree, and the rest nearly does."""
    returned(newcastle, made_up_return(newcastle, tmp_path, 2025))
    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    def both(code: str) -> Any:
        found = queries.reconciliation(newcastle, indicators()[code], audience=Audience.ANALYSTS)
        return next(each for each in found if not each.own.breakdown)

    caseload = both("plans-open")
    assert (caseload.own.period, caseload.own.value, caseload.numerator) == ("January 2025", 3095.0, 0.0)
    assert (caseload.equal, caseload.sentence) == (True, "Equal.")
    for code in ("plans-autism", "plans-semh", "plans-speech-language", "plans-moderate-learning"):
        assert both(code).equal, code
    timely = both("plans-in-20-weeks")
    assert (timely.published.numerator, timely.published.denominator) == (42.0, 476.0)
    assert timely.own.numerator - 42.0 == timely.numerator
    assert timely.sentence.startswith(f"Differs: the return has {timely.numerator:.0f} more in the count")
    assert abs(timely.value) < 3
    client = signed_in("Anna")
    page = shown(client, f"{W}plans-in-20-weeks/")
    assert timely.sentence in page
    assert "The return is made up: to published totals in some things" in page
    assert "the days run to that date from the day on which the request was received" in page
    assert "was published on 26 June 2025. What was put right in the return after that is not in its figures." in page
    assert "8.8% (42 of 476)" in page
    assert "Equal in 1 of 1 periods" in shown(client, f"{W}plans-open/")
    assert queries.reasons_to_differ(newcastle, indicators()["plans-open"], [caseload]) == ()


def test_small_counts_are_shown_to_an_analyst_and_not_to_a_board_member(
    newcastle: Area, signed_in: Callable[..., Client]
) -> None:
    with_counts(newcastle, {"Female": 3.0, "Male": 20.0})
    assert "3 of 50" in shown(signed_in("Anna"), f"{W}plans-autism/")
    hidden = shown(signed_in("Bola"), f"{W}plans-autism/")
    assert "3 of 50" not in hidden
    assert "20 of 50" not in hidden
    assert "Small counts, and what would give them away, are shown only" in hidden
    assert "Small counts of a return are hidden from you" in shown(signed_in("Bola"), W)


def test_without_a_return_the_pages_say_so(signed_in: Callable[..., Client]) -> None:
    client = signed_in("Anna")
    assert "No return is in use" in shown(client, W)
    assert "No period has both" in shown(client, f"{W}plans-open/")


def test_an_indicator_is_defined_changed_and_withdrawn(newcastle: Area, signed_in: Callable[..., Client]) -> None:
    client = signed_in("Anna")
    answer = client.post(f"{W}add/", TYPED)
    assert answer.status_code == 302, unescape(answer.content.decode())
    own = OwnIndicator.objects.get(area=newcastle)
    assert own.indicator == own_indicator(newcastle).indicator
    assert own.indicator.person_level.denominator == "need = 'ASD'"  # type: ignore[union-attr]
    assert "Girls among those with autism" in shown(client, W)

    typed = {**TYPED, "title": "Girls with autism", "opened": "1", "reason": "Shorter."}
    assert client.post(f"{W}{CODE}/edit/", typed).status_code == 302
    own.refresh_from_db()
    assert (str(own), own.revision) == ("Girls with autism", 2)
    assert "Somebody else changed this" in unescape(
        client.post(f"{W}{CODE}/edit/", {**typed, "title": "Else"}).content.decode()
    )

    assert client.post(f"{W}{CODE}/withdraw/", {"reason": "Nobody reads it."}).status_code == 302
    own.refresh_from_db()
    assert own.withdrawn_on
    assert client.get(f"{W}{CODE}/edit/").status_code == 404
    assert f"Girls with autism (withdrawn on {say_date(own.withdrawn_on)})" in shown(client, W)


def test_a_definition_that_is_sent_back_as_it_was_shown_is_not_changed(
    newcastle: Area, signed_in: Callable[..., Client]
) -> None:
    """Nothing that the boxes do not hold is lost: its published sources stay."""
    definition = indicators()["plans-in-20-weeks"].model_dump(mode="json") | {"code": CODE}
    own = define_indicator(area=newcastle, definition=definition, by=by(newcastle))
    typed = {name: value for name, value in typed_before(own.indicator).items() if name != "code"}

    answer = signed_in("Anna").post(f"{W}{CODE}/edit/", {**typed, "opened": "1", "reason": ""})

    assert answer.status_code == 302
    again = OwnIndicator.objects.get(pk=own.pk)
    assert (again.definition, again.revision) == (own.definition, 1)
    assert again.definition["published"]
    assert again.definition["breaks"]


@pytest.mark.parametrize(
    ("box", "typed", "words"),
    [
        ("counts", "sex = (select 'F')", "not allowed in a definition"),
        ("counts", "gender = 'F'", "names gender, which is not there"),
        ("counts", "age = 'F'", "compares unlike things"),
        ("out_of", "age + 1", "is not true or false"),
        ("breakdowns", ["setting", "age when the plan started"], ""),
        ("code", "Girls!", "Found “Girls!”; expected 4 to 60 small letters, digits and hyphens"),
        ("counts", "need = 'AS'", "the nearest is ASD (autistic spectrum disorder)"),
        ("counts", "age + ", "something is missing after “age +”"),
        ("counts", f"{'(' * 3000}sex{')' * 3000}", "6,003 characters; expected at most 2,000"),
        ("code", "plans-autism", "is the code of a built-in indicator"),
        ("denominator", "", "A proportion says of whom"),
        ("per", "1000", "A percentage is out of 100, not of 1000"),
    ],
)
def test_a_fault_stands_at_its_own_box(
    box: str, typed: Any, words: str, newcastle: Area, signed_in: Callable[..., Client]
) -> None:
    if box == "breakdowns":
        data, words = (
            {**TYPED, "base": "requests", "counts": "sex = 'F'", "out_of": "true", box: typed},
            "cannot be broken down by",
        )
    else:
        data = {**TYPED, box: typed}
    answer = signed_in("Anna").post(f"{W}add/", data)
    assert answer.status_code == 200
    page = unescape(answer.content.decode())
    assert words in page
    assert f'href="#id_{box}' in page
    assert not OwnIndicator.objects.filter(area=newcastle).exists()
