"""Where does an analyst load data, see how the reading goes, read what was found, and put a release to use?"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
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

from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import EditConflict, Refused, allows
from goldenthread.partnership.views import working_page

from . import actions, policies, presenters, queries, tasks
from .forms import CodeForm, CodeListForm, CodesOfForm, CorrectionsForm, LoadForm, ReasonForm, RevisedCodeForm
from .kinds.own_codes import OwnCode, kinds_with_codes
from .kinds.registry import all_kinds
from .kinds.schema import CodeSet
from .lake import arriving
from .reading.code_lists import LARGEST, read_code_list
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
    found = _found(actor, release_id)
    if found.state == ReleaseState.ACCEPTED and allows(policies.check_can_load, actor, actor.area):
        messages.info(request, presenters.accepted_already(found, queries.acceptance(found)))
        return redirect("datasets:release", actor.area.slug, found.pk)
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


# --- lists of codes -----------------------------------------------------------------------------------------


@require_safe
@working_page
def code_sets(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The lists of codes of returns: what is declared, what the area added, what its returns hold besides."""
    policies.check_can_load(actor, actor.area)
    form = CodesOfForm(request.GET or None)
    year = form.cleaned_data["year"] if form.is_valid() else None
    own, seen = queries.area_codes(actor.area, retired=True), queries.codes_seen(actor.area)
    shown = [(kind, presenters.code_sets(kind, own, seen, year)) for kind in kinds_with_codes()]
    context = {"area": actor.area, "kinds": shown, "form": form, "year": year}
    return render(request, "datasets/code-sets.jinja", context)


@require_safe
@working_page
def codes_file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The area's own codes, for another area or for safe keeping."""
    policies.check_can_load(actor, actor.area)
    rows = presenters.code_rows(queries.area_codes(actor.area))
    return csv_response(f"{actor.area.slug}-codes.csv", presenters.CODE_COLUMNS, rows)


@working_page
def bring_codes_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in a list of codes that was given away as CSV."""
    policies.check_can_load(actor, actor.area)
    sent = request.method == "POST"
    form = CodeListForm(request.POST if sent else None, request.FILES if sent else None)
    faults: Sequence[Fault] = ()
    if sent and form.is_valid():
        file = form.cleaned_data["listed"]
        try:
            codes = read_code_list(file.read(LARGEST + 1), PurePath(file.name or "codes.csv").name)
        except Unreadable as unreadable:
            faults = unreadable.faults
        else:
            counts = actions.bring_codes_in(area=actor.area, codes=codes, by=actor)
            messages.success(request, ", ".join(f"{count} {what}" for what, count in counts.items()).capitalize() + ".")
            return redirect("datasets:code-sets", actor.area.slug)
    return render(request, "datasets/codes-in.jinja", {"area": actor.area, "form": form, "faults": faults})


@working_page
def add_code(request: HttpRequest, actor: Actor, kind: str, code_set: str) -> HttpResponse:
    """Add a code to one list."""
    policies.check_can_load(actor, actor.area)
    codes = _code_set(kind, code_set)
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():

        def write() -> object:
            own = OwnCode(kind=kind, code_set=code_set, **form.cleaned_data)
            return actions.add_code(area=actor.area, own=own, by=actor)

        if _written(form, write):
            messages.success(request, "The code is in the list. The next return is checked with it.")
            return redirect("datasets:code-sets", actor.area.slug)
    context = {"area": actor.area, "form": form, "codes": codes, "code": None}
    return render(request, "datasets/code.jinja", context)


@working_page
def revise_code(request: HttpRequest, actor: Actor, code_id: UUID) -> HttpResponse:
    """Change what a code of the area's own means, its years or its source."""
    policies.check_can_load(actor, actor.area)
    code = _area_code(actor, code_id)
    names = ("means", "from_year", "to_year", "source", "confidence")
    initial = {name: getattr(code, name) for name in names} | {"opened": code.revision}
    form = RevisedCodeForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values, opened = {name: form.cleaned_data[name] for name in names}, form.cleaned_data["opened"]
        if _written(form, lambda: actions.revise_code(code=code, values=values, opened=opened, by=actor)):
            messages.success(request, "Saved. The next return is checked with it.")
            return redirect("datasets:code-sets", actor.area.slug)
    context = {"area": actor.area, "form": form, "codes": _code_set(code.kind, code.code_set), "code": code}
    return render(request, "datasets/code.jinja", context)


def _written(form: Any, write: Callable[[], object]) -> bool:
    """Whether it was written; a refusal, or what another wrote meanwhile, stands in the form with what was typed."""
    try:
        write()
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        form.stands_now = conflict.node
        form.data = {**form.data.dict(), "opened": conflict.node.revision}
        return False
    except Refused as refusal:
        form.add_error(refusal.box if refusal.box in form.fields else None, str(refusal))
        return False
    return True


@require_POST
@working_page
def retire_code(request: HttpRequest, actor: Actor, code_id: UUID) -> HttpResponse:
    """Take a code of the area's own out of its list."""
    return _code_done(request, actor, code_id, actions.retire_code, "It is out of the list. That can be taken back.")


@require_POST
@working_page
def undo_code(request: HttpRequest, actor: Actor, code_id: UUID) -> HttpResponse:
    """Take back the last change of a code."""
    return _code_done(request, actor, code_id, actions.undo_code, "The last change is taken back.")


def _code_done(request: HttpRequest, actor: Actor, code_id: UUID, act: Any, words: str) -> HttpResponse:
    policies.check_can_load(actor, actor.area)
    try:
        act(code=_area_code(actor, code_id), by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("datasets:code-sets", actor.area.slug)


def _area_code(actor: Actor, code_id: UUID) -> Any:
    found = queries.area_code_by_id(actor.area, code_id)
    if found is None:
        raise Http404(f"The area added no code {code_id}.")
    return found


def _code_set(kind: str, name: str) -> CodeSet:
    sets = [codes for each in kinds_with_codes() if each.slug == kind for codes in each.code_sets if codes.name == name]
    if not sets:
        raise Http404(f"{kind} has no list of codes “{name}”.")
    return sets[0]
