"""From what can a required plan start?

Each starting point is a list of headings in our own words. It is a place to begin and not the requester's form: forms
change, and the one that counts is the one that came with the request. Every starting point therefore names its source
and says how far it may be relied upon; the headings can all be changed in each plan.
"""

from __future__ import annotations

from dataclasses import dataclass

CHECK = "check before relying"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the requester's, and what is wanted under it."""

    title: str
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """Headings to begin from. `confidence` says whether a person must check them against the requester's own form."""

    key: str
    title: str
    requester: str
    purpose: str
    headings: tuple[Heading, ...]
    source: str
    confidence: str = CHECK


PRIORITY_ACTION_PLAN = StartingPoint(
    key="priority-action-plan",
    title="Priority action plan",
    requester="Ofsted and the Care Quality Commission",
    purpose="What the partnership will do about each area for priority action that an area SEND inspection named.",
    headings=(
        Heading(
            "Area for priority action 1",
            "Put the inspectors' own words here. Choose the actions that answer them. In the note of each, say what will "
            "be different for children and young people, and how a monitoring visit could see it.",
        ),
        Heading("Area for priority action 2", "As above. Take this heading away if there is none."),
        Heading(
            "Areas for improvement",
            "What the report asked the partnership to improve that is not for priority action, and which partner takes it forward.",
        ),
        Heading(
            "Leadership and oversight",
            "How leaders will know whether it works, how often, and what they do when it does not.",
        ),
        Heading("Families", "How parents, carers and young people shape the plan and say whether it is true."),
    ),
    source="Area SEND inspection framework of January 2023, updated June 2025, and areas' published plans; "
    "the time allowed was found in secondary sources only",
)

WRITTEN_STATEMENT = StartingPoint(
    key="written-statement-of-action",
    title="Written statement of action",
    requester="Ofsted and the Care Quality Commission",
    purpose="What the partnership will do about each significant weakness found under the inspections before 2023.",
    headings=(
        Heading(
            "Significant weakness 1",
            "Put the letter's own words here. Choose the actions that answer them; in the note, say what success looks like.",
        ),
        Heading("Significant weakness 2", "As above. Take this heading away if there is none."),
        Heading("How progress is checked", "Who checks, how often, and to whom it is reported."),
        Heading("Families", "How parents, carers and young people were and are involved."),
    ),
    source="Statements that areas published under the inspection arrangements before 2023; the arrangements were not read",
)

REFORM_PLAN = StartingPoint(
    key="local-send-reform-plan",
    title="Local SEND reform plan",
    requester="Department for Education and NHS England",
    purpose="How the partnership will change its SEND system: the line from challenge to evidence to action to effect.",
    headings=(
        Heading(
            "Early",
            "Finding and meeting need sooner. For each action: the challenge, the evidence, the effect expected.",
        ),
        Heading("Local", "More children doing well in a school near home. What it does to places and journeys."),
        Heading("Fair", "The same quality wherever a child lives and whoever speaks for them."),
        Heading("Effective", "What is known to work, and how results will be measured."),
        Heading("Shared", "What each partner does: schools, health, early years, colleges, families."),
        Heading(
            "Numbers and money",
            "For each action, what it does to growth in numbers, to need and to cost, as a range, with what it rests on.",
        ),
    ),
    source="The five principles of the letter of 15 December 2025 as the press printed it; the marking scale and "
    "submission dates were read in press accounts, not in the official papers",
)

DEFICIT_PLAN = StartingPoint(
    key="deficit-plan",
    title="Plan for the dedicated schools grant deficit",
    requester="Department for Education",
    purpose="How spending on high needs will come back within what is granted, and what that means for children.",
    headings=(
        Heading("Introduction and summary", "The position, how it came about, and the plan in a paragraph."),
        Heading(
            "Children and young people",
            "Numbers by kind of provision, need and age, and what each action does to them.",
        ),
        Heading("Money", "What each action saves or costs, by year and by block; with and without the action."),
        Heading("Governance", "Who signed it off, the workstreams, and the termly report to the schools forum."),
        Heading("Families, schools and partners", "Who was involved, and how they will go on being involved."),
    ),
    source="The department's plan template, version 10, March 2025, and the conditions of the grant",
)

STARTING_POINTS = (PRIORITY_ACTION_PLAN, WRITTEN_STATEMENT, REFORM_PLAN, DEFICIT_PLAN)
STARTING_POINT = {start.key: start for start in STARTING_POINTS}
