"""How does what was said and answered enter the strategy, each answer beside what it answers?"""

from __future__ import annotations

import re
from typing import Any

from goldenthread.analysis.due import read_due
from goldenthread.analysis.prose import quote
from goldenthread.analysis.wording import Precision
from goldenthread.publishing.packs import format as pack
from goldenthread.voice.states import Speaker

from .draft import Draft, title_from
from .lines import lines_in, one_line, same
from .measure_words import measure_from_line
from .outgoing import ANSWER_COLUMN, Texts
from .questions import WRITE, Option, Question, Written, identity
from .reading import Row, Table
from .rowkeys import item_key
from .taking import Taking, brief, together

_KIND = {column: kind for kind, column in ANSWER_COLUMN.items()}
_YEAR_LINE = re.compile(
    r"^(?:in |by |during )?(?P<year>(?:19|20)\d\d(?: ?[/–-] ?(?:19|20)?\d\d)?)\s*[:.–-]?$", re.IGNORECASE
)
_NO_REASON = "The workbook does not say why."


def take_voice(taking: Taking, table: Table) -> None:
    """Bring every row of a table of answers into the draft."""
    heading = table.title
    for row in table.lines:
        if row.lone and (row.lone not in ("you_said", "we_did") or row.spans) and not row.key:
            heading = _lone(taking, row, heading)
            continue
        key = item_key(row) if taking.exported else ""
        answer, statement = taking.draft.get("answers", key), taking.draft.get("statements", key)
        if answer:
            _Answer(taking, row, answer).take()
        elif statement:
            _said(taking, row, statement)
        elif key:
            taking.notes.append(
                f"{row.place} was withdrawn from the strategy since the workbook was exported. It stays withdrawn."
            )
        else:
            _new_row(taking, row, heading)


def _lone(taking: Taking, row: Row, heading: str) -> str:
    words = one_line(row.cells["?"].text)
    options = (
        Option("heading", "A heading: the rows below come under it, as their theme"),
        Option("note", "A note: it stays in the original"),
    )
    group = together("voice-lone", "These rows have only one cell with words. What are they?", options, "note")
    alone = Question(identity("voice-lone", row.place, words), f"What is {quote(brief(words))}?", options, "note")
    if taking.asker.ask_together(group, alone, f"{row.place}: {brief(words)}").choice == "heading":
        return words
    taking.notes.append(f"{row.place} is a note and not a row: {quote(brief(words))}")
    return heading


# --- pieces that every row has -------------------------------------------------------------------------------


def _theme(draft: Draft, line: str) -> str:
    title, cut = title_from(line)
    return draft.add("themes", title, title=title, text=line if cut else "")


def _themes(taking: Taking, current: pack.Links, text: str, *, keep: bool) -> pack.Links:
    return taking.links("themes", current, text, lambda line: _theme(taking.draft, line), keep=keep)


def _measures(taking: Taking, current: pack.Links, text: str, *, keep: bool) -> pack.Links:
    return taking.links("measures", current, text, lambda line: measure_from_line(taking.draft, line), keep=keep)


def _speaker(taking: Taking, row: Row) -> str:
    words = one_line(row.text("speaker"))
    known = {label.lower(): value for value, label in Speaker.choices} | {v: v for v in Speaker.values}
    if not words or words.lower() in known:
        return known.get(words.lower(), str(Speaker.NOT_STATED))
    question = Question(
        identity("speaker", words.lower()),
        f"{quote(brief(words))} stands under {quote(row.heading('speaker'))}. Whose voice is that?",
        tuple(Option(value, label) for value, label in Speaker.choices),
        str(Speaker.NOT_STATED),
        why="Young people are a voice of their own, apart from families.",
    )
    return taking.asker.ask(question, row.place).choice


def _reason(taking: Taking, row: Row, words: str) -> str:
    """Why something cannot be done: families are owed it, so it is asked for where it is missing."""
    if row.text("because"):
        return row.text("because")
    question = Question(
        identity("because", words),
        f"Why can this not be done: {quote(brief(words))}?",
        (
            Option(WRITE, "Because", writes=True),
            Option("leave", "Nobody knows yet: say that the workbook does not say why"),
        ),
        "leave",
        written=(Written(WRITE, "The reason", check="long", lines=True),),
    )
    answer = taking.asker.ask(question, row.place)
    return answer.text() if answer.choice == WRITE else _NO_REASON


# --- rows of ours --------------------------------------------------------------------------------------------


def _said(taking: Taking, row: Row, statement: pack.Statement) -> None:
    """A row of something said that had no answer."""
    before = taking.draft.first_writer.statement(statement)
    changed = taking.changed(row, before)
    values: dict[str, Any] = {}
    if changed.get("you_said"):
        values["text"] = one_line(changed["you_said"])
    elif "you_said" in changed:
        taking.fault(row, "you_said", "nothing", "what was said", "To withdraw it, take its whole row out.")
    if "theme" in changed:
        values["themes"] = _themes(taking, statement.themes, changed["theme"], keep=False)
    if "speaker" in changed:
        values["speaker"] = _speaker(taking, row)
    if values:
        taking.draft.change("statements", statement.key, **values)
    _answer_all(
        taking, row, (statement.key,), tuple(taking.draft.get("statements", statement.key).themes), set(changed)
    )


class _Answer:
    """A row of an answer that the strategy holds."""

    def __init__(self, taking: Taking, row: Row, answer: pack.Answer) -> None:
        self.taking, self.row, self.key = taking, row, answer.key
        self.own = ANSWER_COLUMN[answer.kind]
        self.before: Texts = taking.draft.first_writer.answer(answer)

    @property
    def item(self) -> pack.Answer:
        item: pack.Answer = self.taking.draft.get("answers", self.key)
        return item

    def change(self, **values: Any) -> None:
        self.taking.draft.change("answers", self.key, **values)

    def take(self) -> None:
        changed = self.taking.changed(self.row, self.before)
        if "theme" in changed:
            self.change(themes=_themes(self.taking, self.item.themes, changed["theme"], keep=False))
        if "you_said" in changed:
            self._said(changed["you_said"])
        if "speaker" in changed:
            self._speakers()
        if "year" in changed:
            self.change(year=one_line(changed["year"])[:100])
        if "measures" in changed:
            self.change(shown_by=_measures(self.taking, self.item.shown_by, changed["measures"], keep=False))
        self._words(changed)
        if "because" in changed and (changed["because"] or self.item.kind != "could-not"):
            self.change(reason=changed["because"])

    def _said(self, text: str) -> None:
        make = lambda line: self._statement(line)  # noqa: E731
        self.change(answers=self.taking.links("statements", self.item.answers, text, make, keep=False))

    def _statement(self, line: str) -> str:
        speaker = _speaker(self.taking, self.row) if "\n" not in self.row.text("speaker") else Speaker.NOT_STATED
        return self.taking.draft.add("statements", line, text=line, speaker=str(speaker), themes=self.item.themes)

    def _speakers(self) -> None:
        speaker = _speaker(self.taking, self.row)
        for link in self.item.answers:
            self.taking.draft.change("statements", link.key, speaker=speaker)

    def _words(self, changed: dict[str, str]) -> None:
        """The words of the answer. Where they have left their column for another, the answer is now of that kind."""
        others = {name for name in _KIND if name != self.own and changed.get(name)}
        if self.own in changed and not changed[self.own]:
            if len(others) != 1:
                self.taking.fault(
                    self.row,
                    self.own,
                    "nothing",
                    "the words of the answer",
                    "To withdraw an answer, take its whole row out.",
                )
                return
            name = others.pop()
            reason = _reason(self.taking, self.row, changed[name]) if name == "could_not" else self.item.reason
            self.change(kind=_KIND[name], text=changed[name], reason=reason)
            return
        if self.own in changed:
            self.change(text=changed[self.own])
        said = tuple(link.key for link in self.item.answers)
        _answer_all(self.taking, self.row, said, tuple(self.item.themes), others)


# --- new rows ------------------------------------------------------------------------------------------------


def _new_row(taking: Taking, row: Row, heading: str) -> None:
    themes = _themes(taking, (), row.text("theme") or heading, keep=True)
    said = []
    for line in lines_in(row.text("you_said")):
        key = taking.draft.find("statements", line)
        if not key:
            key = taking.draft.add("statements", line, text=line, speaker=_speaker(taking, row), themes=themes)
        said.append(key)
    _answer_all(taking, row, tuple(said), tuple(themes), {*_KIND, "extras"})


def _answer_all(taking: Taking, row: Row, said: tuple[str, ...], themes: pack.Links, names: set[str]) -> None:
    """Add an answer for each line of each column of answers that is named."""
    for name in _KIND:
        if name in names and row.text(name):
            year = one_line(row.text("year"))[:100].strip() if name == "what_next" else ""
            whole = _known_answer(taking, _KIND[name], row.text(name), year, said)
            for line, within in [(row.text(name), year)] if whole else _by_year(row.text(name), year):
                _answer(taking, row, _KIND[name], line, within, said, themes)
    for extra in row.extras if "extras" in names else ():
        for line, _ in _by_year(extra.cell.text, extra.period):
            _answer(taking, row, "what-next", line, extra.period, said, themes)


def _by_year(text: str, year: str) -> list[tuple[str, str]]:
    """Each line with its year; a line that is only a year ("In 2020/2021") holds for those below it."""
    found = []
    for line in lines_in(text):
        match = _YEAR_LINE.match(line)
        if match and read_due(match["year"]).precision != Precision.UNCLEAR:
            year = match["year"]
        else:
            found.append((line, year))
    return found


def _answer(
    taking: Taking, row: Row, kind: str, line: str, year: str, said: tuple[str, ...], themes: pack.Links
) -> None:
    basis = taking.basis if len(said) < 2 or taking.exported else "stated-of-the-set"
    answers = tuple(pack.LinkTo(key=key, basis=basis) for key in said)
    shown = _measures(taking, (), row.text("measures"), keep=True)
    if known := _known_answer(taking, kind, line, year, said):
        more = tuple(link for link in answers if link.key not in {x.key for x in known.answers})
        taking.draft.change("answers", known.key, answers=(*known.answers, *more))
        return
    reason = _reason(taking, row, line) if kind == "could-not" else ""
    values: dict[str, Any] = {"kind": kind, "text": line, "year": year[:100], "reason": reason}
    taking.draft.add("answers", line, **values, answers=answers, shown_by=_set_basis(shown, taking), themes=themes)


def _known_answer(taking: Taking, kind: str, line: str, year: str, said: tuple[str, ...]) -> pack.Answer | None:
    """The answer with these words; of several the one to what was said here. A row without a year means any year."""
    known = [
        answer
        for answer in taking.draft.list("answers")
        if answer.kind == kind and same(answer.text) == same(line) and year in ("", answer.year)
    ]
    here = (answer for answer in known if {link.key for link in answer.answers} & set(said))
    return next(here, known[0] if known else None)


def _set_basis(links: pack.Links, taking: Taking) -> pack.Links:
    """A cell of measures beside a cell of answers joins the one list to the other, not these two."""
    if taking.exported or len(links) < 2:
        return links
    return tuple(pack.LinkTo(key=link.key, basis="stated-of-the-set") for link in links)
