"""What changed, what was done, which measures moved, and what families said, between the two days."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.analysis import plural, say_date
from goldenthread.design.documents.blocks import Block, Bullets, Heading, Paragraph, Strong, Table, Text
from goldenthread.publishing.documents.cells import lines, standing
from goldenthread.publishing.documents.parts import measures as measures_part
from goldenthread.publishing.documents.parts.plan import update_table
from goldenthread.publishing.packs.changes import Change
from goldenthread.publishing.packs.reading.standing import GROUPS
from goldenthread.publishing.reports.basis import Basis
from goldenthread.publishing.reports.changed import Changed, Moved, changed
from goldenthread.publishing.reports.done import NewFigure, Said, finished, new_figures, not_asked, reported, said

MOST = 12
MOST_WORDS = 320
_VERDICTS = {"true": "True", "partly": "Partly true", "not-true": "Not true"}


def changed_section(basis: Basis) -> list[Block]:
    """What changed, in words."""
    found = changed(basis)
    blocks: list[Block] = [Heading("What changed"), Paragraph(_compared(basis))]
    if found.moved:
        blocks += [Heading("Dates that moved", 2), _moved_table(found.moved)]
    else:
        blocks.append(Paragraph("No date of a promise moved."))
    blocks += _listed("Added", found.added)
    blocks += _listed("Withdrawn", found.withdrawn)
    blocks += _reworded(found.reworded)
    blocks += _listed("Who leads and who takes part", found.who)
    blocks += _listed("What is joined to what", found.joined)
    blocks += _listed("Other changes", found.other)
    return blocks


def _compared(basis: Basis) -> str:
    if basis.before is None:
        return (
            "There is no earlier state of the strategy to compare with. Moved dates carry their own dates and are told."
        )
    compared = f"The strategy on {say_date(basis.day)} is compared with {basis.before.name}."
    if basis.before.exact:
        return compared
    return (
        f"{compared} What was worded otherwise before then cannot be known; moved dates, reports and verdicts carry "
        "their own dates and are told for the whole time."
    )


def _moved_table(moved: Sequence[Moved]) -> Table:
    rows = tuple(
        (
            lines([(Strong(each.what),), *([f"Step: {each.step}"] if each.step else [])]),
            each.was,
            each.now,
            each.agreed or "Nobody is recorded as agreeing",
            each.reason or "Not stated",
        )
        for each in moved
    )
    columns = ("What", "Was", "Is now", "Agreed on, by whom", "Why")
    return Table("Promises whose date moved, old and new", columns, rows, widths=(25, 15, 15, 20, 25))


def _listed(title: str, sentences: Sequence[str]) -> list[Block]:
    if not sentences:
        return []
    left = len(sentences) - MOST
    more = [f"And {left} more, on the page of differences."] if left > 0 else []
    return [Heading(title, 2), Bullets((*sentences[:MOST], *more))]


def _reworded(changes: Sequence[Change]) -> list[Block]:
    if not changes:
        return []
    rows = tuple((change.sentence, _short(change.before), _short(change.after)) for change in changes[:MOST])
    left = len(changes) - MOST
    note = f"And {left} more, on the page of differences." if left > 0 else ""
    table = Table(
        "Words that changed", ("What", "Was", "Is now"), rows, widths=(30, 35, 35), row_headings=False, note=note
    )
    return [Heading("Reworded", 2), table]


def _short(text: str) -> str:
    return text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1].rstrip()}…"


def done_section(basis: Basis) -> list[Block]:
    """Three things, apart: what was done, what moved, what families said."""
    return [
        Heading("What was done, what moved, and what families said"),
        *_done(basis),
        *_figures(basis),
        *_families(basis),
    ]


def _done(basis: Basis) -> list[Block]:
    reports = reported(basis)
    completed = finished(basis)
    blocks: list[Block] = [Heading("What was done", 2)]
    if not reports:
        return [*blocks, Paragraph("Nothing was reported on any action.")]
    first = f"Reported finished: {'; '.join(completed)}." if completed else "No action was reported finished."
    blocks.append(Paragraph(first))
    title = f"{plural(len(reports), 'report')} made, {basis.period.says}"
    return [*blocks, update_table(basis.edition.index, title, reports)]


def _figures(basis: Basis) -> list[Block]:
    figures = new_figures(basis)
    total = len(basis.pack.measures)
    blocks: list[Block] = [Heading("Which measures moved", 2)]
    if not figures:
        silent = f"None of the {total} measures has a new figure." if total else "The strategy states no measure."
        return [*blocks, Paragraph(silent)]
    rows = tuple(_figure_row(each) for each in figures)
    columns = ("Measure", "Before", "The new figure", "Did it move as it should?")
    left = total - len(figures)
    note = f"{left} of {plural(total, 'measure')} {'has' if left == 1 else 'have'} no new figure." if left else ""
    blocks.append(Table("New figures", columns, rows, widths=(25, 20, 25, 30), note=note))
    return [*blocks, *measures_part.pictures(each.measure for each in figures)]


def _figure_row(each: NewFigure) -> tuple[Text, ...]:
    before = measures_part.figure(each.measure, each.before) if each.before else measures_part.started(each.measure)
    return each.measure.title, before, measures_part.figure(each.measure, each.latest), standing(each.judgement)


def _families(basis: Basis) -> list[Block]:
    verdicts = said(basis)
    blocks: list[Block] = [Heading("What families said", 2)]
    if verdicts:
        rows = tuple(_verdict(each) for each in verdicts)
        columns = ("What was promised or done", "Who says so", "Is it true?", "In their words")
        blocks.append(
            Table("What families said of the answers", columns, rows, widths=(35, 20, 15, 30), row_headings=False)
        )
    else:
        blocks.append(Paragraph("Families were not recorded as saying anything of any answer in this time."))
    silent, total = not_asked(basis), len(basis.pack.answers)
    if silent:
        which = (
            f"any of the {plural(total, 'answer')}" if silent == total else f"{silent:,} of {plural(total, 'answer')}"
        )
        blocks.append(Paragraph(f"Nobody has yet asked families about {which}."))
    return blocks


def _verdict(each: Said) -> tuple[Text, ...]:
    verdict = each.verdict
    group = dict(GROUPS)[verdict.group]
    return (
        each.answer,
        f"{group}, {say_date(verdict.on)}",
        (Strong(_VERDICTS[verdict.verdict]),),
        verdict.note or "No note",
    )


def summary_of(found: Changed) -> str:
    """`Two dates moved; one action was added …`: what changed in a sentence."""
    parts = [
        (len(found.moved), "date moved", "dates moved"),
        (len(found.added), "thing was added", "things were added"),
        (len(found.withdrawn), "thing was withdrawn", "things were withdrawn"),
        (len(found.reworded), "wording changed", "wordings changed"),
        (len(found.who), "change of who leads or takes part", "changes of who leads or takes part"),
        (len(found.joined), "link was made or taken away", "links were made or taken away"),
        (len(found.other), "other change", "other changes"),
    ]
    said_ = [plural(count, one, many) for count, one, many in parts if count]
    return "; ".join(said_) if said_ else "nothing in the strategy's words, dates or leads"
