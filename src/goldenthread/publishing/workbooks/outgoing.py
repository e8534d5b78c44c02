"""What does each row of the workbook say of a strategy? Texts only: `export` puts them into a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.planning.deliveryplan.states import WorkState
from goldenthread.planning.measures.states import BaselineState, Direction, ObservationState, TargetKind, Unit
from goldenthread.publishing.packs import format as pack
from goldenthread.voice.states import Speaker

from .lines import joined, line_of, line_of_lead, line_of_step, number_text, one_line
from .shapes import SHEETS, Rows, Sheet

Texts = dict[str, str]

ANSWER_COLUMN = {"we-did": "we_did", "what-next": "what_next", "could-not": "could_not", "not-yet": "not_yet"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the key of what it is about, and its cells by column name."""

    key: str
    texts: Texts


class Writer:
    """Writes the items of one strategy as rows of texts."""

    def __init__(self, source: pack.Pack) -> None:
        self.source = source
        self.names = {body.key: one_line(body.name) for body in source.organisations}
        self.lines: dict[str, str] = {}
        self.statements = {item.key: item for item in source.statements}
        for items in (source.themes, source.priorities, source.outcomes, source.measures, source.statements):
            self.lines |= {item.key: line_of(item) for item in items}
        self.measured_by: dict[str, list[str]] = defaultdict(list)
        for measure in source.measures:
            for link in measure.measures:
                self.measured_by[link.key].append(measure.key)

    def rows(self, sheet: Sheet) -> Iterator[Line]:
        """The rows of that sheet, in the order of the strategy."""
        match sheet.rows:
            case Rows.ACTIONS:
                yield from (Line(a.key, self.action(a)) for a in self.source.actions)
            case Rows.MEASURES:
                yield from (Line(m.key, self.measure(m)) for m in self.source.measures)
            case Rows.OBSERVATIONS:
                for measure in self.source.measures:
                    for n, seen in enumerate(measure.observations):
                        yield Line(f"{measure.key}#{n}", self.observation(measure, seen))
            case Rows.VOICE:
                yield from self._voice()

    def _all(self, links: pack.Links) -> str:
        return joined(self.lines.get(link.key, "") for link in links)

    def who_line(self, lead: pack.Lead) -> str:
        """The line that names a lead."""
        return line_of_lead(lead, self.names)

    def _who(self, leads: tuple[pack.Lead, ...], *parts: str) -> str:
        return joined(self.who_line(lead) for lead in leads if lead.part in parts)

    def action(self, action: pack.Action) -> Texts:
        """The cells of an action."""
        return {
            "ref": action.ref,
            "area": self._all(action.themes),
            "title": one_line(action.title),
            "text": action.text,
            "priorities": self._all(action.delivers),
            "steps": joined(line_of_step(step) for step in action.steps if step.kind == "step"),
            "lead": self._who(action.leads, "lead", "accountable"),
            "partners": self._who(action.leads, "partner"),
            "outcomes": self._all(action.achieves),
            "due": action.due,
            "targets": joined(line_of_step(step) for step in action.steps if step.kind == "milestone"),
            "measures": joined(self.lines[key] for key in self.measured_by[action.key]),
            "state": WorkState(action.state).label if action.state != WorkState.NOT_STATED.value else "",
        }

    def measure(self, measure: pack.Measure) -> Texts:
        """The cells of a measure, with its newest value."""
        target, baseline = measure.target, measure.baseline
        latest = measure.observations[-1] if measure.observations else None
        return {
            "title": one_line(measure.title),
            "wording": measure.wording,
            "unit": Unit(measure.unit).label,
            "baseline_state": BaselineState(baseline.state).label,
            "baseline": number_text(baseline.value),
            "baseline_period": baseline.period,
            "target_kind": TargetKind(target.kind).label,
            "direction": Direction(target.direction).label if target.direction else "",
            "target": number_text(target.value),
            "comparator": target.comparator,
            "latest_period": latest.period if latest else "",
            "latest": number_text(latest.value) if latest else "",
            "numerator": number_text(latest.numerator) if latest else "",
            "denominator": number_text(latest.denominator) if latest else "",
            "benchmark": number_text(latest.comparator) if latest else "",
            "source": measure.source,
            "owner": self._who(measure.owner, "lead", "partner", "accountable"),
        }

    def observation(self, measure: pack.Measure, seen: pack.Observation) -> Texts:
        """The cells of one value of a measure."""
        return {
            "measure": one_line(measure.title),
            "period": seen.period,
            "value": number_text(seen.value),
            "numerator": number_text(seen.numerator),
            "denominator": number_text(seen.denominator),
            "benchmark": number_text(seen.comparator),
            "state": ObservationState(seen.state).label,
            "provisional": "Yes" if seen.provisional else "",
            "break_before": seen.break_before,
            "note": seen.note,
            "source": seen.source,
        }

    def _voice(self) -> Iterator[Line]:
        answered = {link.key for answer in self.source.answers for link in answer.answers}
        for statement in self.source.statements:
            if statement.key not in answered:
                yield Line(statement.key, self.statement(statement))
        for answer in self.source.answers:
            yield Line(answer.key, self.answer(answer))

    def statement(self, said: pack.Statement) -> Texts:
        """The cells of something said that has no answer."""
        return {
            "theme": self._all(said.themes),
            "you_said": one_line(said.text),
            "speaker": Speaker(said.speaker).label,
        }

    def answer(self, answer: pack.Answer) -> Texts:
        """The cells of an answer, beside what it answers."""
        said = [self.statements[link.key] for link in answer.answers if link.key in self.statements]
        speakers = dict.fromkeys(Speaker(statement.speaker).label for statement in said)
        return {
            "theme": self._all(answer.themes),
            "you_said": joined(one_line(statement.text) for statement in said),
            "speaker": joined(speakers),
            ANSWER_COLUMN[answer.kind]: answer.text,
            "year": answer.year,
            "because": answer.reason,
            "measures": self._all(answer.shown_by),
        }


def rows_of(source: pack.Pack) -> dict[str, list[Line]]:
    """Every sheet's rows, by the sheet's name."""
    writer = Writer(source)
    return {sheet.name: list(writer.rows(sheet)) for sheet in SHEETS}
