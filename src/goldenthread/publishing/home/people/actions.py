"""Inviting a person into an area, and telling them so by e-mail when it is certain."""

from __future__ import annotations

from functools import partial

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.accounts.models import Person
from goldenthread.partnership import actions
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.models import Membership, Organisation


@transaction.atomic
def invite(
    *, email: str, name: str, organisation: Organisation, role: str, job_title: str, reason: str, by: Actor
) -> tuple[Membership, bool]:
    """Give a role in the actor's area and, once it is saved, write to the person how to sign in.

    A new account has no password: the message holds a link by which its owner alone can set one.
    """
    given, made = actions.invite(
        email=email,
        name=name,
        organisation=organisation,
        area=by.area,
        role=role,
        by=by,
        job_title=job_title,
        reason=reason,
    )
    transaction.on_commit(partial(_write_to, given, made, by.log_name))
    return given, made


def _write_to(given: Membership, made: bool, inviter: str) -> None:
    person = given.person
    link = _password_link(person) if made else f"{settings.ADDRESS}{reverse('home:home', args=[given.area.slug])}"
    text = render_to_string(
        "home/mail/invitation.jinja", {"given": given, "made": made, "inviter": inviter, "link": link}
    )
    send_mail(f"You have a role in {given.area}'s SEND strategy", text, None, [person.email])


def _password_link(person: Person) -> str:
    """The address at which the person sets a first password. It works once, and for three days."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return f"{settings.ADDRESS}{path}"
