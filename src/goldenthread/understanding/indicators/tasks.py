"""What takes long: counting every indicator in the area's own returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused
from goldenthread.understanding.datasets.actions import open_release
from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.datasets.lake.keeping import Damaged
from goldenthread.understanding.datasets.lake.returns import census_date
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.reading.staged import workbench

from . import policies, queries
from .actions import Loaded, load_returns
from .computing.figures import Worked
from .computing.returned import NotOfThisArea, edition, figures_of, returned
from .definitions.schema import Indicator


def compute_returns(*, area: Area, by: AnyActor, purpose: str) -> list[Loaded]:
    """Count every indicator in the returns in use, and take the figures in, each year's from its own release.

    Not one transaction: that rows of children were read stays in the log, whatever comes of the counting. Nothing is
    opened where every return was counted already under the definitions of today.
    """
    policies.check_can_compute(by, area)
    releases = queries.returns_in_use(area)
    policies.check_there_is_a_return(area, releases)
    indicators = queries.indicators_for(area)
    mark = edition(indicators, queries.revisions_of_own(area))
    names = {each.lake_id: f"{each.lake_id}.{mark}" for each in releases}
    known = [queries.source_of(queries.own_publication(area), name) for name in names.values()]
    done = [Loaded(source, 0, source.figures.count(), 0) for source in known if source]
    if len(done) == len(releases):
        return done
    found = _count(area, releases, indicators, by, purpose)
    counted = [(each, names[each.lake_id], found[each.lake_id]) for each in releases]
    return load_returns(area=area, found=counted, by=by, purpose=purpose)


def _count(
    area: Area, releases: Sequence[Release], indicators: Mapping[str, Indicator], by: AnyActor, purpose: str
) -> dict[str, list[Worked]]:
    council = councils()[area.gss_code].dfe if area.gss_code in councils() else ""
    with workbench() as engine:
        try:
            given = [
                returned(
                    each.lake_id,
                    each.year or 0,
                    open_release(release=each, engine=engine, by=by, purpose=purpose),
                    council=council,
                    census=census_date(each.year or 0),
                )
                for each in releases
            ]
        except (NotOfThisArea, Damaged) as fault:
            raise Refused(str(fault)) from fault
        return figures_of(engine, given, area.gss_code, indicators, queries.own_publication(area))
