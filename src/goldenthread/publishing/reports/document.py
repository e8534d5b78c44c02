"""What does a progress report say, from its cover to its annex?"""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.analysis import plural
from goldenthread.design.documents.blocks import Block, Bullets, Document, Heading, Inline, Paragraph, Strong, Text
from goldenthread.publishing.documents.parts import sources
from goldenthread.publishing.documents.strategy import numbered

from .basis import Basis
from .changed import changed
from .done import finished, new_figures
from .offtrack import Concern, cannot_tell, done_not_better, off_track
from .owners import count_late, count_silent
from .sections import movement, people, standing


def report(basis: Basis) -> Document:
    """The whole report, ready for any form."""
    area = basis.pack.area
    return Document(
        title=f"Progress report, {basis.period.says}",
        subtitle=basis.edition.strategy.title,
        publishers=area.name,
        status=_for_whom(basis),
        colour=area.colour,
        made=basis.day,
        home=basis.edition.home,
        blocks=tuple(numbered(_parts(basis))),
        keywords=("SEND", "joint commissioning", "progress report", area.name),
    )


def _for_whom(basis: Basis) -> str:
    board = f"For the {_bare(basis.board.name)}" if basis.board else "For the partnership"
    return f"{board}. {basis.prepared_by}" if basis.prepared_by else f"{board}."


def _bare(name: str) -> str:
    return name[4:] if name.lower().startswith("the ") else name


def _parts(basis: Basis) -> tuple[list[Block], ...]:
    return (
        in_short(basis),
        _decisions(basis),
        standing.off_track_section(basis),
        standing.cannot_tell_section(basis),
        movement.changed_section(basis),
        movement.done_section(basis),
        people.owners_section(basis),
        people.gaps_section(basis),
        _making(basis),
        standing.annex(basis),
    )


def in_short(basis: Basis) -> list[Block]:
    """One page: what the person who prepared it says, where it stands, and the report in a few lines."""
    said = [Paragraph(part) for part in basis.introduction.split("\n\n") if part.strip()]
    return [Heading("In short"), *said, Bullets(tuple(_lines(basis))), *standing.where_it_stands(basis)]


def _lines(basis: Basis) -> list[Text]:
    """Each line answers one question that a director asks."""
    concerns, unknown = off_track(basis), cannot_tell(basis)
    figures = new_figures(basis)
    lines: list[tuple[str, str]] = [
        ("Off track: ", _counts(concerns) or "nothing that is known"),
        ("Cannot be told: ", _counts(unknown) or "nothing"),
        ("Done in this time: ", "; ".join(finished(basis)) or "no action was reported finished"),
        ("Measures: ", f"{len(figures) or 'none'} of {plural(len(basis.pack.measures), 'measure')} with a new figure"),
        ("Changed: ", movement.summary_of(changed(basis))),
        ("Owners: ", _owners(basis)),
    ]
    if basis.gaps:
        lines.append(("Where the thread is broken: ", plural(sum(gap.count for gap in basis.gaps), "gap")))
    if better := done_not_better(basis):
        lines.insert(0, ("Done but not better: ", "; ".join(each.action for each in better)))
    return [(Strong(label), f"{words.rstrip('.')}.") for label, words in lines]


def _owners(basis: Basis) -> str:
    late, silent = count_late(basis), count_silent(basis)
    found = [f"{plural(late, 'open action')} {'is' if late == 1 else 'are'} late"] if late else []
    found += [f"nothing was reported on {plural(silent, 'open action')}"] if silent else []
    return "; ".join(found) or "every open action was reported on, and none is late"


def _counts(concerns: Sequence[Concern]) -> str:
    nouns = {
        "actions": ("action", "actions"),
        "measures": ("measure", "measures"),
        "answers": ("answer to families", "answers to families"),
    }
    found = [
        plural(standing.counted(concerns, kind), *noun)
        for kind, noun in nouns.items()
        if standing.counted(concerns, kind)
    ]
    return ", ".join(found)


def _decisions(basis: Basis) -> list[Block]:
    """What the board is asked to decide, in the words of whoever prepared the report."""
    asked = f"The {_bare(basis.board.name)} is asked to:" if basis.board else "The board is asked to:"
    if basis.decisions:
        return [Heading("Decisions asked for"), Paragraph(asked), Bullets(basis.decisions, numbered=True)]
    none = "No decision is asked for. Part 3 says what waits for somebody to decide, and who that is."
    return [Heading("Decisions asked for"), Paragraph(none)]


def _making(basis: Basis) -> list[Block]:
    """How the report was made, so that anybody can make it again and get the same."""
    period: tuple[Inline, ...] = (Strong("Period: "), f"{basis.period.says}, both days included.")
    figures: tuple[Inline, ...] = (
        Strong("Figures: "),
        "each stands with its period, what it is out of, and its source, where these are recorded.",
    )
    return [Heading("How this report was made"), Bullets((period, *sources.facts(basis.edition), figures))]
