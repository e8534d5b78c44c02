"""Where do families' representatives say whether an answer is true, and where is what readers said read?"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.views import working_page

from . import actions, policies, presenters, queries
from .forms import OutcomeForm, VerdictForm


@working_page
def confirm(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """True, partly or not true. What was said before stays beside it."""
    answer = queries.answer_by_key(actor.area, key)
    if answer is None:
        raise Http404(f"There is no answer {key}.")
    if answer.withdrawn_on and request.method != "POST":
        return redirect("editing:item", actor.area.slug, key)
    form = VerdictForm(request.POST or None, groups=policies.check_speaks_for_somebody(actor, answer))
    if form.is_valid():
        try:
            actions.give_verdict(answer=answer, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Thank you. What you said is on the public page, and stays there.")
            return redirect("editing:item", actor.area.slug, key)
    rows = (queries.statements_answered(answer), queries.verdicts_on(answer))
    shown = presenters.answer_to_confirm(answer, *rows)
    return render(request, "voice/confirm.jinja", {"area": actor.area, "answer": shown, "form": form})


@working_page
def feedback(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What readers of the public pages told the partners."""
    policies.check_can_read_feedback(actor)
    return render(request, "voice/feedback.jinja", {"area": actor.area, "messages_sent": queries.feedback(actor.area)})


@working_page
def close_feedback(request: HttpRequest, actor: Actor, message_id: UUID) -> HttpResponse:
    """Say what was done about one message."""
    policies.check_can_read_feedback(actor)
    message = queries.feedback_by_id(actor.area, message_id)
    if message is None:
        raise Http404(f"There is no message {message_id}.")
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.close_feedback(feedback=message, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "What was done is kept, and the address to reply to is deleted.")
            return redirect("voice:feedback", actor.area.slug)
    return render(request, "voice/close-feedback.jinja", {"area": actor.area, "message": message, "form": form})
