"""The ledger of published tables, for those at work; and the tables themselves, for everybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.analysis.disclosure import POLICIES
from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.views import public_page, working_page

from . import actions, forms, presenters, queries, tasks
from .definitions import SafeTable, Unavailable
from .policies import Outdated, check_can_publish, check_can_read

form_page = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _page(request: HttpRequest, template: str, actor: Actor, context: dict[str, Any]) -> HttpResponse:
    can = allows(check_can_publish, actor, actor.area)
    return render(request, f"disclosure/{template}.jinja", {"area": actor.area, "can_publish": can, **context})


def _edition(actor: Actor, key: str, number: int) -> Any:
    found = queries.edition(actor.area, key, number)
    if found is None:
        raise Http404(f"{actor.area} published no table “{key}”, edition {number}.")
    return found


@require_safe
@working_page
def published(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything that was ever published."""
    check_can_read(actor, actor.area)
    rows = [(table, presenters.attack(queries.last_attack(table))) for table in queries.ledger(actor.area)]
    return _page(request, "list", actor, {"rows": rows, "between": _between(actor)})


def _between(actor: Actor) -> list[str]:
    """Small counts that two tables tell together: for those alone who can do something about it."""
    if not allows(check_can_publish, actor, actor.area):
        return []
    try:
        found = queries.differences(actor.area)
    except Unavailable as fault:
        return [str(fault)]
    return [f"Two tables that nothing links tell a small count: {each.say()}." for each in found]


@require_safe
@working_page
def one(request: HttpRequest, actor: Actor, key: str, edition: int) -> HttpResponse:
    """One edition, and what an attacker could make of what it hides."""
    check_can_read(actor, actor.area)
    table = _edition(actor, key, edition)
    shown = queries.shown_of(table)
    policy = queries.policy_of(table.content["policy"])
    context = {
        "table": table,
        "laid": presenters.laid(queries.dimensions_of(table), shown),
        "percentages": presenters.percentages(queries.dimensions_of(table), shown, queries.percent_of(table)),
        "percent": queries.percent_of(table),
        "policy": policy,
        "rules": presenters.rules(policy),
        "attack": presenters.attack(queries.last_attack(table)),
    }
    return _page(request, "one", actor, context)


@require_POST
@working_page
def attack(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Attack everything again: now, or where there is much of it, in the background."""
    check_can_publish(actor, actor.area)
    if queries.size_of_ledger(actor.area) > tasks.AT_ONCE:
        tasks.attack_later.enqueue(actor.area.slug, actor.log_id, actor.log_name, actor.now.isoformat())
        messages.success(request, "Everything is being attacked again. Open this page again in a minute.")
        return redirect("disclosure:list", actor.area.slug)
    try:
        found, _ = actions.attack(area=actor.area, by=actor)
    except Unavailable:
        return redirect("disclosure:list", actor.area.slug)  # where it is said
    safe = all(each.report.passed for each in found)
    said = "Everything that was published was attacked again: "
    messages.success(request, said + ("nothing can be worked out." if safe else "something can be worked out."))
    return redirect("disclosure:list", actor.area.slug)


@form_page
@working_page
def propose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A table as somebody has it."""
    check_can_publish(actor, actor.area)
    form = forms.TableForm(request.POST or None, initial={"policy": next(iter(POLICIES))})
    return _work_out(request, actor, form)


@form_page
@working_page
def proposed(request: HttpRequest, actor: Actor, proposal_id: UUID) -> HttpResponse:
    """What would be published of it, protected and attacked, to look at; and then, with a reason, that is published."""
    check_can_publish(actor, actor.area)
    slug = actor.area.slug
    words, answer = queries.looked_at(actor.area, proposal_id)
    if request.method != "POST":
        return _look(request, actor, words, answer)
    form = forms.TableForm(request.POST)
    looked_at = answer.proposal if answer and form.is_valid() and form.table == forms.table_of(words) else None
    if "publish" not in request.POST or not form.is_valid():
        return _work_out(request, actor, form)
    if looked_at is None:
        return _work_out(request, actor, form, "This is not the table that you looked at, so it is worked out again.")
    try:
        reason = form.cleaned_data["reason"]
        table = actions.publish(area=actor.area, proposal=looked_at, by=actor, reason=reason, kept=proposal_id)
    except Outdated as refusal:
        return _work_out(request, actor, form, f"{refusal} It is worked out again.")
    except Refused as refusal:
        form.add_error(refusal.box or ("reason" if "Say why" in str(refusal) else None), str(refusal))
        return _page(request, "propose", actor, {"form": form, "proposal": presenters.proposed(looked_at)})
    messages.success(request, f"“{table}” was published.")
    return redirect("disclosure:one", slug, table.key, table.edition)


def _work_out(request: HttpRequest, actor: Actor, form: forms.TableForm, why: str = "") -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            proposal_id = tasks.work_out(actor.area, form.words)
        except Refused as refusal:
            form.add_error(refusal.box or None, str(refusal))
        else:
            if why:
                messages.warning(request, why)
            return redirect("disclosure:proposed", actor.area.slug, proposal_id)
    return _page(request, "propose", actor, {"form": form})


def _look(request: HttpRequest, actor: Actor, words: Any, answer: Any) -> HttpResponse:
    """What came of it so far."""
    if words is None:
        raise Http404("This table was published, or is no longer kept. Propose it again.")
    form = forms.TableForm(words)
    if answer is None:
        return _page(request, "propose", actor, {"form": form, "waiting": True})
    if answer.proposal is None:
        form.is_valid()
        form.add_error(answer.box, answer.refusal)
        return _page(request, "propose", actor, {"form": form})
    return _page(request, "propose", actor, {"form": form, "proposal": presenters.proposed(answer.proposal)})


@form_page
@working_page
def withdraw(request: HttpRequest, actor: Actor, key: str, edition: int) -> HttpResponse:
    """Take a table off the public pages."""
    check_can_publish(actor, actor.area)
    table = _edition(actor, key, edition)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(table=table, by=actor, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{table}” was withdrawn.")
            return redirect("disclosure:one", actor.area.slug, key, edition)
    return _page(request, "withdraw", actor, {"form": form, "table": table})


# --- for everybody


def _safe(area: Any, key: str) -> SafeTable:
    found = queries.safe_table(area, key)
    if found is None:
        raise Http404(f"{area} has published no table “{key}”.")
    return found


@require_safe
@public_page
def figures(request: HttpRequest, area: Any) -> HttpResponse:
    """Every table that stands published now."""
    return render(request, "disclosure/figures.jinja", {"area": area, "tables": queries.safe_tables(area)})


@require_safe
@public_page
def figure(request: HttpRequest, area: Any, key: str) -> HttpResponse:
    """One table; where it was withdrawn, that it was, and why."""
    table = _safe(area, key)
    shown = presenters.laid(table.dimensions, table.shown) if table.shown else None
    context = {
        "area": area,
        "table": table,
        "laid": shown,
        "percentages": presenters.percentages(table.dimensions, table.shown, table.percent) if table.shown else None,
        "rules": presenters.rules(table.policy),
    }
    return render(request, "disclosure/figure.jinja", context)


def _published(area: Any, key: str) -> SafeTable:
    table = _safe(area, key)
    if not table.shown:
        raise Http404(f"“{table.title}” was withdrawn.")
    return table


@require_safe
@public_page
def figure_csv(request: HttpRequest, area: Any, key: str) -> HttpResponse:
    """The table as CSV, one line a count."""
    heads, rows = presenters.csv_table(_published(area, key))
    return csv_response(f"{area.slug}-{key}.csv", heads, rows)


@require_safe
@public_page
def figure_xlsx(request: HttpRequest, area: Any, key: str) -> HttpResponse:
    """The table as a workbook, with its notes."""
    response = HttpResponse(presenters.workbook(_published(area, key)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{area.slug}-{key}.xlsx"'
    return response
