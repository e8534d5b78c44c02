"""Threads of any shape, for properties that must hold of all of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from goldenthread.publishing.threads.shape import Thread
from tests.publishing.threads import tiny

MOST = 5
THEMES = ("t1", "t2", "t3")
BASES = ("stated", "stated-of-the-set", "added")

# Each list: how an item is made, and each link field with the lists that it may name.
LISTS: dict[str, tuple[Any, dict[str, tuple[str, ...]]]] = {
    "statements": (tiny.statement, {}),
    "evidence": (tiny.evidence, {}),
    "answers": (tiny.answer, {"answers": ("statements",), "kept_by": ("actions",), "shown_by": ("measures",)}),
    "needs": (tiny.need, {"raised_by": ("statements",), "rests_on": ("evidence",)}),
    "priorities": (
        tiny.priority,
        {"seeks": ("outcomes",), "addresses": ("needs", "statements", "evidence"), "carries_out": ("priorities",)},
    ),
    "outcomes": (tiny.outcome, {}),
    "actions": (
        tiny.action,
        {"delivers": ("priorities",), "achieves": ("outcomes",), "addresses": ("needs", "statements")},
    ),
    "measures": (tiny.measure, {"measures": ("outcomes", "priorities", "actions", "statements")}),
}


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """A thread with up to five items of each kind, joined and headed at random, some of another strategy."""
    numbers = {name: draw(st.integers(0, MOST)) for name in LISTS}
    keys = {name: [f"{name}-{n}" for n in range(number)] for name, number in numbers.items()}
    lists = {name: [_item(draw, name, key, keys) for key in keys[name]] for name in LISTS}
    return tiny.thread(**lists)


def _item(draw: st.DrawFn, name: str, key: str, keys: dict[str, list[str]]) -> Any:
    make, fields = LISTS[name]
    more: dict[str, Any] = {"themes": draw(st.lists(st.sampled_from(THEMES), unique=True, max_size=2))}
    for field, lists in fields.items():
        far = [other for listed in lists for other in keys[listed] if other != key]
        chosen = draw(st.lists(st.sampled_from(far), unique=True, max_size=4)) if far else []
        more[field] = [{"key": other, "basis": draw(st.sampled_from(BASES))} for other in chosen]
    if name == "priorities" and draw(st.booleans()):
        more["strategy"] = tiny.WIDER
    return make(key, **more)
