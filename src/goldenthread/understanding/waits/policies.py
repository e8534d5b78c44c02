"""Who may bring in a return of waits, and may this one be accepted?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.partnership.policies import Refused, check_is_open, check_may, check_reason, check_same_area

from .models import WaitReturn
from .reading.cells import say_month
from .states import ReturnState, can_move


def check_can_view(actor: AnyActor, area: Area) -> None:
    """Who sent a return, who did not, and what was read of each."""
    check_same_area(actor, area)
    check_may(actor, Permission.VIEW_DATA)


def check_can_load(actor: AnyActor, area: Area) -> None:
    """Bring a return in, answer its questions, accept it, set it aside, withdraw it."""
    check_same_area(actor, area)
    check_may(actor, Permission.LOAD_DATA)


def check_can_publish(actor: AnyActor, area: Area) -> None:
    """Publish who waits."""
    check_same_area(actor, area)
    check_may(actor, Permission.PUBLISH_FIGURES)


def check_provider(provider: Organisation, area: Area, day: date) -> None:
    """A return is of a body that the area knows."""
    known = area.mentions.filter(organisation=provider).exists() or area.services.filter(organisation=provider).exists()
    if not known:
        raise Refused(f"{provider} is not a body of {area}. Add it under “Who decides” first.")
    check_is_open(provider, day)


def check_months(months: Collection[str], day: date) -> None:
    """A return tells of months that have begun. `months`: as 2026-10."""
    ahead = sorted(month for month in months if month > f"{day:%Y-%m}")
    if ahead:
        raise Refused(
            f"It tells of {say_month(ahead[0])}, which has not begun. Correct the month in the file or in its name; "
            "nothing was kept."
        )


def check_moves(found: WaitReturn, target: ReturnState) -> None:
    """There is a way from the state it is in."""
    if not can_move(found.state, target):
        state = ReturnState(found.state).label.lower()
        raise Refused(f"This return cannot be moved to “{target.label.lower()}”: it is {state}.")


def check_asked(answers: Collection[str], asked: Collection[str]) -> None:
    """An answer is to a question that this return asks."""
    if set(answers) - set(asked):
        raise Refused("What this return asks has changed since you opened it. Look at its questions again.")


def check_answered(open_questions: int) -> None:
    """Nothing is accepted while a question is open."""
    if open_questions:
        noun = "question is" if open_questions == 1 else "questions are"
        raise Refused(f"{open_questions} {noun} still open. Answer each first: nothing is guessed.")


def check_why(reason: str) -> None:
    """Whoever reads the log must learn why."""
    check_reason(reason)
