"""What leads to an item, and to what does it lead? Its own thread, followed to both ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from goldenthread.thread.states import NodeKind

from .ends import End, broken
from .shape import GROUNDS, ORDER, WORDS, Item, Thread, counted


@dataclass(frozen=True, slots=True)
class Stop:
    """An item on the way. Where it is joined directly, `joined` says how ("this seeks it"), and `ground` on what basis."""

    item: Item
    joined: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """The items of one kind on the way."""

    kind: NodeKind
    stops: tuple[Stop, ...]

    @property
    def words(self) -> str:
        """How many: "12 answers"."""
        return counted(self.kind, len(self.stops))


@dataclass(frozen=True, slots=True)
class Path:
    """One item with everything upstream, towards what was said, and downstream, towards what changed, nearest last
    and first. `together`: what stands under the same headings and is joined to it by nothing else."""

    item: Item
    up: tuple[Stage, ...]
    down: tuple[Stage, ...]
    together: tuple[Stage, ...]
    headings: tuple[str, ...]
    broken: tuple[End, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The item and everything up and down from it."""
        return frozenset({self.item.key, *(stop.item.key for stage in (*self.up, *self.down) for stop in stage.stops)})


def path(thread: Thread, key: str) -> Path | None:
    """The thread of one item, or None where there is no such item."""
    item = thread.items.get(key)
    if item is None:
        return None
    up, down = reach((key,), thread.before), reach((key,), thread.after)
    beside = {other.key for theme in item.themes for other in thread.under[theme]} - up - down - {key}
    return Path(
        item=item,
        up=_stages(thread, key, up - {key}),
        down=_stages(thread, key, down - {key}),
        together=_stages(thread, key, beside),
        headings=tuple(thread.themes[theme] for theme in item.themes),
        broken=broken(thread, item),
    )


def reach(start: Iterable[str], onward: Callable[[str], Iterator[str]]) -> frozenset[str]:
    """These items and all that can be reached from them, one way."""
    seen, ahead = set(start), list(start)
    while ahead:
        fresh = [key for key in onward(ahead.pop()) if key not in seen]
        seen.update(fresh)
        ahead.extend(fresh)
    return frozenset(seen)


def with_their_threads(thread: Thread, keys: Iterable[str]) -> frozenset[str]:
    """These items with all that is upstream and downstream of any of them."""
    keys = tuple(keys)
    return reach(keys, thread.before) | reach(keys, thread.after)


def _stages(thread: Thread, key: str, keys: Iterable[str]) -> tuple[Stage, ...]:
    """By kind, in the order of the thread, those joined directly first."""
    joined: dict[str, tuple[str, str]] = {}
    for link in thread.at.get(key, ()):
        far = link.target if link.source == key else link.source
        words = f"this {WORDS[link.kind][0]} it" if link.source == key else f"it {WORDS[link.kind][0]} this"
        joined.setdefault(far, (words, GROUNDS[link.basis]))
    stops: dict[NodeKind, list[Stop]] = {}
    for item in sorted((thread.items[k] for k in keys), key=lambda item: (item.key not in joined, item.place)):
        stops.setdefault(item.kind, []).append(Stop(item, *joined.get(item.key, ("", ""))))
    return tuple(Stage(kind, tuple(stops[kind])) for kind in ORDER if kind in stops)
