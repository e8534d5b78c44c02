"""Of what is the thread made? The kinds of node, the kinds of link, and which may join which."""

from django.db.models import TextChoices


class NodeKind(TextChoices):
    """What an item is. The order is the order of the thread, from voice to result."""

    STATEMENT = "statement", "What was said"
    EVIDENCE = "evidence", "Evidence"
    NEED = "need", "Need"
    THEME = "theme", "Theme"
    PRIORITY = "priority", "Priority"
    OUTCOME = "outcome", "Outcome"
    ACTION = "action", "Action"
    MEASURE = "measure", "Measure"
    ANSWER = "answer", "Answer"
    SERVICE = "service", "Service"
    CLAUSE = "clause", "Clause"


class LinkKind(TextChoices):
    """Read a link as a sentence: source, label, target."""

    UNDER = "under", "is under"
    RAISES = "raises", "raises"
    RESTS_ON = "rests-on", "rests on"
    ADDRESSES = "addresses", "addresses"
    SEEKS = "seeks", "seeks"
    CARRIES_OUT = "carries-out", "carries out"
    DELIVERS = "delivers", "delivers"
    ACHIEVES = "achieves", "works towards"
    MEASURES = "measures", "measures"
    ANSWERS = "answers", "answers"
    KEPT_BY = "kept-by", "is kept by"
    SHOWN_BY = "shown-by", "is shown by"


class Basis(TextChoices):
    """On what ground a link is drawn."""

    STATED = "stated", "stated in the document"
    SET = "stated-of-the-set", "stated of the whole list, not of these two"
    ADDED = "added", "added by the partnership"


_N = NodeKind

# (source kinds, link kind, target kinds): anything else is refused.
LINKS: tuple[tuple[frozenset[NodeKind], LinkKind, frozenset[NodeKind]], ...] = (
    (
        frozenset({_N.STATEMENT, _N.EVIDENCE, _N.NEED, _N.PRIORITY, _N.OUTCOME, _N.ACTION, _N.MEASURE, _N.ANSWER}),
        LinkKind.UNDER,
        frozenset({_N.THEME}),
    ),
    (frozenset({_N.STATEMENT}), LinkKind.RAISES, frozenset({_N.NEED})),
    (frozenset({_N.NEED}), LinkKind.RESTS_ON, frozenset({_N.EVIDENCE})),
    (frozenset({_N.PRIORITY}), LinkKind.ADDRESSES, frozenset({_N.NEED, _N.STATEMENT, _N.EVIDENCE})),
    (frozenset({_N.ACTION}), LinkKind.ADDRESSES, frozenset({_N.NEED, _N.STATEMENT})),
    (frozenset({_N.PRIORITY}), LinkKind.SEEKS, frozenset({_N.OUTCOME})),
    (frozenset({_N.PRIORITY}), LinkKind.CARRIES_OUT, frozenset({_N.PRIORITY})),
    (frozenset({_N.ACTION}), LinkKind.DELIVERS, frozenset({_N.PRIORITY})),
    (frozenset({_N.ACTION}), LinkKind.ACHIEVES, frozenset({_N.OUTCOME})),
    (frozenset({_N.MEASURE}), LinkKind.MEASURES, frozenset({_N.OUTCOME, _N.PRIORITY, _N.ACTION, _N.STATEMENT})),
    (frozenset({_N.ANSWER}), LinkKind.ANSWERS, frozenset({_N.STATEMENT})),
    (frozenset({_N.ANSWER}), LinkKind.KEPT_BY, frozenset({_N.ACTION})),
    (frozenset({_N.ANSWER}), LinkKind.SHOWN_BY, frozenset({_N.MEASURE})),
)


def may_join(source: str, kind: str, target: str) -> bool:
    """Is a link of this kind allowed from such a node to such a node?"""
    return any(source in sources and kind == label and target in targets for sources, label, targets in LINKS)
