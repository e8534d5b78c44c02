"""The public site: the same pages for everybody, without sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from goldenthread.partnership.actors import LONDON, SystemActor
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.views import open_page, public_page
from goldenthread.publishing.assessments.content import figures_under
from goldenthread.publishing.gaps.engine import gaps_in
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.queries import held_since, pack_of
from goldenthread.publishing.packs.reading import Index, on_site
from goldenthread.publishing.packs.reading.chapters import chapters
from goldenthread.publishing.versions.queries import changes_since_newest, versions
from goldenthread.understanding.supply.queries import missing_for, missing_for_measures
from goldenthread.voice.actions import give_feedback

from . import queries
from .forms import AsAtForm, FeedbackForm, PlanFilter
from .presenters import governance as of_governance
from .presenters import item as of_item
from .presenters import measures as of_measures
from .presenters import plan as of_plan
from .presenters import voice as of_voice
from .presenters.breaks import Breaks
from .presenters.front import opening

READER = "A reader of the public pages"

# --- the day on which a page stands --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """The strategy a page is made from, and the day it is seen from. `as_at` is None for today."""

    pack: Pack
    index: Index
    breaks: Breaks
    day: date
    as_at: date | None


class NoSuchDay(Exception):
    """The reader asked for a day that cannot be shown; `form` says why."""

    def __init__(self, form: AsAtForm) -> None:
        super().__init__()
        self.form = form


def _standing(request: Any, area: Any) -> Standing:
    """The strategy today, or on the day that the address asks for (`?as-at=2027-03-31`)."""
    if not AsAtForm.asked(request.GET):
        return _today(request, area)
    form = AsAtForm(request.GET, today=request.today, since=held_since(area))
    if not form.is_valid():
        raise NoSuchDay(form)
    day: date = form.cleaned_data["at"]
    pack = pack_of(area, as_at=datetime.combine(day, time.max, LONDON))
    return Standing(pack, Index(pack, on_site(area.slug, f"?as-at={day}")), Breaks(gaps_in(pack, day)), day, day)


def _today(request: Any, area: Any) -> Standing:
    index = queries.current_index(area)
    return Standing(index.pack, index, queries.breaks_of(area, request.today), request.today, None)


def _page(request: HttpRequest, area: Any, template: str, standing: Standing, **more: Any) -> HttpResponse:
    """A page of the area, under a banner where it shows another day."""
    around = {
        "area": area,
        "standing": standing,
        "as_at": standing.as_at,
        "now_url": request.path,
        "index": standing.index,
    }
    return render(request, f"pages/{template}.jinja", around | more)


def _dated(view: Any) -> Any:
    """A public page that can be seen as it stood on a day; a day that cannot be shown is answered with the reason."""

    @public_page
    @require_safe
    def on_a_day(request: HttpRequest, area: Any, **kwargs: Any) -> HttpResponse:
        try:
            standing = _standing(request, area)
        except NoSuchDay as fault:
            return render(request, "pages/as-at.jinja", {"area": area, "form": fault.form}, status=400)
        return view(request, area, standing, **kwargs)

    return on_a_day


# --- pages of one area ---------------------------------------------------------------------------------------


@public_page
@require_safe
def area(request: Any, area: Any) -> HttpResponse:
    """The area's home."""
    home = queries.home_of(area, request.today)
    return _page(request, area, "area", _today(request, area), home=home, published=list(versions(area)))


@_dated
def strategy(request: Any, area: Any, standing: Standing) -> HttpResponse:
    """The whole strategy."""
    form = AsAtForm(today=request.today, since=request.today)
    return _page(request, area, "strategy", standing, chapters=chapters(standing.index), form=form)


@_dated
def plan(request: Any, area: Any, standing: Standing) -> HttpResponse:
    """The delivery plan and its progress, filtered as the address asks."""
    whole = of_plan.plan(standing.index, standing.day)
    names = ("theme", "partner", "status")
    form = PlanFilter(request.GET if any(request.GET.get(n) for n in names) else None, **whole.choices(standing.index))
    chosen = form.chosen() if form.is_bound else {}
    cards = whole.chosen(**chosen)
    return _page(
        request,
        area,
        "plan",
        standing,
        plan=whole,
        form=form,
        chosen=chosen,
        groups=of_plan.groups(cards),
        shown=len(cards),
    )


@_dated
def you_said(request: Any, area: Any, standing: Standing) -> HttpResponse:
    """You said, we did, what next."""
    return _page(
        request, area, "you-said", standing, voice=of_voice.voice(standing.index, standing.breaks, standing.day)
    )


@_dated
def measures(request: Any, area: Any, standing: Standing) -> HttpResponse:
    """Every measure and how it stands."""
    missing = [] if standing.as_at else missing_for_measures(area, standing.day)
    shown = of_measures.measures(standing.index, standing.day)
    return _page(request, area, "measures", standing, measures=shown, missing=missing)


@_dated
def figures(request: Any, area: Any, standing: Standing, key: str) -> HttpResponse:
    """The figures of one measure as CSV."""
    measure = next((each for each in standing.pack.measures if each.key == key), None)
    if measure is None:
        raise Http404(f"{area.name} has no measure {key}.")
    named = {"Content-Disposition": f'attachment; filename="{area.slug}-{key}.csv"'}
    return HttpResponse(of_measures.as_csv(measure), content_type="text/csv; charset=utf-8", headers=named)


@_dated
def governance(request: Any, area: Any, standing: Standing) -> HttpResponse:
    """Who decides."""
    view = of_governance.governance(standing.index, standing.day, area.colour)
    return _page(request, area, "governance", standing, governance=view)


@_dated
def item(request: Any, area: Any, standing: Standing, plural: str, key: str) -> HttpResponse:
    """One item of the strategy."""
    if standing.index.items.get(key, ("",))[0] != plural:
        raise Http404(f"{area.name} has nothing at {plural}/{key}.")
    newest, changes = (None, ()) if standing.as_at else changes_since_newest(area)
    view = of_item.item(standing.index, key, standing.breaks, standing.day, changes)
    page, title = of_item.PAGES.get(plural, of_item.STRATEGY)
    trail = [
        {"text": area.name, "href": reverse("pages:area", args=[area.slug])},
        {"text": title, "href": reverse(page, args=[area.slug])},
        {"text": view.passage.entry.kind},
    ]
    happened = queries.happenings(area, plural, key)
    missing = missing_for(area, standing.day, measure=key) if plural == "measures" and not standing.as_at else []
    under = () if standing.as_at else figures_under(area, plural, key)
    more = {"happenings": happened, "newest": newest, "plural": plural, "key": key, "missing": missing, "under": under}
    return _page(request, area, "item", standing, item=view, breadcrumbs=trail, **more)


# --- feedback ------------------------------------------------------------------------------------------------


@csrf_exempt  # nobody's sign-in is used, so nobody can be made to send it in another's name; the page stays the same for all
@public_page
def feedback(request: Any, area: Any) -> HttpResponse:
    """Tell the area's partners something."""
    if request.method != "POST":
        form = FeedbackForm(initial={"page": request.GET.get("page", "")[:300]})
        return render(request, "pages/feedback.jinja", {"area": area, "form": form})
    form = FeedbackForm(request.POST)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("text", "reply_to", "page")}
        try:
            if not form.is_trapped:
                give_feedback(area=area, by=SystemActor(area, READER, request.now, frozenset()), **given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("pages:thanks", area.slug)
    return render(request, "pages/feedback.jinja", {"area": area, "form": form}, status=400)


@public_page
@require_safe
def thanks(request: HttpRequest, area: Any) -> HttpResponse:
    """It arrived."""
    return render(request, "pages/thanks.jinja", {"area": area})


# --- pages of no one area ------------------------------------------------------------------------------------


@open_page
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, and the areas."""
    return render(request, "pages/front.jinja", {"cards": queries.cards(), "opening": opening})


@open_page
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions a sceptic asks."""
    return render(request, "pages/questions.jinja")


@open_page
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "pages/accessibility.jinja")


@open_page
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of whom."""
    return render(request, "pages/privacy.jinja")
