"""Can a value that a row states be so? What the form for a value refuses, a workbook does not bring in either."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from goldenthread.analysis import Observation, State
from goldenthread.analysis.doubts import Doubt, impossible
from goldenthread.analysis.prose import quote
from goldenthread.partnership.policies import Refused
from goldenthread.planning.measures.models import Observation as Kept
from goldenthread.planning.measures.policies import check_hangs_together
from goldenthread.publishing.packs import format as pack

from .reading import Row
from .taking import Taking, brief

_SPLIT = ": expected "


def is_credible(taking: Taking, row: Row, unit: str, seen: pack.Observation, columns: Mapping[str, str]) -> bool:
    """Whether a value can be so; where it cannot, each fault is one of its cell. `columns`: the column of each part."""
    wrong = _wrong(seen, unit, taking.today)
    for part, words in wrong:
        name = columns.get(part, part)
        expected = words.partition(_SPLIT)[2].rstrip(".")
        remedy = "" if expected else words
        taking.fault(row, name, quote(brief(row.text(name))), expected or "a value that agrees with its parts", remedy)
    return not wrong


def _wrong(seen: pack.Observation, unit: str, today: date) -> tuple[Doubt, ...]:
    values = dict(seen)
    found = impossible(Observation(**{**values, "state": State(seen.state)}), unit, today)
    if found:
        return found
    try:
        check_hangs_together(Kept(**values), unit)
    except Refused as refusal:
        return (Doubt("value", str(refusal)),)
    return ()
