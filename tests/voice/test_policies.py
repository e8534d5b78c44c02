"""Who says whether an answer is true? Families' representatives, each for their own, and nobody else."""

import pytest

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.voice import policies
from goldenthread.voice.models import Answer
from goldenthread.voice.states import VerdictGroup, VerdictKind
from tests.acting import ROLE_CODES, acting_as, holders

HERE = Area(pk=1, name="Here")
ANSWER = Answer(text="Weekend breaks began in May.", area=HERE)
SPEAKERS = {
    VerdictGroup.PARENTS: holders(Permission.CONFIRM_FOR_PARENTS),
    VerdictGroup.YOUNG_PEOPLE: holders(Permission.CONFIRM_FOR_YOUNG_PEOPLE),
}


def test_young_people_are_a_voice_of_their_own():
    assert not SPEAKERS[VerdictGroup.PARENTS] & SPEAKERS[VerdictGroup.YOUNG_PEOPLE]


@pytest.mark.parametrize("group", VerdictGroup)
@pytest.mark.parametrize("role", ROLE_CODES)
def test_a_role_confirms_only_for_its_own_group(role: str, group: VerdictGroup):
    if role in SPEAKERS[group]:
        policies.check_can_confirm(acting_as(role, HERE), ANSWER, group)
    else:
        with pytest.raises(NotAllowed, match=r"whether an answer is true you must be an? "):
            policies.check_can_confirm(acting_as(role, HERE), ANSWER, group)


@pytest.mark.parametrize("role", ROLE_CODES)
def test_whoever_speaks_for_nobody_is_told_who_does(role: str):
    groups = tuple(group for group in VerdictGroup if role in SPEAKERS[group])
    if groups:
        assert policies.check_speaks_for_somebody(acting_as(role, HERE), ANSWER) == groups
        return
    with pytest.raises(NotAllowed) as refused:
        policies.check_speaks_for_somebody(acting_as(role, HERE), ANSWER)
    assert str(refused.value) == (
        "Only a parent carer representative or a young person’s advocate says whether an answer is true. "
        "The council and the NHS cannot, and cannot take it back."
    )


@pytest.mark.parametrize("verdict", VerdictKind)
@pytest.mark.parametrize("note", ["", "  ", "Only in the north."])
def test_a_doubt_gives_its_reason(verdict: VerdictKind, note: str):
    if verdict == VerdictKind.TRUE or note.strip():
        policies.check_says_why(verdict, note)
    else:
        with pytest.raises(Refused, match="Say what is not true, or not yet"):
            policies.check_says_why(verdict, note)
