"""The pages on which the needs assessment is written: all of them working pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import EditConflict, Refused, allows
from goldenthread.partnership.views import working_page

from . import actions, forms, policies, presenters, queries

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _page(request: HttpRequest, actor: Actor, template: str, **context: Any) -> HttpResponse:
    return render(request, f"assessment/{template}.jinja", {"area": actor.area, **context})


def _back(actor: Actor) -> HttpResponse:
    return redirect("assessment:list", actor.area.slug)


def of_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A working page about the draft; the view receives it after the actor. Where none is written, one can be started."""

    @working_page
    @wraps(view)
    def with_draft(request: HttpRequest, actor: Actor) -> HttpResponse:
        policies.check_can_write(actor, actor.area)
        draft = queries.draft(actor.area)
        if draft is None:
            messages.error(request, "No needs assessment is being written. Start one first.")
            return redirect("assessment:begin", actor.area.slug)
        return view(request, actor, draft)

    return with_draft


def _found(find: Callable[..., Any], actor: Actor, key: UUID) -> Any:
    policies.check_can_write(actor, actor.area)
    found = find(actor.area, key)
    if found is None:
        raise Http404("It is not there any more.")
    return found


def _done(request: HttpRequest, form: Any, write: Callable[[], object], words: str) -> bool:
    """Whether the form was sent and written; a refusal stands in the form, with what was typed."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        write()
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        form.stands_now = conflict.node
        form.data = {**form.data.dict(), **_lists(form), "opened": conflict.node.revision}
        return False
    except Refused as refusal:
        form.add_error(refusal.box if refusal.box in form.fields else None, str(refusal))
        return False
    messages.success(request, words)
    return True


def _lists(form: Any) -> dict[str, Any]:
    return {"needs": form.data.getlist("needs")} if "needs" in form.fields else {}


@require_safe
@working_page
def list_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is in force, what is being written, and what can be done about it."""
    area = actor.area
    agreed, draft = queries.agreed(area), queries.draft(area)
    shown = draft or agreed
    pins = queries.standing(shown) if shown else []
    return _page(
        request,
        actor,
        "list",
        agreed=agreed,
        draft=draft,
        shown=shown,
        earlier=queries.earlier(area),
        pins={pk: presenters.pin_shown(now) for pk, now in queries.now(area, pins).items()},
        can_write=allows(policies.check_can_write, actor, area),
    )


@form_page
@working_page
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Start the next one."""
    policies.check_can_write(actor, actor.area)
    form = forms.BeginForm(request.POST or None)
    words = "A draft was started. It stands as the agreed one does, until you change it."
    if _done(request, form, lambda: actions.begin(area=actor.area, values=form.cleaned_data, by=actor), words):
        return _back(actor)
    return _page(request, actor, "begin", form=form)


@form_page
@of_draft
def details(request: HttpRequest, actor: Actor, draft: Any) -> HttpResponse:
    """What it is called, and what it cannot tell."""
    names = ("title", "period", "source", "limits")
    initial = {name: getattr(draft, name) for name in names} | {"opened": draft.revision}
    form = forms.DetailsForm(request.POST or None, initial=initial)

    def write() -> object:
        opened, values = form.cleaned_data["opened"] or 0, {name: form.cleaned_data[name] for name in names}
        return actions.revise(assessment=draft, values=values, opened=opened, by=actor)

    if _done(request, form, write, "Saved."):
        return _back(actor)
    return _page(request, actor, "details", form=form)


@form_page
@of_draft
def agree(request: HttpRequest, actor: Actor, draft: Any) -> HttpResponse:
    """Put it in force. It becomes the one that everybody reads, and is not changed any more."""
    form = forms.AgreeForm(request.POST or None)
    words = "It is in force, and everybody can read it."
    if _done(request, form, lambda: actions.agree(assessment=draft, by=actor, **form.cleaned_data), words):
        return _back(actor)
    return _page(request, actor, "agree", form=form, draft=draft)


@form_page
@of_draft
def add_section(request: HttpRequest, actor: Actor, draft: Any) -> HttpResponse:
    """Write a new section."""
    needs = list(queries.needs(actor.area))
    form = forms.SectionForm(request.POST or None, needs=needs)

    def write() -> object:
        values, shown = _section_values(form, needs)
        return actions.add_section(assessment=draft, values=values, needs=shown or (), by=actor)

    if _done(request, form, write, "The section was added. Now pin the figures on which it rests."):
        return _back(actor)
    return _page(request, actor, "section", form=form, section=None)


@form_page
@working_page
def edit_section(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Change the words of a section."""
    section, needs = _found(queries.section, actor, key), list(queries.needs(actor.area))
    initial = {name: getattr(section, name) for name in ("title", "text", "source")}
    initial |= {"needs": [show.need.key for show in section.shows.select_related("need")], "opened": section.revision}
    form = forms.SectionForm(request.POST or None, initial=initial, needs=needs)

    def write() -> object:
        values, shown = _section_values(form, needs)
        opened = form.cleaned_data["opened"] or 0
        return actions.revise_section(section=section, values=values, needs=shown, opened=opened, by=actor)

    if _done(request, form, write, "Saved."):
        return _back(actor)
    return _page(request, actor, "section", form=form, section=section)


def _section_values(form: Any, needs: list[Any]) -> tuple[dict[str, Any], list[Any] | None]:
    """The words; and the needs that were ticked, None where there were none to tick."""
    values = {name: form.cleaned_data[name] for name in ("title", "text", "source")}
    if "needs" not in form.fields:
        return values, None
    return values, [need for need in needs if need.key in form.cleaned_data["needs"]]


@require_POST
@working_page
def remove_section(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Take a section out."""
    policies.check_can_write(actor, actor.area)
    section = queries.section(actor.area, key)
    if section is None:
        return _gone(request, actor)
    return _sent(request, actor, lambda: actions.remove_section(section=section, by=actor), "The section was removed.")


def _sent(request: HttpRequest, actor: Actor, write: Callable[[], object], words: str) -> HttpResponse:
    """A button without a form: done, or refused in words."""
    try:
        write()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return _back(actor)


def _gone(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A button pressed twice, or by two people: what was wanted is done already."""
    messages.success(request, "It is not there any more.")
    return _back(actor)


@require_safe
@working_page
def find_figure(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Find the indicator by words."""
    section = _found(queries.section, actor, key)
    form = forms.SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.indicators_called(actor.area, words)
    return _page(request, actor, "find", section=section, form=form, words=words, found=found)


@form_page
@working_page
def pin_figure(request: HttpRequest, actor: Actor, key: UUID, code: str) -> HttpResponse:
    """Choose the period and the band, and pin it."""
    section = _found(queries.section, actor, key)
    figures = queries.figures_to_pin(actor.area, code)
    indicator = queries.indicator(actor.area, code)
    if indicator is None or not figures:
        raise Http404(f"{actor.area} has no figure of {code}.")
    form = forms.ChooseForm(request.POST or None, figures=presenters.choices(indicator, figures))

    def write() -> object:
        chosen = next(each for each in figures if each.pk == form.cleaned_data["figure"])
        picked = actions.Chosen(chosen, form.cleaned_data["note"])
        return actions.pin(section=section, chosen=[picked], by=actor)

    if _done(request, form, write, "The figure is pinned. It stays as it is now, whatever is published later."):
        return _back(actor)
    return _page(request, actor, "pin", section=section, indicator=indicator, form=form)


@require_POST
@working_page
def take_newer(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Cite the newer figure in place of a pinned one."""
    policies.check_can_write(actor, actor.area)
    pin = queries.pin(actor.area, key)
    if pin is None:
        return _gone(request, actor)
    newer = queries.now(actor.area, [pin])[pin.pk].newer
    if newer is None:
        messages.error(request, "There is no newer figure.")
        return _back(actor)
    words = "The newer figure is cited now. The one before is kept as cited before."
    return _sent(request, actor, lambda: actions.replace_pin(pin=pin, figure=newer, by=actor), words)


@require_POST
@working_page
def unpin(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Take a figure out of its section."""
    policies.check_can_write(actor, actor.area)
    pin = queries.pin(actor.area, key)
    if pin is None:
        return _gone(request, actor)
    return _sent(request, actor, lambda: actions.unpin(pin=pin, by=actor), "The figure was taken out.")


@form_page
@of_draft
def add_recommendation(request: HttpRequest, actor: Actor, draft: Any) -> HttpResponse:
    """Say what it recommends."""
    needs = list(queries.needs(actor.area))
    form = forms.RecommendationForm(request.POST or None, needs=needs)

    def write() -> object:
        return actions.recommend(assessment=draft, values=_recommended(form, needs), by=actor)

    if _done(request, form, write, "Saved."):
        return _back(actor)
    return _page(request, actor, "recommendation", form=form)


@form_page
@working_page
def edit_recommendation(request: HttpRequest, actor: Actor, key: UUID) -> HttpResponse:
    """Say what became of a recommendation."""
    found, needs = _found(queries.recommendation, actor, key), list(queries.needs(actor.area))
    need = found.need.key if found.need else ""
    initial = {"text": found.text, "need": need, "declined": found.declined, "opened": found.revision}
    form = forms.RecommendationForm(request.POST or None, initial=initial, needs=needs)

    def write() -> object:
        opened = form.cleaned_data["opened"] or 0
        values = _recommended(form, needs)
        return actions.revise_recommendation(recommendation=found, values=values, opened=opened, by=actor)

    if _done(request, form, write, "Saved."):
        return _back(actor)
    return _page(request, actor, "recommendation", form=form)


def _recommended(form: Any, needs: list[Any]) -> dict[str, Any]:
    need = next((each for each in needs if each.key == form.cleaned_data["need"]), None)
    return {"text": form.cleaned_data["text"], "need": need, "declined": form.cleaned_data["declined"]}
