"""The page of a partner who was asked, without sign-in: what was asked for, and what is answered."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from goldenthread.partnership.policies import Refused
from goldenthread.understanding.supply import actions, forms, queries

from .around import form_page, kept_nowhere


@login_not_required
@csrf_exempt  # the secret in the address is what lets anybody in, not a cookie: there is nothing to forge
@form_page
def answer(request: Any, secret: str) -> HttpResponse:
    """A partner's page, without sign-in: what was asked for, with a small form for each."""
    asked = queries.request_by_secret(secret, request.today)
    if asked is None:
        return kept_nowhere(render(request, "supply/answer-closed.jinja", status=404))
    data = request.POST or None
    wanted: list[Any] = queries.asked_for(asked, request.today)
    rows = [(o, forms.AnswerForm(data, prefix=str(o.delivery.pk), initial=_answered(o))) for o in wanted]
    role = forms.RoleForm(data)
    wrong = [row for row in rows if data and not _save_answer(asked, *row, role, request.now)]
    if data and not wrong:
        return kept_nowhere(redirect(f"{reverse('supply:answer', args=[secret])}?saved=1"))
    context = {
        "area": asked.area,
        "asked": asked,
        "rows": rows,
        "role": role,
        "wrong": wrong,
        "saved": request.GET.get("saved") == "1" and not data,
        "page_has_errors": bool(wrong),
    }
    return kept_nowhere(render(request, "supply/answer.jinja", context))


def _answered(owed: Any) -> dict[str, Any]:
    """What was answered before, to be changed."""
    row = owed.delivery
    if row.state == "refused":
        return {"says": "refused", "words": row.refused_because}
    if row.sent_on:
        return {"says": "sent", "day": row.sent_on}
    return {"says": "will-send", "day": row.comes_on} if row.comes_on else {}


def _save_answer(asked: Any, owed: Any, form: Any, role: Any, now: Any) -> bool:
    """Save one answer; false where something is wrong with it. One that nobody gave is left alone."""
    if not (form.is_valid() and role.is_valid()):
        return False
    typed = form.cleaned_data
    if not typed["says"]:
        return True
    try:
        by = queries.by_link(asked, now)
        actions.answer(request=asked, delivery=owed.delivery, role=role.cleaned_data["role"], by=by, **typed)
    except Refused as refusal:
        form.add_error(refusal.box or None, str(refusal))
        return False
    return True
