"""Of what is a rule made? Everything that says when there is a gap is data, so that a rule can be read and argued with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from goldenthread.publishing.threads.ends import Chain, End
from goldenthread.publishing.threads.shape import NAMES
from goldenthread.thread.states import LinkKind

Facts = Mapping[str, Any]


class Stage(StrEnum):
    """Where in the cycle of joint commissioning the gap lies, in its order."""

    PARTNERSHIP = "Partnership"
    VOICE = "What was said and answered"
    UNDERSTANDING = "Joint understanding"
    PLANNING = "Joint planning"
    DELIVERY = "Joint delivery"
    REVIEW = "Joint review"


class Weight(StrEnum):
    """What a gap does."""

    BREAKS = "The thread breaks"
    LATE = "Something is late"
    BLINDS = "Nobody can tell"
    THIN = "Worth stating"


class Mend(StrEnum):
    """Where it is put right."""

    EDIT = "edit"
    LINKS = "links"
    ADD = "add"
    REPORT = "report"
    RECORD = "record"
    CONFIRM = "confirm"
    HAND_OVER = "hand over"
    DETAILS = "details"
    BOARD = "board"
    SUPPLY = "data supply"
    ASSESSMENT = "needs assessment"
    PACK = "strategy pack"


MENDED: Mapping[Mend, str] = {
    Mend.EDIT: "Change it",
    Mend.LINKS: "Join it",
    Mend.ADD: "Add one",
    Mend.REPORT: "Report on it",
    Mend.RECORD: "Record a value",
    Mend.CONFIRM: "Ask families, and record what they say",
    Mend.HAND_OVER: "Name a holder",
    Mend.DETAILS: "Change the strategy’s details",
    Mend.BOARD: "Open the board",
    Mend.SUPPLY: "Open the promise of data",
    Mend.ASSESSMENT: "Open the needs assessment",
    Mend.PACK: "See who decides: what became of a body is recorded by the operator",
}


@dataclass(frozen=True, slots=True)
class Source:
    """On which law, guidance or evidence the rule rests, and how sure we are of it."""

    title: str
    confidence: str = "source read"


@dataclass(frozen=True, slots=True)
class Is:
    """The fact is one of these."""

    fact: str
    values: tuple[str, ...]
    words: str

    def holds(self, facts: Facts) -> bool:
        return facts[self.fact] in self.values


@dataclass(frozen=True, slots=True)
class Has:
    """There is such a thing: a number above nought, a word, a list with something in it."""

    fact: str
    words: str

    def holds(self, facts: Facts) -> bool:
        return bool(facts[self.fact])


@dataclass(frozen=True, slots=True)
class Lacks:
    """There is no such thing."""

    fact: str
    words: str

    def holds(self, facts: Facts) -> bool:
        return not facts[self.fact]


Test = Is | Has | Lacks


@dataclass(frozen=True, slots=True)
class Near:
    """What all but joins an item: the chain that leads to it, and the words, with `{names}` for what is found there."""

    chain: Chain
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of gap. `says` is the rule; `item` is said of each thing found, with `{name}` and any fact of it.

    It is found where the thread is broken in the way of `end`, or where every test of `where` holds. Where the strategy
    draws links of the kind `lists` from whole lists to whole lists, that is said beside it.
    """

    id: str
    stage: Stage
    weight: Weight
    of: str
    says: str
    why: str
    do: str
    item: str
    mend: Mend
    end: End | None = None
    where: tuple[Test, ...] = ()
    near: tuple[Near, ...] = ()
    lists: LinkKind | None = None
    source: Source | None = None

    @property
    def found(self) -> str:
        """How it is found, in words, from the data that finds it."""
        if self.end is not None:
            return how_broken(self.end)
        return f"{_a(self.of)} where {' and '.join(test.words for test in self.where)}."


def how_broken(end: End) -> str:
    """The declaration of a broken end as a sentence."""
    chains = " or ".join("; then ".join(_joint(joint) for joint in chain) for chain in end.lacks)
    words = f"{_a(NAMES[end.of][0])} with no link of this kind: {chains}."
    if end.where:
        tests = [f"its {name} is {' or '.join(f'“{value}”' for value in sorted(values))}" for name, values in end.where]
        words += f" Only where {' and '.join(tests)}."
    if end.has:
        words += (
            " Only where it has another: "
            + " or ".join("; then ".join(_joint(j) for j in chain) for chain in end.has)
            + "."
        )
    if end.together:
        kinds = " or ".join(sorted(kind.label.lower() for kind in end.together))
        words += f" Not where the same heading holds one of: {kinds}."
    if end.if_stated:
        words += f" Only where the strategy states any {end.if_stated.label.lower()}."
    return words


_KINDS = {
    "area": "the area itself",
    "assessment": "the needs assessment",
    "stage": "a kind of item",
    "item": "any item of the thread",
    "aim": "a priority or an outcome",
    "work": "an action or a measure",
}


def _a(kind: str) -> str:
    words = _KINDS.get(kind) or f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
    return words[0].upper() + words[1:]


def _joint(joint: Any) -> str:
    kinds = ", ".join(sorted(kind.label.lower() for kind in joint.far))
    return f"it {joint.kind.label} ({kinds})" if joint.away else f"({kinds}) {joint.kind.label} it"
