"""Writing who commissions and who provides a service."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.policies import check_is_named
from goldenthread.partnership.queries import named_in
from goldenthread.thread import actions as thread

from . import policies
from .models import Service, ServiceParty


@transaction.atomic
def add_party(
    *, service: Service, organisation: Organisation, commissions: bool, opened: int, by: AnyActor, reason: str = ""
) -> ServiceParty:
    """Write that a body commissions the service, or provides it."""
    party = ServiceParty(service=service, organisation=organisation, commissions=commissions)

    def write(current: Service) -> dict[str, Any]:
        taken = current.parties.filter(organisation=organisation, commissions=commissions).exists()
        policies.check_is_new_party(current, party, taken)
        check_is_named(organisation, named_in(current.area))
        party.position = current.parties.count()
        party.full_clean()
        party.save()
        return {"to": str(organisation)}

    verb = "added a commissioner" if commissions else "added a provider"
    thread.change_part(node=service, opened=opened, verb=verb, change=write, by=by, reason=reason)
    return party


@transaction.atomic
def remove_party(*, party: ServiceParty, opened: int, by: AnyActor, reason: str = "") -> None:
    """Take a body off a service; row history keeps it."""

    def write(_: Service) -> dict[str, Any]:
        party.delete()
        return {"from": str(party.organisation)}

    verb = "removed a commissioner" if party.commissions else "removed a provider"
    thread.change_part(node=party.service, opened=opened, verb=verb, change=write, by=by, reason=reason)
