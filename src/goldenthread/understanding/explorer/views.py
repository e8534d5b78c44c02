"""Where are tables and prepared questions asked of the area's return, and where is a return made ready for it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.design.xlsx_files import Sheet, workbook
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.views import working_page

from . import policies, queries, tasks
from .computing.questions import Reference
from .computing.questions import ages as ages_of
from .computing.questions import expected as expected_of
from .computing.questions import gaps as gaps_of
from .computing.tables import Answer, Of, answer
from .definitions.registry import counted, questions
from .definitions.schema import Question, QuestionKind
from .forms import NONE, AskForm, PrepareForm
from .presenters import questions as told
from .presenters import tables, words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AGE_BANDS = ("age", "age-started")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks, and the answer; without one, `why` says what is wanting."""

    form: AskForm | None = None
    found: queries.Explored | None = None
    answer: Answer | None = None
    told: Any = None
    why: str = ""


# --- a table --------------------------------------------------------------------------------------------------


@require_safe
@working_page
def table(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose what is counted and how it is split; read the table."""
    asked = _table(request, actor)
    context: dict[str, Any] = {"asked": asked, "questions": list(questions().values())}
    if asked.answer and asked.found:
        period = asked.found.period
        context |= {
            "caption": tables.caption(asked.answer, period),
            "blocks": tables.blocks(asked.answer, period),
            "sentences": tables.sentences(asked.answer, period, actor.area.name),
            "hidden": tables.what_is_hidden(asked.answer),
            "chart": tables.chart(asked.answer, period),
            "notes": [each for each in (asked.answer.rows, asked.answer.columns, asked.answer.third) if each],
        }
    return _page(request, "table", actor, context)


@require_safe
@working_page
def table_csv(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same table as a file; without one, the page says why."""
    rows = _table_rows(request, actor)
    if rows is None:
        return redirect("explorer:table", actor.area.slug)
    return csv_response(f"{actor.area.slug}-explorer.csv", tables.FILE_COLUMNS, rows)


@require_safe
@working_page
def table_xlsx(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same table as a workbook."""
    rows = _table_rows(request, actor)
    if rows is None:
        return redirect("explorer:table", actor.area.slug)
    return _workbook(f"{actor.area.slug}-explorer.xlsx", Sheet("Table", tables.FILE_COLUMNS, rows))


def _table_rows(request: HttpRequest, actor: Actor) -> list[tuple[Any, ...]] | None:
    asked = _table(request, actor)
    if asked.answer is None or asked.found is None:
        return None
    source = f"{asked.found.prepared.release}, release {asked.found.prepared.release.lake_id[:12]}"
    return list(tables.file_rows(asked.answer, asked.found.period, source, words.NOT_FOR_PUBLICATION))


def _table(request: HttpRequest, actor: Actor) -> Asked:
    policies.check_can_explore(actor, actor.area)
    ready = queries.prepared(actor.area)
    if not ready:
        return Asked()
    first = {
        "count": ("What is counted", [(each.code, each.title) for each in counted().values()]),
        "year": _years(ready),
    }
    found = _explored(ready, AskForm(request.GET, **first))
    ways = [(each.code, each.title) for each in found.dimensions]
    form = AskForm(
        request.GET,
        **first,
        rows=("Rows", ways),
        columns=("Columns", [NONE, *ways]),
        third=("A table for each", [NONE, *ways]),
        of=("Shares", [(name, label) for name, label in tables.OF.items()]),
    )
    if found.kept is None:
        return Asked(form, found, why=found.why)
    chosen = [form.chosen(name) for name in ("rows", "columns", "third")]
    if len({each for each in chosen if each}) < len([each for each in chosen if each]):
        return Asked(form, found, why="Choose a different way for rows, columns and tables: one is chosen twice.")
    rows, columns, third = (found.counted.dimension(code) for code in chosen)
    if rows is None:
        return Asked(form, found, why="This return can be split in no way.")
    return Asked(form, found, answer(found.kept, found.counted, rows, columns, third, Of(form.chosen("of"))))


def _years(ready: Any) -> tuple[str, list[tuple[str, str]]]:
    return "Return of", [(str(each.year), str(each.year)) for each in ready]


def _explored(ready: Any, form: AskForm) -> queries.Explored:
    one = next(each for each in ready if str(each.year) == form.chosen("year"))
    found = queries.explored(one, form.chosen("count"))
    if found is None:
        raise Http404("Nothing of that name was prepared.")
    return found


# --- a prepared question --------------------------------------------------------------------------------------


@require_safe
@working_page
def question(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """A deep dive: what it asks, the answer, and what may not be concluded."""
    one = _question(code)
    asked = _answered(request, actor, one)
    context: dict[str, Any] = {"question": one, "asked": asked}
    if asked.answer and asked.found:
        context["blocks"] = tables.blocks(asked.answer, asked.found.period)
    return _page(request, "question", actor, context)


@require_safe
@working_page
def question_csv(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The answer as a file; without one, the page says why."""
    found = _answered(request, actor, _question(code)).told
    if found is None:
        return redirect("explorer:question", actor.area.slug, code)
    return csv_response(f"{actor.area.slug}-{code}.csv", found.columns, found.rows)


@require_safe
@working_page
def question_xlsx(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The answer as a workbook."""
    found = _answered(request, actor, _question(code)).told
    if found is None:
        return redirect("explorer:question", actor.area.slug, code)
    return _workbook(f"{actor.area.slug}-{code}.xlsx", Sheet("Answer", found.columns, found.rows))


def _question(code: str) -> Question:
    found = questions().get(code)
    if found is None:
        raise Http404(f"There is no question {code}.")
    return found


def _answered(request: HttpRequest, actor: Actor, one: Question) -> Asked:
    policies.check_can_explore(actor, actor.area)
    ready = queries.prepared(actor.area)
    if not ready:
        return Asked()
    outcomes = {each.code: each for each in one.outcomes}
    named = [(each.code, each.title) for each in one.outcomes] or [(c, counted()[c].title) for c in one.counted]
    first: dict[str, Any] = {"of": ("Which share" if outcomes else "Which age", named), "year": _years(ready)}
    form = AskForm(request.GET, **first)
    outcome = outcomes.get(form.chosen("of"))
    prepared = next(each for each in ready if str(each.year) == form.chosen("year"))
    found = queries.explored(prepared, outcome.counted if outcome else form.chosen("of"))
    if found is None or found.kept is None:
        return Asked(
            form, found, why=found.why if found else "Prepare this return again: nothing of that name is kept."
        )
    if outcome and outcome.dimension in found.cannot:
        return Asked(form, found, why=found.cannot[outcome.dimension])
    own = outcome.dimension if outcome else ""
    ways = sorted(
        ((each.code, each.title) for each in found.dimensions if each.code != own), key=lambda way: way[0] != one.by
    )
    more: dict[str, Any] = {"by": ("By", ways)}
    if one.kind is QuestionKind.EXPECTED:
        more["against"] = ("Against", list(queries.COMPARED.items()))
    form = AskForm(request.GET, **first, **more)
    by = found.counted.dimension(form.chosen("by"))
    if by is None:
        return Asked(form, found, why="This return can be split in no way.")
    return _worked(actor, one, form, found, outcome, by)


def _worked(actor: Actor, one: Question, form: AskForm, found: Any, outcome: Any, by: Any) -> Asked:
    kept = found.kept
    if one.kind is QuestionKind.GAPS:
        return Asked(form, found, told=told.gaps(list(gaps_of(kept, outcome, by)), outcome, by, found.period))
    if one.kind is QuestionKind.AGES:
        rows = told.ages(list(ages_of(kept, by)), found.counted, by, found.period)
        bands = next((each for each in found.dimensions if each.code in AGE_BANDS and each.code != by.code), None)
        return Asked(form, found, answer(kept, found.counted, by, bands) if bands else None, rows)
    reference = queries.reference(actor.area, found, one, outcome, form.chosen("against"), by)
    if not isinstance(reference, Reference):
        return Asked(form, found, why=reference)
    rows = told.expected(list(expected_of(kept, outcome, by, reference)), outcome, by, reference, found.period)
    return Asked(form, found, told=rows)


# --- making ready ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@working_page
def prepare(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Have the returns in use opened, and kept of each what may be shown."""
    policies.check_can_prepare(actor, actor.area)
    form = PrepareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        purpose = form.cleaned_data["purpose"]
        try:
            policies.check_there_is_a_return(actor.area, queries.returns(actor.area))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tasks.prepare_later.enqueue(actor.area.slug, actor.log_id, actor.log_name, actor.now.isoformat(), purpose)
            messages.success(request, "The returns are being made ready. Open this page again in a minute.")
            return redirect("explorer:table", actor.area.slug)
    return _page(request, "prepare", actor, {"form": form})


def _page(request: HttpRequest, template: str, actor: Actor, context: dict[str, Any]) -> HttpResponse:
    area = actor.area
    around = {
        "area": area,
        "may_prepare": allows(policies.check_can_prepare, actor, area),
        "to_prepare": queries.to_prepare(area),
        "why_not": queries.why_not_prepared(area),
        "returns": queries.returns(area),
        "listed": queries.establishments(area),
        "missing": queries.missing(area, actor.today),
        "words": words,
        "query": request.GET.urlencode(),
    }
    return render(request, f"explorer/{template}.jinja", around | context)


def _workbook(name: str, sheet: Sheet) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(workbook([sheet]), content_type=XLSX, headers=named)
