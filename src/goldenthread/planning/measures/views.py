"""Where is a new value of a measure recorded?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.views import working_page
from goldenthread.thread.queries import bodies_responsible
from goldenthread.understanding.supply.queries import missing_for

from . import actions, policies, presenters, queries
from .forms import RecordForm


@working_page
def record(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """One value for one period, with what was asked about it."""
    measure = queries.measure_by_key(actor.area, key)
    if measure is None:
        raise Http404(f"There is no measure {key}.")
    if measure.withdrawn_on and request.method != "POST":
        return redirect("editing:item", actor.area.slug, key)
    responsible = bodies_responsible(actor.area, measure.pk, actor.today)
    policies.check_can_record(actor, measure, responsible)
    seen = list(queries.observations_of(measure))
    form = RecordForm(
        request.POST or None,
        unit=measure.unit,
        baseline=presenters.as_baseline(measure),
        others=[presenters.as_observation(each) for each in seen],
        today=actor.today,
    )
    if form.is_valid():
        because = form.cleaned_data.get("because", "")
        values, replaces = form.values(), form.replaces
        try:
            actions.record_observation(
                measure=measure, values=values, responsible=responsible, by=actor, reason=because, replaces=replaces
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Recorded for {values['period']}: {measure.title}.")
            return redirect("editing:item", actor.area.slug, key)
    context = {
        "area": actor.area,
        "measure": presenters.measure_to_record(measure, seen),
        "form": form,
        "missing": missing_for(actor.area, actor.today, measure=key),
    }
    return render(request, "measures/record.jinja", context)
