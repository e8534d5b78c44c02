"""How do an action, its measures and what families say stand, side by side and never merged into one?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis.judgement import Judgement
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import action_judgement, measure_judgement

from .index import Index, Ref

GROUPS = (("parents-and-carers", "Parents and carers"), ("young-people", "Young people"))
_WORDS = {"true": "True", "partly": "Partly true", "not-true": "Not true"}


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure and whether it moved. `through` says how it is joined to the work, where not directly."""

    ref: Ref
    judgement: Judgement[Any]
    through: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one group says of one answer. `word` is "Not asked yet" where nobody has asked them."""

    group: str
    status: str
    word: str
    on: date | None
    note: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Families:
    """One promise to families, and what each group says of it."""

    ref: Ref
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class ThreeParts:
    """Is it done? Did the measures move? Do families say so?"""

    action: Judgement[Any]
    measures: tuple[Moved, ...]
    families: tuple[Families, ...]


def three_parts(index: Index, action: pack.Action, today: date) -> ThreeParts:
    """The three questions asked of one action."""
    return ThreeParts(action_judgement(action, today), measures_of(index, action, today), families_of(index, action))


def measures_of(index: Index, action: pack.Action, today: date) -> tuple[Moved, ...]:
    """The action's own measures first, then those of what it promises, of its outcomes and of its priorities."""
    found: dict[str, Moved] = {}
    ways = [(ref.key, "") for ref in index.back(action.key, "measures")]
    for answer in index.back(action.key, "kept_by"):
        ways += [(link.key, "the promise it keeps") for link in index.items[answer.key][1].shown_by]
    for field, name in (("achieves", "outcome"), ("delivers", "priority")):
        for link in getattr(action, field):
            title = index.ref(link.key).title
            ways += [(ref.key, f"the {name} “{title}”") for ref in index.back(link.key, "measures")]
    for key, through in ways:
        if key not in found:
            found[key] = moved(index, key, today, through)
    return tuple(found.values())


def moved(index: Index, key: str, today: date, through: str = "") -> Moved:
    """One measure with its status."""
    return Moved(index.ref(key), measure_judgement(index.items[key][1], today), through)


def families_of(index: Index, action: pack.Action) -> tuple[Families, ...]:
    """Each promise to families that the action keeps, with each group's own word on it."""
    return tuple(Families(ref, verdicts(index.items[ref.key][1])) for ref in index.back(action.key, "kept_by"))


def verdicts(answer: pack.Answer) -> tuple[Verdict, ...]:
    """What parents and carers say, and what young people say: two voices, each with its date."""
    return tuple(_verdict(answer, group, name) for group, name in GROUPS)


def _verdict(answer: pack.Answer, group: str, name: str) -> Verdict:
    given = sorted((v for v in answer.verdicts if v.group == group), key=lambda verdict: verdict.on)
    if not given:
        return Verdict(name, "not-asked", "Not asked yet", None, "")
    latest = given[-1]
    earlier = tuple(f"{_WORDS[v.verdict]} on {v.on.day} {v.on:%B %Y}" for v in reversed(given[:-1]))
    return Verdict(name, latest.verdict, _WORDS[latest.verdict], latest.on, latest.note, earlier)
