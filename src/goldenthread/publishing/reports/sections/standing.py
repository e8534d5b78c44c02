"""In short; what is off track; what cannot be told: the part that a director reads before the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.analysis import plural, say_date
from goldenthread.design.documents.blocks import Block, Bullets, Callout, Heading, Paragraph, Strong, Table, Text
from goldenthread.design.statuses import look
from goldenthread.publishing.documents.cells import lines
from goldenthread.publishing.documents.tallies import tallies
from goldenthread.publishing.reports.basis import Basis
from goldenthread.publishing.reports.offtrack import Concern, DoneNotBetter, cannot_tell, done_not_better, off_track

MOST_TITLES = 5
_NOUNS = {
    "actions": ("action", "actions"),
    "measures": ("measure", "measures"),
    "answers": ("answer to families", "answers to families"),
}
_HEADINGS = {
    "actions": "Is the work being done?",
    "measures": "Did the measures move?",
    "answers": "Do families say that it is true?",
}
_CAPTIONS = {
    "actions": "Actions that are off track",
    "measures": "Measures that are off track",
    "answers": "Answers that families do not find true, or not wholly",
}


def counted(concerns: Sequence[Concern], kind: str) -> int:
    """How many things of a kind are of concern."""
    return sum(len(each.titles) for each in concerns if each.kind == kind)


def where_it_stands(basis: Basis) -> list[Block]:
    """The three questions on the last day, each with its own answer; beside them the day before, where it is known."""
    now = tallies(basis.pack, basis.day)
    caption = "Three questions, each with an answer of its own"
    note = "They are never added up: work can be done and nothing be better for it."
    if basis.before is None or not basis.before.exact:
        rows = tuple((tally.question, tally.answer) for tally in now)
        return [Table(caption, ("Question", f"On {say_date(basis.day)}"), rows, widths=(35, 65), note=note)]
    then = tallies(basis.before.pack, basis.before.day)
    both = tuple((tally.question, old.answer, tally.answer) for tally, old in zip(now, then, strict=True))
    columns = ("Question", f"On {say_date(basis.before.day)}", f"On {say_date(basis.day)}")
    return [Table(caption, columns, both, widths=(20, 40, 40), note=note)]


def off_track_section(basis: Basis) -> list[Block]:
    """What is off track, why, since when, and who must decide."""
    concerns = off_track(basis)
    blocks: list[Block] = [Heading("What is off track, why, since when, and who must decide")]
    warnings = done_not_better(basis)
    blocks += [_warning(warnings)] if warnings else []
    if not concerns:
        nothing = "Nothing is known to be off track. What cannot be told is in the next part: it may hide what is."
        return [*blocks, Paragraph(nothing)]
    for kind, heading in _HEADINGS.items():
        held = [each for each in concerns if each.kind == kind]
        if held:
            blocks += [Heading(heading, 2), _concerns(_CAPTIONS[kind], held)]
    return blocks


def _warning(warnings: Sequence[DoneNotBetter]) -> Callout:
    said: list[Text] = []
    for each in warnings:
        said.append((Strong(each.action), f" is {each.status}, but:"))
        said += [f"• {against[0].upper()}{against[1:].rstrip('.')}." for against in each.against]
    return Callout("Done is not the same as better", lines(said), "warning")


def _concerns(caption: str, held: Sequence[Concern]) -> Table:
    rows = tuple((_cut(each), _why(each), each.since.words, each.decides) for each in held)
    return Table(caption, ("What", "How it stands, and why", "Since", "Who must decide"), rows, widths=(30, 30, 15, 25))


def _why(concern: Concern) -> Text:
    return (Strong(f"{look(concern.status).word}."), f" {concern.reason}")


def cannot_tell_section(basis: Basis) -> list[Block]:
    """What cannot be told and why: it is not green, and not red."""
    concerns = cannot_tell(basis)
    blocks: list[Block] = [Heading("What cannot be told, and why")]
    if not concerns:
        return [*blocks, Paragraph("There is nothing of which it cannot be told how it stands.")]
    counts = [plural(counted(concerns, kind), *nouns) for kind, nouns in _NOUNS.items() if counted(concerns, kind)]
    blocks.append(
        Paragraph(
            f"Of these nobody can say whether they are on track: {'; '.join(counts)}. The reason says what is wanted."
        )
    )
    rows = tuple((each.reason, _cut(each)) for each in concerns)
    return [*blocks, Table("What cannot be told", ("Why not", "Which"), rows, widths=(45, 55), row_headings=False)]


def _cut(concern: Concern) -> Text:
    """The title; of several, how many and the first few. The rest are in the annex."""
    if len(concern.titles) == 1:
        return concern.titles[0]
    one, many = _NOUNS[concern.kind]
    head = (Strong(plural(len(concern.titles), one, many)),)
    left = len(concern.titles) - MOST_TITLES
    where = "under “You said, we did”" if concern.kind == "answers" else "in the annex"
    more = [f"and {left} more, {where}"] if left > 0 else []
    return lines([head, *(f"• {title}" for title in concern.titles[:MOST_TITLES]), *more])


def annex(basis: Basis) -> list[Block]:
    """The titles that were cut from the tables, whole; answers to families are on a page of their own."""
    found = (*off_track(basis), *cannot_tell(basis))
    cut = [each for each in found if len(each.titles) > MOST_TITLES and each.kind != "answers"]
    if not cut:
        return []
    blocks: list[Block] = [Heading("Annex: the long lists whole")]
    for each in cut:
        one, many = _NOUNS[each.kind]
        since = f" since {each.since.words}" if each.since.day else ""
        blocks.append(Heading(f"{look(each.status).word}{since}: {plural(len(each.titles), one, many)}", 2))
        blocks += [Paragraph(each.reason, "small"), Bullets(each.titles)]
    return blocks
