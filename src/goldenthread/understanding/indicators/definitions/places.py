"""Of whom does a published row tell: of a council, a region, a board or England?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from goldenthread.understanding.datasets.kinds.councils import by_dfe_code, councils

from .schema import Level

ENGLAND = "E92000001"
REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
}
LAIT_REGIONS = {
    "970": ENGLAND,
    "980": "E12000001",
    "981": "E12000002",
    "982": "E12000003",
    "983": "E12000004",
    "984": "E12000005",
    "985": "E12000006",
    "986": "E12000007",
    "989": "E12000008",
    "990": "E12000009",
}
"""The codes that the local authority interactive tool gives to England and to regions."""


@cache
def _by_name() -> dict[str, str]:
    names = {_plain(each.name): each.gss for each in councils().values()}
    return names | {_plain(name): gss for gss, name in REGIONS.items()} | {"england": ENGLAND}


@cache
def _by_board() -> dict[str, str]:
    return {each.icb_ods: each.icb for each in councils().values() if each.icb_ods}


def _council_with(dfe: str) -> str:
    return by_dfe_code()[dfe].gss if dfe in by_dfe_code() else ""


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower().replace("&", "and") if letter.isalnum())


def place_of(fields: Mapping[str, str]) -> tuple[Level, str] | None:
    """Of whom a published row tells: level and ONS code; None where that is nobody we know (a former council)."""
    level = fields.get("geographic_level", "")
    if org := fields.get("org_level", ""):
        if org == "National":
            return Level.ENGLAND, ENGLAND
        board = _by_board().get(fields.get("org_code", ""))
        return (Level.ICB, board) if org == "ICB" and board else None
    code = (
        fields.get("new_la_code", "")
        or _council_with(fields.get("old_la_code", ""))
        or LAIT_REGIONS.get(fields.get("old_la_code", ""), "")
        or (fields.get("region_code", "") if level == "Regional" else "")
        or (ENGLAND if level == "National" or fields.get("old_la_code", "").upper() == "ENGLAND" else "")
        or _by_name().get(_plain(fields.get("la_name", "") or fields.get("region_name", "")), "")
    )
    return (level_of(code), code) if code in councils() or code in REGIONS or code == ENGLAND else None


def level_of(code: str) -> Level:
    """Whether an ONS code is England’s, a region’s, a board’s or a council’s."""
    if code == ENGLAND:
        return Level.ENGLAND
    return Level.REGION if code in REGIONS else Level.ICB if code.startswith("E54") else Level.AREA


def name_of(level: str, code: str) -> str:
    """How a place is called on a page."""
    if level == Level.ENGLAND:
        return "England"
    if level == Level.REGION:
        return REGIONS.get(code, code)
    if level == Level.ICB:
        return next((each.icb_name for each in councils().values() if each.icb == code), code)
    name = councils()[code].name if code in councils() else code
    return f"Statistical neighbours of {name}" if level == Level.NEIGHBOURS else name
