"""Where is an item joined to others, and parted from them?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.views import working_page
from goldenthread.publishing.editing import actions, queries
from goldenthread.publishing.editing.presenters.links import links_page, way_name
from goldenthread.publishing.editing.queries import Found
from goldenthread.thread.policies import check_can_link

from .finding import found_or_404, noun_of, to_item


@working_page
def links(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """The links that an item has, and those that it may have."""
    found, area = found_or_404(actor, key), actor.area
    check_can_link(actor, area)
    if found.node.withdrawn_on:
        return to_item(actor, key)
    ways = queries.ways(found.kind.kind)
    page: dict[str, object] = {"area": area, "item": found.node, "noun": noun_of(found.plural)}
    if request.method == "POST":
        try:
            far = _join(request, actor, found, ways)
        except Refused as refusal:
            page["problem"] = {"way": request.POST.get("way", ""), "text": str(refusal)}
        else:
            messages.success(request, f"Joined to “{far.label}”.")
            return redirect("editing:links", area.slug, key)
    kinds = {kind.plural: kind for _, _, kinds in ways for kind in kinds}
    page["ways"] = links_page(
        ways, queries.joined(area, found.node), queries.standing(area, kinds.values()), found.node
    )
    return render(request, "editing/links.jinja", page)


def _join(request: HttpRequest, actor: Actor, found: Found, ways: list[Any]) -> Any:
    way = next((way for way in ways if way_name(way[0], way[1]) == request.POST.get("way")), None)
    if way is None:
        raise Http404("There is no such kind of link.")
    far = queries.find(actor.area, request.POST.get("to", ""))
    if far is None:
        raise Refused("Choose what to join it to")
    actions.join_to(found=found, kind=way[0], outgoing=way[1], to=far, by=actor)
    return far.node


@require_POST
@working_page
def unlink(request: HttpRequest, actor: Actor, key: str, link: UUID) -> HttpResponse:
    """Take one link away. One that is gone already is no fault."""
    found = found_or_404(actor, key)
    check_can_link(actor, actor.area)
    joined = queries.link_of(actor.area, found.node, link)
    if joined is not None:
        actions.part_from(found=found, joined=joined, by=actor)
        messages.success(request, f"It is no longer joined to “{joined.far.label}”.")
    return redirect("editing:links", actor.area.slug, key)
