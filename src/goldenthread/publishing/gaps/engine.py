"""Which gaps has this strategy? One small engine that asks every rule of every thing; the rules are tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from goldenthread.analysis import join_words, quote
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.threads.ends import Chain, follow, is_broken
from goldenthread.publishing.threads.select import partners
from goldenthread.publishing.threads.shape import Item, Thread, thread_in
from goldenthread.understanding.supply.queries import Entry

from .rules import RULES, Rule, Stage
from .subjects import Subject, subjects
from .supply import promises_as_subjects

MOST_OF_A_NAME = 120
_SHORT = 3  # names said of what is near; beyond these, how many more


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap: by which rule, of what, and what is said of it. `plural` is empty where it has no page of its own;
    `bodies` are the keys of those who lead or take part."""

    rule: Rule
    key: str
    name: str
    plural: str
    themes: tuple[str, ...]
    sentence: str
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A rule with everything it found."""

    rule: Rule
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class GapReport:
    """Every rule, in the order of the cycle, with what it found on a day. `found` leaves out rules that found nothing."""

    area: str
    on: date
    rules: tuple[Found, ...]

    @property
    def found(self) -> tuple[Found, ...]:
        return tuple(each for each in self.rules if each.gaps)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for each in self.rules for gap in each.gaps)

    @property
    def stages(self) -> tuple[tuple[Stage, tuple[Found, ...]], ...]:
        """What was found, by stage of the cycle."""
        grouped = ((stage, tuple(each for each in self.found if each.rule.stage == stage)) for stage in Stage)
        return tuple((stage, found) for stage, found in grouped if found)

    def only(self, rule: str = "", theme: str = "") -> GapReport:
        """The same report with the gaps of one rule, or of one heading, alone."""
        kept = tuple(
            Found(each.rule, tuple(gap for gap in each.gaps if not theme or theme in gap.themes))
            for each in self.rules
            if not rule or each.rule.id == rule
        )
        return GapReport(self.area, self.on, kept)


def gaps_in(
    whole: pack.Pack,
    today: date,
    unheld: frozenset[str] = frozenset(),
    thread: Thread | None = None,
    promised: Iterable[Entry] = (),
    outdated: Sequence[str] = (),
) -> GapReport:
    """The gap report of a strategy. `unheld`: keys of items whose lead nobody at work holds; `promised`: the data that
    partners promised, which no pack holds; `outdated`: figures that the needs assessment cites although a newer exists.
    """
    thread = thread or thread_in(whole)
    asked = (*subjects(whole, thread, today, unheld, outdated), *promises_as_subjects(promised, Subject))
    return GapReport(whole.area.name, today, tuple(Found(rule, tuple(find(rule, asked, thread))) for rule in RULES))


def find(rule: Rule, asked: Iterable[Subject], thread: Thread) -> Iterator[Gap]:
    """What one rule finds."""
    for subject in asked:
        if rule.of in subject.kinds and applies(rule, subject, thread):
            said = _sentence(rule, subject, thread)
            bodies = frozenset(partners(subject.item)) if subject.item else frozenset()
            yield Gap(rule, subject.key, subject.name, subject.plural, subject.themes, said, bodies)


def applies(rule: Rule, subject: Subject, thread: Thread) -> bool:
    """Is this a gap by this rule?"""
    if rule.end is not None:
        return subject.item is not None and is_broken(thread, subject.item, rule.end)
    return all(test.holds(subject.facts) for test in rule.where)


def _sentence(rule: Rule, subject: Subject, thread: Thread) -> str:
    said = [rule.item.format(name=shorten(subject.name, MOST_OF_A_NAME, placeholder="…").rstrip("."), **subject.facts)]
    for near in rule.near if subject.item else ():
        if names := _names(thread, subject.item, near.chain):
            said.append(near.words.format(names=names))
    if rule.lists in thread.kinds_joined_as_lists:
        said.append("The strategy joins such things as whole lists, and does not say which to which.")
    return " ".join(said)


def _names(thread: Thread, item: Item | None, chain: Chain) -> str:
    if item is None:
        return ""
    found = [quote(thread.items[key].short) for key in thread.items if key in follow(thread, item.key, chain)]
    more = [f"{len(found) - _SHORT} more"] if len(found) > _SHORT else []
    return join_words([*found[:_SHORT], *more])
