"""Data protection: what is held, on which ground, for how long, and who read what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import allows, check_can_view_events
from goldenthread.partnership.views import working_page
from goldenthread.understanding.datasets.queries import held as datasets_held
from goldenthread.understanding.supply import presenters, queries
from goldenthread.understanding.supply.definitions import BASES, CONDITIONS
from goldenthread.understanding.supply.policies import check_can_view_data

from .around import page

READS_SHOWN = 100


@require_safe
@working_page
def data_protection(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is held, on which ground, under which agreement, for how long, and who read what."""
    check_can_view_data(actor)
    entries = queries.in_force(actor.area, actor.today)
    reads = queries.reads(actor.area)
    context = {
        "held": presenters.held(entries, actor.today, queries.years_kept()),
        "releases": datasets_held(actor.area),
        "reads": [presenters.read_of(event) for event in reads[:READS_SHOWN]],
        "reads_in_all": reads.count(),
        "grounds": [g for g in (*BASES, *CONDITIONS) if g.source.startswith("UK GDPR")],
        "may_read_log": allows(check_can_view_events, actor),
    }
    return page(request, "data-protection", actor, context)
