"""Do the four layouts hold the same facts, each written as its kind of file is, and the same bytes for the same seed?"""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pytest

from goldenthread.demo.sen2.form import BY_NAME, DATE, FLAG, PARTS, WHOLE
from goldenthread.demo.sen2.layouts import LAYOUTS
from goldenthread.demo.sen2.making import make
from tests.demo.sen2.made import COLLECTIONS, SMALL, figures, tables

each_year = pytest.mark.parametrize("collection", COLLECTIONS)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Each layout's files of each year, of one small area."""
    folder = tmp_path_factory.mktemp("returns")
    found = {}
    for layout, write in LAYOUTS.items():
        for collection in COLLECTIONS:
            where = folder / layout / str(collection)
            where.mkdir(parents=True)
            found[layout, collection] = write(tables(SMALL, collection), where, "SEN2")
    return found


def as_text(kind: str, value) -> str:
    """A value as every layout can be brought to say it."""
    match value:
        case None | "":
            return ""
        case bool():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() | int():
            return str(int(value))
    if kind == DATE and re.fullmatch(r"\d{4}-[A-Z][a-z]{2}-\d\d 00:00:00", value):
        return datetime.strptime(value, "%Y-%b-%d %H:%M:%S").date().isoformat()
    return {"true": "1", "false": "0"}.get(value, value) if kind == FLAG else value


def facts(collection: int, part: str, rows) -> list[tuple[str, ...]]:
    """The rows of a table as sorted text, without keys."""
    fields = BY_NAME[part].held_in(collection)
    return sorted(tuple(as_text(f.kind, row.get(f.name)) for f in fields) for row in rows)


def expected(collection: int, part: str) -> list[tuple[str, ...]]:
    return facts(collection, part, tables(SMALL, collection)[part].to_pylist())


def in_blade(paths):
    found = {}
    for path in paths:
        with path.open(newline="", encoding="utf-8") as file:
            found[path.stem.split("_")[-1]] = list(csv.DictReader(file))
    return found


def in_xml(path):
    elements = {"person": "Person", "requests": "Requests", "assessment": "Assessment", "namedplan": "NamedPlan"}
    elements |= {"plandetail": "PlanDetail", "activeplans": "ActivePlans", "placementdetail": "PlacementDetail"}
    root = ElementTree.parse(path).getroot()  # noqa: S314 - written by the test itself
    return {
        part: [{child.tag.lower(): child.text for child in row} for row in root.iter(element)]
        for part, element in (elements | {"senneed": "SENneed"}).items()
    }


def in_vendor(path):
    book = openpyxl.load_workbook(path)
    found = {}
    for part in PARTS[1:]:
        head, *rows = book[part.sheet].iter_rows(values_only=True)
        names = ["requestsource" if name == "rquestsource" else name for name in head]
        found[part.name] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def in_template(path, collection):
    rows = list(openpyxl.load_workbook(path)["Data Entry Template"].iter_rows(values_only=True))
    starts = {row[0]: at for at, row in enumerate(rows) if row[0] in {part.title for part in PARTS}}
    ends = [*list(starts.values())[1:], len(rows) + 2]
    found = {}
    for part, end in zip(PARTS, ends, strict=True):
        head, *body = rows[starts[part.title] + 1 : end - 2]
        names = {field.heading: field.name for field in part.held_in(collection)}
        found[part.name] = [
            {names[h]: value for h, value in zip(head, row, strict=True) if h in names} for row in body if row[0]
        ]
    return found


@each_year
def test_every_layout_holds_the_same_facts(written, collection):
    read = {
        "blade": in_blade(written["blade", collection]),
        "xml": in_xml(written["xml", collection][0]),
        "vendor": in_vendor(written["vendor", collection][0]),
        "template": in_template(written["template", collection][0], collection),
    }
    for layout, found in read.items():
        for part in PARTS[1:]:
            assert facts(collection, part.name, found[part.name]) == expected(collection, part.name), (
                layout,
                part.name,
            )


@each_year
def test_blade_files_are_nine_with_lower_case_headings_and_their_own_dates(written, collection):
    paths = written["blade", collection]
    assert [path.name for path in paths] == [f"Blade-Export_03-02-{collection}_{part.name}.csv" for part in PARTS]
    for part, path in zip(PARTS, paths, strict=True):
        head = path.read_text().splitlines()[0].split(",")
        parent = [f"{part.parent}tableid"] if part.parent else []
        assert head[: 4 + len(parent)] == [part.key, "NativeId", f"{part.name}orderseqcolumn", "sourceid", *parent]
        assert head[4 + len(parent) :] == [field.name for field in part.held_in(collection)]
    first = in_blade(paths)["requests"][0]
    assert re.fullmatch(r"20\d\d-[A-Z][a-z]{2}-\d\d 00:00:00", first["receiveddate"])
    assert first["rya"] == "false"


def test_blade_rows_find_their_parents(written):
    found = in_blade(written["blade", 2025])
    for part in PARTS[1:]:
        key = f"{part.parent}tableid"
        assert {row[key] for row in found[part.name]} <= {row[key] for row in found[part.parent]}


def test_xml_hangs_named_plans_under_assessments_and_active_plans_under_requests(written):
    root = ElementTree.parse(written["xml", 2025][0]).getroot()  # noqa: S314
    count = {name: tables(SMALL, 2025)[name].num_rows for name in ("plandetail", "placementdetail", "senneed")}
    assert len(root.findall("./Persons/Person/Requests/Assessment/NamedPlan/PlanDetail")) == count["plandetail"]
    assert len(root.findall("./Persons/Person/Requests/ActivePlans/PlacementDetail")) == count["placementdetail"]
    assert len(root.findall("./Persons/Person/Requests/ActivePlans/SENneed")) == count["senneed"]
    assert root.findtext("./Header/CollectionDetails/ReferenceDate") == "2025-01-16"
    assert root.findtext("./Header/Source/LEA") == "000"


def test_the_template_has_line_breaks_numbers_for_flags_and_a_serial_number_for_its_time(written):
    rows = list(openpyxl.load_workbook(written["template", 2025][0])["Data Entry Template"].iter_rows(values_only=True))
    assert rows[0][0] == "Header Record"
    header = dict(zip(rows[1], rows[2], strict=True))
    assert header["Date & Time \n(ccyy-mm-ddThh:mm:ss)"] == pytest.approx(45691.395833)
    person = next(row for row in rows if "Date of Birth \n(ccyy-mm-dd)" in row)
    assert person[1].startswith("Person ID\n\n")
    requests = next(at for at, row in enumerate(rows) if row[0] == "Requests Records")
    first = dict(zip(rows[requests + 1], rows[requests + 2], strict=True))
    assert first["Initial Request Whilst In RYA"] == 0
    assert isinstance(first["Initial Request Whilst In RYA"], (int, float))
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", first["Date request was received"])


def test_the_vendors_workbook_has_two_keys_no_header_and_a_heading_misspelt(written):
    book = openpyxl.load_workbook(written["vendor", 2025][0])
    assert book.sheetnames == [part.sheet for part in PARTS[1:]]
    for part in PARTS[1:]:
        head = [cell.value for cell in book[part.sheet][1]]
        assert [name for name in head if name.endswith("tableid")] == (
            ["persontableid"] if part.name == "person" else ["persontableid", "requeststableid"]
        )
    assert "rquestsource" in [cell.value for cell in book["Requests"][1]]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path, layout):
    def made(name: str, seed: int) -> dict[str, bytes]:
        out = tmp_path / name
        list(make(figures(SMALL), (2024,), seed=seed, layout=layout, out=out, faults=True))
        return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    assert made("one", 5) == made("two", 5)
    assert made("three", 6) != made("one", 5)


def test_a_year_is_the_same_whichever_years_are_asked_for(tmp_path):
    for name, years in (("alone", (2025,)), ("all", COLLECTIONS)):
        list(make(figures(SMALL), years, seed=5, layout="blade", out=tmp_path / name, faults=False))
    for path in (tmp_path / "alone/2025").iterdir():
        assert path.read_bytes() == (tmp_path / "all/2025" / path.name).read_bytes()


def test_kinds_are_told_apart():
    assert {field.kind for part in PARTS for field in part.fields} == {"text", DATE, FLAG, WHOLE}
