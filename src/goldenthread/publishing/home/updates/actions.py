"""Asking owners for their updates, each with a link of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused
from goldenthread.planning.deliveryplan.actions import request_update
from goldenthread.planning.deliveryplan.models import UpdateRequest

from .queries import Owner


@dataclass(frozen=True, slots=True)
class Asked:
    """One owner who was asked. The link is shown once and kept nowhere."""

    owner: Owner
    request: UpdateRequest
    link: str


@transaction.atomic
def ask(*, owners: Sequence[Owner], days: int, by: Actor) -> list[Asked]:
    """Ask each for their updates within so many days; once that is saved, write to each. One page each: an earlier
    link of the same person stops working."""
    if not owners:
        raise Refused("Tick at least one person.")
    asked = [_ask(owner, days, by) for owner in owners]
    transaction.on_commit(partial(_write_to_all, asked, by))
    return asked


def _ask(owner: Owner, days: int, by: Actor) -> Asked:
    request, secret = request_update(
        person=owner.person, organisation=owner.organisation, by=by, due_in=timedelta(days=days)
    )
    return Asked(owner, request, f"{settings.ADDRESS}{reverse('home:answer', args=[secret])}")


def _write_to_all(asked: Sequence[Asked], by: Actor) -> None:
    for each in asked:
        text = render_to_string("home/mail/update-request.jinja", {"asked": each, "by": by, "area": by.area})
        send_mail(f"Your updates for the SEND plan of {by.area}", text, None, [each.owner.person.email])
