"""A made-up register of made-up schools, in the shape of edubasealldata: Windows-1252, days as dd-mm-yyyy, more columns than we know."""

from __future__ import annotations

import csv
from pathlib import Path

COLUMNS = [
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)", "EstablishmentStatus (name)", "OpenDate", "CloseDate",
    "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge", "SchoolCapacity", "NumberOfPupils", "UKPRN",
    "Section41Approved (name)", "SEN1 (name)", "TypeOfResourcedProvision (name)", "ResourcedProvisionOnRoll", "SenUnitOnRoll",
    "HeadFirstName", "HeadLastName", "GSSLACode (name)", "Easting", "Northing", "AColumnOfNextYear",
]  # fmt: skip
SCHOOLS = {
    "108001": {"name": "Thread Lane Primary, the café school", "type": "01"},
    "108002": {"name": "Weaver’s Special School", "type": "10", "closed": "31-08-2023"},
    "108003": {"name": "Loom Academy", "type": "28", "provision": "SEN unit"},
    "108004": {"name": "Bobbin University", "type": "29"},
}


def register_file(folder: Path, *, without: tuple[str, ...] = (), name: str = "edubasealldata20260901.csv") -> Path:
    """The file, without some of its columns where an edition lacks them."""
    path = folder / name
    columns = [column for column in COLUMNS if column not in without]
    with path.open("w", newline="", encoding="windows-1252") as handle:
        writer = csv.DictWriter(handle, columns, quoting=csv.QUOTE_ALL, extrasaction="ignore")
        writer.writeheader()
        for urn, school in SCHOOLS.items():
            writer.writerow({
                "URN": urn, "LA (code)": "391", "EstablishmentName": school["name"], "TypeOfEstablishment (code)": school["type"],
                "OpenDate": "01-09-1990", "CloseDate": school.get("closed", ""), "SchoolCapacity": "210",
                "TypeOfResourcedProvision (name)": school.get("provision", "Not applicable"), "HeadFirstName": "Example",
                "HeadLastName": "Example", "GSSLACode (name)": "E08000021",
            })  # fmt: skip
    return path


def links_file(folder: Path) -> Path:
    """Weaver’s was followed by two."""
    path = folder / "links.csv"
    path.write_text(
        '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\n'
        '"108002","108003","Loom Academy","Successor - Split School","01-09-2023"\n'
        '"108002","108001","Thread Lane Primary","Successor","01-09-2023"\n'
        '"108003","108002","Weaver’s Special School","Predecessor","01-09-2023"\n',
        encoding="windows-1252",
    )
    return path
