"""Who may load, correct, retire and read data sets? Each `check_…` says why not in a sentence."""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area

from .kinds.own_codes import OwnCode, why_not
from .kinds.registry import all_kinds
from .models import AreaCode, Release
from .states import READABLE, ReleaseState, Transition, transition


def check_can_see(actor: AnyActor) -> None:
    """Reports on data sets hold counts of faults, and where they stand; never a person."""
    check_may(actor, Permission.VIEW_DATA)


def check_can_load(actor: AnyActor, area: Area) -> None:
    """Loading, accepting, correcting and retiring are one permission: who brings data answers for it."""
    check_may(actor, Permission.LOAD_DATA)
    check_same_area(actor, area)


def check_can_open(actor: AnyActor, release: Release, purpose: str) -> None:
    """Person-level rows are opened for a purpose that is stated; published statistics for any."""
    check_same_area(actor, release.area)
    if release.state not in READABLE:
        raise Refused(f"The data of {release} are gone: it was retired. Its record and its report remain.")
    if release.person_level:
        check_may(actor, Permission.ANALYSE_DATA)
        if not purpose.strip():
            raise Refused("Say for what purpose person-level data are read. It is written in the log.", box="purpose")


def check_can_correct(actor: AnyActor, release: Release) -> None:
    """Who brings the data corrects them: rows about persons, while they are in the lake. Published figures are as published."""
    check_can_load(actor, release.area)
    if not release.person_level:
        raise Refused(
            f"{release} is published. Figures of a publisher are not corrected here; load what they publish next."
        )
    if release.state not in READABLE:
        raise Refused(f"{release}: it is “{release.get_state_display()}”, so there is nothing to correct.")


def check_can_become(release: Release, target: ReleaseState) -> Transition:
    """The way there, where the state allows one."""
    way = transition(release.state, target)
    if way is None:
        raise Refused(f"{release}: it is “{release.get_state_display()}”, so it cannot become “{target.label}”.")
    return way


def check_somebody_is_in(release: Release) -> None:
    """A release about persons in which there is none would put an area without children to use."""
    kinds = {table.name: table for table in all_kinds()[release.kind].tables}
    of_persons = [t for t in release.tables if t["name"] in kinds and kinds[t["name"]].is_of_persons]
    if of_persons and not any(table["rows_kept"] for table in of_persons):
        raise Refused(
            f"{release} holds no person: every row was held back. Set it aside, put right what its report says, and load it again."
        )


def check_can_add(own: OwnCode) -> None:
    """Whether the declared lists leave room for it."""
    box, sentence = why_not(own)
    if sentence:
        raise Refused(sentence, box=box)


def check_has_a_past(code: AreaCode, before: object) -> None:
    """There must be something to go back to."""
    if before is None:
        raise Refused(
            f"{code} was never changed, so nothing can be taken back. To stop using it, take it out of the list."
        )
