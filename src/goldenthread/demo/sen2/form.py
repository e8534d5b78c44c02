"""What does each table of the return hold, under which name in each layout, and from which collection year to which?

Sources: the Department for Education's SEN2 guide as quoted by published readers of the return, versions 1.1 (2023),
1.2 (2024) and 1.3 (2025). Headings of the Excel template are the template's own, line breaks included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIRST, LAST = 2023, 2025
TEXT, DATE, FLAG, WHOLE = "text", "date", "flag", "whole"


@dataclass(frozen=True)
class Field:
    """One column: its Blade name, XML element, kind, heading in the Excel template, and the collections that have it."""

    name: str
    xml: str
    kind: str
    heading: str
    since: int = FIRST
    until: int = LAST


@dataclass(frozen=True)
class Part:
    """One of the nine tables."""

    name: str
    parent: str
    title: str
    """In the Excel template."""
    sheet: str
    """In a vendor's workbook; nothing for the header, which those have not."""
    fields: tuple[Field, ...]

    @property
    def key(self) -> str:
        """Its own key column in the Blade layout."""
        return f"{self.name}tableid"

    def held_in(self, collection: int) -> tuple[Field, ...]:
        """Its fields in a collection year."""
        return tuple(field for field in self.fields if field.since <= collection <= field.until)


_RESIDENTIAL, _WORK = "Residential Settings", "Work Based Learning Activity"
_SETTING = (
    Field("urn", "URN", TEXT, "URN - Unique Reference Number"),
    Field("ukprn", "UKPRN", TEXT, "UKPRN - UK Provider Reference Number"),
    Field("sensetting", "SENsetting", TEXT, "SEN Setting – Establishment type"),
    Field("sensettingother", "SENsettingOther", TEXT, "SEN Setting - Other"),
    Field("placementrank", "PlacementRank", WHOLE, "Placement Rank (1=Primary, 2=Secondary)"),
)
_FLAGS = (
    Field("senunitindicator", "SENunitIndicator", FLAG, "SEN Unit Indicator"),
    Field("resourcedprovisionindicator", "ResourcedProvisionIndicator", FLAG, "Resourced Provision Indicator"),
)
HEADER = Part(
    "sen2",
    "",
    "Header Record",
    "",
    (
        Field("collection", "Collection", TEXT, "Collection Name"),
        Field("year", "Year", WHOLE, "Year"),
        Field("referencedate", "ReferenceDate", DATE, "Reference Date"),
        Field("sourcelevel", "SourceLevel", TEXT, "Source Level"),
        Field("lea", "LEA", TEXT, "LA Number"),
        Field("softwarecode", "SoftwareCode", TEXT, "Software Code"),
        Field("release", "Release", TEXT, "Release"),
        Field("serialno", "SerialNo", WHOLE, "Serial Number"),
        Field("datetime", "DateTime", TEXT, "Date & Time \n(ccyy-mm-ddThh:mm:ss)"),
        Field("dmo", "DMO", TEXT, "Designated Medical Officer"),
        Field("dco", "DCO", TEXT, "Designated Clinical Officer"),
        Field("dsco", "DSCO", TEXT, "Designated Social Care Officer", since=2025),
    ),
)
PERSON = Part(
    "person",
    "sen2",
    "Person Record",
    "Person",
    (
        Field("surname", "Surname", TEXT, "Surname"),
        Field("forename", "Forename", TEXT, "Forename"),
        Field("personbirthdate", "PersonBirthDate", DATE, "Date of Birth \n(ccyy-mm-dd)"),
        Field("gendercurrent", "GenderCurrent", TEXT, "Gender", until=2023),
        Field("sex", "Sex", TEXT, "Sex", since=2024),
        Field("ethnicity", "Ethnicity", TEXT, "Ethnicity"),
        Field("postcode", "PostCode", TEXT, "Post Code"),
        Field("upn", "UPN", TEXT, "UPN - Unique Pupil Number"),
        Field("uniquelearnernumber", "UniqueLearnerNumber", TEXT, "ULN - Young Persons Unique Learner Number"),
        Field("upnunknown", "UPNunknown", TEXT, "UPN and ULN unavailable – Reason"),
    ),
)
REQUESTS = Part(
    "requests",
    "person",
    "Requests Records",
    "Requests",
    (
        Field("receiveddate", "ReceivedDate", DATE, "Date request was received"),
        Field("requestsource", "RequestSource", TEXT, "Source of request for an EHC needs assessment", since=2025),
        Field("rya", "RYA", FLAG, "Initial Request Whilst In RYA"),
        Field("requestoutcomedate", "RequestOutcomeDate", DATE, "Request Outcome Date"),
        Field("requestoutcome", "RequestOutcome", TEXT, "Request Outcome"),
        Field("requestmediation", "RequestMediation", FLAG, "Request Mediation"),
        Field("requesttribunal", "RequestTribunal", FLAG, "Request Tribunal"),
        Field(
            "exported",
            "Exported",
            TEXT,
            "Exported - Child or young person moves out of LA before assessment is completed",
        ),
    ),
)
ASSESSMENT = Part(
    "assessment",
    "requests",
    "Assessments Records",
    "Assessments",
    (
        Field("assessmentoutcome", "AssessmentOutcome", TEXT, "Assessment Outcome - Decision to issue EHC plan"),
        Field("assessmentoutcomedate", "AssessmentOutcomeDate", DATE, "Assessment Outcome Date"),
        Field("assessmentmediation", "AssessmentMediation", FLAG, "Assessment Mediation"),
        Field("assessmenttribunal", "AssessmentTribunal", FLAG, "Assessment Tribunal"),
        Field("othermediation", "OtherMediation", FLAG, "Other Mediation"),
        Field("othertribunal", "OtherTribunal", FLAG, "Other Tribunal"),
        Field("week20", "Week20", FLAG, "Twenty week time limit exceptions apply"),
    ),
)
NAMED_PLAN = Part(
    "namedplan",
    "assessment",
    "Named Plan Records",
    "Named Plan",
    (
        Field("startdate", "StartDate", DATE, "EHC Plan Start Date"),
        Field("planres", "PlanRes", TEXT, _RESIDENTIAL),
        Field("planwbp", "PlanWBP", TEXT, _WORK),
        Field("pb", "PB", FLAG, "Personal Budget taken up"),
        Field("oa", "OA", FLAG, "Personal Budget - Organised Arrangements"),
        Field("dp", "DP", TEXT, "Personal Budget - Direct Payments"),
        Field("ceasedate", "CeaseDate", DATE, "Date EHC plan ceased"),
        Field("ceasereason", "CeaseReason", WHOLE, "Reason EHC plan ceased"),
    ),
)
PLAN_DETAIL = Part("plandetail", "namedplan", "Plan Detail Records", "Plan Detail", (*_SETTING, *_FLAGS))
ACTIVE_PLANS = Part(
    "activeplans",
    "requests",
    "Active Plan Records",
    "Active Plan",
    (
        Field("transferla", "TransferLA", TEXT, "EHC Plan transferred in from another LA during calendar year"),
        Field("res", "RES", TEXT, _RESIDENTIAL, until=2023),
        Field("wbp", "WBP", TEXT, _WORK, until=2023),
        Field("reviewmeeting", "ReviewMeeting", DATE, "Annual Review Meeting Date", since=2024),
        Field("reviewoutcome", "ReviewOutcome", TEXT, "Annual Review Decision", since=2024),
        Field("reviewdraft", "ReviewDraft", DATE, "Annual review – date draft amended EHC plan issued", since=2025),
        Field("lastreview", "LastReview", DATE, "EHC Plan Review Decisions Date"),
        Field(
            "phasetransferduedate",
            "PhaseTransferDueDate",
            DATE,
            "Phase transfer review - due date for any amended plan",
            since=2025,
        ),
        Field(
            "phasetransferfinaldate",
            "PhaseTransferFinalDate",
            DATE,
            "Phase transfer review - final plan date",
            since=2025,
        ),
    ),
)
PLACEMENT_DETAIL = Part(
    "placementdetail",
    "activeplans",
    "Placement Detail Records",
    "Placement Detail",
    (
        *_SETTING,
        Field("entrydate", "EntryDate", DATE, "Placement Start Date"),
        Field("leavingdate", "LeavingDate", DATE, "Placement Leaving Date"),
        Field("attendancepattern", "AttendancePattern", TEXT, "Attendance Pattern", until=2023),
        *_FLAGS,
        Field("res", "RES", TEXT, _RESIDENTIAL, since=2024),
        Field("wbp", "WBP", TEXT, _WORK, since=2024),
    ),
)
SEN_NEED = Part(
    "senneed",
    "activeplans",
    "SEN Need Records",
    "SEN Need",
    (
        Field("sentype", "SENtype", TEXT, "SEN Type of Need"),
        Field("sentyperank", "SENtypeRank", WHOLE, "SEN Type of Need rank  (1=Primary, 2=Secondary)"),
    ),
)
PARTS = (
    HEADER,
    PERSON,
    REQUESTS,
    ASSESSMENT,
    NAMED_PLAN,
    PLAN_DETAIL,
    ACTIVE_PLANS,
    PLACEMENT_DETAIL,
    SEN_NEED,
)
BY_NAME: Mapping[str, Part] = {part.name: part for part in PARTS}
