"""The ledger of published tables, for those at work; and the tables themselves, for everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.analysis.disclosure import POLICIES
from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.queries import free_key
from goldenthread.partnership.views import public_page, working_page

from . import actions, forms, presenters, queries, reading
from .definitions import SafeTable
from .policies import check_can_publish, check_can_read

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
    return _page(request, "list", actor, {"rows": rows})


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
    """Attack everything again, now."""
    check_can_publish(actor, actor.area)
    found, told = actions.attack(area=actor.area, by=actor)
    safe = all(each.report.passed for each in found)
    said = "Everything that was published was attacked again: "
    messages.success(request, said + ("nothing can be worked out." if safe else "something can be worked out."))
    for each in told:
        messages.warning(request, f"Two tables that nothing links tell a small count: {each.say()}.")
    return redirect("disclosure:list", actor.area.slug)


@form_page
@working_page
def propose(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A table, protected and attacked, to look at; the second time, with a reason, it is published."""
    check_can_publish(actor, actor.area)
    form = forms.TableForm(request.POST or None, initial={"policy": next(iter(POLICIES))})
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            proposal = _proposed(actor, form)
            context["proposal"] = presenters.proposed(proposal)
            if "publish" in request.POST:
                reason = form.cleaned_data["reason"]
                table = actions.publish(area=actor.area, proposal=proposal, by=actor, reason=reason)
                messages.success(request, f"“{table}” was published.")
                return redirect("disclosure:one", actor.area.slug, table.key, table.edition)
        except Refused as refusal:
            form.add_error(refusal.box or ("reason" if "Say why" in str(refusal) else None), str(refusal))
    return _page(request, "propose", actor, context)


def _proposed(actor: Actor, form: forms.TableForm) -> Any:
    """A table of a name that was used before is a new edition of it."""
    words = form.words
    draft = reading.read_draft(words, free_key(words["title"], ()))
    return queries.propose(actor.area, draft, POLICIES[words["policy"]])


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
