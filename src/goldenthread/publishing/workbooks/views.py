"""Where does a plan leave as a workbook, and come back as one?"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.analysis.prose import plural
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.views import public_page, working_page
from goldenthread.publishing.packs.faults import Faulty

from . import actions, policies, presenters, queries
from .forms import AcceptForm, AnswersForm, UploadForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@public_page
def export(request: HttpRequest, area: Any) -> HttpResponse:
    """The strategy as a workbook, for everybody."""
    today = request.today  # type: ignore[attr-defined]
    return _file(queries.workbook_of(area, today), f"{area.slug}-plan-{today}.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in " ._-()") else "_" for sign in name)
    response["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response


@working_page
def list_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The workbook to take away, and those that were brought in."""
    context = {
        "area": actor.area,
        "imports": presenters.listed(queries.imports(actor.area)),
        "may_import": allows(policies.check_can_import, actor, actor.area),
    }
    return render(request, "workbooks/list.jinja", context)


@working_page
def import_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a workbook. What is no workbook is refused here and not kept."""
    policies.check_can_import(actor, actor.area)
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    faults: tuple[presenters.ShownFault, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name = PurePath(file.name or "workbook.xlsx").name
        try:
            found = actions.bring_in(area=actor.area, name=name, content=file.read(), by=actor)
        except Faulty as refusal:
            faults = presenters.faults(refusal.faults)
            form.add_error("file", f"{name} could not be read: found {faults[0].found}; expected {faults[0].expected}")
        else:
            return redirect("workbooks:preview", actor.area.slug, found.pk)
    return render(request, "workbooks/import.jinja", {"area": actor.area, "form": form, "faults": faults})


@require_safe
@working_page
def preview(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Every change in words, and what must be asked first; or every fault, row by row."""
    return _preview(request, actor, _found(actor, import_id))


@require_POST
@working_page
def answer(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Keep what was answered, or leave the rest as it is written."""
    found = _found(actor, import_id)
    proposal, _ = queries.proposal_for(found, actor.today)
    shown = presenters.preview(proposal)
    form = AnswersForm(request.POST, questions=(*shown.open, *shown.answered), stored=found.answers)
    if not form.is_valid():
        return _preview(request, actor, found, answers=form)
    try:
        actions.answer(found=found, answers=form.answers, by=actor)
        if "leave" in request.POST:
            actions.leave_open(found=found, by=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Your answers are kept, and the preview below takes them in.")
    return redirect("workbooks:preview", actor.area.slug, found.pk)


@require_POST
@working_page
def accept(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Take it in, whole."""
    found = _found(actor, import_id)
    form = AcceptForm(request.POST)
    if form.is_valid():
        try:
            changes = actions.accept(
                found=found, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"], by=actor
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except Faulty:
            return redirect("workbooks:preview", actor.area.slug, found.pk)
        else:
            messages.success(request, f"{found.name} was taken in: {plural(len(changes), 'change')}.")
            return redirect("workbooks:list", actor.area.slug)
    return _preview(request, actor, found, accepting=form)


@require_POST
@working_page
def set_aside(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """Decide not to take it in."""
    found = _found(actor, import_id)
    try:
        actions.set_aside(found=found, by=actor)
        messages.success(request, f"{found.name} was set aside. Nothing was changed, and the original stays here.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("workbooks:list", actor.area.slug)


@require_safe
@working_page
def original(request: HttpRequest, actor: Actor, import_id: UUID) -> HttpResponse:
    """The file as it came, byte for byte."""
    found = _found(actor, import_id)
    return _file(bytes(found.original), found.name)


def _found(actor: Actor, import_id: UUID) -> Any:
    policies.check_can_import(actor, actor.area)
    found = queries.import_by_id(actor.area, import_id)
    if found is None:
        raise Http404(f"There is no workbook {import_id}.")
    return found


def _preview(
    request: HttpRequest,
    actor: Actor,
    found: Any,
    *,
    answers: AnswersForm | None = None,
    accepting: AcceptForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"area": actor.area, "found": found, "waits": allows(policies.check_waiting, found)}
    try:
        proposal, seen = queries.proposal_for(found, actor.today)
    except Faulty as refusal:
        context["faults"] = presenters.faults(refusal.faults)
        return render(request, "workbooks/faults.jinja", context)
    shown = presenters.preview(proposal)
    context["preview"] = shown
    context["form"] = answers or AnswersForm(questions=(*shown.open, *shown.answered), stored=found.answers)
    context["accepting"] = _with_seen(accepting, seen)
    return render(request, "workbooks/preview.jinja", context)


def _with_seen(form: AcceptForm | None, seen: str) -> AcceptForm:
    """The form of the preview that is shown now: after a refusal, of the new one."""
    if form is None:
        return AcceptForm(initial={"seen": seen})
    form.data = {"reason": form.data.get("reason", ""), "seen": seen}
    return form
