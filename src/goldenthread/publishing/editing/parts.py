"""What belongs to an item, and which form and which actions write it? One row for each kind of part."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from goldenthread.delivery.actions import add_party, remove_party
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.partnership.queries import person_in
from goldenthread.planning.deliveryplan.actions import add_step, revise_step, withdraw_step
from goldenthread.thread.actions import assign, reassign, unassign
from goldenthread.understanding.actions import add_figure, remove_figure, revise_figure

from .forms import FigureForm, HolderForm, PartForm, PartyForm, StepForm
from .queries import holders

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PartKind:
    """`of`: the lists whose items have such parts. `rows(node, day)` are those that stand. `revise` is None where a
    part is only added and taken away. `removal` is the word for that, and `why` what is said where it needs a reason."""

    name: str
    noun: str
    heading: str
    of: frozenset[str]
    form: type[PartForm]
    rows: Callable[[Any, Any], Iterable[Any]]
    initial: Callable[[Any], Values]
    add: Callable[..., Any]
    revise: Callable[..., Any] | None
    remove: Callable[..., Any]
    removal: str = "Take away"
    why: str = ""


def _fields(*names: str) -> Callable[[Any], Values]:
    return lambda row: {name: getattr(row, name) for name in names}


def _held(row: Any) -> Values:
    return {
        "part": row.part,
        "role": row.role,
        "wording": row.wording,
        "organisation": row.organisation.key if row.organisation else "",
        "organisation_label": str(row.organisation),
        "person": str(row.person_id or ""),
        "person_label": f"{row.person}, who no longer works here",
    }


def _party(row: Any) -> Values:
    return {"organisation": row.organisation.key, "commissions": "yes" if row.commissions else "no"}


PARTS: dict[str, PartKind] = {
    part.name: part
    for part in (
        PartKind(
            "leads",
            "lead or partner",
            "Who leads and who shares in it",
            frozenset({"actions", "measures"}),
            HolderForm,
            lambda node, day: holders(node, day),
            _held,
            lambda node, values, **rest: assign(node=node, values=values, **rest),
            lambda node, row, values, **rest: reassign(node=node, held=row, values=values, **rest),
            lambda node, row, **rest: unassign(node=node, held=row, **rest),
        ),
        PartKind(
            "steps",
            "step or milestone",
            "Steps and milestones",
            frozenset({"actions"}),
            StepForm,
            lambda node, _: node.steps.filter(withdrawn_on__isnull=True),
            _fields("kind", "text", "due"),
            lambda node, values, **rest: add_step(action=node, values=values, **rest),
            lambda node, row, values, **rest: revise_step(step=row, values=values, **rest),
            lambda node, row, **rest: withdraw_step(step=row, **rest),
            removal="Withdraw",
            why="Say why it is withdrawn: it was a promise",
        ),
        PartKind(
            "figures",
            "figure",
            "Figures, as stated",
            frozenset({"evidence"}),
            FigureForm,
            lambda node, _: node.figures.all(),
            _fields("label", "value", "unit", "words", "period", "geography", "numerator", "denominator"),
            lambda node, values, **rest: add_figure(evidence=node, values=values, **rest),
            lambda node, row, values, **rest: revise_figure(figure=row, values=values, **rest),
            lambda node, row, **rest: remove_figure(figure=row, **rest),
        ),
        PartKind(
            "parties",
            "commissioner or provider",
            "Who commissions it and who provides it",
            frozenset({"services"}),
            PartyForm,
            lambda node, _: node.parties.select_related("organisation"),
            _party,
            lambda node, values, **rest: add_party(service=node, **values, **rest),
            None,
            lambda node, row, **rest: remove_party(party=row, **rest),
        ),
    )
}


def parts_of(plural: str) -> list[PartKind]:
    """The kinds of part that items of this list have."""
    return [part for part in PARTS.values() if plural in part.of]


def row_of(part: PartKind, node: Any, pk: str, by: AnyActor) -> Any | None:
    """One part of an item, or None: somebody may just have taken it away."""
    return next((row for row in part.rows(node, by.today) if str(row.pk) == pk), None)


def resolved(values: Values, area: Area) -> Values:
    """What a form gives, with keys of bodies and people made into the bodies and people themselves."""
    values = dict(values)
    if "organisation" in values:
        key = values["organisation"]
        values["organisation"] = Organisation.objects.get(key=key) if key else None
    if "person" in values:
        pk = values["person"]
        values["person"] = person_in(area, pk) if pk else None
    if "commissions" in values:
        values["commissions"] = values["commissions"] == "yes"
    return values
