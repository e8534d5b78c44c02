"""Where does an analyst load data, see how the reading goes, read what was found, and put a release to use?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.views import working_page

from . import actions, policies, presenters, queries, tasks
from .forms import CorrectionsForm, LoadForm, ReasonForm
from .kinds.registry import all_kinds
from .lake import arriving
from .reading.staged import Fault, Unreadable
from .states import ReleaseState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@working_page
def list_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the area holds, and what is on its way."""
    policies.check_can_see(actor)
    context = {
        "area": actor.area,
        "releases": presenters.listed(queries.releases(actor.area)),
        "arrivals": queries.arrivals(actor.area),
        "may_load": allows(policies.check_can_load, actor, actor.area),
    }
    return render(request, "datasets/list.jinja", context)


@require_safe
@working_page
def kinds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The kinds of data set that can be loaded, with the known faults of each."""
    policies.check_can_see(actor)
    context = {"area": actor.area, "subjects": presenters.kinds(all_kinds().values())}
    return render(request, "datasets/kinds.jinja", context)


@working_page
def load(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Drop files. They are read in the background; the next page says how far that has come."""
    policies.check_can_load(actor, actor.area)
    sent = request.method == "POST"
    form = LoadForm(request.POST if sent else None, request.FILES if sent else None, kinds=all_kinds().values())
    if sent and form.is_valid():
        with transaction.atomic():
            said = form.cleaned_data
            words = {"kind": said["kind"], "year": said["year"], "files": said["dropped"]}
            arrival = actions.receive(area=actor.area, by=actor, **words)
            _read(arrival, actor)
        return redirect("datasets:arrival", actor.area.slug, arrival.pk)
    return render(request, "datasets/load.jinja", {"area": actor.area, "form": form})


@working_page
def arrival(request: HttpRequest, actor: Actor, arrival_id: UUID) -> HttpResponse:
    """How far the reading has come; a reading that was cut off is started again."""
    policies.check_can_load(actor, actor.area)
    found = queries.arrival_by_id(arrival_id, actor.area)
    if found is None:
        raise Http404(f"Nothing arrived as {arrival_id}.")
    if found.release:
        return redirect("datasets:release", actor.area.slug, found.release.pk)
    if request.method == "POST":
        _read(found, actor)
        return redirect("datasets:arrival", actor.area.slug, found.pk)
    context = {"area": actor.area, "arrival": found, "progress": arriving.heard(Path(settings.LAKE), str(found.pk))}
    return render(request, "datasets/arrival.jinja", context)


def _read(arrival: Any, actor: Actor) -> None:
    tasks.read_arrival.enqueue(str(arrival.pk), actor.now.isoformat())


@require_safe
@working_page
def release(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """One release: where it is from, what was read and kept, what the checks found."""
    policies.check_can_see(actor)
    return _page(request, actor, _found(actor, release_id))


def _page(request: HttpRequest, actor: Actor, found: Any, form: ReasonForm | None = None) -> HttpResponse:
    context = {
        "area": actor.area,
        "release": found,
        "report": presenters.report(found, queries.meetings(found) if found.state == ReleaseState.READ else ()),
        "form": form or ReasonForm(),
        "may_load": allows(policies.check_can_load, actor, actor.area),
        "may_correct": _may_correct(actor, found),
        "doubtful": presenters.doubtful,
    }
    return render(request, "datasets/release.jinja", context)


@require_safe
@working_page
def report(request: HttpRequest, actor: Actor, release_id: UUID, form: str) -> HttpResponse:
    """What the checks found, as a workbook, a page to print, or JSON."""
    policies.check_can_see(actor)
    found = _found(actor, release_id)
    name = f"{actor.area.slug}-{found.kind}-{found.lake_id[:8]}"
    match form:
        case "xlsx":
            rows = actions.list_to_correct(release=found, by=actor) if _may_correct(actor, found) else []
            return _file(presenters.as_workbook(found, rows), f"{name}.xlsx", XLSX)
        case "html":
            return HttpResponse(presenters.as_html(found))
        case "json":
            return _file(json.dumps(presenters.as_data(found), indent=2).encode(), f"{name}.json", "application/json")
        case _:
            raise Http404(f"A report is not made as {form}.")


def _may_correct(actor: Actor, found: Any) -> bool:
    return allows(policies.check_can_correct, actor, found)


@working_page
def correct(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """Give the filled list of rows back. Every fault is shown, and then nothing is corrected."""
    policies.check_can_load(actor, actor.area)
    found = _found(actor, release_id)
    try:
        policies.check_can_correct(actor, found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("datasets:release", actor.area.slug, found.pk)
    sent = request.method == "POST"
    form = CorrectionsForm(request.POST if sent else None, request.FILES if sent else None)
    faults: Sequence[Fault] = ()
    if sent and form.is_valid():
        try:
            _lay_over(found, form.cleaned_data["filled"], actor)
        except Unreadable as unreadable:
            faults = unreadable.faults
        else:
            messages.success(request, "The corrections are in. Every figure that is worked out from now on has them.")
            return redirect("datasets:release", actor.area.slug, found.pk)
    context = {"area": actor.area, "release": found, "form": form, "faults": faults}
    return render(request, "datasets/correct.jinja", context)


def _lay_over(release: Any, filled: Any, actor: Actor) -> None:
    with TemporaryDirectory(prefix="goldenthread-") as folder:
        path = Path(folder) / (PurePath(filled.name or "").name or "corrections.xlsx")
        with path.open("xb") as content:
            content.writelines(filled.chunks())
        actions.correct(release=release, path=path, by=actor)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
@working_page
def accept(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """Put a release to use, in the place of those that it covers and of those that were ticked."""
    ticked = set(request.POST.getlist("replaces"))
    replacing = [older for older in queries.releases(actor.area) if str(older.pk) in ticked]
    return _done(request, actor, release_id, partial(actions.accept, replacing=replacing), "It is in use.")


@require_POST
@working_page
def set_aside(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """Decide not to use it."""
    return _done(request, actor, release_id, actions.set_aside, "It is set aside, and nothing rests on it.")


@require_POST
@working_page
def retire(request: HttpRequest, actor: Actor, release_id: UUID) -> HttpResponse:
    """Remove its rows, for a reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        policies.check_can_load(actor, actor.area)
        return _page(request, actor, _found(actor, release_id), form)
    act = partial(actions.retire, reason=form.cleaned_data["reason"])
    return _done(request, actor, release_id, act, "Its rows are gone. The record and the report stay.")


def _done(request: HttpRequest, actor: Actor, release_id: UUID, act: Any, words: str) -> HttpResponse:
    policies.check_can_load(actor, actor.area)
    found = _found(actor, release_id)
    try:
        act(release=found, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("datasets:release", actor.area.slug, found.pk)


def _found(actor: Actor, release_id: UUID) -> Any:
    found = queries.release_by_id(actor.area, release_id)
    if found is None:
        raise Http404(f"There is no data set {release_id}.")
    return found
