"""May a strategy move so, and who moves it? Every state, every move, every role."""

from itertools import product

import pytest

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.planning.strategy import policies
from goldenthread.planning.strategy.actions import change_status
from goldenthread.planning.strategy.models import Strategy
from goldenthread.planning.strategy.queries import principal_strategy, strategies
from goldenthread.planning.strategy.states import TERMINAL, TRANSITIONS, StrategyStatus, transitions_from
from tests.acting import ROLE_CODES, acting_as, holders, no_event, one_event

HERE = Area(pk=1, name="Here")
MOVES = {(move.source, move.target): move for move in TRANSITIONS}
PAIRS = list(product(StrategyStatus, StrategyStatus))


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_strategy_moves_only_as_the_table_says(source: StrategyStatus, target: StrategyStatus):
    strategy = Strategy(area=HERE, title="S", status=source)
    lead = acting_as("commissioning-lead", HERE)
    if move := MOVES.get((source, target)):
        assert policies.check_can_change_status(lead, strategy, target, "Because.") == move
        return
    with pytest.raises(Refused) as refused:
        policies.check_can_change_status(lead, strategy, target, "Because.")
    sentence = str(refused.value)
    assert f"A strategy that is {source.label.lower()} cannot become {target.label.lower()}." in sentence
    assert all(move.verb in sentence for move in transitions_from(source))


@pytest.mark.parametrize("move", TRANSITIONS, ids=lambda move: f"{move.source}-{move.verb}")
def test_a_move_that_needs_a_reason_says_so(move):
    strategy = Strategy(area=HERE, title="S", status=move.source)
    lead = acting_as("commissioning-lead", HERE)
    if not move.reason_required:
        assert policies.check_can_change_status(lead, strategy, move.target) == move
        return
    with pytest.raises(policies.ReasonNeeded, match=f"To {move.verb} say why"):
        policies.check_can_change_status(lead, strategy, move.target, "  ")


@pytest.mark.parametrize("role", ROLE_CODES)
@pytest.mark.parametrize("move", TRANSITIONS, ids=lambda move: f"{move.source}-{move.verb}")
def test_only_some_roles_move_it(role, move):
    strategy = Strategy(area=HERE, title="S", status=move.source)
    if role in holders(Permission.CHANGE_STATUS):
        assert policies.check_can_change_status(acting_as(role, HERE), strategy, move.target, "Because.") == move
    else:
        with pytest.raises(NotAllowed, match="To move the strategy between draft, consultation, adopted"):
            policies.check_can_change_status(acting_as(role, HERE), strategy, move.target, "Because.")


def test_only_the_ends_have_no_way_on():
    assert {status for status in StrategyStatus if not transitions_from(status)} == TERMINAL


def test_every_status_can_be_reached():
    assert {move.target for move in TRANSITIONS} == set(StrategyStatus)


def test_a_move_is_an_event_with_its_authority(newcastle, actor):
    strategy = principal_strategy(newcastle)

    with one_event() as written:
        moved = change_status(strategy=strategy, target="under-review", by=actor("Cora"), authority="Board, 4 November")
    assert (moved.status, moved.revision) == ("under-review", strategy.revision + 1)
    assert (written[0].verb, written[0].authority) == ("begin a review", "Board, 4 November")
    assert written[0].data == {"from": "adopted", "to": "under-review", "revision": 2}


def test_a_refused_move_leaves_nothing(newcastle, actor):
    strategy = principal_strategy(newcastle)

    with no_event(), pytest.raises(Refused):
        change_status(strategy=strategy, target="superseded", by=actor("Cora"))
    strategy.refresh_from_db()
    assert strategy.status == "adopted"


def test_the_areas_own_strategy_comes_first(newcastle):
    assert [each.principal for each in strategies(newcastle)] == [True, False]
