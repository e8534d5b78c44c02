"""Is each fault that is listed there, exactly where it is said to be, and nothing else changed?"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from goldenthread.demo.sen2 import faulty as _registered  # noqa: F401
from goldenthread.demo.sen2.faults import FAULTS, spoil
from goldenthread.demo.sen2.form import BY_NAME, PARTS
from goldenthread.demo.sen2.identity import ALPHABET
from tests.demo.sen2.made import COLLECTIONS, column, tables

AREA = "tameside"
ADDED = {"person_twice", "orphan_placement", "orphan_assessment", "two_main_placements"}


class Faulty:
    """A return with its faults, and the row of each."""

    def __init__(self, layout: str, collection: int) -> None:
        self.collection = collection
        self.clean = tables(AREA, collection)
        self.tables, self.told = spoil(self.clean, layout, 5)
        self.census: date = column(self.clean["sen2"], "referencedate")[0]

    def row(self, told):
        """The row a fault names: the last, where a key is there twice."""
        rows = self.tables[told["table"]].to_pylist()
        return [row for row in rows if row[BY_NAME[told["table"]].key] == told["key"]][-1]

    def of(self, part, name, value):
        """Rows of a table by a column's value."""
        return [row for row in self.tables[part].to_pylist() if row[name] == value]


@pytest.fixture(scope="module")
def faulty():
    return {year: Faulty("blade", year) for year in COLLECTIONS}


def test_there_are_more_than_fifteen_kinds_and_every_year_has_nearly_all(faulty):
    assert len({told["fault"] for one in faulty.values() for told in one.told}) == len(FAULTS) >= 30
    assert all(len(one.told) >= len(FAULTS) - 2 for one in faulty.values())


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_no_child_has_two(faulty, collection):
    found = faulty[collection]
    people = Counter(told["persontableid"] for told in found.told)
    assert max(people.values()) == 1


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_fault_names_a_row_that_is_there(faulty, collection):
    for told in faulty[collection].told:
        row = faulty[collection].row(told)
        assert row["persontableid"] == told["persontableid"]
        assert told["field"] in row
        assert told["says"].endswith(".")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_only_rows_of_children_named_have_changed(faulty, collection):
    found = faulty[collection]
    named = {told["persontableid"] for told in found.told}
    for part in PARTS:
        before, after = (side[part.name].to_pylist() for side in (found.clean, found.tables))
        others = [[row for row in rows if row.get("persontableid") not in named] for rows in (before, after)]
        assert others[0] == others[1], part.name
    added = sum(found.tables[p.name].num_rows - found.clean[p.name].num_rows for p in PARTS)
    assert added == len(ADDED & {told["fault"] for told in found.told})


def test_xml_has_no_orphans_and_no_key_twice():
    told = {one["fault"] for one in spoil(tables(AREA, 2025), "xml", 5)[1]}
    assert not told & {"orphan_placement", "orphan_assessment", "person_twice"}
    assert len(told) >= 28


def true_of(it: Faulty, told, row) -> bool:
    """Whether what the fault says is so, by reading the tables."""

    def first(part, name):
        return it.of(part, "requeststableid", row["requeststableid"])[0][name]

    people = it.tables["person"].to_pylist()
    letter = ALPHABET[sum(int(c) * at for at, c in enumerate((row.get("upn") or "0" * 13)[1:], 2)) % 23]
    match told["fault"]:
        case "birth_date_missing":
            return row["personbirthdate"] is None
        case "birth_date_in_future":
            return row["personbirthdate"] > it.census
        case "aged_26":
            return row["personbirthdate"] < date(it.census.year - 26, it.census.month, it.census.day)
        case "same_upn_twice":
            return sum(person["upn"] == row["upn"] for person in people) == 2
        case "upn_check_letter_wrong":
            return row["upn"][0] != letter
        case "uln_check_digit_wrong":
            rest = sum(int(c) * (10 - at) for at, c in enumerate(row["uniquelearnernumber"][:9])) % 11
            return int(row["uniquelearnernumber"][9]) != 10 - rest
        case "un1_aged_8":
            return row["upnunknown"] == "UN1" and it.collection - row["personbirthdate"].year in (8, 9)
        case "nothing_to_know_by":
            return not (row["upn"] or row["uniquelearnernumber"] or row["upnunknown"])
        case "person_twice":
            return sum(person["persontableid"] == row["persontableid"] for person in people) == 2
        case "orphan_placement":
            return not it.of("activeplans", "activeplanstableid", row["activeplanstableid"])
        case "orphan_assessment":
            return not it.of("requests", "requeststableid", row["requeststableid"])
        case "agreed_without_date":
            return row["requestoutcome"] == "Y" and row["requestoutcomedate"] is None
        case "undecided_with_date":
            return row["requestoutcome"] == "A" and row["requestoutcomedate"] is not None
        case "unknown_outcome":
            return row["requestoutcome"] not in "YNAWH"
        case "decided_before_received":
            return row["requestoutcomedate"] < row["receiveddate"]
        case "received_in_future":
            return row["receiveddate"] > it.census
        case "assessed_although_refused":
            return row["requestoutcome"] == "N" and bool(first("assessment", "assessmentoutcome"))
        case "issued_without_date":
            return row["assessmentoutcome"] == "Y" and row["assessmentoutcomedate"] is None
        case "start_missing":
            return row["startdate"] is None
        case "started_before_request":
            return row["startdate"] < first("requests", "receiveddate")
        case "ceased_without_reason":
            return row["ceasedate"] is not None and row["ceasereason"] is None
        case "ceased_before_start":
            return row["ceasedate"] < row["startdate"]
        case "maximum_age_too_young":
            born = it.of("person", "persontableid", row["persontableid"])[0]["personbirthdate"]
            return row["ceasereason"] == 1 and it.collection - born.year < 20
        case _:
            return true_of_where_they_are(it, told, row)


def true_of_where_they_are(it: Faulty, told, row) -> bool:
    """The same of placements, needs and reviews."""
    siblings = it.of(told["table"], "requeststableid", row["requeststableid"])
    ranks = sorted(one.get("sentyperank", 0) for one in siblings)
    match told["fault"]:
        case "no_placement_on_the_day":
            return all(one["leavingdate"] is not None and one["leavingdate"] < it.census for one in siblings)
        case "two_main_placements":
            return sum(one["placementrank"] == 1 and one["leavingdate"] is None for one in siblings) == 2
        case "left_before_entry":
            return row["leavingdate"] < row["entrydate"]
        case "unknown_setting":
            return row["sensetting"] == "XYZ"
        case "unit_and_provision":
            return row["senunitindicator"] and row["resourcedprovisionindicator"]
        case "ranks_swapped":
            before = [r for r in it.clean["senneed"].to_pylist() if r["senneedtableid"] == told["key"]]
            return ranks == [1, 2] and before[0]["sentyperank"] != row["sentyperank"]
        case "no_primary_need":
            return ranks == [2]
        case "two_primary_needs":
            return ranks == [1, 1]
        case "unknown_need":
            return row["sentype"] == "ADHD"
        case "down_syndrome_too_soon":
            return row["sentype"] == "DS" and it.collection < 2025
        case "decided_before_meeting":
            return row["lastreview"] < row["reviewmeeting"]
    raise AssertionError(f"{told['fault']} is not looked at")


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("fault", [*FAULTS])
def test_what_is_listed_is_so(faulty, collection, fault):
    found = [told for told in faulty[collection].told if told["fault"] == fault]
    if collection not in FAULTS[fault][2]:
        assert not found
        return
    assert len(found) == 1, f"{fault} is not in the return of {collection}"
    assert true_of(faulty[collection], found[0], faulty[collection].row(found[0]))
