"""Is a child in one January's return the same child in the next, and does each history make sense?"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from goldenthread.demo.sen2.form import PARTS
from tests.demo.sen2.made import AREAS, COLLECTIONS, SMALL, column, figures, tables

EVERY = (*AREAS, SMALL)
PAIRS = [(area, before, before + 1) for area in EVERY for before in COLLECTIONS[:-1]]
each_year = pytest.mark.parametrize(("area", "collection"), [(area, year) for area in EVERY for year in COLLECTIONS])
each_pair = pytest.mark.parametrize(("area", "before", "after"), PAIRS)


def by(table, key):
    """Rows by key."""
    return {row[key]: row for row in table.to_pylist()}


def current(area, collection):
    """Main placements on the reference date by request."""
    rows = tables(area, collection)["placementdetail"].to_pylist()
    return {r["requeststableid"]: r for r in rows if r["placementrank"] == 1 and r["leavingdate"] is None}


@each_pair
def test_a_child_keeps_birth_date_sex_ethnicity_and_every_number_once_given(area, before, after):
    first, second = (by(tables(area, year)["person"], "persontableid") for year in (before, after))
    both = first.keys() & second.keys()
    assert len(both) > len(first) / 2
    for person in both:
        old, new = first[person], second[person]
        for name in ("personbirthdate", "surname", "forename", "ethnicity", "postcode"):
            assert old[name] == new[name]
        assert {"1": "M", "2": "F"}.get(old.get("gendercurrent"), old.get("sex")) == new["sex"]
        for name in ("upn", "uniquelearnernumber"):
            assert old[name] in (None, new[name])


@each_pair
def test_a_request_keeps_its_dates_and_is_never_undecided_again(area, before, after):
    first, second = (by(tables(area, year)["requests"], "requeststableid") for year in (before, after))
    for request in first.keys() & second.keys():
        old, new = first[request], second[request]
        assert (old["receiveddate"], old["persontableid"]) == (new["receiveddate"], new["persontableid"])
        assert not (old["requestoutcome"] in "YNH" and new["requestoutcome"] in "AW")
        if old["requestoutcome"] == new["requestoutcome"] == "Y":
            assert old["requestoutcomedate"] == new["requestoutcomedate"]


@each_pair
def test_an_open_plan_is_open_a_year_later_or_ceased_in_the_year_with_a_reason(area, before, after):
    old, now = (
        by(tables(area, before)["namedplan"], "requeststableid"),
        by(tables(area, after)["namedplan"], "requeststableid"),
    )
    still = set(column(tables(area, after)["activeplans"], "requeststableid"))
    for request in column(tables(area, before)["activeplans"], "requeststableid"):
        assert old[request]["startdate"] == now[request]["startdate"]
        assert (now[request]["ceasedate"] is None) == (request in still)
        if request not in still:
            assert now[request]["ceasedate"].year == before
            assert now[request]["ceasereason"] in range(1, 10)


@each_pair
def test_who_has_a_plan_newly_was_issued_with_it_or_came_with_it_in_the_year(area, before, after):
    known = set(column(tables(area, before)["activeplans"], "requeststableid"))
    assessed = by(tables(area, after)["assessment"], "requeststableid")
    for row in tables(area, after)["activeplans"].to_pylist():
        if row["requeststableid"] not in known:
            issued = assessed[row["requeststableid"]]
            if row["transferla"]:
                assert issued["assessmentoutcome"] == "H"
                assert row["transferla"] != figures(area).la_code
            else:
                assert issued["assessmentoutcomedate"].year == before
        else:
            assert row["transferla"] is None


@each_pair
def test_who_moves_is_seen_to_leave_and_who_stays_keeps_the_day_of_entry(area, before, after):
    old, new = current(area, before), current(area, after)
    rows = tables(area, after)["placementdetail"].to_pylist()
    left = {r["requeststableid"]: r for r in rows if r["leavingdate"] is not None}
    moves = 0
    for request in old.keys() & new.keys():
        name = ("urn", "ukprn", "sensetting")
        same = all(old[request][n] == new[request][n] for n in name)
        if same and request not in left:
            assert old[request]["entrydate"] == new[request]["entrydate"]
        elif request in left:
            moves += 1
            assert left[request]["entrydate"] == old[request]["entrydate"]
            assert left[request]["leavingdate"] == new[request]["entrydate"] - timedelta(days=1)
            assert left[request]["leavingdate"].year == before
        else:
            pytest.fail(f"{request} moved without leaving")
    assert 0.03 < moves / len(new) < 0.35


def test_most_children_change_school_at_eleven_and_few_at_nine():
    shares = {}
    for age in (9, 11):
        born = by(tables("newcastle", 2025)["person"], "persontableid")
        old, new = current("newcastle", 2024), current("newcastle", 2025)
        those = [
            request
            for request in old.keys() & new.keys()
            if date(2024 - age - 1, 9, 1)
            <= born[new[request]["persontableid"]]["personbirthdate"]
            < date(2024 - age, 9, 1)
        ]
        shares[age] = sum(old[r]["urn"] != new[r]["urn"] for r in those) / len(those)
    assert shares[11] > 0.4 > shares[9]


@each_pair
def test_needs_do_not_change_save_that_down_syndrome_has_a_code_from_2025(area, before, after):
    def needs(year):
        rows = tables(area, year)["senneed"].to_pylist()
        return {(r["requeststableid"], r["sentyperank"]): r["sentype"] for r in rows}

    first, second = needs(before), needs(after)
    assert "DS" not in first.values()
    for key in first.keys() & second.keys():
        assert first[key] == second[key] or (first[key], second[key], after) == ("OTH", "DS", 2025)


@each_pair
def test_the_latest_review_never_goes_back(area, before, after):
    if before < 2024:
        return  # the meeting is in the return from 2024 on
    first, second = (by(tables(area, year)["activeplans"], "requeststableid") for year in (before, after))
    for request in first.keys() & second.keys():
        if first[request]["reviewmeeting"]:
            assert second[request]["reviewmeeting"] >= first[request]["reviewmeeting"]


@each_year
def test_every_row_hangs_under_one_that_is_there_and_has_a_key_of_its_own(area, collection):
    found = tables(area, collection)
    for part in PARTS:
        keys = column(found[part.name], part.key)
        assert len(keys) == len(set(keys)), part.name
        if part.parent:
            above = set(column(found[part.parent], f"{part.parent}tableid"))
            assert set(column(found[part.name], f"{part.parent}tableid")) <= above, part.name


@each_year
def test_days_follow_one_another(area, collection):
    found = tables(area, collection)
    census = column(found["sen2"], "referencedate")[0]
    born = by(found["person"], "persontableid")
    requests = by(found["requests"], "requeststableid")
    for row in requests.values():
        assert born[row["persontableid"]]["personbirthdate"] < row["receiveddate"] <= date(collection - 1, 12, 31)
        told = row["requestoutcomedate"]
        assert (told is not None) == (row["requestoutcome"] in "YN")
        assert told is None or row["receiveddate"] <= told <= census
    for row in found["assessment"].to_pylist():
        assert requests[row["requeststableid"]]["requestoutcome"] in "YH"
        assert (row["assessmentoutcomedate"] is not None) == (row["assessmentoutcome"] in "YN")
    for row in found["namedplan"].to_pylist():
        assert row["startdate"] > requests[row["requeststableid"]]["receiveddate"]
        assert (row["ceasedate"] is None) == (row["ceasereason"] is None)
        assert row["ceasedate"] is None or row["ceasedate"] > row["startdate"]
    for row in found["placementdetail"].to_pylist():
        assert row["entrydate"] <= census
        assert row["leavingdate"] is None or row["leavingdate"] >= row["entrydate"]
    for row in found["activeplans"].to_pylist():
        if collection > 2023 and row["lastreview"]:
            assert row["reviewmeeting"] <= row["lastreview"] <= census


@each_year
def test_nobody_is_older_than_the_law_allows_nor_leaves_for_a_reason_beyond_their_years(area, collection):
    found = tables(area, collection)
    born = by(found["person"], "persontableid")
    census = column(found["sen2"], "referencedate")[0]

    def age(person, on):
        birth = born[person]["personbirthdate"]
        return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))

    assert max(age(person, census) for person in column(found["activeplans"], "persontableid")) <= 25
    for row in found["namedplan"].to_pylist():
        if row["ceasereason"] in (1, 3, 4):
            assert age(row["persontableid"], row["ceasedate"]) >= {1: 24, 3: 16, 4: 16}[row["ceasereason"]]


@each_year
def test_everyone_of_six_or_over_can_be_known_and_nobody_could_be_taken_for_real(area, collection):
    census = column(tables(area, collection)["sen2"], "referencedate")[0]
    for row in tables(area, collection)["person"].to_pylist():
        assert row["surname"] == "Testchild"
        assert re.fullmatch(r"ZZ99 \d[A-Z]{2}", row["postcode"])
        assert row["upn"] or row["upnunknown"]
        assert not (row["upn"] and row["upnunknown"])
        if row["upnunknown"] == "UN1":
            assert row["personbirthdate"] > date(census.year - 6, census.month, census.day)
    upns = [upn for upn in column(tables(area, collection)["person"], "upn") if upn]
    assert len(upns) == len(set(upns))
    assert all(upn[1:5] == figures(area).la_code + "0" for upn in upns)


@pytest.mark.parametrize("area", EVERY)
def test_each_year_has_only_what_its_specification_asks(area):
    names = {
        year: {part: set(table.column_names) for part, table in tables(area, year).items()} for year in COLLECTIONS
    }
    assert "gendercurrent" in names[2023]["person"] and "gendercurrent" not in names[2024]["person"]
    assert "sex" not in names[2023]["person"] and "sex" in names[2024]["person"]
    assert {"res", "wbp"} <= names[2023]["activeplans"] - names[2024]["activeplans"]
    assert {"res", "wbp"} <= names[2024]["placementdetail"] - names[2023]["placementdetail"]
    assert "attendancepattern" in names[2023]["placementdetail"] - names[2024]["placementdetail"]
    assert {"reviewmeeting", "reviewoutcome"} <= names[2024]["activeplans"] - names[2023]["activeplans"]
    late = {"reviewdraft", "phasetransferduedate", "phasetransferfinaldate"}
    assert late <= names[2025]["activeplans"] - names[2024]["activeplans"]
    assert "requestsource" in names[2025]["requests"] - names[2024]["requests"]
    assert "dsco" in names[2025]["sen2"] - names[2024]["sen2"]


def test_refused_children_come_again_and_some_have_second_placements_needs_and_disputes():
    found = tables("newcastle", 2025)
    people = column(found["requests"], "persontableid")
    assert len(people) > len(set(people))
    assert 2 in column(found["placementdetail"], "placementrank")
    assert 2 in column(found["plandetail"], "placementrank")
    assert 2 in column(found["senneed"], "sentyperank")
    received = [row for row in found["requests"].to_pylist() if row["receiveddate"].year == 2024]
    assert sum(row["requestmediation"] for row in received) == 14
    assert sum(row["requesttribunal"] for row in received) == 6
    assert sum(column(found["assessment"], "assessmentmediation")) == 25
