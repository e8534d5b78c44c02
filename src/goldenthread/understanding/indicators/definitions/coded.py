"""Is every code that an expression names one that a return may hold? A code that does not exist would count nobody."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from sqlglot import exp, parse_one

from goldenthread.analysis.prose import join_words
from goldenthread.understanding.datasets.kinds.schema import Kind

from .checks import Placed
from .schema import Base, Indicator

COMPARED = (exp.EQ, exp.NEQ, exp.In)


def faults_of_codes(indicator: Indicator, base: Base, kind: Kind) -> Iterator[Placed]:
    """Each code that is in no list, with the nearest that is. `kind`: the return, with the area’s own codes in its lists."""
    source = indicator.person_level
    for name, text in (("numerator", source.numerator), ("denominator", source.denominator)) if source else ():
        for column, literal in _compared(text):
            known = known_in(base, column, kind)
            if known and literal not in known:
                yield f"person_level.{name}", _said(literal, column, known)


def known_in(base: Base, column: str, kind: Kind) -> dict[str, str]:
    """What may stand in a column → what it means; nothing where nobody knows the list."""
    words = dict.fromkeys(base.words.get(column, ()), "")
    if column not in base.codes:
        return words
    listed = kind.code_set(base.codes[column])
    return {code.code: code.means for code in listed.codes} | words if listed.known else {}


def _compared(text: str) -> Iterator[tuple[str, str]]:
    """Each column with each text that it is compared with."""
    for node in parse_one(text, dialect="duckdb").find_all(*COMPARED):
        sides = [node.this, *node.expressions, *filter(None, [node.args.get("expression")])]
        columns = [side.name for side in sides if isinstance(side, exp.Column)]
        texts = [side.name for side in sides if isinstance(side, exp.Literal) and side.is_string]
        yield from ((column, each) for column in columns for each in texts)


def _said(literal: str, column: str, known: dict[str, str]) -> str:
    near = get_close_matches(literal.upper(), [each.upper() for each in known], 1, 0.5)
    found = next((each for each in known if near and each.upper() == near[0]), "")
    means = f" ({known[found]})" if known.get(found) else ""
    expected = f"the nearest is {found}{means}" if found else f"expected {join_words(sorted(known), 'or')}"
    return f"{column} never holds “{literal}”: {expected}."
