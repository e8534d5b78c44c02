"""What does every kind of row have in common on its way into the strategy?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from goldenthread.analysis.prose import quote
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.faults import Fault

from .cells import LARGEST_NUMBER, Cell, rounded
from .draft import Draft, paired, title_from
from .lines import line_of, lines_in, one_line, same, split_number
from .outgoing import Texts
from .questions import EACH, WRITE, Asker, Option, Question, Written, identity
from .reading import CellFault, Exported, Reading, Row
from .who import Bodies, Found, TwoRoles, Unknown

NOTHING_WORDS = frozenset(
    {
        "n/a",
        "na",
        "n.a.",
        "tbc",
        "tbd",
        "tba",
        "-",
        "–",
        "—",
        "--",
        "?",
        "x",
        "none",
        "nil",
        "to be confirmed",
        "to be determined",
        "to be agreed",
        "to be decided",
        "not applicable",
        "not known",
        "unknown",
    }
)
_KEEP, _DROP, _OURS, _THEIRS = "keep", "drop", "strategy", "workbook"


@dataclass(slots=True)
class Moved:
    """A promise whose date the workbook changes: of an action, or of one of its steps."""

    action: str
    step: str
    was: str
    now: str
    place: str


@dataclass(slots=True)
class Taking:
    """The strategy in the making, the questions so far, and what there is to say."""

    reading: Reading
    draft: Draft
    asker: Asker
    bodies: Bodies
    today: date
    notes: list[str]
    faults: list[Fault] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    stated: dict[tuple[str, str], str] = field(default_factory=dict)
    """What a row without a key said first of an action, by the action's key and the column."""

    @property
    def exported(self) -> Exported | None:
        """What our own export said, where this is one of our own workbooks."""
        return self.reading.exported

    def fault(self, row: Row, name: str, found: str, expected: str, remedy: str = "") -> None:
        """A value that cannot be taken in at all."""
        place = {"sheet": row.sheet, "row": row.number, "field": row.heading(name)}
        self.faults.append(CellFault(self.reading.name, row.place_of(name), found, expected, remedy, **place))  # type: ignore[arg-type]

    def move(self, moved: Moved) -> None:
        """Note that a date moves; the newest word on each promise counts."""
        self.moved = [m for m in self.moved if (m.action, m.step) != (moved.action, moved.step)] + [moved]

    # --- what changed -----------------------------------------------------------------------------------------

    def changed(self, row: Row, current: Texts, write: Callable[[str], str] = one_line) -> dict[str, str]:
        """The cells of a row that say something new of an item, by column name.

        In a workbook of ours a cell that is as it was exported changes nothing, whatever the strategy says by now; where
        both were changed, a question decides. In any other workbook an empty cell says nothing.
        """
        base = self.exported.rows.get(row.key) if self.exported and row.key else None
        found = {}
        for name, cell in row.cells.items():
            if name in ("?", "start"):
                continue
            now, text = current.get(name, ""), cell.text
            if base is None or name not in base:
                if text and not alike(text, now):
                    found[name] = text
            elif (
                not alike(text, base[name]) and not alike(text, now) and self._stands(row, name, text, base[name], now)
            ):
                found[name] = text
        return found

    def _stands(self, row: Row, name: str, text: str, base: str, now: str) -> bool:
        """Does the workbook's text stand? It does unless the strategy has changed there too and a person says so."""
        if alike(base, now):
            return True
        heading = row.heading(name)
        asked = (
            f"{quote(heading)} was changed both in the workbook and in the strategy since {quote(brief(base) or 'nothing')} "
            "was exported. Which stands?"
        )
        options = (
            Option(_THEIRS, f"The workbook: {brief(text) or 'nothing'}"),
            Option(_OURS, f"The strategy: {brief(now) or 'nothing'}"),
        )
        question = Question(identity("both", row.key, name, text, now), asked, options, _OURS)
        return self.asker.ask(question, row.place).choice == _THEIRS

    # --- words for nothing ------------------------------------------------------------------------------------

    def nothing(self, row: Row, name: str, text: str) -> str | None:
        """Where a cell holds a word for nothing: the sentence to keep of it, or an empty one. Else None."""
        word = one_line(text)
        if word.lower().rstrip(".") not in NOTHING_WORDS:
            return None
        heading = row.heading(name)
        question = Question(
            identity("nothing", heading, word.lower()),
            f"{quote(heading)} holds only {quote(word)}. What should be kept?",
            (
                Option(_KEEP, f"Leave {quote(heading)} empty, and keep the word in the description"),
                Option(_DROP, f"Leave {quote(heading)} empty; the word says nothing"),
            ),
            _KEEP,
            why="It is not taken for an outcome, a lead or a number: what is empty shows as a gap.",
        )
        keep = self.asker.ask(question, row.place).choice == _KEEP
        return f"{heading}: “{word}”." if keep else ""

    # --- links ------------------------------------------------------------------------------------------------

    def links(
        self, plural: str, current: pack.Links, text: str, make: Callable[[str], str], *, keep: bool
    ) -> pack.Links:
        """The links that a cell's lines mean: to items that they name, to items they reword, else to new ones.

        `keep`: what the cell does not name stays linked (a workbook that is not ours leaves out what it does not know).
        """
        lines = list(dict.fromkeys(lines_in(text)))
        here = {line_of(self.draft.get(plural, link.key)): link for link in current if self.draft.get(plural, link.key)}
        by_words = {same(line): link for line, link in here.items()}
        found: list[pack.LinkTo] = []
        unnamed = [line for line in lines if same(line) not in by_words and not self.draft.find(plural, line)]
        gone = [line for line in here if same(line) not in {same(x) for x in lines}]
        reworded = paired(gone, unnamed) if not keep else {}
        for line in lines:
            if link := by_words.get(same(line)):
                found.append(link)
                if not keep and line != line_of(self.draft.get(plural, link.key)):
                    self.reword(plural, link.key, line)
            elif key := self.draft.find(plural, line):
                found.append(pack.LinkTo(key=key, basis=self.basis))
            elif line in reworded:
                found.append(here[reworded[line]])
                self.reword(plural, here[reworded[line]].key, line)
            else:
                found.append(pack.LinkTo(key=make(line), basis=self.basis))
        if keep:
            found = [*current, *(link for link in found if link.key not in {c.key for c in current})]
        return tuple({link.key: link for link in found}.values())

    @property
    def basis(self) -> pack.Basis:
        """A link drawn in our own workbook is the partnership's; a link in any other is what that document states."""
        return "added" if self.exported else "stated"

    def reword(self, plural: str, key: str, line: str) -> None:
        """Give an item the words of a line."""
        item = self.draft.get(plural, key)
        number, words = split_number(line) if getattr(item, "ref", "") else ("", line)
        values = {"ref": number} if number else {}
        if "title" in type(item).model_fields:
            title, cut = title_from(words)
            values |= {"title": title} | ({"text": words} if cut and "text" in type(item).model_fields else {})
        else:
            values["text"] = words
        self.draft.change(plural, key, **values)

    # --- numbers ----------------------------------------------------------------------------------------------

    def number(self, row: Row, name: str) -> Decimal | None:
        """The number in a cell; None where it is empty. Anything else is a fault of the cell."""
        cell = row.cell(name)
        if not cell.text:
            return None
        value = number_in(cell)
        if value is None:
            remedy = "Empty the cell where there is none: empty is never read as 0."
            self.fault(row, name, quote(brief(cell.text)), "a number", remedy)
        return self.fitting(row, name, value)

    def fitting(self, row: Row, name: str, value: Decimal | None) -> Decimal | None:
        """The number, where it is one that can be kept."""
        if value is not None and abs(value) >= LARGEST_NUMBER:
            self.fault(row, name, f"{value:.6g}", "a number of at most 14 figures")
            return None
        return value

    # --- people and bodies ------------------------------------------------------------------------------------

    def leads(self, row: Row, name: str, text: str, part: str) -> list[pack.Lead]:
        """Who a cell names. Names of people and initials are asked about, and never kept."""
        found: list[pack.Lead] = []
        for who in self.bodies.read(text, part):
            found += self._resolved(row, name, who, part)
        return list(dict.fromkeys(found))

    def _resolved(self, row: Row, name: str, who: Found, part: str) -> list[pack.Lead]:
        if isinstance(who, pack.Lead):
            return [who]
        if isinstance(who, TwoRoles):
            return self._two(row, who, part)
        word = who.words.lower() in NOTHING_WORDS
        unknown = Unknown(who.words, "word") if word else who
        answer = self.asker.ask(_who_is(unknown, row.heading(name), part), row.place)
        if answer.choice == WRITE:
            told = self.bodies.read(answer.text(), part, told=True)
            return [lead for lead in told if isinstance(lead, pack.Lead)]
        return [pack.Lead(part=part, wording=unknown.wording(part))]

    def _two(self, row: Row, who: TwoRoles, part: str) -> list[pack.Lead]:
        question = Question(
            identity("two", who.words),
            f"Is {quote(who.words)} one lead or more than one?",
            (Option("one", f"One: {who.words}"), Option("apart", "; ".join(who.parts))),
            "one",
        )
        parts = who.parts if self.asker.ask(question, row.place).choice == "apart" else (who.words,)
        return [pack.Lead(part=part, role=words[:300]) for words in parts]


def _who_is(unknown: Unknown, heading: str, part: str) -> Question:
    kept = unknown.wording(part)
    hint = "The role, the body, or both: Head of SEND, Newcastle City Council. One on each line."
    why = {
        "initials": "Initials tell nobody who answers for it, and the plan keeps no names of people.",
        "word": "",
    }.get(
        unknown.kind,
        "It may be a person's name, and the plan keeps none. If it is a role or a body, write it again below.",
    )
    return Question(
        identity("who", unknown.words, part),
        f"Who is {quote(unknown.words)}, under {quote(heading)}?",
        (Option(WRITE, "This role or body", writes=True), Option(_KEEP, f"Nobody knows yet: keep “{kept}”")),
        _KEEP,
        written=(Written(WRITE, "Role and body", hint, check="role", lines=True),),
        why=why,
    )


def together(kind: str, text: str, options: Iterable[Option], otherwise: str, why: str = "") -> Question:
    """One question for many rows, with the choice of being asked about each."""
    return Question(identity(kind), text, (*options, Option(EACH, "It differs: ask me about each")), otherwise, why=why)


def alike(one: str, other: str) -> bool:
    """Do two cells say the same, apart from spaces at the ends of lines?"""
    return one == other or [one_line(x) for x in one.split("\n") if x.strip()] == [
        one_line(x) for x in other.split("\n") if x.strip()
    ]


def number_in(cell: Cell) -> Decimal | None:
    """The number that a cell holds or that its words are: 29, 29%, 1,250, £3.5."""
    if cell.number is not None:
        return cell.number
    words = cell.text.strip().lstrip("£").rstrip("%").replace(",", "").replace(" ", "")
    try:
        value = Decimal(words)
    except InvalidOperation:
        return None
    return rounded(value) if value.is_finite() and abs(value) < LARGEST_NUMBER else value if value.is_finite() else None


def brief(text: str) -> str:
    line = " / ".join(lines_in(text)) or one_line(text)
    return line if len(line) <= 160 else line[:157].rstrip() + "…"
