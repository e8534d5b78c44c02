"""A small strategy of an invented area that has a little of everything a workbook can carry."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.publishing.packs import format as pack

BARE = pack.Pack(
    area=pack.Area(slug="oxbow", name="Oxbow", gss_code="E06000999"),
    source=pack.Source(title="Joint strategy", publishers="Oxbow Council"),
    sections=(pack.Section(id="1", title="1. Plan"),),
    organisations=(
        pack.Organisation(key="oxbow-council", name="Oxbow Council", short_name="OC", kind="council"),
        pack.Organisation(key="marsh-icb", name="Marsh Integrated Care Board", short_name="MICB", kind="icb"),
    ),
    strategies=(pack.Strategy(key="js", title="Joint strategy", principal=True, status="adopted"),),
)


def _to(key: str) -> pack.Links:
    return (pack.LinkTo(key=key),)


SMALL = BARE.model_copy(
    update={
        "themes": (pack.Theme(key="t-therapy", title="Therapy"), pack.Theme(key="t-breaks", title="Short breaks")),
        "priorities": (pack.Priority(key="p1", ref="1", title="Shorter waits", seeks=_to("o1")),),
        "outcomes": (
            pack.Outcome(key="o1", text="Children wait less"),
            pack.Outcome(key="o2", text="Families get a break"),
        ),
        "statements": (
            pack.Statement(key="s1", text="We wait too long", speaker="parents-and-carers", themes=_to("t-therapy")),
            pack.Statement(key="s2", text="Nothing to do at weekends", speaker="young-people"),
        ),
        "answers": (
            pack.Answer(
                key="n1", kind="we-did", text="Hired two therapists", answers=_to("s1"), themes=_to("t-therapy")
            ),
            pack.Answer(key="n2", kind="what-next", text="Open a second clinic", year="2026/27", answers=_to("s1")),
        ),
        "actions": (
            pack.Action(
                key="a1",
                ref="1",
                title="Redesign therapy",
                text="Together with families.",
                due="March 2026",
                state="in-progress",
                steps=(
                    pack.Step(key="s1", text="Review pathways", state="done"),
                    pack.Step(key="m1", text="New contract starts", kind="milestone", due="1 April 2026"),
                ),
                leads=(
                    pack.Lead(organisation="oxbow-council", role="Head of SEND"),
                    pack.Lead(part="partner", organisation="marsh-icb"),
                ),
                delivers=_to("p1"),
                achieves=_to("o1"),
                themes=_to("t-therapy"),
            ),
            pack.Action(key="a2", ref="2", title="Offer weekend breaks", achieves=_to("o2"), themes=_to("t-breaks")),
        ),
        "measures": (
            pack.Measure(
                key="m-waits",
                title="Median wait",
                unit="weeks",
                target=pack.Target(kind="direction", direction="down"),
                baseline=pack.Baseline(state="known", value=Decimal(30), period="2024/25"),
                measures=_to("a1"),
                owner=(pack.Lead(organisation="marsh-icb"),),
                observations=(pack.Observation(period="2025/26", value=Decimal(27)),),
            ),
            pack.Measure(
                key="m-heard",
                title="Parents who feel heard",
                unit="per cent",
                target=pack.Target(kind="to-be-determined"),
                baseline=pack.Baseline(state="to-be-determined"),
            ),
        ),
    }
)
