"""Who writes the needs assessment, and what may stand in it?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area
from goldenthread.understanding.indicators.definitions.registry import publications
from goldenthread.understanding.indicators.models import IndicatorFigure
from goldenthread.understanding.models import Need

from .models import Assessment
from .states import AssessmentState, Transition, transition


def check_can_write(actor: AnyActor, area: Area) -> None:
    """Those who write needs assessments, in their own area."""
    check_same_area(actor, area)
    check_may(actor, Permission.EDIT_ASSESSMENT)


def check_can_change(actor: AnyActor, assessment: Assessment) -> None:
    """Only a draft is changed. What was agreed stays as it was agreed."""
    check_can_write(actor, assessment.area)
    if assessment.status != AssessmentState.DRAFT:
        raise Refused(f"“{assessment}” is {assessment.get_status_display().lower()}. Start the next one to change it.")


def check_no_draft(area: Area) -> None:
    """One draft at a time, so that two people do not write two."""
    if Assessment.objects.filter(area=area, status=AssessmentState.DRAFT).exists():
        raise Refused("A draft is already being written. Finish that one first.")


def check_can_become(assessment: Assessment, target: AssessmentState) -> Transition:
    """The way there, where the state allows one."""
    way = transition(assessment.status, target)
    if way is None:
        now = assessment.get_status_display().lower()
        raise Refused(f"“{assessment}” is {now}, so it cannot become {target.label.lower()}.")
    return way


def check_can_agree(actor: AnyActor, assessment: Assessment) -> None:
    """Everything that readers need is in it: words in every section, and what it cannot tell."""
    check_can_change(actor, assessment)
    sections = list(assessment.sections.all())
    if not sections:
        raise Refused("It has no section yet.")
    if silent := next((each for each in sections if not each.text.strip()), None):
        raise Refused(f"The section “{silent}” has no words yet.")
    if not assessment.limits.strip():
        raise Refused("Say what it cannot tell. Readers will ask, and inspectors do.")


def check_can_pin(area: Area, figure: IndicatorFigure, places: frozenset[str]) -> None:
    """A pinned figure is published with the assessment: it is one of this area that was published already.

    Figures worked out from a person-level return are made public only through disclosure control, so never from here.
    """
    if figure.place not in places:
        raise Refused(f"This figure is not of {area}.")
    if figure.source.publication not in publications():
        raise Refused("This figure was worked out from records of children. Only a published figure can be cited here.")


def check_need_of(area: Area, need: Need) -> None:
    """A section shows needs of its own area that are still in the strategy."""
    if need.area_id != area.pk or need.withdrawn_on is not None:
        raise Refused(f"“{need}” is not a need in the strategy of {area}.", box="needs")


def check_in_force(assessment: Assessment) -> None:
    """What became of a recommendation is followed until a later assessment supersedes it."""
    if assessment.status == AssessmentState.SUPERSEDED:
        raise Refused(f"“{assessment}” is superseded by a later one.")
