"""Where at work is an item seen, with its history and what may be done with it, and where are all items listed?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import allows
from goldenthread.partnership.views import working_page
from goldenthread.planning.deliveryplan.policies import check_can_report, check_can_write_plan
from goldenthread.planning.measures.policies import check_can_record
from goldenthread.publishing.editing import queries
from goldenthread.publishing.editing.parts import parts_of
from goldenthread.publishing.editing.presenters import item as present
from goldenthread.publishing.editing.presenters.history import history as entries
from goldenthread.publishing.editing.presenters.values import blank_form, facts
from goldenthread.publishing.editing.queries import Found
from goldenthread.publishing.packs.changes import NOUNS
from goldenthread.publishing.packs.judgements import action_judgement, families_judgement, measure_judgement
from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.publishing.packs.queries import current_pack
from goldenthread.publishing.packs.reading.index import KINDS, Index
from goldenthread.thread.policies import check_can_edit, check_can_link
from goldenthread.thread.queries import bodies_responsible
from goldenthread.understanding.supply.queries import missing_for
from goldenthread.voice.policies import check_speaks_for_somebody

from .finding import found_or_404, kind_or_404, noun_of

RECENT = 5


@working_page
def item(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """One item at work. What is at stake in it is shown whoever looks; the buttons are those that this person may use."""
    found = found_or_404(actor, key)
    shown = _page(actor, found)
    recent = _history(actor, found)
    page = {"area": actor.area, "item": shown, "recent": recent[:RECENT], "more": len(recent) > RECENT}
    return render(request, "editing/item.jinja", page)


@working_page
def history(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Everything that happened to an item, and how it stood after each change."""
    found = found_or_404(actor, key)
    page = {"area": actor.area, "item": found.node, "kind": KINDS[found.plural], "entries": _history(actor, found)}
    return render(request, "editing/history.jinja", page)


@working_page
def items(request: HttpRequest, actor: Actor, plural: str = "") -> HttpResponse:
    """Every list of the strategy, or every item of one."""
    area = actor.area
    if not plural:
        counted = queries.counts(area)
        lists = [(kind.plural, NOUNS[kind.plural], counted[kind.plural], _may_add(actor, kind)) for kind in ITEM_KINDS]
        may_revise = actor.may(Permission.EDIT_STRATEGY) and bool(queries.strategy_choices(area))
        return render(request, "editing/lists.jinja", {"area": area, "lists": lists, "may_revise": may_revise})
    kind = kind_or_404(plural)
    rows = present.rows(area.slug, list(queries.items(area, kind)))
    page = {"area": area, "plural": plural, "noun": NOUNS[plural], "rows": rows, "may_add": _may_add(actor, kind)}
    return render(request, "editing/items.jinja", page)


def _may_add(actor: Actor, kind: Any) -> bool:
    return allows(check_can_edit, actor, kind.kind, actor.area)


def _history(actor: Actor, found: Found) -> tuple[Any, ...]:
    form = blank_form(found.plural, queries.section_choices(actor.area))
    return entries(form, found.plural, queries.states_of(found.node), queries.events_of(found.node))


def _page(actor: Actor, found: Found) -> present.ItemPage:
    node, area = found.node, actor.area
    index = Index(current_pack(area), present.address(area.slug))
    stands = not node.withdrawn_on
    stated, absent = facts(blank_form(found.plural, queries.section_choices(area)), found.plural, node, node.label)
    return present.ItemPage(
        plural=found.plural,
        noun=noun_of(found.plural),
        key=node.key,
        title=node.label,
        withdrawn=node.withdrawn_on,
        strategy=node.strategy.title if found.kind.in_strategy and not node.strategy.principal else "",
        judgements=_judgements(found, index, actor) if stands else (),
        facts=stated,
        absent=absent,
        parts=_parts(actor, found),
        links=index.links(node.key) if stands else (),
        buttons=_buttons(actor, found),
        public_url=reverse("pages:item", args=[area.slug, found.plural, node.key]) if stands else "",
        missing=tuple(missing_for(area, actor.today, measure=node.key)) if found.plural == "measures" else (),
    )


def _judgements(found: Found, index: Index, actor: Actor) -> tuple[tuple[str, Any], ...]:
    """How the item itself stands, then how what keeps or shows it stands: each apart, none made of another."""
    _, said = index.items[found.node.key]
    match found.plural:
        case "actions":
            return (("Is it done?", action_judgement(said, actor.today)),)
        case "measures":
            return (("Did the measure move?", measure_judgement(said, actor.today)),)
        case "answers":
            kept = [index.items[link.key][1] for link in said.kept_by]
            shown = [index.items[link.key][1] for link in said.shown_by]
            return (
                ("Do families say it is true?", families_judgement(said)),
                *((f"Is it done? {each.title}", action_judgement(each, actor.today)) for each in kept),
                *((f"Did the measure move? {each.title}", measure_judgement(each, actor.today)) for each in shown),
            )
    return ()


def _parts(actor: Actor, found: Found) -> tuple[present.PartList, ...]:
    node, slug = found.node, actor.area.slug
    may_change = not node.withdrawn_on and allows(check_can_edit, actor, found.kind.kind, actor.area)
    may_redate = found.plural == "actions" and may_change
    return tuple(
        present.part_list(
            part, part.rows(node, actor.today), slug, node.key, may_change=may_change, may_redate=may_redate
        )
        for part in parts_of(found.plural)
    )


def _buttons(actor: Actor, found: Found) -> tuple[present.Button, ...]:
    """What this person may do with the item now, as the policies say."""
    node, area = found.node, actor.area
    if node.withdrawn_on:
        may = allows(check_can_edit, actor, found.kind.kind, area)
        return (("Bring it back", reverse("editing:bring-back", args=[area.slug, node.key])),) if may else ()
    offered = [
        *_own_buttons(actor, found),
        ("Edit", "editing:edit", (check_can_edit, actor, found.kind.kind, area)),
        ("Join it to others", "editing:links", (check_can_link, actor, area)),
        ("Withdraw", "editing:withdraw", (check_can_edit, actor, found.kind.kind, area)),
    ]
    return tuple((words, reverse(name, args=[area.slug, node.key])) for words, name, rule in offered if allows(*rule))


def _own_buttons(actor: Actor, found: Found) -> list[tuple[str, str, tuple[Any, ...]]]:
    node = found.node
    match found.plural:
        case "actions":
            bodies = bodies_responsible(actor.area, node.pk, actor.today)
            date = "Move the date" if node.due else "Give it a date"
            return [
                ("Report progress", "deliveryplan:report", (check_can_report, actor, node, bodies)),
                (date, "deliveryplan:redate", (check_can_write_plan, actor, node)),
            ]
        case "measures":
            bodies = bodies_responsible(actor.area, node.pk, actor.today)
            return [("Record a value", "measures:record", (check_can_record, actor, node, bodies))]
        case "answers":
            return [("Say whether this is true", "voice:confirm", (check_speaks_for_somebody, actor, node))]
    return []
