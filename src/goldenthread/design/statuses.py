"""How is a status shown so that nobody needs to see colour? A word, a shape and a tone for each.

The rules that give a status are in `goldenthread.analysis`; here is only its look. A status nobody listed is shown
by its own word, quietly, so that a new one is never hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

Tone = Literal["good", "active", "warn", "bad", "unknown", "quiet"]


@dataclass(frozen=True)
class Look:
    word: str
    mark: str
    tone: Tone


_DONE, _GOING, _WARN, _BAD, _ASK, _OPEN, _HALF, _STOPPED = "✓", "●", "▲", "▼", "?", "○", "◆", "■"

LOOKS: dict[str, Look] = {
    # a measure
    "met": Look("Met", _DONE, "good"),
    "on-track": Look("On track", _GOING, "active"),
    "off-track": Look("Off track", _BAD, "bad"),
    "not-met": Look("Not met", _BAD, "bad"),
    "cannot-tell": Look("Cannot tell", _ASK, "unknown"),
    # an action
    "done": Look("Done", _DONE, "good"),
    "embedded": Look("Embedded", _DONE, "good"),
    "in-progress": Look("In progress", _GOING, "active"),
    "not-started": Look("Not started", _OPEN, "quiet"),
    "not-started-yet": Look("Not started yet", _OPEN, "quiet"),
    "due-soon": Look("Due soon", _WARN, "warn"),
    "at-risk": Look("At risk", _WARN, "warn"),
    "late": Look("Late", _BAD, "bad"),
    "overdue": Look("Overdue", _BAD, "bad"),
    "blocked": Look("Blocked", _STOPPED, "bad"),
    "dropped": Look("Dropped", _STOPPED, "quiet"),
    "not-stated": Look("Not stated", _ASK, "unknown"),
    # what families say
    "true": Look("Families say true", _DONE, "good"),
    "partly": Look("Families say partly true", _HALF, "warn"),
    "not-true": Look("Families say not true", _BAD, "bad"),
    "not-asked": Look("Families not asked yet", _ASK, "unknown"),
    "families-say-true": Look("Families say true", _DONE, "good"),
    "families-say-partly-true": Look("Families say partly true", _HALF, "warn"),
    "families-say-not-true": Look("Families say not true", _BAD, "bad"),
    "families-differ": Look("Families differ", _HALF, "warn"),
    "not-asked-yet": Look("Families not asked yet", _ASK, "unknown"),
    "disputed": Look("Families disagree", _HALF, "warn"),
    # what was answered
    "we-did": Look("We did", _DONE, "good"),
    "what-next": Look("What next", _GOING, "active"),
    "not-yet": Look("Not yet", _OPEN, "quiet"),
    "could-not": Look("Could not", _STOPPED, "quiet"),
    # a strategy or a version
    "draft": Look("Draft", _OPEN, "quiet"),
    "in-consultation": Look("In consultation", _HALF, "active"),
    "adopted": Look("Adopted", _DONE, "good"),
    "under-review": Look("Under review", _HALF, "warn"),
    "superseded": Look("Superseded", _STOPPED, "quiet"),
    # a data set that a partner promised
    "came-on-time": Look("Came on time", _DONE, "good"),
    "came-late": Look("Came late", _WARN, "warn"),
    "came-in-part": Look("Came in part", _HALF, "warn"),
    "due-now": Look("Due now", _WARN, "warn"),
    "not-due-yet": Look("Not due yet", _OPEN, "quiet"),
    "never-came": Look("Never came", _BAD, "bad"),
    "refused": Look("Refused", _STOPPED, "bad"),
    # a figure that is not a number
    "suppressed": Look("Hidden to protect people", _STOPPED, "unknown"),
    "not-collected": Look("Not collected", _ASK, "unknown"),
    "not-yet-set": Look("Not yet set", _ASK, "unknown"),
    "to-be-determined": Look("To be decided", _ASK, "unknown"),
}


def look(status: object) -> Look:
    """The look of a status given as an enum member or its value, in either spelling (`off_track`, `off-track`)."""
    value = status.value if isinstance(status, Enum) else status
    key = str(value).strip().lower().replace("_", "-").replace(" ", "-")
    return LOOKS.get(key) or Look(_own_word(status, key), "•", "quiet")


def _own_word(status: object, key: str) -> str:
    label = getattr(status, "label", "")
    return str(label) if isinstance(label, str) and label else key.replace("-", " ").capitalize()
