"""Small strategies and pieces of work, for tests of the rules of the signed-in home."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from goldenthread.analysis.due import read_due
from goldenthread.publishing.home.work import ACTION, MEASURE, Holder, Work
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import action_judgement, measure_judgement

TODAY = date(2026, 11, 22)


def action(key: str, **values: Any) -> pack.Action:
    return pack.Action(key=key, **{"title": f"Action {key}"} | values)


def finished(key: str, **values: Any) -> pack.Action:
    """An action that somebody reported done."""
    done = pack.Update(on=date(2026, 6, 1), state="done", note="Done.")
    return action(key, **{"due": "July 2026", "state": "done", "updates": (done,)} | values)


def measure(key: str, *values: int, target: int | None = 90, **more: Any) -> pack.Measure:
    """A measure that should reach its target, from a baseline of 50 in 2023, with a value for each year since."""
    seen = tuple(pack.Observation(period=str(2024 + n), value=value) for n, value in enumerate(values))
    aim = (
        pack.Target(kind="absolute", value=target, direction="up", due="2028")
        if target
        else pack.Target(kind="to-be-determined")
    )
    start = pack.Baseline(state="known", value=50, period="2023")
    given = {"title": f"Measure {key}", "unit": "per cent", "target": aim, "baseline": start, "observations": seen}
    return pack.Measure(key=key, **given | more)


def holder(
    name: str = "Somebody", *, at_work: bool = True, ended: date | None = None, part: str = "lead", body: int = 1
) -> Holder:
    return Holder(
        responsibility=uuid4(),
        part=part,
        organisation=body,
        bodies=frozenset({body}),
        body="A council",
        body_ended=ended,
        role="Service manager",
        person=uuid4() if name else None,
        name=name,
        at_work=at_work and bool(name),
        since=None,
    )


def work(item: pack.Action | pack.Measure, *holders: Holder, wants: tuple[Any, ...] = ()) -> Work:
    kind = ACTION if isinstance(item, pack.Action) else MEASURE
    judged = action_judgement(item, TODAY) if isinstance(item, pack.Action) else measure_judgement(item, TODAY)
    due = read_due(item.due if isinstance(item, pack.Action) else item.target.due)
    return Work(uuid4(), kind, item, judged, due, "", holders, wants)


def strategy(**values: Any) -> pack.Pack:
    given: dict[str, Any] = {
        "area": pack.Area(slug="somewhere", name="Somewhere", gss_code="E06000001"),
        "source": pack.Source(title="A strategy", publishers="Nobody"),
        "sections": (),
        "strategies": (
            pack.Strategy(key="jcs", title="A strategy", principal=True, status="adopted", review="every year"),
        ),
    }
    return pack.Pack(**given | values)
