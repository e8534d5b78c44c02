"""What else is stated of an item, beside its words and its links? Names and values, in the order a reader would ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goldenthread.analysis.due import read_due
from goldenthread.analysis.prose import join_words
from goldenthread.delivery.states import Level, ServiceKind
from goldenthread.voice.states import AnswerKind, Speaker

from .index import Index
from .words import baseline_in_words, target_in_words

Facts = tuple[tuple[str, str], ...]


def facts(index: Index, key: str) -> Facts:
    """What is stated; what is not is left out, save where its absence is news (a date, a lead, an owner)."""
    plural, item = index.items[key]
    stated = _STATED.get(plural)
    return tuple((name, value) for name, value in stated(index, item) if value) if stated else ()


def _statement(index: Index, item: Any) -> Facts:
    return (
        ("Who said it", Speaker(item.speaker).label if item.speaker != "not-stated" else "The document does not say"),
        ("Where", item.engagement),
        ("When", item.said),
    )


def _answer(index: Index, item: Any) -> Facts:
    return (("Kind of answer", AnswerKind(item.kind).label), ("When", item.year), ("Why not", item.reason))


def _evidence(index: Index, item: Any) -> Facts:
    return (("Where the figures come from", item.source),)


def _action(index: Index, item: Any) -> Facts:
    named = index.leads(item.leads)
    return (
        ("Due", read_due(item.due).describe().capitalize() if not item.due else read_due(item.due).describe()),
        ("Lead", join_words(named.get("Lead", ())) or "No lead is named"),
        ("Accountable", join_words(named.get("Accountable", ()))),
        ("Partners", join_words(named.get("Partners", ()))),
        ("A pilot", "Yes: it is being tried out first" if item.pilot else ""),
        ("What blocks it", item.blocked_reason),
    )


def _measure(index: Index, item: Any) -> Facts:
    owners = index.leads(item.owner)
    return (
        ("The words people are asked about", f"“{item.wording}”" if item.wording else ""),
        ("What it should come to", target_in_words(item)),
        ("Where it started", baseline_in_words(item)),
        ("Counted in", _UNITS.get(item.unit, item.unit)),
        ("Where the figures come from", item.source),
        ("How often", item.frequency),
        ("Who owns it", join_words([who for people in owners.values() for who in people]) or "Nobody is named"),
    )


def _service(index: Index, item: Any) -> Facts:
    return (
        ("Kind of service", ServiceKind(item.kind).label),
        ("Who buys it", join_words([index.body(key) for key in item.commissioners]) or "Not stated"),
        ("Who provides it", join_words([index.body(key) for key in item.providers]) or "Not stated"),
        ("Level of commissioning", Level(item.level).label if item.level else ""),
        ("How it is bought", item.contract_model),
        ("Ages", item.ages),
        ("Needs", join_words(list(item.needs))),
        ("Places", str(item.places) if item.places is not None else ""),
        ("Since", item.since),
        ("The law behind it", item.legal_basis),
    )


_UNITS = {
    "per cent": "A percentage",
    "count": "A number",
    "event": "Whether it happens",
    "words": "Words, not a number",
    "pounds": "Pounds",
    "days": "Days",
    "weeks": "Weeks",
    "months": "Months",
    "years": "Years",
}
_STATED: dict[str, Callable[[Index, Any], Facts]] = {
    "statements": _statement,
    "answers": _answer,
    "evidence": _evidence,
    "actions": _action,
    "measures": _measure,
    "services": _service,
}
