"""How do the lines of a cell become the steps and milestones of an action, so that a step reworded is still that step?"""

from __future__ import annotations

from goldenthread.analysis.prose import quote
from goldenthread.publishing.packs import format as pack

from .cells import Cell
from .dates import Wording, answered, read_wording
from .draft import paired
from .lines import StepLine, line_of_step, lines_in, one_line, read_step, same
from .reading import Row
from .taking import Moved, Taking, brief


def wording(text: str) -> Wording:
    """A date written within a cell."""
    return read_wording(Cell(text))


def take(taking: Taking, key: str, text: str, kind: str, row: Row, *, adds: bool) -> None:
    """Bring an action's steps (or its milestones) to what the lines say. `adds`: what the lines leave out stays."""
    action: pack.Action = taking.draft.get("actions", key)
    mine = [step for step in action.steps if step.kind == kind]
    others = [step for step in action.steps if step.kind != kind]
    steps = _matched(taking, key, mine, [step.key for step in action.steps], lines_in(text), kind, row)
    if adds:
        named = {step.key for step in steps}
        steps = [*mine, *(step for step in steps if step.key not in {s.key for s in mine})] if named else mine
    merged = [*steps, *others] if kind == "step" else [*others, *steps]
    gone = {step.key for step in mine} - {step.key for step in steps}
    redatings = tuple(moved for moved in action.redatings if moved.step not in gone)
    taking.draft.change("actions", key, steps=tuple(merged), redatings=redatings)


def _matched(
    taking: Taking, key: str, mine: list[pack.Step], used: list[str], lines: tuple[str, ...], kind: str, row: Row
) -> list[pack.Step]:
    by_line = {line_of_step(step): step for step in reversed(mine)}
    by_text = {same(step.text): step for step in reversed(mine)}
    free = {step.key: step for step in mine}
    result: list[pack.Step | StepLine] = []
    for line in dict.fromkeys(lines):
        step = by_line.get(line)
        said = read_step(line, milestone=kind == "milestone")
        step = step or by_text.get(same(said.text))
        if step and free.pop(step.key, None):
            result.append(step if line == line_of_step(step) else _revised(taking, key, step, said, row))
        else:
            result.append(said)
    return _reworded(taking, key, free, result, used, kind, row)


def _reworded(
    taking: Taking,
    key: str,
    free: dict[str, pack.Step],
    found: list[pack.Step | StepLine],
    used: list[str],
    kind: str,
    row: Row,
) -> list[pack.Step]:
    pairs = paired([step.text for step in free.values()], [said.text for said in found if isinstance(said, StepLine)])
    by_text = {step.text: step for step in reversed(list(free.values()))}
    steps, keys = [], list(used)
    for said in found:
        if isinstance(said, pack.Step):
            steps.append(said)
        elif said.text in pairs:
            steps.append(_revised(taking, key, by_text[pairs[said.text]], said, row))
        else:
            fresh = taking.draft.step_key(key, kind, keys)
            keys.append(fresh)
            due = _due(taking, said.due, row, said.text)
            steps.append(pack.Step(key=fresh, text=said.text, kind=kind, due=due, state=said.state))
    return steps


def _revised(taking: Taking, key: str, step: pack.Step, said: StepLine, row: Row) -> pack.Step:
    due = step.due if said.due == " ".join(step.due.split()) else _due(taking, said.due, row, said.text)
    if step.due and due != step.due:
        taking.move(Moved(key, step.key, step.due, due, row.place))
    text = step.text if one_line(step.text) == said.text else said.text
    return pack.Step(key=step.key, text=text, kind=step.kind, due=due, state=said.state)


def _due(taking: Taking, words: str, row: Row, step: str) -> str:
    """The date of a step, asked about where it is not clear."""
    if not words:
        return ""
    read = wording(words)
    if read.fault:
        taking.fault(row, "steps", quote(words), "a day that exists", read.fault)
        return ""
    if read.question is None:
        return read.words[:200]
    answer = taking.asker.ask(read.question, f"{row.place}: {brief(step)}")
    return answered(read, answer.choice, answer.text())[:200]
