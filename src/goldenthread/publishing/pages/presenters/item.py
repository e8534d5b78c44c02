"""What is known of one item: its words, where it comes from, what it leads to, what is missing, what changed?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.design.charts import Chart
from goldenthread.publishing.packs.changes import Change
from goldenthread.publishing.packs.reading import Index, Links
from goldenthread.publishing.packs.reading.chapters import Passage, passage

from . import measures as of_measures
from .plan import ActionCard, card
from .voice import Answered, answered_of

PAGES = {
    "statements": ("pages:you-said", "You said, we did"),
    "answers": ("pages:you-said", "You said, we did"),
    "actions": ("pages:plan", "Delivery plan"),
    "measures": ("pages:measures", "Measures"),
}
STRATEGY = ("pages:strategy", "Strategy")

# What a thread expects of each kind of item: the field, whether it is looked for from the far end, and what is said
# where there is none.
_EXPECTED = (
    ("statements", "answers", True, "No answer is joined to this."),
    ("needs", "addresses", True, "No priority or action is joined to this need."),
    ("priorities", "seeks", False, "It leads to no outcome yet."),
    ("priorities", "delivers", True, "No action is joined to it yet."),
    ("outcomes", "measures", True, "No measure shows yet whether this happens."),
    ("actions", "delivers", False, "It is joined to no priority."),
    ("measures", "measures", False, "It is joined to nothing that it measures."),
    ("evidence", "rests_on", True, "No need is drawn from this evidence."),
)
_TOLD = ("answers", "kept_by", "shown_by")
"""Links of an answer that its page tells with how each stands, and so not twice."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """`missing`: ends of the thread that are broken here. `since`: what changed since the newest published version."""

    passage: Passage
    up: tuple[Links, ...]
    down: tuple[Links, ...]
    missing: tuple[str, ...]
    since: tuple[str, ...]
    action: ActionCard | None = None
    measure: of_measures.MeasureView | None = None
    chart: Chart | None = None
    answer: Answered | None = None


def item(index: Index, key: str, today: date, changes: tuple[Change, ...] = ()) -> ItemView:
    """One item ready to be shown. `changes`: everything that changed since the newest published version."""
    plural, found = index.items[key]
    links = [group for group in index.links(key) if plural != "answers" or group.field not in _TOLD]
    return ItemView(
        passage=passage(index, key),
        up=tuple(group for group in links if group.way == "up"),
        down=tuple(group for group in links if group.way == "down"),
        missing=tuple(_missing(index, plural, key, found)),
        since=tuple(change.sentence for change in changes if change.key == key),
        action=card(index, found, today) if plural == "actions" else None,
        measure=of_measures.view(index, found, today) if plural == "measures" else None,
        chart=of_measures.chart(found) if plural == "measures" else None,
        answer=answered_of(index, found, today) if plural == "answers" else None,
    )


def _missing(index: Index, plural: str, key: str, found: Any) -> list[str]:
    other = found.strategy is not None and found.strategy != index.principal.key
    said = [
        sentence
        for of, field, backwards, sentence in _EXPECTED
        if of == plural and not other and not (index.back(key, field) if backwards else getattr(found, field))
    ]
    if plural == "answers" and found.kind in ("what-next", "not-yet") and not found.kept_by:
        said.append("No action is joined to this promise.")
    if plural == "actions" and not any(lead.part != "partner" for lead in found.leads):
        said.append("No lead is named.")
    if plural == "measures" and found.baseline.value is None:
        said.append("It has no starting figure, so nobody can say yet whether it has moved.")
    return said
