"""Which body may be written beside a service?"""

from __future__ import annotations

from goldenthread.partnership.policies import Refused

from .models import Service, ServiceParty


def check_is_new_party(service: Service, party: ServiceParty, taken: bool) -> None:
    """One body commissions a service, or provides it, once."""
    if taken:
        does = "commissions" if party.commissions else "provides"
        raise Refused(f"{party.organisation} already {does} “{service.name}”.")
