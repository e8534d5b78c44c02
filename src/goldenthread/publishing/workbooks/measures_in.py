"""How do rows of measures and of their values enter the strategy, without a number that nobody stated?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from goldenthread.analysis.prose import quote
from goldenthread.planning.measures.states import BaselineState, Unit
from goldenthread.publishing.packs import format as pack

from .cells import Cell
from .credible import is_credible
from .draft import title_from
from .lines import joined, lines_in, one_line, same
from .measure_words import UNSET, VALUE_AND_PERIOD, unit_in
from .outgoing import Texts
from .questions import Option, Question, identity
from .reading import Row, Table
from .rowkeys import item_key
from .taking import NOTHING_WORDS, Taking, brief, number_in
from .targets_in import WithTarget

FAR_APART = 5
_VALUE_COLUMNS = {"period": "latest_period", "value": "latest", "comparator": "benchmark"}


def take_measures(taking: Taking, table: Table) -> None:
    """Bring every measure of a table into the draft."""
    used = {item_key(row) for row in table.lines if taking.exported}
    for row in table.lines:
        if row.lone and row.lone != "title":
            taking.notes.append(f"{row.place} has one cell and is no measure: {quote(brief(row.cells['?'].text))}")
        elif not row.text("title") and not (row.key and taking.exported):
            _nameless(taking, row)
        else:
            _Measure(taking, row, used).take()


def _nameless(taking: Taking, row: Row) -> None:
    taking.fault(row, "title", "nothing", "what is measured", "Name the measure, or empty the whole row.")


class _Measure(WithTarget):
    """One measure on its way in."""

    def take(self) -> None:
        self.key = self._known() or self._new()
        if not self.key:
            return
        self.used.add(self.key)
        before = self._before()
        changed = self.taking.changed(self.row, before)
        self._words(changed)
        self._baseline(changed)
        self._target(changed)
        self._latest(changed)
        alone = len(self.row.extras) == 1 and "benchmark" in self.row.cells and "latest" not in self.row.cells
        beside = {"comparator": self.taking.number(self.row, "benchmark")} if alone else {}
        for extra in self.row.extras:
            self._value(extra.period, extra.cell, beside)

    def _before(self) -> Texts:
        item = next((m for m in self.draft.source.measures if m.key == self.key), None)
        return self.draft.first_writer.measure(item) if item else {}

    def _known(self) -> str:
        if self.keyed:
            return item_key(self.row) if self.draft.get("measures", item_key(self.row)) else ""
        named = self.draft.named("measures", one_line(self.row.text("title")))
        return next((key for key in named if key not in self.used), "")

    def _new(self) -> str:
        if self.keyed:
            words = brief(self.row.text("title"))
            self.taking.notes.append(
                f"{self.row.place}, {quote(words)}, was withdrawn since the workbook was exported. It stays withdrawn."
            )
            return ""
        title, cut = title_from(self.row.text("title"))
        unit = self._unit(self.row.text("unit")) or unit_in(
            f"{title} {self.row.text('baseline')} {self.row.text('target')}"
        )
        target, baseline = pack.Target(kind="not-stated"), pack.Baseline(state="not-stated")
        words = self.row.text("title") if cut else ""
        return self.draft.add(
            "measures", title, title=title, wording=words, unit=unit, target=target, baseline=baseline
        )

    # --- columns ----------------------------------------------------------------------------------------------

    def _words(self, changed: dict[str, str]) -> None:
        for name in ("wording", "source"):
            if name in changed:
                text = changed[name]
                self.change(**{name: one_line(text)[:300] if name == "source" else text})
        if "title" in changed and not changed["title"]:
            _nameless(self.taking, self.row)
        elif "title" in changed:
            self.change(title=title_from(changed["title"])[0])
        if "unit" in changed and (unit := self._unit(changed["unit"], fault=True)):
            self.change(unit=unit)
        if "owner" in changed:
            self._owner(changed["owner"])

    def _unit(self, text: str, *, fault: bool = False) -> str:
        words = one_line(text).lower()
        known = {label.lower(): value for value, label in Unit.choices} | {value: value for value in Unit.values}
        known |= {
            "%": "per cent",
            "percentage": "per cent",
            "percent": "per cent",
            "number": "count",
            "£": "pounds",
            "no": "count",
        }
        if fault and words not in known:
            self.taking.fault(
                self.row, "unit", quote(brief(text)) if text else "nothing", f"one of {', '.join(Unit.labels)}"
            )
        return known.get(words, "")

    def _owner(self, text: str) -> None:
        mine = {self.draft.first_writer.who_line(lead): lead for lead in self.item.owner}
        lines = lines_in(text)
        rest = joined(line for line in lines if line not in mine)
        found = [mine[line] for line in lines if line in mine] + self.taking.leads(self.row, "owner", rest, "lead")
        self.change(owner=tuple(dict.fromkeys(found if self.keyed else [*mine.values(), *found])))

    def _baseline(self, changed: dict[str, str]) -> None:
        if not changed.keys() & {"baseline", "baseline_state", "baseline_period"}:
            return
        changed = self._said_beside(("baseline_state",), changed)
        old = self.item.baseline
        values: dict[str, Any] = dict(old)
        if "baseline_period" in changed:
            values["period"] = one_line(changed["baseline_period"])[:100]
        if "baseline" in changed:
            values |= self._baseline_value(self.row.cell("baseline"))
        if "baseline_state" in changed and (
            state := self._choice("baseline_state", changed["baseline_state"], BaselineState)
        ):
            values["state"] = state
        if values["state"] == "known" and values["value"] is None:
            self.taking.fault(
                self.row,
                "baseline",
                "nothing",
                "the value of a baseline that is known",
                "Write it, or say that it is to be determined.",
            )
            return
        if values["state"] != "known" and values["value"] is not None and "baseline" in changed:
            values["state"] = "known"
        self.change(baseline=pack.Baseline(**values))

    def _baseline_value(self, cell: Cell) -> dict[str, Any]:
        words = one_line(cell.text).lower().rstrip(".")
        if not words:
            return {"value": None, "state": "not-stated", "numerator": None, "denominator": None}
        if words in UNSET:
            return {"value": None, "state": "to-be-determined"}
        number = number_in(cell)
        if number is None and (match := VALUE_AND_PERIOD.match(one_line(cell.text))):
            return {
                "value": Decimal(match["value"].replace(",", "")),
                "state": "known",
                "period": match["period"].strip(),
            }
        if number is not None:
            return {"value": self.taking.number(self.row, "baseline"), "state": "known"}
        return {
            "value": None,
            "state": self._not_a_number("baseline", cell),
            "source": f"The workbook says “{one_line(cell.text)[:270]}”.",
        }

    def _not_a_number(self, name: str, cell: Cell) -> str:
        words = one_line(cell.text)
        question = Question(
            identity("baseline", words.lower()),
            f"The baseline {quote(brief(words))} is not a number. What does it mean?",
            (
                Option("to-be-determined", "It is still to be determined"),
                Option("not-stated", "No baseline is stated; keep the words beside it"),
            ),
            "not-stated",
        )
        return self.taking.asker.ask(question, self.row.place).choice

    # --- values -----------------------------------------------------------------------------------------------

    def _latest(self, changed: dict[str, str]) -> None:
        names = {"latest_period", "latest", "numerator", "denominator", "benchmark"}
        if not changed.keys() & names:
            return
        last = self.item.observations[-1] if self.item.observations else None
        period = one_line(self.row.text("latest_period")) or (last.period if last and not self.keyed else "")
        if not period and not self.row.text("latest"):
            if self.row.text("benchmark") and len(self.row.extras) != 1:
                self.taking.notes.append(
                    f"{self.row.place}: {quote(self.row.heading('benchmark'))} stands beside no value of its own. "
                    "Not read; it stays in the original."
                )
            elif self.keyed and last:
                self.taking.notes.append(
                    f"{self.row.place}: the newest value was emptied. Values are taken out on the sheet Observations."
                )
            return
        if not period:
            self.taking.fault(
                self.row,
                "latest_period",
                "a value without its period",
                "the period that it is for",
                "Write the period, such as July 2026 or 2025/26.",
            )
            return
        parts = {
            f: self.taking.number(self.row, n)
            for n, f in (("numerator", "numerator"), ("denominator", "denominator"), ("benchmark", "comparator"))
            if n in self.row.cells
        }
        self._value(period, self.row.cell("latest"), parts)

    def _value(self, period: str, cell: Cell, parts: dict[str, Decimal | None]) -> None:
        """Give the measure a value for a period; the value of a period that it has is corrected."""
        seen: dict[str, Any] = {"period": one_line(period)[:100].strip()}
        number = self.taking.fitting(self.row, "latest", number_in(cell))
        if number is not None:
            self._check_scale(cell, number)
            seen |= {"value": number, "state": "known"}
        elif (words := one_line(cell.text)) and words.lower() not in NOTHING_WORDS - {"n/a", "x"}:
            seen |= {"value": None, "numerator": None, "state": self._symbol(words)}
            seen["note"] = f"The workbook says “{words}”."
        else:
            return
        seen |= {name: value for name, value in parts.items() if value is not None}
        self._check_far(seen)
        self._put(seen)

    def _put(self, values: dict[str, Any]) -> None:
        observations = list(self.item.observations)
        place = next((n for n, old in enumerate(observations) if same(old.period) == same(values["period"])), None)
        old = observations.pop(place) if place is not None else pack.Observation(period=values["period"])
        seen = pack.Observation(**{**dict(old), **values, "period": old.period})
        if seen != old and not is_credible(self.taking, self.row, self.item.unit, seen, _VALUE_COLUMNS):
            return
        observations.insert(len(observations) if place is None else place, seen)
        self.change(observations=tuple(observations))

    def _symbol(self, words: str) -> str:
        question = Question(
            identity("symbol", words.lower()),
            f"{quote(brief(words))} stands where a value should be. What does it mean?",
            (
                Option("suppressed", "Suppressed: the number is too small to publish"),
                Option("not-collected", "Not collected, or not available"),
                Option("not-yet-set", "Not available yet"),
            ),
            "not-collected",
            why="It is never read as 0.",
        )
        return self.taking.asker.ask(question, self.row.place).choice

    def _check_scale(self, cell: Cell, number: Decimal) -> None:
        """0.31 typed for a percentage that has been 29 is 31%, or a slip."""
        known = [o.value for o in self.item.observations if o.value is not None] + [
            self.item.baseline.value or Decimal(0)
        ]
        if self.item.unit == "per cent" and 0 < number < 1 and "%" not in cell.text and max(known) > 1:
            expected = f"{(number * 100).normalize():f}% or {number.normalize():f}%, with the sign"
            self.taking.fault(self.row, "latest", f"{cell.text}, where the measure is in per cent", expected)

    def _check_far(self, seen: dict[str, Any]) -> None:
        value, other = seen.get("value"), seen.get("comparator")
        if not value or not other or value <= 0 or other <= 0 or max(value, other) < FAR_APART * min(value, other):
            return
        question = Question(
            identity("far", self.item.title, str(value), str(other)),
            f"{quote(brief(self.item.title))} is {value.normalize():f} beside {other.normalize():f} elsewhere. "
            "Are both the same kind of figure?",
            (
                Option("both", "Yes: keep both"),
                Option("leave", "No, or nobody knows: leave the figure from elsewhere out"),
            ),
            "leave",
        )
        if self.taking.asker.ask(question, self.row.place).choice == "leave":
            seen.pop("comparator")
