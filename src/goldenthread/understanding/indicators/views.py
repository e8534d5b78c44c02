"""Where does anybody see what the figures of an area say, and how sure they are?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.audit.queries import kept_until_something_changes
from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import NotAllowed, Refused, allows
from goldenthread.partnership.views import public_page, working_page
from goldenthread.understanding.datasets import queries as datasets

from . import actions, forms, policies, queries, tasks
from .definitions.registry import DefinitionFault, bases
from .presenters import files, pages, working
from .queries import from_releases
from .states import Audience

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@public_page
def profile(request: HttpRequest, area: Any) -> HttpResponse:
    """Every indicator: the newest figure, and where the area stands among its neighbours."""
    groups, alarms = _profile_of(area)
    return render(request, "indicators/profile.jinja", {"area": area, "groups": groups, "alarms": alarms})


@kept_until_something_changes
def _profile_of(area: Any) -> tuple[Any, Any]:
    """What the profile shows to everybody: fetching every period of every figure is most of what the page costs."""
    found = queries.trends(area)
    return tuple(pages.profile(found)), queries.read_at_once(found)


@require_safe
@public_page
def profile_csv(request: HttpRequest, area: Any) -> HttpResponse:
    """Every figure of every indicator through time."""
    return _csv(area, "indicators", queries.trends(area))


@require_safe
@public_page
def indicator(request: HttpRequest, area: Any, code: str) -> HttpResponse:
    """One indicator: trend, comparators, parts, definition."""
    found, shown, breakdowns = _for_everybody(area, code)
    context = {"area": area, "indicator": found, "shown": shown, "breakdowns": breakdowns}
    return render(request, "indicators/indicator.jinja", context)


@kept_until_something_changes
def _for_everybody(area: Any, code: str) -> tuple[Any, Any, Any]:
    """What an indicator's public page shows: its definition, its trend, its parts."""
    found = _found(area, code)
    return found, *_trend_and_parts(area, found, Audience.PUBLIC)


def _trend_and_parts(area: Any, found: Any, audience: Audience) -> tuple[Any, Any]:
    breakdowns = tuple(
        (pages.titled(each), pages.parts(found, queries.latest_by_band(area, found, each, audience=audience)))
        for each in queries.breakdowns_of(area, found, audience=audience)
    )
    return pages.shown(queries.trend(area, found, audience=audience)), breakdowns


@require_safe
@public_page
def indicator_csv(request: HttpRequest, area: Any, code: str) -> HttpResponse:
    """The figures of one indicator, broken down too."""
    found = _found(area, code)
    return _csv(area, code, [queries.trend(area, found), *queries.by_band(area, {code: found})])


@require_safe
@working_page
def working_csv(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The same at work: what was counted in the area's own return too, as its reader may see it."""
    policies.check_can_see(actor)
    audience, found = policies.audience_of(actor), _found(actor.area, code)
    trends = [queries.trend(actor.area, found, audience=audience)]
    return _csv(actor.area, code, [*trends, *queries.by_band(actor.area, {code: found}, audience=audience)])


def _csv(area: Any, name: str, trends: Any) -> HttpResponse:
    rows = ([line[column] for column in files.COLUMNS] for line in files.lines(area, trends))
    return csv_response(f"{area.slug}-{name}.csv", files.COLUMNS, rows)


def _found(area: Any, code: str) -> Any:
    found = queries.indicators_for(area).get(code)
    if found is None:
        raise Http404(f"There is no indicator {code}.")
    return found


# --- at work -------------------------------------------------------------------------------------------------


@require_safe
@working_page
def working_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every indicator with its newest figure, published or counted in the area's own return."""
    policies.check_can_see(actor)
    audience = policies.audience_of(actor)
    context = {
        "groups": working.listed(queries.latest(actor.area, audience=audience)),
        "own": queries.own_indicators(actor.area),
        "returns": (returns := queries.returns_in_use(actor.area)),
        "made_up": any(each.made_up for each in returns),
        "may_analyse": audience is Audience.ANALYSTS,
    }
    return _page(request, "working-list", actor, context)


@require_safe
@working_page
def working_indicator(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One indicator: what is published, what the area's own return says, and whether the two agree."""
    policies.check_can_see(actor)
    audience = policies.audience_of(actor)
    found, shown, breakdowns, summed_up, compared, reasons = _at_work(actor.area, code, audience)
    context = {
        "indicator": found,
        "own": queries.own_called(actor.area, code),
        "made_up": any(each.made_up for each in queries.returns_in_use(actor.area)),
        "shown": shown,
        "summed_up": summed_up,
        "compared": compared,
        "compared_columns": working.COMPARED,
        "reasons": reasons,
        "breakdowns": breakdowns,
    }
    return _page(request, "working-indicator", actor, context)


@kept_until_something_changes
def _at_work(area: Any, code: str, audience: Audience) -> tuple[Any, ...]:
    """The same for those at work, with published figures beside those of the area's own return."""
    found = _found(area, code)
    both = queries.reconciliation(area, found, audience=audience)
    return (
        found,
        *_trend_and_parts(area, found, audience),
        working.summed_up(both),
        tuple(working.compared(found, both)),
        queries.reasons_to_differ(area, found, both),
    )


@form_page
@working_page
def from_release(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """What a release gave, and a button to work its figures out."""
    policies.check_can_see(actor)
    release = datasets.release_by_id(actor.area, release_id)
    if release is None:
        raise Http404(f"There is no data set {release_id}.")
    form = forms.PurposeForm(request.POST or None) if release.person_level else None
    if request.method == "POST":
        try:
            policies.check_can_ask(actor, release)
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("indicators:from-release", actor.area.slug, release.pk)
        if form is None or form.is_valid():
            purpose = form.cleaned_data["purpose"] if form else ""
            tasks.work_out.enqueue(actor.area.slug, actor.log_id, actor.log_name, actor.now.isoformat(), purpose)
            messages.success(request, "The figures are being worked out. Open this page again in a minute or two.")
            return redirect("indicators:from-release", actor.area.slug, release.pk)
    context = {
        "release": release,
        "told": working.told(from_releases.told_by(actor.area, release), queries.indicators_for(actor.area)),
        "form": form,
        "revised_columns": working.REVISED,
        "may_ask": allows(policies.check_can_ask, actor, release),
    }
    return _page(request, "from-release", actor, context)


@form_page
@working_page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Define an indicator of the area's own."""
    policies.check_can_define(actor, actor.area)
    form = forms.IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            own = actions.define_indicator(area=actor.area, definition=form.definition(), by=actor)
        except (DefinitionFault, Refused) as fault:
            _tell(form, fault)
        else:
            messages.success(request, f"Defined: {own}. It is counted when the returns are counted next.")
            return redirect("indicators:working-indicator", actor.area.slug, own.code)
    return _page(request, "define", actor, {"form": form, "bases": list(bases().values())})


@form_page
@working_page
def edit(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Put a definition right."""
    policies.check_can_define(actor, actor.area)
    own = _own(actor, code)
    initial = {**forms.typed_before(own.indicator), "opened": own.revision}
    form = forms.EditForm(request.POST or None, initial=initial, before=own.definition)
    if request.method == "POST" and form.is_valid():
        words = {"opened": form.cleaned_data["opened"], "reason": form.cleaned_data["reason"]}
        try:
            actions.revise_indicator(own=own, definition=form.definition(), by=actor, **words)
        except (DefinitionFault, Refused) as fault:
            _tell(form, fault)
        else:
            messages.success(request, "Saved. It is counted anew when the returns are counted next.")
            return redirect("indicators:working-indicator", actor.area.slug, code)
    return _page(request, "define", actor, {"form": form, "own": own, "bases": list(bases().values())})


@form_page
@working_page
def withdraw(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Stop using an indicator of the area's own."""
    policies.check_can_define(actor, actor.area)
    own = _own(actor, code)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_indicator(own=own, by=actor, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, f"Withdrawn: {own}.")
            return redirect("indicators:working-list", actor.area.slug)
    return _page(request, "withdraw", actor, {"form": form, "own": own})


def _page(request: HttpRequest, template: str, actor: Actor, context: dict[str, Any]) -> HttpResponse:
    around = {"area": actor.area, "may_define": allows(policies.check_can_define, actor, actor.area)}
    return render(request, f"indicators/{template}.jinja", around | context)


def _tell(form: Any, fault: DefinitionFault | Refused) -> None:
    if isinstance(fault, DefinitionFault):
        form.show(fault)
    else:
        form.add_error(fault.box if fault.box in form.fields else None, str(fault))


def _own(actor: Actor, code: str) -> Any:
    own = queries.own_called(actor.area, code)
    if own is None or own.withdrawn_on is not None:
        raise Http404(f"{actor.area} has no indicator {code} of its own in use.")
    return own
