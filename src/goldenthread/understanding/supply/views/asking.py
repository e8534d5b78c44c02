"""Asking one partner for what has not come."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.views import working_page
from goldenthread.understanding.supply import actions, forms, presenters, queries
from goldenthread.understanding.supply.policies import check_can_keep_register

from .around import form_page, kept_nowhere, page


@form_page
@working_page
def ask(request: HttpRequest, actor: Actor, partner: str) -> HttpResponse:
    """Ask one partner for what has not come. The letter with its link is shown on the answer to the form."""
    check_can_keep_register(actor, actor.area)
    body = queries.partner(actor.area, partner)
    if body is None:
        raise Http404(f"{partner} has promised {actor.area} nothing.")
    owed = queries.to_ask_for(actor.area, body, actor.today)
    initial = {
        "wanted": [presenters.wanted_key(each) for each in owed if each.is_missing],
        "contact": next((each.promise.contact for each in owed if each.promise.contact), ""),
        "days": 14,
        "token": secrets.token_urlsafe(24),
    }
    form = forms.AskForm(request.POST or None, wanted=presenters.choices_to_ask(owed), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        wanted = [(o.promise, o.period.start) for o in owed if presenters.wanted_key(o) in typed["wanted"]]
        try:
            asked, secret = actions.ask(
                organisation=body,
                wanted=wanted,
                days=typed["days"],
                contact=typed["contact"],
                token=typed["token"],
                by=actor,
            )
        except Refused as refusal:
            form.add_error(refusal.box or None, str(refusal))
        else:
            return kept_nowhere(page(request, "asked", actor, _letter(actor, asked, secret)))
    return page(request, "ask", actor, {"form": form, "partner": body, "owed": owed})


def _letter(actor: Actor, asked: Any, secret: str) -> dict[str, Any]:
    link = f"{settings.ADDRESS}{reverse('supply:answer', args=[secret])}"
    context = {"request": asked, "owed": queries.asked_for(asked, actor.today), "link": link, "by": actor}
    text = render_to_string("supply/letter.jinja", {**context, "asked": asked, "area": actor.area})
    return {"request_made": asked, "link": link, "letter": text.strip()}
