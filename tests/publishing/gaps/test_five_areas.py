"""Does the gap report find the real gaps of the five published strategies, and no false ones?

Every key below was checked by hand against the pack and the published document. An event needs no baseline, the Local
Offer is commissioned by nobody, and boards whose place and members are laid down by law are not asked for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from goldenthread.demo.load import AREAS, pack_named
from goldenthread.publishing.gaps.engine import gaps_in
from goldenthread.publishing.gaps.queries import gaps_of
from goldenthread.publishing.packs.format import Pack

TODAY = date(2026, 11, 22)
UNHELD = frozenset({"a-healthwatch-review"})  # the one lead with a body or a role: nobody at work holds it


@dataclass(frozen=True)
class Every:
    """All items of a list of the pack, or all answers of a kind, but for these."""

    name: str
    but: frozenset[str] | set[str] = frozenset()

    def keys(self, pack: Pack) -> set[str]:
        answers = [answer for answer in pack.answers if answer.kind == self.name]
        return {item.key for item in answers or getattr(pack, self.name)} - self.but


EXPECTED: dict[str, dict[str, set[str] | Every]] = {
    "newcastle": {
        "board-without-seats": {
            "joint-intelligence-and-commissioning-group",
            "send-executive-board",
            "children-and-young-people-strategic-partnership",
            "therapy-delivery-groups",
            "therapy-steering-groups",
        },
        "board-answers-to-nobody": {"therapy-delivery-groups", "therapy-steering-groups"},
        "promise-without-action": {
            "ans-voice-in-market-engagement",
            "ans-themes-in-specifications",
            "ans-outcomes-monitored",
        },
        "promise-behind": {"ans-inspection-areas-in-plan"},
        "need-without-priority": {"n-ehcp", "n-slcn", "n-neurodevelopmental-waits"},
        "evidence-without-number": {"ev-therapy-and-mental-health-waits"},
        "priority-without-outcome": {"p-short-breaks-access", "p-inclusive-opportunities"},
        "action-without-outcome": {"a-short-breaks"},
        "action-without-lead": {
            "a-child-therapies",
            "a-short-breaks",
            "a-alternative-provision",
            "a-independent-schools",
            "a-clinical-needs",
        },
        "milestone-overdue": {
            "a-child-therapies",
            "a-short-breaks",
            "a-alternative-provision",
            "a-independent-schools",
            "a-clinical-needs",
        },
        "service-without-commissioner": {
            "sv-neurodevelopmental-pathway",
            "sv-occupational-therapy",
            "sv-speech-and-language-therapy",
            "sv-mental-health",
            "sv-cyps",
            "sv-physiotherapy",
            "sv-community-short-breaks",
            "sv-haf",
            "sv-newcastle-youth-fund",
            "sv-independent-special-school-placements",
            "sv-medicines-optimisation",
        },
        "service-without-provider": {
            "sv-neurodevelopmental-pathway",
            "sv-occupational-therapy",
            "sv-speech-and-language-therapy",
            "sv-mental-health",
            "sv-cyps",
            "sv-physiotherapy",
            "sv-paediatric-ot-adaption",
            "sv-community-short-breaks",
            "sv-haf",
            "sv-newcastle-youth-fund",
            "sv-medicines-optimisation",
        },
        "strategy-without-review": {"jcs"},
        "baseline-not-stated": {
            "m-waits-fall",
            "m-know-where-to-go",
            "m-things-to-do",
            "m-places-to-chill",
            "m-exclusions-fall",
            "m-happier-in-education",
            "m-team-feedback",
        },
        "target-to-be-determined": {"m-waits-fall", "m-know-where-to-go"},
        "target-not-stated": {"m-team-feedback"},
        "measure-without-owner": {
            "m-waits-fall",
            "m-know-where-to-go",
            "m-things-to-do",
            "m-places-to-chill",
            "m-exclusions-fall",
            "m-happier-in-education",
            "m-team-feedback",
        },
        "measure-without-frequency": {
            "m-waits-fall",
            "m-know-where-to-go",
            "m-things-to-do",
            "m-places-to-chill",
            "m-exclusions-fall",
            "m-happier-in-education",
            "m-team-feedback",
        },
        "measure-without-source": {"m-waits-fall", "m-exclusions-fall"},
        "never-observed": {
            "m-waits-fall",
            "m-know-where-to-go",
            "m-things-to-do",
            "m-places-to-chill",
            "m-exclusions-fall",
            "m-happier-in-education",
            "m-team-feedback",
        },
    },
    "south-tyneside": {
        "statement-joined-to-nothing": {"st-young-people-four-areas", "st-young-people-were-supported"},
        "statement-without-answer": {
            "st-inspectors-listening",
            "st-young-people-travel-training",
            "st-young-people-life-skills",
            "st-young-people-college-tasters",
            "st-young-people-barrier-achievement",
            "st-young-people-barrier-health",
            "st-young-people-barrier-travel",
        },
        "answer-not-confirmed": {"an-lifecycle-waiting-list"},
        "need-without-priority": {
            "n-prevalence",
            "n-autism-and-speech",
            "n-growing-autism-and-semh",
            "n-out-of-borough",
            "n-mental-health-waits",
            "n-transition-services",
            "n-feel-heard",
        },
        "evidence-without-number": {
            "ev-primary-need",
            "ev-out-of-borough",
            "ev-mental-health-waits",
            "ev-local-offer-awareness",
            "ev-special-school-attendance",
        },
        "stage-not-stated": {"outcome", "measure"},
        "priority-without-ground": {
            "p3-parent-carer-forum-governance",
            "p4-seek-feedback",
            "p8-link-health-data",
            "p9-oversight-of-plan-quality",
            "p10-simpler-quality-assurance",
            "p12-needs-since-covid",
        },
        "priority-without-outcome": {
            "p1-local-offer-reach",
            "p2-local-offer-refresh",
            "p3-parent-carer-forum-governance",
            "p4-seek-feedback",
            "p5-track-outcomes-16-25",
            "p6-transition-to-adult-services",
            "p7-commission-0-to-25",
            "p8-link-health-data",
            "p9-oversight-of-plan-quality",
            "p10-simpler-quality-assurance",
            "p11-special-school-attendance",
            "p12-needs-since-covid",
        },
        "priority-without-action": {
            "p1-local-offer-reach",
            "p2-local-offer-refresh",
            "p3-parent-carer-forum-governance",
            "p4-seek-feedback",
            "p5-track-outcomes-16-25",
            "p7-commission-0-to-25",
            "p8-link-health-data",
            "p9-oversight-of-plan-quality",
            "p10-simpler-quality-assurance",
            "p11-special-school-attendance",
            "p12-needs-since-covid",
        },
        "strategy-without-period": {"jcs"},
        "action-without-priority": {"a-update-local-offer"},
        "action-without-lead": {"a-update-local-offer", "a-review-transition-pathways"},
        "action-without-date": {"a-update-local-offer", "a-review-transition-pathways"},
        "service-without-commissioner": {
            "sv-lifecycle",
            "sv-sendiass",
            "sv-disagreement-resolution",
            "sv-emotional-health",
            "sv-therapy",
            "sv-alternative-provision",
            "sv-universal",
        },
        "service-without-provider": {
            "sv-lifecycle",
            "sv-disagreement-resolution",
            "sv-emotional-health",
            "sv-therapy",
            "sv-alternative-provision",
            "sv-universal",
        },
        "strategy-without-review": {"jcs"},
    },
    "northumberland": {
        "board-without-seats": {"joint-commissioning-group", "strategic-transitions-group"},
        "board-answers-to-nobody": {"send-strategic-groups", "strategic-transitions-group"},
        "need-without-priority": {"need-preschool-complex", "need-asd", "need-slcn", "need-sld-pmld", "need-medical"},
        "evidence-without-number": {
            "ev-special-school-growth",
            "ev-medical-growth",
            "ev-causes-not-known",
            "ev-other-needs-stable",
            "ev-high-needs-demand",
        },
        "stage-not-stated": {"statement", "outcome", "measure"},
        "priority-without-ground": {
            "p1-mediation",
            "p2-therapies",
            "p3-complex-care",
            "p4-mental-health",
            "p5-post-16",
        },
        "priority-without-outcome": {
            "p1-mediation",
            "p2-therapies",
            "p3-complex-care",
            "p4-mental-health",
            "p5-post-16",
        },
        "strategy-without-period": {"jcs"},
        "action-without-priority": {"a1-strategic"},
        "lead-without-role": {
            "a1-strategic",
            "a2-mediation",
            "a3-therapies",
            "a4-complex-care",
            "a5-mental-health",
            "a6-post-16",
        },
        "overdue-without-update": {
            "a1-strategic",
            "a2-mediation",
            "a3-therapies",
            "a4-complex-care",
            "a5-mental-health",
            "a6-post-16",
        },
        "service-of-ended-body": {"svc-cyps", "svc-eating-disorder", "svc-slt-general", "svc-physiotherapy"},
        "service-without-commissioner": {
            "svc-play-schemes",
            "svc-jels",
            "svc-ne6-residential",
            "svc-leaving-care-framework",
            "svc-supported-lodgings",
            "svc-group-accommodation",
            "svc-floating-support",
            "svc-return-home-mediation",
        },
        "service-without-provider": {"svc-kyloe-drug-alcohol"},
    },
    "north-east-lincolnshire": {
        "board-without-seats": {
            "send-executive-board",
            "union-leadership-team",
            "union-board",
            "union-partnership-board",
            "voice-group",
            "transition-working-group",
        },
        "board-answers-to-nobody": {"voice-group", "transition-working-group"},
        "promise-behind": Every("what-next"),
        "answer-not-confirmed": Every("we-did"),
        "stage-not-stated": {"need", "priority", "outcome"},
        "action-without-lead": Every("actions", {"a-healthwatch-review"}),
        "lead-nobody-holds": {"a-healthwatch-review"},
        "overdue-without-update": Every("actions"),
        "service-of-ended-body": {"sv-speech-language", "sv-occupational-therapy", "sv-dietetics", "sv-physiotherapy"},
        "service-without-commissioner": Every(
            "services",
            {"sv-dietetics", "sv-local-offer", "sv-occupational-therapy", "sv-physiotherapy", "sv-speech-language"},
        ),
        "service-without-provider": Every("services", {"sv-local-offer", "sv-sendiass"}),
        "baseline-not-stated": {
            "m-plans-on-time",
            "m-know-local-offer",
            "m-assessment-waits",
            "m-send-complaints",
            "m-mediations-tribunals",
            "m-academic-outcomes",
            "m-assessment-complaints",
            "m-parent-feedback",
            "m-asc-gap",
            "m-exclusions",
            "m-known-to-yos",
        },
        "baseline-to-be-determined": {"m-age-at-assessment", "m-age-at-first-plan"},
        "measure-without-owner": Every("measures"),
        "measure-without-frequency": Every(
            "measures",
            {
                "m-age-at-assessment",
                "m-age-at-first-plan",
                "m-assessment-complaints",
                "m-assessment-waits",
                "m-celebration-held",
                "m-exclusions",
                "m-know-therapy-access",
                "m-known-to-yos",
                "m-neet-17",
                "m-parent-feedback",
                "m-reach-goals",
                "m-send-complaints",
            },
        ),
        "measure-without-source": Every("measures", {"m-celebration-held", "m-know-local-offer"}),
        "never-observed": Every("measures"),
    },
    "tameside": {
        "board-without-seats": {"strategic-commissioning-board", "send-strategic-group", "joint-commissioning-group"},
        "statement-joined-to-nothing": {
            "v-information",
            "v-transition",
            "v-not-joined-up",
            "v-telling-my-story",
            "v-diagnosis-waits",
            "v-signposting",
            "v-ehcp-support",
            "v-coordinated-care",
            "v-shared-information",
            "v-say-and-control",
            "v-support-through-schools",
        },
        "no-young-voice": {"tameside"},
        "need-resting-on-nothing": {"n-range-of-support"},
        "need-without-priority": {"n-range-of-support"},
        "evidence-without-number": {"ev-most-families-good-support"},
        "stage-not-stated": {"action", "measure"},
        "priority-without-ground": {
            "p1-iscan-review",
            "p2-neighbourhood-working",
            "p3-resourced-provision",
            "p4-transitions",
            "p5-neurodevelopmental-pathway",
            "p6-personalised-care",
            "p7-transforming-care",
        },
        "priority-without-action": {
            "p1-iscan-review",
            "p2-neighbourhood-working",
            "p3-resourced-provision",
            "p4-transitions",
            "p5-neurodevelopmental-pathway",
            "p6-personalised-care",
            "p7-transforming-care",
        },
        "service-without-commissioner": {"sv-iscan", "sv-neurodevelopmental-pathway"},
        "service-without-provider": {"sv-iscan", "sv-neurodevelopmental-pathway"},
        "outcome-without-measure": {
            "o1-positive-experience",
            "o2-timely-assessment",
            "o3-inclusive-education",
            "o4-smooth-transitions",
            "o5-partnership-working",
        },
    },
}


@pytest.mark.parametrize("slug", AREAS)
def test_the_gaps_of_a_published_strategy_are_those_found_by_hand(slug: str):
    pack = pack_named(slug)
    found = {each.rule.id: {gap.key for gap in each.gaps} for each in gaps_in(pack, TODAY, UNHELD).found}

    assert found == {
        rule: keys.keys(pack) if isinstance(keys, Every) else keys for rule, keys in EXPECTED[slug].items()
    }


@pytest.mark.parametrize("slug", AREAS)
def test_the_report_of_an_area_is_that_of_its_strategy(slug: str, request: pytest.FixtureRequest):
    report = gaps_of(request.getfixturevalue(slug.replace("-", "_")), TODAY)

    assert [gap.sentence for gap in report.gaps] == [
        gap.sentence for gap in gaps_in(pack_named(slug), TODAY, UNHELD).gaps
    ]


def test_the_gap_that_newcastle_is_known_for_is_one_plain_sentence():
    (gap,) = gaps_in(pack_named("newcastle"), TODAY).only(rule="action-without-outcome").gaps

    assert gap.sentence == "“Community Short Breaks Offer” leads to no outcome."


def test_a_strategy_in_use_has_few_gaps_and_each_is_true():
    found = {each.rule.id: {gap.key for gap in each.gaps} for each in gaps_in(pack_named("oldmere"), TODAY).found}

    assert found["target-to-be-determined"] == {"m-internships"}
    assert not any(rule.startswith(("priority-", "statement-", "outcome-", "action-without-o")) for rule in found)
