"""One delivery of a promise: it came, it was refused, it had not come after all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused
from goldenthread.understanding.supply import actions, forms

from .around import form_page, of_delivery, page


def _delivery_form(
    request: HttpRequest, actor: Actor, owed: Any, form: Any, template: str, action: Any, said: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            action(promise=owed.promise, start=owed.period.start, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.box or None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("supply:one", actor.area.slug, owed.promise.key)
    return page(request, template, actor, {"form": form, "owed": owed, "promise": owed.promise})


@form_page
@of_delivery
def received(request: HttpRequest, actor: Actor, owed: Any) -> HttpResponse:
    """Record that a delivery came, or put right what was recorded of it."""
    row = owed.delivery
    initial = {"received_on": (row and row.received_on) or actor.today}
    if row:
        initial |= {"completeness": row.completeness, "quality": row.quality, "release": row.release}
    form = forms.ReceivedForm(request.POST or None, initial=initial)
    return _delivery_form(request, actor, owed, form, "received", actions.record_received, "Recorded: it came.")


@form_page
@of_delivery
def refused(request: HttpRequest, actor: Actor, owed: Any) -> HttpResponse:
    """Record that the partner will not send a delivery."""
    form = forms.ReasonForm(request.POST or None)
    return _delivery_form(request, actor, owed, form, "refused", actions.record_refused, "Recorded: it was refused.")


@form_page
@of_delivery
def taken_back(request: HttpRequest, actor: Actor, owed: Any) -> HttpResponse:
    """Record that a delivery had not come after all."""
    form = forms.ReasonForm(request.POST or None)
    said = "Recorded: it had not come."
    return _delivery_form(request, actor, owed, form, "taken-back", actions.take_back_received, said)
