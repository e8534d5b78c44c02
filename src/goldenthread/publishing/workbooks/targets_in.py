"""How is the target of a measure read from its cells, without a promise lost or made up?"""

from __future__ import annotations

import re
from typing import Any

from goldenthread.analysis.prose import quote
from goldenthread.planning.measures.states import Direction, TargetKind
from goldenthread.publishing.packs import format as pack

from .cells import Cell
from .lines import number_text, one_line
from .measure_words import UNSET, target_in
from .questions import Option, Question, identity
from .reading import Row
from .taking import NOTHING_WORDS, Taking, brief, number_in, together


class MeasureRow:
    """One measure in the draft, and the row that says something of it."""

    def __init__(self, taking: Taking, row: Row, used: set[str]) -> None:
        self.taking, self.row, self.draft, self.used = taking, row, taking.draft, used
        self.keyed = bool(row.key and taking.exported)
        self.key = ""

    @property
    def item(self) -> pack.Measure:
        item: pack.Measure = self.draft.get("measures", self.key)
        return item

    def change(self, **values: Any) -> None:
        self.draft.change("measures", self.key, **values)

    def _choice(self, name: str, text: str, choices: Any) -> str:
        words = one_line(text).lower()
        known = {label.lower(): value for value, label in choices.choices} | {value: value for value in choices.values}
        if words and words not in known:
            self.taking.fault(self.row, name, quote(brief(text)), f"one of {', '.join(choices.labels)}")
        return str(known.get(words, ""))

    def _said_beside(self, names: tuple[str, ...], changed: dict[str, str]) -> dict[str, str]:
        """Where a row has no key, what it says of a value counts for more than what the value's words seem to mean."""
        beside = {name: self.row.text(name) for name in names if not self.keyed and self.row.text(name)}
        return {**changed, **beside}


class WithTarget(MeasureRow):
    """What the row says of the target."""

    def _target(self, changed: dict[str, str]) -> None:
        if not changed.keys() & {"target", "target_kind", "direction", "comparator", "target_due"}:
            return
        changed = self._said_beside(("target_kind", "direction"), changed)
        values: dict[str, Any] = dict(self.item.target)
        if "target" in changed:
            values |= self._target_value(self.row.cell("target"))
        if "target_kind" in changed and (kind := self._choice("target_kind", changed["target_kind"], TargetKind)):
            values["kind"] = kind
        if "direction" in changed:
            values["direction"] = self._choice("direction", changed["direction"], Direction) or None
        for name, field in (("comparator", "comparator"), ("target_due", "due")):
            if name in changed:
                values[field] = one_line(changed[name])[:100]
        if values["kind"] == "absolute" and values["value"] is None:
            self.taking.fault(
                self.row,
                "target",
                "nothing",
                "the value that the target is to reach",
                "Write it, or choose another kind of target.",
            )
            return
        self.change(target=pack.Target(**values))

    def _target_value(self, cell: Cell) -> dict[str, Any]:
        words = one_line(cell.text)
        if not words:
            return self._emptied_target()
        if number_in(cell) is not None:
            kind = self.item.target.kind
            return {
                "value": self.taking.number(self.row, "target"),
                "kind": "absolute" if kind in ("not-stated", "to-be-determined") else kind,
            }
        if words.lower().rstrip(".") in (*UNSET, *NOTHING_WORDS):
            return {"value": None, "kind": "to-be-determined" if words.lower().rstrip(".") in UNSET else "not-stated"}
        if re.search(r"\b(?:average|national|england|neighbours?|region\w*|peers?)\b", words, re.IGNORECASE):
            found = target_in(words)
            return {
                "kind": "against-comparator",
                "comparator": words[:300],
                "direction": found.direction if found else None,
            }
        if found := target_in(words):
            self._keep_words(words)
            return {"kind": "direction", "direction": found.direction}
        self._keep_words(words)
        return {"kind": self._target_words(words)}

    def _emptied_target(self) -> dict[str, Any]:
        """A promise does not go by an empty cell: somebody says so."""
        held = self.item.target
        if held.kind != "absolute":
            return {"value": None}
        question = Question(
            identity("emptied", self.item.key, str(held.value)),
            f"The target of {quote(brief(self.item.title))}, {number_text(held.value)}, is emptied. Is it to go?",
            (
                Option("keep", "No: the target stays"),
                Option("go", "Yes: this measure no longer has a target; say why below"),
            ),
            "keep",
        )
        gone = self.taking.asker.ask(question, self.row.place).choice == "go"
        return {"value": None, "kind": "not-stated"} if gone else {}

    def _keep_words(self, words: str) -> None:
        said = f"Target as worded: “{words}”."
        if said not in self.item.wording and self.item.wording != words:
            self.change(wording="\n".join(filter(None, (self.item.wording, said))))

    def _target_words(self, words: str) -> str:
        options = (
            Option("event", "An event that is to happen"),
            Option("to-be-determined", "The target is still to be determined"),
            Option("not-stated", "No target that can be measured; keep the words"),
        )
        group = together("target", "These targets are not numbers. How are they to be read?", options, "not-stated")
        alone = Question(
            identity("target", words), f"How is the target {quote(brief(words))} to be read?", options, "not-stated"
        )
        place = f"{self.row.place}: {brief(words)}"
        return self.taking.asker.ask_together(group, alone, place).choice
