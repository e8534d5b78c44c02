"""In which chapters is a whole strategy read, and what stands in each?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.analysis.due import read_due
from goldenthread.publishing.packs import format as pack

from .evidence import Finding, finding
from .facts import Facts, facts
from .index import Entry, Index, Links


@dataclass(frozen=True, slots=True)
class Step:
    """A step or milestone: what, when as worded and as read, and how far."""

    kind: str
    text: str
    due: str
    state: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One item of a chapter."""

    entry: Entry
    facts: Facts
    links: tuple[Links, ...]
    steps: tuple[Step, ...] = ()
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Items of one kind under a heading of their own. A lone part of a chapter has none."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """`numbered`: its order means something. `empty`: what is said where the strategy states nothing."""

    id: str
    title: str
    parts: tuple[Part, ...]
    introduction: str = ""
    empty: str = ""
    numbered: bool = False

    @property
    def count(self) -> int:
        return sum(len(part.passages) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Plan:
    """`of`: lists of the pack, or kinds of clause, each with its heading within the chapter."""

    id: str
    title: str
    of: dict[str, str]
    introduction: str = ""
    empty: str = ""
    numbered: bool = False


_CHAPTERS = (
    _Plan(
        "vision", "The vision", {"vision": ""}, "What partners want life to be like.", "The strategy states no vision."
    ),
    _Plan(
        "scope", "Who and what it covers, and what the words mean", {"scope": "", "definition": "What the words mean"}
    ),
    _Plan("principles", "The principles partners work by", {"principle": ""}),
    _Plan("aims", "What it aims to do", {"aim": ""}),
    _Plan("themes", "Its themes", {"themes": ""}),
    _Plan(
        "said",
        "What people said, and what was answered",
        {"statements": "What people said", "answers": "What was answered"},
        "In our own words, as the document reports it.",
        "The strategy does not report what children, young people or families said.",
    ),
    _Plan(
        "needs",
        "What is needed, and how we know",
        {"needs": "Needs", "evidence": "The evidence, with every figure it states"},
        empty="The strategy states no need and cites no figures.",
    ),
    _Plan(
        "priorities",
        "What comes first: the priorities",
        {"priorities": ""},
        empty="The strategy does not call anything a priority.",
    ),
    _Plan(
        "outcomes",
        "What should be different: the outcomes",
        {"outcomes": ""},
        empty="The strategy does not state any outcome.",
    ),
    _Plan("actions", "What will be done: the actions", {"actions": ""}, empty="The strategy does not list any action."),
    _Plan(
        "measures", "How we will know: the measures", {"measures": ""}, empty="The strategy does not state any measure."
    ),
    _Plan("success", "What success looks like", {"success-test": ""}),
    _Plan(
        "commitments",
        "What partners commit to, and intend to buy",
        {"commitment": "Commitments", "intention": "Commissioning intentions"},
    ),
    _Plan("approach", "How partners go about it", {"approach": ""}),
    _Plan("levels", "The levels at which services are commissioned", {"commissioning-level": ""}, numbered=True),
    _Plan("ending", "The questions asked before a service is stopped", {"decommissioning-test": ""}, numbered=True),
    _Plan(
        "disputes",
        "When partners disagree",
        {"dispute-principle": "What they hold to", "dispute-step": "What they do, in order"},
    ),
    _Plan("engagement", "How families and young people are involved", {"engagement-promise": ""}),
    _Plan("transitions", "Preparing for adulthood", {"transition-content": ""}),
    _Plan("roles", "Who answers for what", {"accountable-role": ""}),
    _Plan("services", "The services it names", {"services": ""}),
    _Plan("money", "Money", {"financial-context": ""}),
    _Plan("law", "Law and guidance", {"legal-context": ""}),
    _Plan("related", "Related documents", {"related-document": ""}),
)
_STATES = {
    "not-started": "not started",
    "in-progress": "in progress",
    "done": "done",
    "embedded": "done, and it lasts",
    "blocked": "blocked",
    "dropped": "dropped",
    "not-stated": "",
}


def chapters(index: Index) -> tuple[Chapter, ...]:
    """The strategy whole. A chapter with nothing in it is left out unless its absence is news."""
    clauses: dict[str, list[pack.Clause]] = {}
    for clause in index.pack.clauses:
        clauses.setdefault(clause.kind, []).append(clause)
    made = (_chapter(index, plan, clauses) for plan in _CHAPTERS)
    return tuple(chapter for chapter in made if chapter.parts or chapter.empty)


def _chapter(index: Index, plan: _Plan, clauses: dict[str, list[pack.Clause]]) -> Chapter:
    items: dict[str, Any] = {kind: clauses.get(kind) or getattr(index.pack, kind, ()) for kind in plan.of}
    parts = tuple(
        Part(title, tuple(passage(index, item.key) for item in items[kind]))
        for kind, title in plan.of.items()
        if items[kind]
    )
    return Chapter(plan.id, plan.title, parts, plan.introduction, plan.empty, plan.numbered)


def passage(index: Index, key: str) -> Passage:
    """One item with what is stated of it. A theme's own list is left to its page: it would repeat the strategy."""
    plural, item = index.items[key]
    return Passage(
        entry=index.entry(key),
        facts=facts(index, key),
        links=() if plural == "themes" else index.links(key),
        steps=steps(item) if plural == "actions" else (),
        finding=finding(item, index.pack.area.name) if plural == "evidence" and item.figures else None,
    )


def steps(action: pack.Action) -> tuple[Step, ...]:
    """The steps and milestones of an action, in order."""
    return tuple(
        Step(
            kind="Milestone" if step.kind == "milestone" else "Step",
            text=step.text,
            due=read_due(step.due).describe() if step.due else "",
            state=_STATES[step.state],
        )
        for step in action.steps
    )
