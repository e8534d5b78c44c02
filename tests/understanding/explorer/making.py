"""A return that is ready to be explored, without a lake: made-up rows, protected as real ones are."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.states import ReleaseState
from goldenthread.understanding.explorer.computing.blurring import weights
from goldenthread.understanding.explorer.computing.kept import as_json
from goldenthread.understanding.explorer.computing.protecting import Row, protected
from goldenthread.understanding.explorer.definitions.registry import categories, counted
from goldenthread.understanding.explorer.definitions.schema import Counted
from goldenthread.understanding.explorer.models import Prepared
from goldenthread.understanding.explorer.queries import mark

TODAY = date(2026, 11, 22)


def rows_of(what: Counted, children: int = 600) -> list[Row]:
    """Children in unequal groups; girls are placed in special schools, and asked for, more often."""
    draw = random.Random(what.code)  # noqa: S311  # made up
    weighed = weights([str(n) for n in range(children)], b"kept outside")
    found = []
    for n in range(children):
        girl = draw.random() < 0.4
        places = []
        for dimension in what.by:
            named = categories(dimension)
            ordered = named if girl or dimension.code not in ("setting", "outcome") else named[::-1]
            places.append(draw.choices(ordered, weights=[2.0**-at for at in range(len(ordered))])[0])
            if dimension.code == "sex":
                places[-1] = "Female" if girl else "Male"
        found.append(Row(str(n), weighed[str(n)], tuple(places), draw.randrange(2, 18) if what.age else None))
    return found


@cache
def _content(code: str, cannot: tuple[tuple[str, str], ...]) -> dict[str, object]:
    what, wanting = counted()[code], dict(cannot)
    ways = [at for at, each in enumerate(what.by) if each.code not in wanting]
    rows = [Row(r.child, r.weight, tuple(r.places[at] for at in ways), r.age) for r in rows_of(what)]
    told = protected([what.by[at].code for at in ways], rows)
    own = {each.code: wanting[each.code] for each in what.by if each.code in wanting}
    return {"kept": as_json(told), "why": "", "cannot": own}


def prepared_return(area: Area, year: int = 2025, *, cannot: dict[str, str] | None = None) -> Prepared:
    """The return of a year, in use and ready."""
    words = {"publisher": "The council", "source": "Made up", "licence": "None"}
    release = Release.objects.create(
        area=area,
        kind="sen2",
        lake_id=f"{year}abcdef0123456789",
        title="SEN2 person-level return",
        year=year,
        person_level=True,
        rows_read=600,
        rows_kept=600,
        state=ReleaseState.ACCEPTED,
        read_on=TODAY,
        accepted_on=TODAY,
        **words,
    )
    content = {code: _content(code, tuple((cannot or {}).items())) for code in counted()}
    return Prepared.objects.create(
        area=area,
        release=release,
        year=year,
        census=date(year, 1, 16),
        edition=mark(area),
        content=content,
        prepared_on=TODAY,
        prepared_by="Anna",
    )
