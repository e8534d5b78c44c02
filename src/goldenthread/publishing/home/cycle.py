"""What needs attention in each stage of the joint commissioning cycle? A sentence and a link for each thing.

Each rule is a function of the facts that gives a sentence, or nothing. The five stages are those of the SEND Code of
Practice: partnership, joint understanding, joint planning, joint delivery, joint review.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.accounts.roles import Permission
from goldenthread.analysis import ActionStatus, MeasureStatus
from goldenthread.analysis.prose import plural, say_date
from goldenthread.publishing.packs.judgements import FamiliesSay, families_judgement

from .facts import Facts
from .work import ACTION, Want, Work


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and the page where something can be done about it."""

    sentence: str
    page: str
    link: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A test of the facts. `needs`: the permission without which the page is of no use."""

    says: Callable[[Facts], str]
    page: str
    link: str
    needs: Permission = Permission.VIEW_AREA
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with what needs attention in it."""

    title: str
    about: str
    lines: tuple[Line, ...]


def _ownerless(f: Facts) -> str:
    count = sum(not w.owned for w in f.work)
    if not count:
        return ""
    lead = "has nobody at work here to lead it" if count == 1 else "have nobody at work here to lead them"
    return f"{plural(count, 'piece')} of work {lead}."


def _ended(f: Facts) -> str:
    names = sorted({h.body for w in f.work for h in w.holders if h.body_ended})
    return f"Work still stands in the name of {', '.join(names)}, which ended." if names else ""


def _seats(f: Facts) -> str:
    ended = {body.key: body.name for body in f.strategy.organisations if body.closed and body.closed < f.today}
    held = sorted(
        {ended[s.organisation] for b in f.strategy.boards for s in b.seats if s.organisation in ended and not s.end}
    )
    return f"Seats on boards still stand in the name of {', '.join(held)}." if held else ""


def _empty_boards(f: Facts) -> str:
    empty = sum(not board.seats for board in f.strategy.boards)
    total = len(f.strategy.boards)
    return f"Who sits on {empty} of {plural(total, 'board')} is not recorded." if empty else ""


def _needs(f: Facts) -> str:
    if not f.bare_needs:
        return ""
    verb, them = ("rests", "it") if f.bare_needs == 1 else ("rest", "them")
    return f"{plural(f.bare_needs, 'need')} {verb} on no evidence, and nobody is recorded as raising {them}."


def _unanswered(f: Facts) -> str:
    answered = {link.key for answer in f.strategy.answers for link in answer.answers}
    addressed = {link.key for priority in f.strategy.priorities for link in priority.addresses}
    addressed |= {link.key for action in f.strategy.actions for link in action.addresses}
    raised = {link.key for need in f.strategy.needs for link in need.raised_by}
    loose = sum(s.key not in answered | addressed | raised for s in f.strategy.statements)
    if not loose:
        return ""
    return f"{plural(loose, 'thing')} that people said {'is' if loose == 1 else 'are'} joined to no need, priority, action or answer."


def _data(f: Facts) -> str:
    count = f.not_come
    return (
        f"{plural(count, 'data set')} that partners promised {'has' if count == 1 else 'have'} not come whole."
        if count
        else ""
    )


def _baselines(f: Facts) -> str:
    missing = sum(measure.baseline.state != "known" for measure in f.strategy.measures)
    verb = "has" if missing == 1 else "have"
    return f"{missing} of {plural(len(f.strategy.measures), 'measure')} {verb} no known baseline." if missing else ""


def _status(f: Facts) -> str:
    principal = next((s for s in f.strategy.strategies if s.principal), None)
    if principal is None:
        return "No strategy is marked as the area's own."
    return "" if principal.status == "adopted" else f"The strategy is {principal.status.replace('-', ' ')}."


def _review(f: Facts) -> str:
    principal = next((s for s in f.strategy.strategies if s.principal), None)
    return "" if principal and principal.review else "The strategy does not say when it will be reviewed."


def _leads(f: Facts) -> str:
    bare = [a for a in f.strategy.actions if not any(lead.part == "lead" for lead in a.leads)]
    verb = "names" if len(bare) == 1 else "name"
    return f"{len(bare)} of {plural(len(f.strategy.actions), 'action')} {verb} no lead." if bare else ""


def _dates(f: Facts) -> str:
    bare = sum(not w.due.is_stated for w in f.work if w.kind == ACTION)
    return f"{plural(bare, 'action')} {'has' if bare == 1 else 'have'} no date that can be read." if bare else ""


def _not_agreed(f: Facts) -> str:
    titles = [f"“{plan.title}”" for plan in f.not_agreed]
    return f"No body has agreed the newest version of {', '.join(titles)}." if titles else ""


def _actions(f: Facts, want: Want) -> list[Work]:
    return [w for w in f.work if w.kind == ACTION and want in w.wants]


def _late(f: Facts) -> str:
    late, blocked = len(_actions(f, Want.OVERDUE)), len(_actions(f, Want.BLOCKED))
    parts = [f"{late} overdue"] if late else []
    parts += [f"{blocked} blocked"] if blocked else []
    return f"Of {plural(len(f.strategy.actions), 'action')}, {' and '.join(parts)}." if parts else ""


def _soon(f: Facts) -> str:
    count = len(_actions(f, Want.DUE_SOON))
    return f"{plural(count, 'action')} {'is' if count == 1 else 'are'} due within four weeks." if count else ""


def _silent(f: Facts) -> str:
    count = len(_actions(f, Want.SILENT))
    return f"Nothing was reported in the last quarter of a year on {plural(count, 'action')}." if count else ""


def _unanswered_requests(f: Facts) -> str:
    late = [r for r in f.requests if r.answered_at is None and r.due_on < f.today]
    return f"{plural(len(late), 'owner')} did not answer when asked for an update." if late else ""


def _off_track(f: Facts) -> str:
    count = sum(w.judgement.status == MeasureStatus.OFF_TRACK for w in f.work if w.kind != ACTION)
    return f"{plural(count, 'measure')} {'is' if count == 1 else 'are'} off track." if count else ""


def _unmeasured(f: Facts) -> str:
    count = sum(Want.UNMEASURED in w.wants for w in f.work)
    return f"No value was ever recorded for {count} of {plural(len(f.strategy.measures), 'measure')}." if count else ""


def _not_asked(f: Facts) -> str:
    count = sum(families_judgement(a).status == FamiliesSay.NOT_ASKED for a in f.strategy.answers)
    return f"Families have not been heard on {count} of {plural(len(f.strategy.answers), 'answer')}." if count else ""


def _embedded(f: Facts) -> str:
    count = sum(w.judgement.status == ActionStatus.DONE for w in f.work if w.kind == ACTION)
    return (
        f"{plural(count, 'finished action')} {'has' if count == 1 else 'have'} no evidence yet that the change lasted."
        if count
        else ""
    )


def _changed(f: Facts) -> str:
    if f.version is None:
        return "No version of the strategy has been published."
    since = f"version {f.version.number}, published on {say_date(f.version.published_on)}"
    return f"{plural(f.version.changes, 'change')} since {since}." if f.version.changes else ""


_P = Permission

STAGES: tuple[tuple[str, str, tuple[Rule, ...]], ...] = (
    (
        "Partnership",
        "Who works together, who decides, who leads what.",
        (
            Rule(_ownerless, "people:handover", "See the work without an owner"),
            Rule(_ended, "people:handover", "Hand it over"),
            Rule(_seats, "editing:partnership", "See the boards"),
            Rule(_empty_boards, "editing:partnership", "See the boards"),
        ),
    ),
    (
        "Joint understanding",
        "What people said, what is needed, on what evidence.",
        (
            Rule(_unanswered, "gaps:gaps", "See the gaps"),
            Rule(_needs, "gaps:gaps", "See the gaps"),
            Rule(_data, "supply:list", "See what has not come", _P.VIEW_DATA),
            Rule(_baselines, "pages:measures", "See the measures"),
        ),
    ),
    (
        "Joint planning",
        "What is promised, by whom, by when.",
        (
            Rule(_status, "strategy:status", "Change its status", _P.CHANGE_STATUS),
            Rule(_leads, "gaps:gaps", "See the gaps"),
            Rule(_dates, "gaps:gaps", "See the gaps"),
            Rule(_not_agreed, "required:list", "See the required plans"),
            Rule(_review, "editing:details", "Say when it is reviewed", _P.EDIT_STRATEGY),
        ),
    ),
    (
        "Joint delivery",
        "What is being done.",
        (
            Rule(_late, "", "See which", anchor="off-track"),
            Rule(_soon, "pages:plan", "See the delivery plan"),
            Rule(_silent, "home:requests", "Ask their owners", _P.REQUEST_UPDATES),
            Rule(_unanswered_requests, "home:requests", "Ask again", _P.REQUEST_UPDATES),
        ),
    ),
    (
        "Joint review",
        "What changed for children and young people.",
        (
            Rule(_off_track, "", "See which", anchor="off-track"),
            Rule(_unmeasured, "pages:measures", "See the measures"),
            Rule(_not_asked, "pages:you-said", "See the answers"),
            Rule(_embedded, "pages:plan", "See the delivery plan"),
            Rule(_changed, "versions:list", "See the versions"),
        ),
    ),
)


def stages(found: Facts, permissions: frozenset[Permission]) -> tuple[Stage, ...]:
    """The five stages. A line whose page is of no use to this person is said without its link."""
    return tuple(Stage(title, about, tuple(_lines(rules, found, permissions))) for title, about, rules in STAGES)


def _lines(rules: tuple[Rule, ...], found: Facts, permissions: frozenset[Permission]) -> list[Line]:
    said = [(rule, rule.says(found)) for rule in rules]
    return [
        Line(sentence, rule.page if rule.needs in permissions else "", rule.link, rule.anchor)
        for rule, sentence in said
        if sentence
    ]
