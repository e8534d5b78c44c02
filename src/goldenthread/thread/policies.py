"""Who may add, revise or withdraw which kind of node, and is the revision that was edited still the newest?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Responsibility
from goldenthread.partnership.policies import Refused, check_may, check_same_area, check_unchanged_since

from .models import Node
from .states import LinkKind, NodeKind, may_join

EDITED_WITH: dict[NodeKind, Permission] = {
    NodeKind.STATEMENT: Permission.EDIT_VOICE,
    NodeKind.ANSWER: Permission.EDIT_STRATEGY,
    NodeKind.EVIDENCE: Permission.EDIT_MEASURES,
    NodeKind.NEED: Permission.EDIT_STRATEGY,
    NodeKind.CLAUSE: Permission.EDIT_STRATEGY,
    NodeKind.THEME: Permission.EDIT_STRATEGY,
    NodeKind.PRIORITY: Permission.EDIT_STRATEGY,
    NodeKind.OUTCOME: Permission.EDIT_STRATEGY,
    NodeKind.ACTION: Permission.EDIT_PLAN,
    NodeKind.MEASURE: Permission.EDIT_MEASURES,
    NodeKind.SERVICE: Permission.EDIT_STRATEGY,
}

HAVE_LEADS = frozenset({NodeKind.ACTION, NodeKind.MEASURE})


def check_can_edit(actor: AnyActor, kind: NodeKind, area: Area) -> None:
    """Add, revise or withdraw a node of this kind in this area."""
    check_same_area(actor, area)
    check_may(actor, EDITED_WITH[kind])


def check_not_withdrawn(node: Node) -> None:
    """A withdrawn node is history."""
    if node.withdrawn_on is not None:
        raise Refused(
            f"“{node.label}” was withdrawn on {node.withdrawn_on:%-d %B %Y}. Bring it back before changing it."
        )


def check_can_change(actor: AnyActor, node: Node, opened: int) -> None:
    """Change a node, or what belongs to it, as it was opened at that revision."""
    check_can_edit(actor, node.KIND, node.area)
    check_not_withdrawn(node)
    check_unchanged_since(node, opened)


def check_can_hold(node: Node, held: Responsibility) -> None:
    """Actions and measures have leads and partners; a part says who holds it."""
    if node.KIND not in HAVE_LEADS:
        raise Refused(f"Only actions and measures have leads; this is a {node.KIND.label.lower()}.")
    if not (held.organisation or held.role or held.wording or held.person):
        raise Refused("Say who: an organisation, a role, a person, or the words that the document uses.")


def check_joinable(source: Node, kind: str, target: Node) -> None:
    """Raise `Refused` unless these two may be joined so."""
    if source.area_id != target.area_id:
        raise Refused("These two belong to different areas.")
    if source.pk == target.pk:
        raise Refused("Nothing is joined to itself.")
    if not may_join(source.KIND, kind, target.KIND):
        words = f"{source.KIND.label.lower()} {LinkKind(kind).label} {target.KIND.label.lower()}"
        raise Refused(f"A link “{words}” means nothing in the thread.")
    check_not_withdrawn(source)
    check_not_withdrawn(target)


def check_can_link(actor: AnyActor, area: Area) -> None:
    """Join two nodes of this area, or part them."""
    check_same_area(actor, area)
    check_may(actor, Permission.EDIT_STRATEGY)
