"""Work without an owner, handing it over, and the briefing that goes with it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.analysis.prose import plural
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows, check_can_hand_over
from goldenthread.partnership.queries import person_in
from goldenthread.partnership.views import working_page
from goldenthread.publishing.home import work as pieces
from goldenthread.publishing.packs.queries import current_pack
from goldenthread.publishing.packs.reading import Index, on_site

from . import actions, presenters, queries
from .forms import HandoverForm


def _pile(request: HttpRequest, actor: Actor, work: Any, piles: Any) -> Any:
    """The pile that the address names; without a name, the first of them that there is."""
    if source := request.GET.get("from"):
        person = person_in(actor.area, _uuid(source))
        if person is None:
            raise Http404("Nobody of that name works or worked here.")
        return presenters.pile_of_person(work, person, f"from={person.pk}")
    name = f"body={request.GET['body']}" if "body" in request.GET else "without"
    return next((pile for pile in piles if pile.key == name), None)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404("That is not the identifier of a person.") from None


@require_http_methods(["GET", "HEAD", "POST"])
@working_page
def handover(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits to be handed over, and the form that does so. Everybody at work sees the list."""
    if request.method == "POST":
        check_can_hand_over(actor)
    work = pieces.work_of(actor.area, actor.today)
    piles = presenters.piles(work, queries.followed_by(work, actor.today))
    pile = _pile(request, actor, work, piles)
    form = None
    if pile and pile.rows and allows(check_can_hand_over, actor):
        takers = queries.takers(actor.area, actor.today)
        form = _form(request, pile, takers)
        if request.method == "POST" and form.is_valid() and (answer := _hand_over(request, actor, form, pile, takers)):
            return answer
    context = {"area": actor.area, "piles": piles, "pile": pile, "form": form}
    return render(request, "home/handover.jinja", context)


def _form(request: HttpRequest, pile: Any, takers: Any) -> HandoverForm:
    initial: dict[str, Any] = {"chosen": [] if pile.key == "without" else [presenters.value(row) for row in pile.rows]}
    if len(pile.offered) == 1:
        initial["to"] = f"body:{pile.offered[0].pk}"
    return HandoverForm(
        request.POST or None,
        work=presenters.work_choices(pile.rows),
        takers=presenters.taker_choices(takers, pile.offered),
        initial=initial,
    )


def _hand_over(request: HttpRequest, actor: Actor, form: HandoverForm, pile: Any, takers: Any) -> HttpResponse | None:
    chosen = [row for row in pile.rows if presenters.value(row) in form.cleaned_data["chosen"]]
    person, body = presenters.taken(form.cleaned_data["to"], takers)
    try:
        count = actions.hand_over_work(
            chosen=chosen, to=person, organisation=body, by=actor, reason=form.cleaned_data["reason"]
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    done = f"{plural(count, 'piece')} of work handed over to {person.name if person else body.name}."
    if person is None:
        messages.success(request, f"{done} Nobody there is named yet, so it stays on this list.")
        return redirect("people:handover", actor.area.slug)
    messages.success(request, f"{done} This is the briefing to go with it.")
    address = reverse("people:briefing", args=[actor.area.slug, person.pk])
    return redirect(f"{address}?since={actor.today}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404("That is not a date.") from None


@require_safe
@working_page
def briefing(request: HttpRequest, actor: Actor, person: Any) -> HttpResponse:
    """What a person holds: what each piece is, where it stands, what was promised to whom. Made to be printed."""
    found = person_in(actor.area, person)
    if found is None:
        raise Http404("Nobody of that name works or worked here.")
    day = _day(request.GET.get("since", ""))
    held = [w for w in pieces.work_of(actor.area, actor.today) if any(h.person == person for h in w.holders)]
    beside = queries.beside(actor.area, held, actor.today)
    index = Index(current_pack(actor.area), on_site(actor.area.slug))

    def holds(holder: pieces.Holder) -> bool:
        return holder.person == person and (day is None or (holder.since is not None and holder.since >= day))

    context = {
        "area": actor.area,
        "person": found,
        "since": day,
        "today": actor.today,
        "briefs": presenters.briefs(held, holds, index, beside, actor.today),
        "asked": presenters.said_of(beside, person),
    }
    return render(request, "home/briefing.jinja", context)
