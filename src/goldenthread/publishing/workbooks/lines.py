"""How is each thing of a strategy written as one line of a cell, and what does such a line say?

What is written here is read here, so that an edited line is understood and an untouched one is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from goldenthread.analysis.due import read_due
from goldenthread.analysis.wording import Precision
from goldenthread.planning.deliveryplan.states import WorkState
from goldenthread.publishing.packs import format as pack

ALIKE = 0.6
"""From this likeness on, a changed line is the same thing reworded; below it, another thing."""

_BULLET = re.compile(r"^\s*(?:[-–—•·●▪◦*‣➢o]\s+|[•·●▪◦‣➢]\s*|\(?(?:\d{1,2}|[a-z])[.)]\s+)")
_IN_A_RUN = re.compile(r"(?:^|\s)(\d{1,2})[.)]\s+")
_BRACKET = re.compile(r"\s*\[([^\[\]]*)\]$")
_ROUND_DONE = re.compile(r"\s*\((?:achieved|completed?|done)\)\.?$", re.IGNORECASE)
_BY = re.compile(r"\bby (?P<due>(?:the )?(?:[A-Za-z0-9][^,;:]{2,40}))\.?$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?P<ref>\d+(?:\.\d+)+|[A-Z]?\d{1,3})[.:)]?\s+(?P<rest>\S.*)$")
_FIRM = {
    Precision.DAY,
    Precision.MONTH,
    Precision.SEASON,
    Precision.QUARTER,
    Precision.HALF,
    Precision.YEAR,
    Precision.SPLIT_YEAR,
}


def one_line(text: str) -> str:
    """The text without line ends or runs of spaces."""
    return " ".join(text.split())


def lines_in(text: str) -> tuple[str, ...]:
    """The lines of a cell that say something, without bullets or list numbers."""
    stripped = (one_line(_BULLET.sub("", line)) for line in text.split("\n"))
    return tuple(line for line in stripped if line)


def unrolled(text: str) -> str:
    """A list that runs on in one line, such as "1. Map the offer 2. Ask families", with a line for each."""
    numbers = [int(found[1]) for found in _IN_A_RUN.finditer(text)]
    if "\n" in text or not _IN_A_RUN.match(text) or len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return text
    return _IN_A_RUN.sub(lambda found: f"\n{found[1]}. ", text).strip()


def bulleted(text: str) -> bool:
    """Does any line of the cell begin as a list does?"""
    return any(_BULLET.match(line) for line in text.split("\n"))


@lru_cache(maxsize=1 << 16)
def same(text: str) -> str:
    """What two wordings must share to be the same: letters and figures, small, without punctuation."""
    return " ".join(re.sub(r"[^\w%£]+", " ", text.casefold()).split())


def likeness(one: str, other: str, floor: float = ALIKE) -> float:
    """From 0, nothing in common, to 1, the same. Below `floor` it may be 0: the slow comparison is for the likely ones."""
    a, b = same(one)[:600], same(other)[:600]
    words, others = set(a.split()), set(b.split())
    fewer = min(len(words), len(others))
    if fewer > 3 and len(words & others) < (floor - 0.4) * fewer:
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    likely = matcher.real_quick_ratio() >= floor and matcher.quick_ratio() >= floor
    return matcher.ratio() if likely else 0.0


def number_text(value: Decimal | None) -> str:
    """A number as stated, without an exponent or zeros that nobody wrote."""
    return "" if value is None else f"{value.normalize():f}"


def line_of(item: pack.Item) -> str:
    """How another row names this item."""
    words = getattr(item, "title", "") or getattr(item, "text", "") or getattr(item, "name", "")
    return one_line(f"{getattr(item, 'ref', '')} {words}")


def split_number(line: str) -> tuple[str, str]:
    """ "1.9 A new offer" as ("1.9", "A new offer"); no number where there is none."""
    match = _NUMBERED.match(line)
    return (match["ref"], match["rest"]) if match and len(match["ref"]) <= 20 else ("", line)


# --- steps and milestones -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepLine:
    """What one line says of a step."""

    text: str
    due: str = ""
    state: str = WorkState.NOT_STATED


_STATES = {state.label.lower(): state.value for state in WorkState if state is not WorkState.NOT_STATED}


def line_of_step(step: pack.Step) -> str:
    """`Pathways are reviewed. [by Autumn 2024] [Done]`."""
    due = f" [by {one_line(step.due)}]" if step.due else ""
    state = f" [{WorkState(step.state).label}]" if step.state != WorkState.NOT_STATED.value else ""
    return one_line(step.text) + due + state


def read_step(line: str, *, milestone: bool) -> StepLine:
    """The same line read. A milestone that ends "by Autumn 2024" has that date; its words stay whole."""
    text, due, state = line, "", str(WorkState.NOT_STATED)
    while match := _BRACKET.search(text):
        inner = one_line(match[1])
        if inner.lower() in _STATES:
            state = _STATES[inner.lower()]
        elif inner.lower().startswith("by ") and len(inner) > 3:
            due = inner[3:]
        else:
            break
        text = text[: match.start()].rstrip()
    if not text:
        return StepLine(line)
    if state == WorkState.NOT_STATED and _ROUND_DONE.search(text):
        state = str(WorkState.DONE)
    if milestone and not due:
        due = due_at_end(text)
    return StepLine(text, due, state)


def due_at_end(text: str) -> str:
    """The date in which a promise ends ("… by Autumn 2024."), when it is one that can be read; else nothing."""
    match = _BY.search(_ROUND_DONE.sub("", text))
    words = match["due"].strip().rstrip(".") if match else ""
    words = re.split(r"\bby ", words, flags=re.IGNORECASE)[-1]
    return words if words and read_due(words).precision in _FIRM else ""


# --- leads --------------------------------------------------------------------------------------------------

ACCOUNTABLE = "Accountable: "


def line_of_lead(lead: pack.Lead, names: dict[str, str]) -> str:
    """`Head of SEND, Newcastle City Council`; what the document worded otherwise stands beside it."""
    who = ", ".join(filter(None, (one_line(lead.role), names.get(lead.organisation or "", ""))))
    wording = one_line(lead.wording)
    said = f"{who} (“{wording}”)" if who and wording else who or wording
    return f"{ACCOUNTABLE}{said}" if lead.part == "accountable" else said


def joined(lines: Iterable[str]) -> str:
    """The lines as one cell."""
    return "\n".join(line for line in lines if line)
