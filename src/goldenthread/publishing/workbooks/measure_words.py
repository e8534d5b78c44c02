"""What do the words of a measure, a target or a baseline state, and what do they leave open?"""

from __future__ import annotations

import re
from decimal import Decimal

from goldenthread.publishing.packs import format as pack

from .draft import Draft, title_from
from .lines import one_line

UNSET = (
    "tbc",
    "tbd",
    "tba",
    "to be confirmed",
    "to be determined",
    "to be set",
    "to be agreed",
    "not yet set",
    "in development",
)
_UP = re.compile(
    r"\b(?:increas\w*|rise[sn]?|rising|more|higher|improves?d?|upward\w*|grow\w*|above|exceed\w*)\b", re.IGNORECASE
)
_DOWN = re.compile(r"\b(?:decreas\w*|reduc\w*|fall\w*|fewer|lower|less|downward\w*|below|shorter)\b", re.IGNORECASE)
_BASELINE = re.compile(
    r"\s*\(?\bbaseline:? (?P<value>\d{1,12}(?:\.\d{1,6})?)(?P<per>\s?%)?(?: (?:in )?(?P<period>[^)]{4,40}))?\)?\.?\s*$",
    re.IGNORECASE,
)
_BASELINE_UNSET = re.compile(
    r"\s*\(?\bbaseline:? (?:is )?(?:tbc|tbd|to be (?:confirmed|determined|set|agreed))\)?\.?\s*$", re.IGNORECASE
)
VALUE_AND_PERIOD = re.compile(
    r"^(?P<value>-?\d[\d,]{0,14}(?:\.\d{1,6})?)\s?(?P<per>%)?\s*[\s(,:–-]+(?:in |at |as at )?(?P<period>[A-Za-z0-9][^()]{2,40})\)?$"
)


def measure_from_line(draft: Draft, line: str) -> str:
    """The measure that a line of a plan states, added where it is new. Its key."""
    words, baseline = line, pack.Baseline(state="not-stated")
    if match := _BASELINE.search(line):
        period = one_line(match["period"] or "")
        baseline = pack.Baseline(state="known", value=Decimal(match["value"]), period=period)
        words = line[: match.start()].rstrip() or line
    elif match := _BASELINE_UNSET.search(line):
        baseline = pack.Baseline(state="to-be-determined")
        words = line[: match.start()].rstrip() or line
    if known := draft.find("measures", words):
        return known
    title, cut = title_from(words)
    return draft.add(
        "measures",
        title,
        title=title,
        wording=words if cut else "",
        unit=unit_in(line),
        target=target_in(words) or pack.Target(kind="not-stated"),
        baseline=baseline,
    )


def unit_in(words: str) -> str:
    """The unit that the words name; in words where they name none, because a unit is not guessed."""
    if "%" in words or re.search(r"\bper ?cent(?:age)?\b|\bproportion\b", words, re.IGNORECASE):
        return "per cent"
    return "count" if re.search(r"\bnumbers? of\b", words, re.IGNORECASE) else "words"


def target_in(words: str) -> pack.Target | None:
    up, down = bool(_UP.search(words)), bool(_DOWN.search(words))
    if up == down:
        return None
    return pack.Target(kind="direction", direction="up" if up else "down")
