"""What would the strategy be if this workbook were taken in, what must be asked first, and what was not read?

Nothing is written: the same workbook, strategy and answers always give the same proposal. A workbook adds and changes;
what it cannot hold, and what it merely leaves out, stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from goldenthread.analysis.prose import join_words, plural, quote
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.changes import Change, changes_between
from goldenthread.publishing.packs.consistency import inconsistencies
from goldenthread.publishing.packs.encode import fingerprint
from goldenthread.publishing.packs.faults import Fault, Faulty
from goldenthread.publishing.packs.limits import unkeepable

from .actions_in import take_actions
from .dates import same_day
from .draft import Draft, Taken
from .measures_in import take_measures
from .observations_in import take_observations
from .questions import EACH, WRITE, Asker, Option, Question, Written, identity
from .reading import CellFault, Reading, Table
from .rowkeys import settle_keys
from .shapes import SHEETS, Rows
from .taking import Moved, Taking, brief
from .voice_in import take_voice
from .who import Bodies

MOST_FAULTS = 200
FEW = 6
"""Up to so many rows taken out are asked about one by one; more are asked about together."""

_TAKE = {
    Rows.MEASURES: take_measures,
    Rows.OBSERVATIONS: take_observations,
    Rows.ACTIONS: take_actions,
    Rows.VOICE: take_voice,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """The strategy as it would be, the changes in words, every question that arose, and what there is to say.

    While a question is open, `pack` holds its harmless answer.
    """

    pack: pack.Pack
    changes: tuple[Change, ...]
    questions: tuple[Question, ...]
    open: tuple[Question, ...]
    notes: tuple[str, ...]


def propose(reading: Reading, current: pack.Pack, answers: Mapping[str, Any], *, taken: Taken, today: date) -> Proposal:
    """Work out the proposal. Raises `Faulty` with every cell that cannot be taken in."""
    _check_area(reading, current)
    taking = Taking(reading, Draft(current, taken), Asker(answers), Bodies(current), today, list(reading.notes))
    taking.faults += reading.faults
    _say_moved_on(taking, current)
    tables = [*reading.tables, *_hidden(taking)]
    for table in tables:
        settle_keys(taking, table)
    for rows, take in _TAKE.items():
        for table in (table for table in tables if table.rows is rows):
            take(taking, table)
    _rows_gone(taking, tables)
    _dates_moved(taking)
    _say_left_alone(taking, tables)
    if taking.faults:
        raise Faulty(sorted(dict.fromkeys(taking.faults), key=_place)[:MOST_FAULTS])
    proposed = _checked(taking)
    asker = taking.asker
    notes = tuple(dict.fromkeys(taking.notes))
    return Proposal(proposed, changes_between(current, proposed), tuple(asker.asked.values()), asker.open, notes)


def _place(fault: Fault) -> tuple[str, int]:
    """In the order of the workbook's rows."""
    return (fault.sheet, fault.row) if isinstance(fault, CellFault) else ("", 0)


def _check_area(reading: Reading, current: pack.Pack) -> None:
    if reading.exported and reading.exported.slug != current.area.slug:
        found = f"a workbook of {quote(reading.exported.slug)}"
        raise Faulty([Fault(reading.name, "", found, f"one of {current.area.name}", "Bring it in where it belongs.")])


def _checked(taking: Taking) -> pack.Pack:
    """The proposed strategy, where it holds together."""
    try:
        proposed = taking.draft.pack()
    except ValidationError as error:
        name = taking.reading.name
        faults = (Fault(name, ".".join(map(str, e["loc"])), brief(repr(e["input"])), e["msg"]) for e in error.errors())
        raise Faulty(faults) from None
    wrong = (*inconsistencies(proposed), *unkeepable(proposed))
    if wrong:
        raise Faulty(Fault(taking.reading.name, *each) for each in wrong)
    return proposed


def _say_moved_on(taking: Taking, current: pack.Pack) -> None:
    exported = taking.exported
    if exported is None:
        taking.notes.append(
            "This workbook was not exported from here. Its rows are matched by their words; an empty cell changes nothing, "
            "and what it does not name stays as it is."
        )
    elif exported.fingerprint != fingerprint(current):
        taking.notes.append(
            f"The strategy has changed since the workbook was exported on {exported.day}. Cells that the workbook did not change "
            "keep what the strategy says now."
        )


def _hidden(taking: Taking) -> list[Table]:
    """Hidden sheets are old copies as often as not: a person says whether each is read."""
    chosen = []
    for table in taking.reading.hidden:
        question = Question(
            identity("hidden", table.sheet),
            f"The sheet {quote(table.sheet)} is hidden. It holds {plural(len(table.lines), 'row')}. Is it part of the plan?",
            (Option("read", "Yes: read it"), Option("leave", "No: leave it in the original")),
            "leave",
        )
        if taking.asker.ask(question, table.sheet).choice == "read":
            chosen.append(table)
        else:
            taking.notes.append(f"The hidden sheet {quote(table.sheet)} was not read. It stays in the original.")
    return chosen


# --- rows taken out ------------------------------------------------------------------------------------------


def _rows_gone(taking: Taking, tables: list[Table]) -> None:
    """An exported row that has gone from every sheet that had it: withdrawn only if a person says so."""
    if taking.exported is None:
        return
    present = {row.key for table in tables for row in table.lines if row.key}
    there = {table.rows for table in tables if table.keyed}
    gone: dict[str, list[str]] = {}
    for sheet in SHEETS:
        for key in (key for key in taking.exported.rows if key.startswith(f"{sheet.name}:")):
            item = key.partition(":")[2]
            also = [f"{other.name}:{item}" for other in SHEETS if other.rows is sheet.rows]
            if sheet.rows in there and not any(k in present for k in also) and item not in gone.get(sheet.rows, []):
                gone.setdefault(sheet.rows, []).append(item)
    for plurals in (("actions",), ("answers", "statements"), ("measures",)):
        items = [(p, key) for keys in gone.values() for key in keys for p in plurals if taking.draft.get(p, key)]
        _withdraw(taking, items)
    _values_gone(taking, gone.get(Rows.OBSERVATIONS, []))


def _withdraw(taking: Taking, items: list[tuple[str, str]]) -> None:
    options = (Option("keep", "Keep it in the strategy"), Option("withdraw", "Withdraw it"))
    named = [(p, key, brief(_name(taking.draft.get(p, key)))) for p, key in items]
    for p, key, words in named:
        alone = Question(
            identity("gone", key),
            f"The row of {quote(words)} was taken out of the workbook. Is it withdrawn?",
            options,
            "keep",
        )
        if len(items) <= FEW:
            choice = taking.asker.ask(alone).choice
        else:
            both = (
                Option("keep", "Keep them all"),
                Option("withdraw", "Withdraw them all"),
                Option(EACH, "It differs: ask me about each"),
            )
            group = Question(
                identity("gone", p),
                "The rows of these were taken out of the workbook. Are they withdrawn?",
                both,
                "keep",
            )
            choice = taking.asker.ask_together(group, alone, words).choice
        if choice == "withdraw":
            taking.draft.drop(p, key)


def _name(item: Any) -> str:
    return str(getattr(item, "title", "") or item.text)


def _values_gone(taking: Taking, keys: list[str]) -> None:
    """Values of measures whose rows were taken out of the sheet Observations."""
    wanted: dict[str, list[int]] = {}
    for key in keys:
        measure, _, number = key.rpartition("#")
        if taking.draft.get("measures", measure) and number.isdigit():
            wanted.setdefault(measure, []).append(int(number))
    for key, places in wanted.items():
        measure = taking.draft.get("measures", key)
        periods = join_words([measure.observations[n].period for n in places if n < len(measure.observations)])
        question = Question(
            identity("values", key, *map(str, places)),
            f"{quote(brief(measure.title))}: the values for {periods} were taken out of the workbook. Are they withdrawn?",
            (Option("keep", "Keep them"), Option("withdraw", "Withdraw them")),
            "keep",
        )
        if taking.asker.ask(question).choice == "withdraw":
            kept = tuple(seen for n, seen in enumerate(measure.observations) if n not in places)
            taking.draft.change("measures", key, observations=kept)


# --- dates moved ---------------------------------------------------------------------------------------------

_AGREED = (
    Written(
        "agreed_by", "Who agreed it", "The board or the role: SEND Executive Board, 12 November 2026", check="short"
    ),
    Written("reason", "Why it moved", check="short"),
)
_WHY = "The earlier date is kept beside the new one, with who agreed it and why."


def _dates_moved(taking: Taking) -> None:
    """A promise is not re-dated by a spreadsheet alone: who agreed, and why? Until then its date stays."""
    moved = [m for m in taking.moved if taking.draft.get("actions", m.action) and not same_day(m.was, m.now)]
    options = (
        Option(WRITE, "Agreed", writes=True),
        Option("leave", "Not agreed, or nobody knows: leave the date as it was"),
    )
    each = Option(EACH, "They were agreed apart: ask me about each")
    group = Question(
        identity("moved"),
        "These dates moved. Who agreed it, and why?",
        (*options, each),
        "leave",
        written=_AGREED,
        why=_WHY,
    )
    for move in moved:
        title = brief(_moved_name(taking, move))
        change = f"{title}: from {move.was} to {move.now or 'no date'}"
        alone = Question(
            identity("moved", move.action, move.step, move.now),
            f"The date of {quote(title)} moved from {move.was} to {move.now or 'no date'}. Who agreed it, and why?",
            options,
            "leave",
            written=_AGREED,
            why=_WHY,
        )
        answer = (
            taking.asker.ask_together(group, alone, change) if len(moved) > 1 else taking.asker.ask(alone, move.place)
        )
        _redate(taking, move, answer.texts if answer.choice == WRITE else None)


def _moved_name(taking: Taking, move: Moved) -> str:
    action = taking.draft.get("actions", move.action)
    return next((step.text for step in action.steps if step.key == move.step), action.title)


def _redate(taking: Taking, move: Moved, agreed: dict[str, str] | None) -> None:
    """Record the move, or put the date back."""
    action: pack.Action = taking.draft.get("actions", move.action)
    due = move.now if agreed else move.was
    values: dict[str, Any] = {}
    if move.step:
        steps = (s.model_copy(update={"due": due}) if s.key == move.step else s for s in action.steps)
        values["steps"] = tuple(steps)
    else:
        values["due"] = due
    if agreed:
        redating = pack.Redating(
            step=move.step or None,
            was=move.was,
            now=move.now or "no date",
            on=taking.today,
            agreed_by=agreed["agreed_by"][:300],
            reason=agreed["reason"][:300],
        )
        values["redatings"] = (*action.redatings, redating)
    taking.draft.change("actions", move.action, **values)


def _say_left_alone(taking: Taking, tables: list[Table]) -> None:
    """What the strategy has and the workbook does not show."""
    if taking.exported is not None:
        there = {table.rows for table in tables}
        absent = [sheet.title for sheet in SHEETS if sheet.rows not in there]
        if absent:
            taking.notes.append(
                f"The workbook has no sheet {join_words([quote(t) for t in absent], 'or')}: what they hold is left as it is."
            )
        return
    if any(table.rows is Rows.ACTIONS for table in tables):
        untouched = [a for a in taking.draft.source.actions if taking.draft.get("actions", a.key) == a]
        if untouched:
            taking.notes.append(
                f"{plural(len(untouched), 'action')} of the strategy {'is' if len(untouched) == 1 else 'are'} not changed by this workbook."
            )
