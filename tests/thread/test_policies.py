"""Who may write what, and when is a change refused?"""

from datetime import date

import pytest

from goldenthread.accounts.roles import ROLE_BY_CODE, Permission
from goldenthread.partnership.models import Area, Responsibility
from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.strategy.models import Outcome, Priority
from goldenthread.thread import policies
from goldenthread.thread.policies import EDITED_WITH
from goldenthread.thread.states import LinkKind, NodeKind
from tests.acting import ROLE_CODES, acting_as, holders

HERE, ELSEWHERE = Area(pk=1, name="Here"), Area(pk=2, name="Elsewhere")


def test_every_kind_of_node_says_who_edits_it():
    assert set(EDITED_WITH) == set(NodeKind)


@pytest.mark.parametrize("kind", NodeKind)
@pytest.mark.parametrize("role", ROLE_CODES)
def test_a_role_edits_a_kind_only_with_its_permission(role: str, kind: NodeKind):
    if role in holders(EDITED_WITH[kind]):
        policies.check_can_edit(acting_as(role, HERE), kind, HERE)
    else:
        with pytest.raises(NotAllowed, match=f"To {EDITED_WITH[kind].value} you must be an? "):
            policies.check_can_edit(acting_as(role, HERE), kind, HERE)


@pytest.mark.parametrize("role", ROLE_CODES)
def test_a_role_draws_links_only_if_it_writes_the_strategy(role: str):
    if role in holders(Permission.EDIT_STRATEGY):
        policies.check_can_link(acting_as(role, HERE), HERE)
    else:
        with pytest.raises(NotAllowed, match="To write the strategy"):
            policies.check_can_link(acting_as(role, HERE), HERE)


def test_nobody_edits_another_areas_things():
    with pytest.raises(NotAllowed, match="You are working in Here; this belongs to another area"):
        policies.check_can_edit(acting_as("area-administrator", HERE), NodeKind.ACTION, ELSEWHERE)


def test_the_refusal_names_every_role_that_may():
    with pytest.raises(NotAllowed) as refused:
        policies.check_can_edit(acting_as("auditor", HERE), NodeKind.MEASURE, HERE)

    for role in holders(Permission.EDIT_MEASURES):
        assert ROLE_BY_CODE[role].title.lower() in str(refused.value)


@pytest.mark.parametrize(("opened", "now", "refused"), [(3, 3, False), (2, 3, True), (4, 3, True), (0, 1, True)])
def test_only_the_newest_revision_can_be_saved_over(opened: int, now: int, refused: bool):
    node = Action(title="Review therapies", revision=now)

    if not refused:
        policies.check_unchanged_since(node, opened)
        return
    with pytest.raises(EditConflict, match="Nothing of yours is lost") as conflict:
        policies.check_unchanged_since(node, opened)
    assert (conflict.value.node, conflict.value.opened) == (node, opened)


def test_a_withdrawn_node_is_not_changed():
    node = Action(title="Review therapies", withdrawn_on=date(2026, 5, 1))

    with pytest.raises(Refused, match=r"“Review therapies” was withdrawn on 1 May 2026. Bring it back"):
        policies.check_not_withdrawn(node)


@pytest.mark.parametrize(
    ("source", "kind", "target", "sentence"),
    [
        (Action(title="a", area=HERE), LinkKind.DELIVERS, Priority(title="p", area=ELSEWHERE), "different areas"),
        (Action(title="a", area=HERE), LinkKind.DELIVERS, Outcome(text="o", area=HERE), "means nothing in the thread"),
        (
            Action(title="a", area=HERE),
            LinkKind.DELIVERS,
            Priority(title="p", area=HERE, withdrawn_on=date(2026, 5, 1)),
            "“p” was withdrawn",
        ),
    ],
)
def test_what_means_nothing_is_not_joined(source: Action, kind: LinkKind, target: Priority, sentence: str):
    with pytest.raises(Refused, match=sentence):
        policies.check_joinable(source, kind, target)


def test_nothing_is_joined_to_itself():
    priority = Priority(title="p", area=HERE)

    with pytest.raises(Refused, match="Nothing is joined to itself"):
        policies.check_joinable(priority, LinkKind.CARRIES_OUT, priority)


def test_a_part_says_who_holds_it():
    with pytest.raises(Refused, match="Say who"):
        policies.check_can_hold(Action(title="a"), Responsibility())
    policies.check_can_hold(Action(title="a"), Responsibility(role="Head of SEND"))


def test_only_actions_and_measures_have_leads():
    with pytest.raises(Refused, match="Only actions and measures have leads; this is a priority"):
        policies.check_can_hold(Priority(title="p"), Responsibility(role="Head of SEND"))
