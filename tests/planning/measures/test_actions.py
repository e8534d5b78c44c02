"""Is a value recorded once for a period, only where it hangs together, and by those who may?"""

from decimal import Decimal

import pytest

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.models import Area, Organisation
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.planning.measures import policies
from goldenthread.planning.measures.actions import record_observation
from goldenthread.planning.measures.models import Measure, Observation
from goldenthread.planning.measures.queries import observations_of
from goldenthread.thread.actions import withdraw
from tests.acting import ROLE_CODES, acting_as, holders, no_event, one_event

HERE = Area(pk=1, name="Here")
OWNER, OTHER = Organisation(pk=7, name="Owner"), Organisation(pk=8, name="Other")


@pytest.fixture
def measure(newcastle) -> Measure:
    return Measure.objects.get(area=newcastle, key="m-waits-fall")


def record(measure, by, period="2026", value=30, **more):
    values = {"period": period, "value": Decimal(value) if value is not None else None, **more.pop("values", {})}
    return record_observation(measure=measure, values=values, responsible=set(), by=by, **more)


@pytest.mark.parametrize("owner", ["ours", "theirs", "nobody's"])
@pytest.mark.parametrize("role", ROLE_CODES)
def test_a_role_records_what_its_body_owns_and_an_analyst_all(role: str, owner: str):
    measure, someone = Measure(area=HERE, title="Waits"), acting_as(role, HERE, OWNER)
    responsible = {"ours": {OWNER.pk}, "theirs": {OTHER.pk}, "nobody's": set()}[owner]
    if role not in holders(Permission.RECORD_OBSERVATION):
        with pytest.raises(NotAllowed, match="To record a new value of a measure"):
            policies.check_can_record(someone, measure, responsible)
    elif owner != "ours" and role not in holders(Permission.EDIT_MEASURES):
        said = {"theirs": "Another organisation owns this measure", "nobody's": "Nobody owns this measure yet"}[owner]
        with pytest.raises(NotAllowed, match=said):
            policies.check_can_record(someone, measure, responsible)
    else:
        policies.check_can_record(someone, measure, responsible)


@pytest.mark.parametrize(
    ("unit", "fields", "refused"),
    [
        ("per cent", {"value": "29", "numerator": "43", "denominator": "148"}, ""),
        ("per cent", {"value": "29.1", "numerator": "43", "denominator": "148"}, ""),
        ("per cent", {"value": "35", "numerator": "43", "denominator": "148"}, "43 of 148 is 29.1 per cent, not 35"),
        ("per cent", {"value": "29", "numerator": "148", "denominator": "43"}, "148, is more than the denominator, 43"),
        ("per cent", {"value": "29", "denominator": "148"}, ""),
        ("weeks", {"value": "29", "numerator": "148", "denominator": "43"}, ""),
        ("weeks", {"value": "29", "state": "suppressed"}, "it is never zero"),
        ("per cent", {"numerator": "3", "state": "suppressed"}, "it is never zero"),
        ("per cent", {"state": "not-collected"}, ""),
    ],
)
def test_a_value_hangs_together(unit: str, fields: dict[str, str], refused: str):
    state = fields.pop("state", "known")
    seen = Observation(period="2026", state=state, **{name: Decimal(value) for name, value in fields.items()})
    if not refused:
        policies.check_hangs_together(seen, unit)
    else:
        with pytest.raises(Refused, match=refused):
            policies.check_hangs_together(seen, unit)


def test_a_value_is_an_event_with_what_it_was(measure, actor):
    with one_event() as written:
        record(measure, actor("Anna"))
    assert written[0].data == {"period": "2026", "value": "30", "was": ""}

    with one_event() as written:
        record(measure, actor("Anna"), value=28, reason="Counted again")
    assert written[0].data == {"period": "2026", "value": "28", "was": "30.000000"}
    assert written[0].reason == "Counted again"
    assert [seen.value for seen in observations_of(measure)] == [28]
    assert [past.value for past in observations_of(measure)[0].history.all()] == [28, 30]


def test_a_second_value_for_a_period_is_not_a_surprise(measure, actor):
    record(measure, actor("Anna"))

    with no_event(), pytest.raises(Refused, match=r"A value for 2026 is already recorded: 30.000000"):
        record(measure, actor("Cora"), value=99, replaces=False)
    assert observations_of(measure).get().value == 30


def test_what_does_not_hang_together_is_not_recorded(measure, actor):
    with no_event(), pytest.raises(Refused):
        record(measure, actor("Anna"), value=3, values={"state": "suppressed"})
    assert not observations_of(measure).exists()


def test_nothing_is_recorded_of_a_withdrawn_measure(measure, actor):
    withdraw(node=measure, by=actor("Anna"), reason="No longer counted")
    with no_event(), pytest.raises(Refused, match="was withdrawn"):
        record(measure, actor("Anna"))


def test_values_are_in_the_order_of_their_periods(measure, actor):
    for period in ("2025", "2023", "2024"):
        record(measure, actor("Anna"), period)
    assert [seen.period for seen in observations_of(measure)] == ["2023", "2024", "2025"]


@pytest.mark.parametrize("name", ["Faith", "Otto", "Priya", "Bola"])
def test_others_record_nothing(name, measure, actor):
    with no_event(), pytest.raises(NotAllowed):
        record(measure, actor(name))
