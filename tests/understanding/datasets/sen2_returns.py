"""A made-up return of made-up children, written in each of the four layouts. No rule is broken by a child left as made."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from goldenthread.understanding.datasets.checking.identifiers import UPN_LETTERS
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Holds

KIND = all_kinds()["sen2"]
CENSUS = date(2025, 1, 16)
Return = dict[str, list[dict[str, str]]]
HEADER = {
    "sen2tableid": "1", "collection": "SEN2", "year": "2025", "referencedate": "2025-01-16", "sourcelevel": "L", "lea": "391",
    "softwarecode": "Made up", "release": "1.0", "serialno": "1", "datetime": "2025-01-31", "dmo": "Y", "dco": "Y", "dsco": "Y",
}  # fmt: skip


def made_up_upn(number: int) -> str:
    digits = f"391{number:08d}0"
    total = sum(int(digit) * place for place, digit in enumerate(digits, start=2))
    return UPN_LETTERS[total % 23] + digits


def child(n: int) -> Return:
    """A child with a request, an assessment, a plan that names two settings, two placements and two needs."""
    key, place = (
        str(n),
        {
            "ukprn": "",
            "sensetting": "",
            "sensettingother": "",
            "senunitindicator": "false",
            "resourcedprovisionindicator": "false",
        },
    )
    return {
        "person": [{
            "persontableid": key, "sen2tableid": "1", "surname": "Example", "forename": f"Child {n}", "personbirthdate": "2014-03-02",
            "sex": "F", "ethnicity": "WBRI", "postcode": "NE1 4XX", "upn": made_up_upn(n),
        }],
        "requests": [{
            "requeststableid": key, "persontableid": key, "receiveddate": "2024-02-01", "requestsource": "1", "rya": "false",
            "requestoutcomedate": "2024-03-01", "requestoutcome": "Y", "requestmediation": "false", "requesttribunal": "false",
        }],
        "assessment": [{
            "assessmenttableid": key, "requeststableid": key, "assessmentoutcome": "Y", "assessmentoutcomedate": "2024-06-01",
            "assessmentmediation": "false", "assessmenttribunal": "false", "othermediation": "false",
            "othertribunal": "false", "week20": "false",
        }],
        "namedplan": [{"namedplantableid": key, "assessmenttableid": key, "startdate": "2024-06-01", "pb": "false", "oa": "false"}],
        "plandetail": [
            {"plandetailtableid": f"{key}-1", "namedplantableid": key, "urn": "108001", "placementrank": "1"} | place,
            {"plandetailtableid": f"{key}-2", "namedplantableid": key, "urn": "108002", "placementrank": "2"} | place,
        ],
        "activeplans": [{"activeplanstableid": key, "requeststableid": key, "reviewmeeting": "2024-12-01", "lastreview": "2024-12-20"}],
        "placementdetail": [
            {"placementdetailtableid": f"{key}-1", "activeplanstableid": key, "urn": "108001", "placementrank": "1",
             "entrydate": "2023-09-01", "leavingdate": "2024-08-31"} | place,
            {"placementdetailtableid": f"{key}-2", "activeplanstableid": key, "placementrank": "1", "entrydate": "2024-09-01"}
            | place | {"ukprn": "10012345"},
        ],
        "senneed": [
            {"senneedtableid": f"{key}-1", "activeplanstableid": key, "sentype": "ASD", "sentyperank": "1"},
            {"senneedtableid": f"{key}-2", "activeplanstableid": key, "sentype": "SLCN", "sentyperank": "2"},
        ],
    }  # fmt: skip


def whole(*children: Return, **header: str) -> Return:
    """One return of these children."""
    tables: Return = {"sen2": [HEADER | header]}
    for table in KIND.tables[1:]:
        tables[table.name] = [row for one in children for row in one.get(table.name, [])]
    return tables


def write_blade(made: Return, folder: Path, encoding: str = "utf-8") -> list[Path]:
    """Nine CSVs as COLLECT writes them: its own columns, days with a time."""
    files = []
    for table in KIND.tables:
        file = folder / f"Blade-Export_16-01-2025_{table.name}.csv"
        days = {field.name for field in table.fields if field.holds is Holds.DATE}
        key, *others = [field.name for field in table.fields]
        names = [key, "NativeId", f"{table.name}orderseqcolumn", "sourceid", *others]
        with file.open("w", newline="", encoding=encoding) as handle:
            writer = csv.DictWriter(handle, names)
            writer.writeheader()
            for number, row in enumerate(made[table.name], start=1):
                told = {name: _blade_day(value) if name in days else value for name, value in row.items()}
                writer.writerow({"NativeId": "391", f"{table.name}orderseqcolumn": number, "sourceid": 7} | told)
        files.append(file)
    return files


def _blade_day(value: str) -> str:
    try:
        return date.fromisoformat(value).strftime("%Y-%b-%d 00:00:00")
    except ValueError:
        return value


_XML = {
    "sensetting": "SENSetting",
    "wbp": "WPB",
    "planwbp": "PlanWPB",
    "senneed": "SENneed",
    "upn": "UPN",
    "urn": "URN",
    "ukprn": "UKPRN",
}
_BELOW = {
    "person": ("requests",), "requests": ("assessment", "activeplans"), "assessment": ("namedplan",), "namedplan": ("plandetail",),
    "activeplans": ("placementdetail", "senneed"),
}  # fmt: skip


def xml_text(made: Return) -> str:
    """The return as XML, with the spellings that published readers disagree on."""
    head = "".join(
        f"<{name.title()}>{escape(value)}</{name.title()}>"
        for name, value in made["sen2"][0].items()
        if name != "sen2tableid"
    )
    people = "".join(_element(made, "person", row) for row in made["person"])
    header = f"<Header><CollectionDetails>{head}</CollectionDetails></Header>"
    return f'<?xml version="1.0"?><Message xmlns="urn:made-up">{header}<Persons>{people}</Persons></Message>'


def _element(made: Return, table: str, row: dict[str, str]) -> str:
    fields = "".join(
        f"<{_XML.get(name, name.title())}>{escape(value)}</{_XML.get(name, name.title())}>"
        for name, value in row.items()
        if value and not name.endswith("tableid")
    )
    key = row.get(f"{table}tableid", "")
    below = "".join(
        _element(made, name, inner)
        for name in _BELOW.get(table, ())
        for inner in made[name]
        if inner[KIND.table(name).parent_key] == key
    )
    tag = _XML.get(table, table.title())
    return f"<{tag}>{fields}{below}</{tag}>"


def write_xml(made: Return, folder: Path) -> list[Path]:
    file = folder / "return.xml"
    file.write_text(xml_text(made), encoding="utf-8")
    return [file]


TITLES = {
    "sen2": "Header Record", "person": "Person Record", "requests": "Requests Records", "assessment": "Assessments Records",
    "namedplan": "Named Plan Records", "plandetail": "Plan Detail Records", "activeplans": "Active Plan Records",
    "placementdetail": "Placement Detail Records", "senneed": "SEN Need Records",
}  # fmt: skip
_LONG = {
    "personbirthdate": "Date of Birth \n(ccyy-mm-dd)", "persontableid": "Person ID\n\n(This must be a unique ID for each Person record)",
    "requeststableid": "Requests record ID\n\n(This must match the relevant ID in the Requests table)",
    "datetime": "Date & Time \n(ccyy-mm-ddThh:mm:ss)", "postcode": "Post Code", "placementrank": "Placement Rank (1=Primary, 2=Secondary)",
    "week20": "Twenty week time limit exceptions apply", "lastreview": "EHC Plan Review Decisions Date",
}  # fmt: skip


def _sheet_fields(table: str) -> list[str]:
    keys = (
        ["persontableid", "requeststableid"]
        if table not in ("sen2", "person")
        else ["persontableid"]
        if table == "person"
        else []
    )
    return [*keys, *(field.name for field in KIND.table(table).fields if not field.name.endswith("tableid"))]


def _sheet_rows(made: Return, table: str) -> list[dict[str, str]]:
    """Rows of a table with the two keys that sheets carry."""
    people = {row["requeststableid"]: row["persontableid"] for row in made["requests"]}
    rows = []
    for row in made[table]:
        request = (
            row.get("requeststableid")
            or row.get("assessmenttableid")
            or row.get("namedplantableid")
            or row.get("activeplanstableid")
            or ""
        )
        rows.append({"requeststableid": request, "persontableid": people.get(request, "")} | row)
    return rows


def _cell(table: str, name: str, value: str) -> object:
    """As a spreadsheet holds it: numbers as floats, yes and no as 1.0 and 0.0, the moment of making as a serial number."""
    if name == "datetime":
        return 45688.5
    if name.endswith("tableid") and value.isdigit():
        return float(value)
    field = next((field for field in KIND.table(table).fields if field.name == name), None)
    if field and field.holds is Holds.YES_NO:
        return {"true": 1.0, "false": 0.0}.get(value, value)
    return (
        float(value)
        if name in ("urn", "ukprn", "placementrank", "sentyperank", "serialno", "year") and value.isdigit()
        else value or None
    )


def write_template(made: Return, folder: Path) -> list[Path]:
    book = openpyxl.Workbook()
    book.active.title = "Guidance"
    sheet = book.create_sheet("Data Entry Template")
    for table in KIND.tables:
        names = _sheet_fields(table.name)
        sheet.append([TITLES[table.name]])
        sheet.append(["LA\n(From Header Record)", *(_LONG.get(name, name) for name in names)])
        for row in _sheet_rows(made, table.name):
            sheet.append([391.0, *(_cell(table.name, name, row.get(name, "")) for name in names)])
        sheet.append([])
    return [_saved(book, folder / "template.xlsx")]


SHEETS = {
    "person": "Person", "requests": "Requests", "assessment": "Assessments", "namedplan": "Named Plan", "plandetail": "Plan Detail",
    "activeplans": "Active Plan", "placementdetail": "Placement Detail", "senneed": "SEN Need",
}  # fmt: skip


def write_vendor(made: Return, folder: Path) -> list[Path]:
    book = openpyxl.Workbook()
    for table, title in SHEETS.items():
        sheet = book.create_sheet(title)
        names = _sheet_fields(table)
        sheet.append(["rquestsource" if name == "requestsource" else name for name in names])
        for row in _sheet_rows(made, table):
            sheet.append([row.get(name) or None for name in names])
    del book["Sheet"]
    return [_saved(book, folder / "vendor.xlsx")]


def _saved(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path
