"""What is known of one item: its words, where it comes from, what it leads to, what is missing, what changed?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.design.charts import Chart
from goldenthread.publishing.packs.changes import Change
from goldenthread.publishing.packs.reading import Index, Links
from goldenthread.publishing.packs.reading.chapters import Passage, passage
from goldenthread.publishing.packs.reading.pictures import measure_chart

from . import measures as of_measures
from .breaks import Break, Breaks
from .plan import ActionCard, card
from .voice import Answered, answered_of

PAGES = {
    "statements": ("pages:you-said", "You said, we did"),
    "answers": ("pages:you-said", "You said, we did"),
    "actions": ("pages:plan", "Delivery plan"),
    "measures": ("pages:measures", "Measures"),
}
STRATEGY = ("pages:strategy", "Strategy")

_TOLD = ("answers", "kept_by", "shown_by")
"""Links of an answer that its page tells with how each stands, and so not twice."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """`breaks`: where the thread breaks here. `since`: what changed since the newest published version."""

    passage: Passage
    up: tuple[Links, ...]
    down: tuple[Links, ...]
    breaks: tuple[Break, ...]
    since: tuple[str, ...]
    action: ActionCard | None = None
    measure: of_measures.MeasureView | None = None
    chart: Chart | None = None
    answer: Answered | None = None


def item(index: Index, key: str, breaks: Breaks, today: date, changes: tuple[Change, ...] = ()) -> ItemView:
    """One item ready to be shown. `changes`: everything that changed since the newest published version."""
    plural, found = index.items[key]
    links = [group for group in index.links(key) if plural != "answers" or group.field not in _TOLD]
    return ItemView(
        passage=passage(index, key),
        up=tuple(group for group in links if group.way == "up"),
        down=tuple(group for group in links if group.way == "down"),
        breaks=breaks.of(plural, key),
        since=tuple(change.sentence for change in changes if change.key == key),
        action=card(index, found, today) if plural == "actions" else None,
        measure=of_measures.view(index, found, today) if plural == "measures" else None,
        chart=measure_chart(found) if plural == "measures" else None,
        answer=answered_of(index, found, today) if plural == "answers" else None,
    )
