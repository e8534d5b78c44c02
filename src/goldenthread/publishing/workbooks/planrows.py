"""Which actions does a delivery plan have, when cells are merged, actions share a cell and headings stand among the rows?

Turns the rows of a table into one `Planned` for each action, asking where a plan can be read in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from goldenthread.analysis.prose import join_words, quote

from .lines import bulleted, joined, lines_in, one_line, same, unrolled
from .questions import WRITE, Option, Question, Written, identity
from .reading import Row, Table
from .taking import Taking, brief, together

_SUBJECTS = ("title", "area", "priorities", "steps", "targets", "outcomes")
_LISTS = ("area", "priorities", "steps", "lead", "partners", "outcomes", "targets", "measures")


@dataclass(slots=True)
class Planned:
    """One action as the workbook has it: the row it stands in, and its texts by column name."""

    row: Row
    texts: dict[str, str]
    words: str = ""
    places: list[int] = field(default_factory=list)


def planned(taking: Taking, table: Table) -> list[Planned]:
    """The actions of a table, in order. Every row becomes one, belongs to one, or is said to be none."""
    subject = next((name for name in _SUBJECTS if name in table.names), "title")
    if subject != "title":
        known = quote(table.lines[0].heading(subject)) if table.lines else "another column"
        taking.notes.append(
            f"{quote(table.sheet)} has no column for the action itself: each row is one action, named by {known}."
        )
    actions: list[Planned] = []
    heading = table.title
    for row in table.lines:
        if row.key and taking.exported:
            actions += _keyed(taking, row)
            continue
        if _is_left_out(taking, row):
            continue
        if row.lone and (row.lone != subject or row.spans):
            heading = _lone(taking, row, heading, subject, actions)
            continue
        _add(taking, row, subject, heading, actions)
    return _once(taking, actions)


def _keyed(taking: Taking, row: Row) -> list[Planned]:
    texts = {name: cell.text for name, cell in row.cells.items()}
    return [Planned(row, texts, row.text("title"))]


def _is_left_out(taking: Taking, row: Row) -> bool:
    """A row struck through is read like the others unless a person says that it was taken out."""
    if not row.struck:
        return False
    question = together(
        "struck",
        "These rows, or parts of them, are struck through. Are they still in the plan?",
        (Option("in", "Yes: read them like the others"), Option("out", "No: leave them out")),
        "in",
    )
    words = brief(row.text("title") or row.text("area"))
    alone = Question(identity("struck", row.place), f"Is {quote(words)} still in the plan?", question.options[:2], "in")
    out = taking.asker.ask_together(question, alone, f"{row.place}: {words}").choice == "out"
    if out:
        taking.notes.append(f"{row.place} is struck through and was left out, as answered: {quote(words)}")
    return out


# --- rows with one cell --------------------------------------------------------------------------------------


def _lone(taking: Taking, row: Row, heading: str, subject: str, actions: list[Planned]) -> str:
    """A row with one cell is a heading, a note or an action; returns the heading that now holds."""
    words = one_line(row.cells["?"].text)
    options = (
        Option("heading", "A heading: the rows below come under it, as their area of focus"),
        Option("note", "A note: it is not part of the plan, and stays in the original"),
        Option("action", "An action of which nothing else is stated"),
    )
    question = together("lone", "These rows have only one cell with words. What are they?", options, "note")
    alone = Question(identity("lone", row.place, words), f"What is {quote(brief(words))}?", options, "note")
    choice = taking.asker.ask_together(question, alone, f"{row.place}: {brief(words)}").choice
    if choice == "heading":
        return words
    if choice == "action":
        actions.append(Planned(row, {subject: words}, words, [row.number]))
    else:
        taking.notes.append(f"{row.place} is a note and not a row of the plan: {quote(brief(words))}")
    return heading


# --- a row of the plan ---------------------------------------------------------------------------------------


def _add(taking: Taking, row: Row, subject: str, heading: str, actions: list[Planned]) -> None:
    texts = {name: cell.text for name, cell in row.cells.items() if name != "?"}
    if heading and not texts.get("area"):
        texts["area"] = heading
    before = actions[-1] if actions else None
    shared = row.merged.get(subject)
    if (
        subject == "title"
        and shared
        and before
        and before.row.merged.get("title") == shared
        and before.row.sheet == row.sheet
    ):
        _continue(before, row, texts)
        return
    if not texts.get(subject):
        if before and _continues(taking, row, texts, before):
            _continue(before, row, texts)
            return
        actions.append(Planned(row, texts, _stated(texts), [row.number]))
        return
    if subject == "title":
        actions.extend(_apart(taking, row, texts))
        return
    words = texts[subject]
    if subject == "area":
        words = f"{one_line(words)}: {_stated({**texts, 'area': ''})}" if shared else words
        texts = texts if shared else {**texts, "area": ""}
    actions.append(Planned(row, texts, words, [row.number]))


def _stated(texts: dict[str, str]) -> str:
    """The first words that a row states, to know an unnamed action by."""
    for name in ("title", "text", "priorities", "steps", "targets", "outcomes", "area", *texts):
        if lines := lines_in(texts.get(name, "")):
            return lines[0]
    return "An action with no words"


def _continues(taking: Taking, row: Row, texts: dict[str, str], before: Planned) -> bool:
    name = one_line(_stated(texts))
    own = Option("own", "An action of its own, known by its first words")
    more = Option("more", "More of the action in the row above")
    question = together("unnamed", "These rows do not name an action. What are they?", (more, own), "own")
    alone = Question(
        identity("unnamed", row.place, name),
        f"{row.place} does not name an action. Is it more of {quote(brief(before.words))}, or an action of its own?",
        (more, own),
        "own",
    )
    return taking.asker.ask_together(question, alone, f"{row.place}: {brief(name)}").choice == "more"


def _continue(action: Planned, row: Row, texts: dict[str, str]) -> None:
    """Add a row to the action above it. Where the rows have dates of their own, each date goes with that row's steps."""
    due, now = action.texts.get("due", ""), texts.get("due", "")
    if now and now != due:
        _date_lines(action.texts, due)
        _date_lines(texts, now)
        action.texts["due"] = ""
    for name in _LISTS:
        old, new = lines_in(action.texts.get(name, "")), lines_in(texts.get(name, ""))
        action.texts[name] = joined(dict.fromkeys((*old, *new)))
    if texts.get("text") and texts["text"] not in action.texts.get("text", ""):
        action.texts["text"] = "\n".join(filter(None, (action.texts.get("text", ""), texts["text"])))
    action.places.append(row.number)


def _date_lines(texts: dict[str, str], due: str) -> None:
    name = "steps" if texts.get("steps") else "targets"
    lines = lines_in(texts.get(name, ""))
    if due and lines and "[by " not in texts[name]:
        texts[name] = joined(f"{line} [by {one_line(due)}]" for line in lines)
    texts["due"] = ""


# --- several actions in one cell -----------------------------------------------------------------------------


def _apart(taking: Taking, row: Row, texts: dict[str, str]) -> Iterator[Planned]:
    words = unrolled(texts["title"])
    lines = lines_in(words)
    if len(lines) < 2:
        yield Planned(row, texts, words, [row.number])
        return
    choice = _several(taking, row, lines)
    if choice == "apart":
        for line in lines:
            yield Planned(row, {**texts, "title": line}, line, [row.number])
    elif choice == "steps":
        title, steps = (lines[0].rstrip(" :"), lines[1:]) if lines[0].endswith(":") else ("; ".join(lines), lines)
        more = joined((*lines_in(texts.get("steps", "")), *steps))
        yield Planned(row, {**texts, "title": title, "steps": more}, title, [row.number])
    else:
        title = "; ".join(line.rstrip(";,") for line in lines)
        yield Planned(
            row, {**texts, "title": title, "text": joined((texts.get("text", ""), words))}, title, [row.number]
        )


def _several(taking: Taking, row: Row, lines: tuple[str, ...]) -> str:
    listed = "a list" if bulleted(row.text("title")) else "lines"
    options = (
        Option("one", "One action, worded as it stands"),
        Option("steps", "One action, and each line is a step of it"),
        Option("apart", "Each line is an action of its own, with the same lead, date and outcome"),
    )
    question = together(
        "several", "In these rows the action's cell holds several lines. What are they?", options, "one"
    )
    said = join_words([quote(brief(line)) for line in lines[:6]])
    alone = Question(
        identity("several", row.place, *lines),
        f"The cell holds {listed} of {len(lines)}: {said}. What are they?",
        options,
        "one",
    )
    return taking.asker.ask_together(question, alone, f"{row.place}: {brief(row.text('title'))}").choice


# --- the same action twice -----------------------------------------------------------------------------------


def _once(taking: Taking, actions: list[Planned]) -> list[Planned]:
    """Rows with the same words are one action or two; rows with the same number are asked about and both kept."""
    kept: dict[str, Planned] = {}
    refs: dict[str, Planned] = {}
    result = []
    for action in actions:
        words, ref = same(action.words), action.texts.get("ref", "")
        keyed = bool(action.row.key and taking.exported)
        if not keyed and words in kept and _is_repeat(taking, action, kept[words]):
            _continue(kept[words], action.row, dict(action.texts))
            continue
        if ref and not keyed and ref in refs and same(refs[ref].words) != words:
            _same_number(taking, action, refs[ref])
        kept.setdefault(words, action)
        refs.setdefault(ref, action)
        result.append(action)
    return result


def _is_repeat(taking: Taking, action: Planned, first: Planned) -> bool:
    question = Question(
        identity("repeat", action.words),
        f"{quote(brief(action.words))} stands in row {first.row.number} and again in row {action.row.number}. Is it one action or two?",
        (Option("two", "Two actions with the same words"), Option("one", "One action: put the rows together")),
        "two",
    )
    return taking.asker.ask(question, action.row.place).choice == "one"


def _same_number(taking: Taking, action: Planned, first: Planned) -> None:
    ref = action.texts["ref"]
    question = Question(
        identity("number", ref, action.words),
        f"The number {quote(ref)} stands beside {quote(brief(first.words))} (row {first.row.number}) and beside "
        f"{quote(brief(action.words))} (row {action.row.number}). Is one of them a slip?",
        (
            Option("keep", "Keep both as they are"),
            Option(WRITE, f"Row {action.row.number} has another number", writes=True),
        ),
        "keep",
        written=(Written(WRITE, "Its number", check="short"),),
    )
    answer = taking.asker.ask(question, action.row.place)
    if answer.choice == WRITE:
        action.texts["ref"] = answer.text()[:20]
