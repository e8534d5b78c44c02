"""How is a thing said in a cell of a table, or in a line: a status, a source, who leads, what families say?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from goldenthread.analysis import Judgement, join_words, read_due, say_date
from goldenthread.design.documents.blocks import Inline, Strong, Text
from goldenthread.design.statuses import look
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.reading import Index, Ref
from goldenthread.publishing.packs.reading.index import words_of
from goldenthread.publishing.packs.reading.standing import Families, Moved

NOT_STATED = "Not stated"
MOST = 3
OF_THE_LIST, AFTERWARDS = "†", "‡"
_GROUNDS = {"said of the whole list, not of these two": OF_THE_LIST, "joined by the partnership afterwards": AFTERWARDS}


def status(judgement: Judgement[Any]) -> str:
    """The word alone: in print a shape or a colour says nothing more."""
    return look(judgement.status).word


def standing(judgement: Judgement[Any]) -> Text:
    """`Overdue.` in strong, and why."""
    return (Strong(f"{status(judgement)}."), f" {judgement.reason}")


def titled(item: Any) -> str:
    """`1.2 Call every family`."""
    return f"{item.ref} {words_of(item)}" if getattr(item, "ref", "") else words_of(item)


def mark(index: Index, cite: str) -> str:
    """The number of the section where it was found, as listed under Sources: ` [4]`."""
    place = next((at for at, section in enumerate(index.pack.sections, 1) if section.id == cite), None)
    return f" [{place}]" if place else ""


def lines(parts: Iterable[Text], absent: str = "") -> Text:
    """Each part on a line of its own."""
    out: list[Inline] = []
    for part in parts:
        out += ["\n"] if out else []
        out += [part] if isinstance(part, str) else list(part)
    return tuple(out) if out else absent


def named(refs: Sequence[Ref], absent: str = "", most: int = 0) -> str:
    """Titles one after another, each with the mark of its ground; `most` cuts a long list and says how many are left."""
    titles = [
        ref.title.rstrip(".") + (f"\N{NO-BREAK SPACE}{_GROUNDS.get(ref.ground, ref.ground)}" if ref.ground else "")
        for ref in refs
    ]
    if most and len(titles) > most:
        return f"{'; '.join(titles[:most])}; and {len(titles) - most} more"
    return "; ".join(titles) or absent


def due(wording: str, absent: str = "No date is stated") -> str:
    """As worded, and the last day that it could mean."""
    return read_due(wording).describe() if wording else absent


def who(index: Index, leads: tuple[pack.Lead, ...], absent: str = "No lead is named") -> Text:
    """Leads in strong, then who is accountable and who takes part."""
    parts = index.leads(leads)
    said: list[Text] = [(Strong(join_words(parts["Lead"])),)] if "Lead" in parts else [absent]
    if "Accountable" in parts:
        said.append(f"Accountable: {join_words(parts['Accountable'])}")
    if "Partners" in parts:
        said.append(f"With: {join_words(parts['Partners'])}")
    return lines(said)


def moved(measures: Sequence[Moved], absent: str = "No measure is joined to it.") -> Text:
    """Each measure and whether it moved; those joined directly first."""
    said: list[Text] = [(f"{each.ref.title}: ", Strong(status(each.judgement).lower())) for each in measures[:MOST]]
    if len(measures) > MOST:
        said.append(f"and {len(measures) - MOST} more")
    return lines(said, absent)


def families(promises: Sequence[Families], absent: str = "No promise to families is joined to it.") -> Text:
    """What each group says of each promise. Where one group was asked, the other is named too."""
    asked = [promise for promise in promises if any(verdict.on for verdict in promise.verdicts)]
    if not asked:
        return "Not asked yet" if promises else absent
    said: list[Text] = []
    for promise in asked[:MOST]:
        for verdict in promise.verdicts:
            on = f", {say_date(verdict.on)}" if verdict.on else ""
            said.append((f"{verdict.group}: ", Strong(verdict.word.lower()), on))
    if len(asked) > MOST:
        said.append(f"and {len(asked) - MOST} more promises")
    return lines(said)
