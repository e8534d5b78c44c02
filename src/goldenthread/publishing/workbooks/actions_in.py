"""How does each action of a workbook enter the strategy: as a change of an action that is there, or as a new one?"""

from __future__ import annotations

from typing import Any

from goldenthread.analysis.prose import quote
from goldenthread.planning.deliveryplan.states import WorkState, transition
from goldenthread.publishing.packs import format as pack

from . import steps_in
from .dates import answered, read_wording
from .draft import title_from
from .lines import joined, likeness, line_of_step, lines_in, one_line, same, split_number
from .measure_words import measure_from_line
from .outgoing import Texts
from .planrows import Planned, planned
from .questions import WRITE, Option, Question, Written, identity
from .reading import Table
from .rowkeys import item_key
from .taking import NOTHING_WORDS, Moved, Taking, alike, brief

CLOSE = 0.75
_ORDER = (
    "title",
    "ref",
    "text",
    "area",
    "priorities",
    "outcomes",
    "steps",
    "due",
    "targets",
    "lead",
    "partners",
    "measures",
    "state",
)
_SINGLE = frozenset({"title", "due", "ref", "text", "state"})
_LINKS = {"area": ("themes", "themes"), "priorities": ("delivers", "priorities"), "outcomes": ("achieves", "outcomes")}
_WORKS = {
    "complete": "done", "completed": "done", "done": "done", "achieved": "done", "finished": "done", "in progress": "in-progress",
    "ongoing": "in-progress", "on-going": "in-progress", "started": "in-progress", "underway": "in-progress", "under way": "in-progress",
    "not started": "not-started", "not yet started": "not-started", "to start": "not-started", "blocked": "blocked", "stalled": "blocked",
    "embedded": "embedded", "dropped": "dropped", "withdrawn": "dropped", "cancelled": "dropped", "not stated": "not-stated",
}  # fmt: skip


def take_actions(taking: Taking, table: Table) -> None:
    """Bring every action of a table into the draft."""
    actions = planned(taking, table)
    used = {item_key(action.row) for action in actions if taking.exported}
    for action in actions:
        _Action(taking, action, used).take()


class _Action:
    """One action on its way in."""

    def __init__(self, taking: Taking, planned_action: Planned, used: set[str]) -> None:
        self.taking, self.planned, self.row, self.used = taking, planned_action, planned_action.row, used
        self.draft = taking.draft
        self.key = ""
        self.fresh = False

    def take(self) -> None:
        self.key = self._known()
        if not self.key:
            if self._keyed:
                self._withdrawn_since()
                return
            self.key, self.fresh = self._new(), True
        self.used.add(self.key)
        changed = self._changed()
        if not self._keyed:
            for name in _SINGLE & self.planned.texts.keys():
                self.taking.stated.setdefault((self.key, name), self.planned.texts[name])
        for name in (name for name in _ORDER if name in changed):
            self._set(name, changed[name])
        if self.fresh and self.row.text("start"):
            self._describe(f"{self.row.heading('start')}: {self.row.text('start')}")

    @property
    def item(self) -> pack.Action:
        item: pack.Action = self.draft.get("actions", self.key)
        return item

    def change(self, **values: Any) -> None:
        self.draft.change("actions", self.key, **values)

    def _describe(self, sentence: str) -> None:
        if sentence and sentence not in self.item.text:
            self.change(text="\n".join(filter(None, (self.item.text, sentence))))

    # --- which action is it? ----------------------------------------------------------------------------------

    def _known(self) -> str:
        if self._keyed:
            key = item_key(self.row)
            return key if self.draft.get("actions", key) else ""
        named = self.draft.named("actions", self.planned.words)
        return self._nearest([key for key in named if key not in self.used]) if named else self._close()

    def _nearest(self, keys: list[str]) -> str:
        """Of actions with the same words the one in the row's area of focus, else the first that no other row has."""
        if len(keys) < 2:
            return "".join(keys)
        area = same(self.planned.texts.get("area", ""))
        areas = {key: same(self.draft.writer.action(self.draft.get("actions", key))["area"]) for key in keys}
        return next((key for key in keys if areas[key] == area), keys[0])

    def _close(self) -> str:
        """An action of the strategy that this may be; a person says whether it is."""
        ref, words = self.planned.texts.get("ref", ""), self.planned.words
        for item in self.draft.list("actions"):
            if self.draft.is_new(item.key) or item.key in self.used:
                continue
            inside = len(same(item.title)) >= 12 and same(item.title) in same(words)
            if inside or (ref and ref == item.ref) or likeness(item.title, words, CLOSE) >= CLOSE:
                return item.key if self._is(item) else ""
        return ""

    def _is(self, item: pack.Action) -> bool:
        words = self.planned.words
        question = Question(
            identity("is", item.key, words),
            f"Is {quote(brief(words))} the strategy's action {quote(brief(item.title))}?",
            (
                Option("yes", "Yes: change that action to what the workbook says"),
                Option("no", "No: add it as another action"),
            ),
            "no",
        )
        return self.taking.asker.ask(question, self.row.place).choice == "yes"

    def _withdrawn_since(self) -> None:
        self.taking.notes.append(
            f"{self.row.place}, {quote(brief(self.planned.words))}, was withdrawn from the strategy since the workbook was exported. "
            "It stays withdrawn: bring it back on its own page if that is wrong."
        )

    def _new(self) -> str:
        title, cut = title_from(self.planned.words)
        self.planned.texts.pop("title", None)
        return self.draft.add("actions", title, title=title, text=self.planned.words if cut else "")

    # --- what does the row change? ----------------------------------------------------------------------------

    @property
    def _keyed(self) -> bool:
        return bool(self.row.key and self.taking.exported)

    def _changed(self) -> dict[str, str]:
        texts = self.planned.texts
        if self.fresh:
            return {name: text for name, text in texts.items() if text and name in _ORDER}
        before = self._before()
        if self._keyed:
            found = self.taking.changed(self.row, before)
        else:
            found = {
                n: text for n, text in texts.items() if text and n in _ORDER and not self._says(n, text, before)
            } | self._contradicted()
        now = self.draft.writer.action(self.item)
        return {
            name: text
            for name, text in found.items()
            if self._may_replace(name, text, before.get(name, ""), now.get(name, ""))
        }

    def _says(self, name: str, text: str, before: Texts) -> bool:
        """Does the strategy say this already? A description may have had more added to it than its column held."""
        now = before.get(name, "")
        return alike(text, now) or (name == "text" and same(text) in same(now))

    def _contradicted(self) -> dict[str, str]:
        """Cells that say otherwise than an earlier sheet did, even where the strategy held that until now."""
        stated = {name: self.taking.stated.get((self.key, name), "") for name in _SINGLE & self.planned.texts.keys()}
        texts = self.planned.texts
        return {n: texts[n] for n, said in stated.items() if said and texts[n] and not alike(said, texts[n])}

    def _before(self) -> Texts:
        """The action's cells before this workbook changed any."""
        item = next((a for a in self.draft.source.actions if a.key == self.key), None)
        return self.draft.first_writer.action(item) if item else {}

    def _may_replace(self, name: str, text: str, before: str, now: str) -> bool:
        """Where another sheet of the same workbook has already said something else, a person says which is right."""
        if not self._keyed:
            now, before = self.taking.stated.get((self.key, name), ""), ""
        if name not in _SINGLE or now == before or not now or alike(text, now):
            return True
        question = Question(
            identity("sheets", self.key, name, text, now),
            f"{quote(self.row.heading(name))} of {quote(brief(self.item.title))} is {quote(brief(now))} on one sheet and "
            f"{quote(brief(text))} on another. Which is right?",
            (Option("first", brief(now)), Option("second", brief(text))),
            "first",
        )
        return self.taking.asker.ask(question, self.row.place).choice == "second"

    # --- each column ------------------------------------------------------------------------------------------

    def _set(self, name: str, text: str) -> None:
        if name not in ("due", "lead", "partners", "state", "title") and text:
            kept = self.taking.nothing(self.row, name, text)
            if kept is not None:
                self._describe(kept)
                text = ""
                if self._adds:
                    return
        if name in _LINKS:
            self._link(name, text)
        else:
            getattr(self, f"_set_{name}")(text)

    def _link(self, name: str, text: str) -> None:
        field, plural = _LINKS[name]
        make = {"themes": self._theme, "priorities": self._priority, "outcomes": self._outcome}[plural]
        links = self.taking.links(plural, getattr(self.item, field), text, make, keep=self._adds)
        self.change(**{field: links})

    @property
    def _adds(self) -> bool:
        """A workbook that is not ours adds to what an action has, and takes nothing away."""
        return not self._keyed

    def _theme(self, line: str) -> str:
        title, cut = title_from(line)
        return self.draft.add("themes", title, title=title, text=line if cut else "")

    def _priority(self, line: str) -> str:
        number, words = split_number(line)
        title, cut = title_from(words)
        return self.draft.add("priorities", title, ref=number, title=title, text=words if cut else "")

    def _outcome(self, line: str) -> str:
        return self.draft.add("outcomes", line, text=line)

    def _set_title(self, text: str) -> None:
        lines = lines_in(text)
        title, cut = title_from(text)
        if not lines:
            self.taking.fault(
                self.row, "title", "nothing", "what the action is", "To withdraw an action, take its whole row out."
            )
            return
        self.change(title=title, **({"text": text} if cut and not self.item.text else {}))

    def _set_ref(self, text: str) -> None:
        if len(text) > 20:
            self._describe(f"{self.row.heading('ref')}: {one_line(text)}")
        else:
            self.change(ref=one_line(text))

    def _set_text(self, text: str) -> None:
        whole = self.item.text if self.fresh and self.item.text not in text else ""
        self.change(text="\n".join(filter(None, (whole, text))))

    def _set_steps(self, text: str) -> None:
        steps_in.take(self.taking, self.key, text, "step", self.row, adds=self._adds)

    def _set_targets(self, text: str) -> None:
        steps_in.take(self.taking, self.key, text, "milestone", self.row, adds=self._adds)

    def _set_due(self, text: str) -> None:
        cell = self.row.cell("due") if self.row.text("due") == text else None
        wording = read_wording(cell) if cell else steps_in.wording(text)
        if wording.lines:
            self._set_targets(joined((*_milestones(self.item), *lines_in(text))))
            self.taking.notes.append(
                f"{self.row.place}: {quote(self.row.heading('due'))} holds more than one date. Each line was kept as a milestone."
            )
            return
        if wording.fault:
            self.taking.fault(self.row, "due", quote(wording.words), "a day that exists", wording.fault)
            return
        words = wording.words
        if wording.question:
            answer = self.taking.asker.ask(wording.question, f"{self.row.place}: {brief(self.item.title)}")
            words = answered(wording, answer.choice, answer.text())
        self._date(words[:200])

    def _date(self, words: str) -> None:
        was = self._before().get("due", "")
        if was and was != words:
            self.taking.move(Moved(self.key, "", was, words, self.row.place))
        self.change(due=words)

    def _set_lead(self, text: str) -> None:
        self._leads("lead", text, ("lead", "accountable"))

    def _set_partners(self, text: str) -> None:
        self._leads("partners", text, ("partner",))

    def _leads(self, name: str, text: str, parts: tuple[str, ...]) -> None:
        mine = {self.draft.first_writer.who_line(lead): lead for lead in self.item.leads if lead.part in parts}
        others = [lead for lead in self.item.leads if lead.part not in parts]
        known = [mine[line] for line in lines_in(text) if line in mine]
        rest = joined(line for line in lines_in(text) if line not in mine)
        found = known + self.taking.leads(self.row, name, rest, parts[0])
        if self._adds:
            found = [*mine.values(), *(lead for lead in found if lead not in mine.values())]
        ordered = [*found, *others] if parts[0] == "lead" else [*others, *found]
        self.change(leads=tuple(dict.fromkeys(ordered)))

    def _set_measures(self, text: str) -> None:
        current = tuple(
            pack.LinkTo(key=m.key, basis=next(link.basis for link in m.measures if link.key == self.key))
            for m in self.draft.list("measures")
            if any(link.key == self.key for link in m.measures)
        )
        links = self.taking.links(
            "measures", current, text, lambda line: measure_from_line(self.draft, line), keep=self._adds
        )
        wanted = {link.key: link for link in links}
        for measure in self.draft.list("measures"):
            has = any(link.key == self.key for link in measure.measures)
            if measure.key in wanted and not has:
                there = (*measure.measures, pack.LinkTo(key=self.key, basis=wanted[measure.key].basis))
                self.draft.change("measures", measure.key, measures=there)
            elif has and measure.key not in wanted:
                self.draft.change(
                    "measures", measure.key, measures=tuple(x for x in measure.measures if x.key != self.key)
                )

    def _set_state(self, text: str) -> None:
        word = one_line(text).lower().rstrip(".")
        state = _WORKS.get(word) or ("not-stated" if not word or word in NOTHING_WORDS else "")
        if not state and self._adds:
            self.taking.notes.append(
                f"{self.row.place}: {quote(self.row.heading('state'))} says {quote(brief(text))}, "
                "which is not a status of an action. Not read; it stays in the original."
            )
        elif not state:
            expected = f"one of {', '.join(WorkState.labels)}"
            self.taking.fault(self.row, "state", quote(brief(text)), expected)
        elif state != self.item.state:
            self._move(state)

    def _move(self, state: str) -> None:
        blocked = ""
        if state == "blocked":
            blocked = self._why_blocked()
            if not blocked:
                return
        if self.fresh:
            self.change(state=state, blocked_reason=blocked)
            return
        if transition(self.item.state, state) is None:
            now, then = WorkState(self.item.state).label, WorkState(state).label
            self.taking.fault(
                self.row,
                "state",
                quote(then),
                f"something that can follow {quote(now)}",
                "Report it on the action's own page.",
            )
            return
        note = f"Reported in the workbook “{self.taking.reading.name}”."
        update = pack.Update(on=self.taking.today, state=state, note=note)
        self.change(state=state, blocked_reason=blocked, updates=(*self.item.updates, update))

    def _why_blocked(self) -> str:
        question = Question(
            identity("blocked", self.key),
            f"What is blocking {quote(brief(self.item.title))}?",
            (
                Option(WRITE, "This", writes=True),
                Option("leave", f"Leave it as {quote(WorkState(self.item.state).label)}"),
            ),
            "leave",
            written=(Written(WRITE, "What blocks it", check="short"),),
        )
        answer = self.taking.asker.ask(question, self.row.place)
        return answer.text() if answer.choice == WRITE else ""


def _milestones(action: pack.Action) -> list[str]:
    return [line_of_step(step) for step in action.steps if step.kind == "milestone"]
