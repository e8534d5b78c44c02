"""Which roles are there, what is each for, and what may each do? Written to be read by an information-governance officer.

A role is held by a person on behalf of an organisation, in one local area, between two dates
(`partnership.models.Membership`). Nobody has any permission outside the areas in which they hold a role.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing that a person may do in an area. The value is stored in events: change it only with a migration."""

    VIEW_AREA = "view the area's working pages"
    EDIT_STRATEGY = "write the strategy: priorities, outcomes, themes, links"
    EDIT_PARTNERSHIP = "write who decides: boards, their seats, whom they report to, and which bodies serve the area"
    CHANGE_STATUS = "move the strategy between draft, consultation, adopted and under review"
    PUBLISH_VERSION = "publish a version of the strategy"
    EDIT_PLAN = "write the delivery plan: actions, steps, dates and leads"
    REPORT_PROGRESS = "report progress on actions"
    RECORD_OBSERVATION = "record a new value of a measure"
    EDIT_MEASURES = "define measures, baselines and targets"
    EDIT_VOICE = "record what families said and what was answered"
    CONFIRM_FOR_PARENTS = "say for parents and carers whether an answer is true"
    CONFIRM_FOR_YOUNG_PEOPLE = "say for young people whether an answer is true"
    IMPORT_STRATEGY = "import a strategy pack or a workbook"
    REQUEST_UPDATES = "ask owners for their updates"
    HAND_OVER = "hand work over from one person to another"
    PREPARE_REPORT = "prepare a progress report for a board"
    EDIT_REQUIRED_PLANS = "assemble plans that others require"
    AGREE_REQUIRED_PLAN = "agree a required plan on behalf of an organisation"
    VIEW_DATA = "read reports on data sets, the data protection page and the data-supply register"
    LOAD_DATA = "load, correct and retire data sets"
    ANALYSE_DATA = "analyse person-level data, for a purpose that is stated and logged"
    EDIT_INDICATORS = "define indicators"
    EDIT_SUPPLY = "keep the data-supply register, and ask for what has not come"
    EDIT_ASSESSMENT = "write the needs assessment"
    PUBLISH_FIGURES = "publish figures that are safe to publish"
    MANAGE_PEOPLE = "give and end roles in the area"
    VIEW_EVENTS = "read the event log of the area"


_P = Permission


@dataclass(frozen=True, slots=True)
class Role:
    """A role as a person would describe it."""

    code: str
    title: str
    description: str
    permissions: frozenset[Permission]


_SHARES = {_P.VIEW_AREA, _P.REPORT_PROGRESS, _P.RECORD_OBSERVATION}

_WRITE = _SHARES | {
    _P.VIEW_DATA,
    _P.EDIT_SUPPLY,
    _P.EDIT_ASSESSMENT,
    _P.EDIT_STRATEGY,
    _P.EDIT_PARTNERSHIP,
    _P.EDIT_PLAN,
    _P.EDIT_MEASURES,
    _P.EDIT_VOICE,
    _P.REQUEST_UPDATES,
    _P.HAND_OVER,
    _P.PREPARE_REPORT,
    _P.EDIT_REQUIRED_PLANS,
}

ROLES: tuple[Role, ...] = (
    Role(
        "area-administrator",
        "Area administrator",
        "Gives and ends roles in the area and can do whatever a commissioning lead can.",
        frozenset(
            _WRITE
            | {
                _P.MANAGE_PEOPLE,
                _P.LOAD_DATA,
                _P.CHANGE_STATUS,
                _P.PUBLISH_VERSION,
                _P.IMPORT_STRATEGY,
                _P.AGREE_REQUIRED_PLAN,
                _P.VIEW_EVENTS,
            }
        ),
    ),
    Role(
        "commissioning-lead",
        "Commissioning lead",
        "Writes and runs the strategy and delivery plan for the council or the NHS body. "
        "Each organisation has its own; neither needs the other's staff.",
        frozenset(
            _WRITE
            | {
                _P.CHANGE_STATUS,
                _P.PUBLISH_VERSION,
                _P.IMPORT_STRATEGY,
                _P.AGREE_REQUIRED_PLAN,
                _P.VIEW_EVENTS,
            }
        ),
    ),
    Role(
        "contributor",
        "Contributor",
        "Leads or shares in some actions and measures: reports progress and new values on them.",
        frozenset(_SHARES),
    ),
    Role(
        "analyst",
        "Data and intelligence analyst",
        "Loads data and answers for it; keeps indicators, measures, baselines and observations right; writes the needs "
        "assessment; publishes figures.",
        frozenset(
            {
                _P.VIEW_AREA,
                _P.RECORD_OBSERVATION,
                _P.EDIT_MEASURES,
                _P.PREPARE_REPORT,
                _P.VIEW_DATA,
                _P.LOAD_DATA,
                _P.ANALYSE_DATA,
                _P.EDIT_INDICATORS,
                _P.EDIT_SUPPLY,
                _P.EDIT_ASSESSMENT,
                _P.PUBLISH_FIGURES,
            }
        ),
    ),
    Role(
        "finance",
        "Finance officer",
        "Reads the plan and its measures; reports progress on actions about money.",
        frozenset(_SHARES),
    ),
    Role(
        "board-member",
        "Board member",
        "Director, accountable officer, chair or scrutiny member: reads everything, prepares reports, "
        "agrees plans for their organisation.",
        frozenset({_P.VIEW_AREA, _P.VIEW_DATA, _P.PREPARE_REPORT, _P.AGREE_REQUIRED_PLAN, _P.VIEW_EVENTS}),
    ),
    Role(
        "provider",
        "Provider",
        "A service that shares in an action or measure: reports progress and new values on what it takes part in.",
        frozenset(_SHARES),
    ),
    Role(
        "parent-carer-representative",
        "Parent carer representative",
        "Speaks for parents and carers: records what families said, says whether an answer is true, "
        "and reports on the actions and measures in which the forum shares.",
        frozenset(_SHARES | {_P.EDIT_VOICE, _P.CONFIRM_FOR_PARENTS}),
    ),
    Role(
        "young-persons-advocate",
        "Young person's advocate",
        "Speaks for children and young people, a voice of their own: records what they said, says whether an answer "
        "is true for them, and reports on the actions and measures in which their group shares.",
        frozenset(_SHARES | {_P.EDIT_VOICE, _P.CONFIRM_FOR_YOUNG_PEOPLE}),
    ),
    Role(
        "auditor",
        "Auditor (read only)",
        "Reads every page and the event log; changes nothing.",
        frozenset({_P.VIEW_AREA, _P.VIEW_DATA, _P.VIEW_EVENTS}),
    ),
)

ROLE_BY_CODE = {role.code: role for role in ROLES}
ROLE_CHOICES = [(role.code, role.title) for role in ROLES]
