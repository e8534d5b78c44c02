"""How are the links of an item, and those it may have, laid out to be drawn and taken away?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from goldenthread.publishing.packs.changes import NOUNS
from goldenthread.publishing.threads.shape import WORDS
from goldenthread.thread.states import Basis, LinkKind


@dataclass(frozen=True, slots=True)
class Drawn:
    """A link that is there."""

    id: UUID
    title: str
    key: str
    ground: str


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of link of this item: what it reads like, the links there are, and what else it can be joined to.

    `name` tells the forms of the page apart: the kind of link and its direction.
    """

    name: str
    sentence: str
    drawn: tuple[Drawn, ...]
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def links_page(
    ways: Iterable[tuple[str, bool, Sequence[Any]]],
    joined: Iterable[Any],
    standing: Mapping[str, Sequence[Any]],
    node: Any,
) -> tuple[Way, ...]:
    """Every way in which an item may be joined, those that say where it comes from and those that say where it leads."""
    joined = tuple(joined)
    return tuple(
        Way(
            way_name(link, outgoing),
            _sentence(link, outgoing, kinds),
            _drawn(link, outgoing, joined),
            _choices(kinds, standing, {node.pk, *(j.far.pk for j in joined if _is(j, link, outgoing))}),
        )
        for link, outgoing, kinds in ways
    )


def way_name(link: str, outgoing: bool) -> str:
    """`delivers` from its source, `delivers-by` from its target."""
    return link if outgoing else f"{link}-by"


def _is(joined: Any, link: str, outgoing: bool) -> bool:
    return joined.link.kind == link and joined.outgoing == outgoing


def _sentence(link: str, outgoing: bool, kinds: Sequence[Any]) -> str:
    words = WORDS[LinkKind(link)][0 if outgoing else 1]
    return f"It {words}"


def _drawn(link: str, outgoing: bool, joined: Iterable[Any]) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(each.link.pk, _title(each.far), each.far.key, _ground(each))
        for each in joined
        if _is(each, link, outgoing)
    )


def _ground(joined: Any) -> str:
    gone = "It is withdrawn, so the link is not shown." if joined.far.withdrawn_on else ""
    ground = "" if joined.link.basis == Basis.STATED else Basis(joined.link.basis).label
    return " ".join(filter(None, (ground, gone)))


def _choices(
    kinds: Sequence[Any], standing: Mapping[str, Sequence[Any]], without: set[UUID]
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    groups = []
    for kind in kinds:
        offered = tuple((node.key, _short(_title(node))) for node in standing[kind.plural] if node.pk not in without)
        if offered:
            groups.append((NOUNS[kind.plural].capitalize(), offered))
    return tuple(groups)


def _title(node: Any) -> str:
    return f"{getattr(node, 'ref', '')} {node.label}".strip()


def _short(title: str) -> str:
    return title if len(title) <= 90 else f"{title[:87].rstrip()}…"
