"""The faults themselves: identity, structure, requests and assessments, plans, placements, needs, reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.demo.sen2.faults import NOBODY, WITH_KEYS, Spoiled, fault, given, later, other_letter

Where = tuple[str, int, str]


def _people_with_open_plans(it: Spoiled) -> Any:
    people = it.column("person", "persontableid")
    return pc.is_in(people, value_set=it.column("activeplans", "persontableid"))


def _placement_once(it: Spoiled) -> Any:
    """Placements that are their plan's only one, and still open."""
    plans = it.column("placementdetail", "requeststableid").to_numpy()
    _, where, counts = np.unique(plans, return_inverse=True, return_counts=True)
    return pc.and_(pa.array(counts[where] == 1), pc.is_null(it.column("placementdetail", "leavingdate")))


def _single_need(it: Spoiled, number: int) -> Any:
    """Needs of plans with so many needs, at rank 1."""
    plans = it.column("senneed", "requeststableid").to_numpy()
    _, where, counts = np.unique(plans, return_inverse=True, return_counts=True)
    return pc.and_(pa.array(counts[where] == number), pc.equal(it.column("senneed", "sentyperank"), 1))


# --- Identity


@fault("The date of birth is missing.")
def birth_date_missing(it: Spoiled) -> Where:
    row = it.pick("person", _people_with_open_plans(it))
    it.put("person", row, "personbirthdate", None)
    return "person", row, "personbirthdate"


@fault("The date of birth is in the future.")
def birth_date_in_future(it: Spoiled) -> Where:
    row = it.pick("person", _people_with_open_plans(it))
    it.put("person", row, "personbirthdate", date(it.collection + 2, 3, 4))
    return "person", row, "personbirthdate"


@fault("The person is 26 on the reference date and has an open plan.")
def aged_26(it: Spoiled) -> Where:
    row = it.pick("person", _people_with_open_plans(it))
    it.put("person", row, "personbirthdate", date(it.collection - 27, 5, 6))
    return "person", row, "personbirthdate"


@fault("Two people have the same UPN, and each has an open plan.")
def same_upn_twice(it: Spoiled) -> Where:
    suits = pc.and_(_people_with_open_plans(it), given(it.column("person", "upn")))
    first, second = it.pick("person", suits), it.pick("person", suits)
    it.put("person", second, "upn", it.value("person", first, "upn"))
    return "person", second, "upn"


@fault("The UPN's check letter is wrong.")
def upn_check_letter_wrong(it: Spoiled) -> Where:
    row = it.pick("person", given(it.column("person", "upn")))
    it.put("person", row, "upn", other_letter(it.value("person", row, "upn")))
    return "person", row, "upn"


@fault("The ULN's check digit is wrong.")
def uln_check_digit_wrong(it: Spoiled) -> Where:
    row = it.pick("person", given(it.column("person", "uniquelearnernumber")))
    right = it.value("person", row, "uniquelearnernumber")
    it.put("person", row, "uniquelearnernumber", right[:9] + str((int(right[9]) + 1) % 10))
    return "person", row, "uniquelearnernumber"


@fault("UPNunknown says UN1 (under 6, no UPN yet) of a child aged 8.")
def un1_aged_8(it: Spoiled) -> Where:
    born = it.column("person", "personbirthdate")
    low, high = (pa.scalar(date(it.collection - years, 1, 10)) for years in (9, 8))
    row = it.pick("person", pc.and_(pc.greater(born, low), pc.less(born, high)))
    it.put("person", row, "upn", None)
    it.put("person", row, "upnunknown", "UN1")
    return "person", row, "upnunknown"


@fault("Neither UPN, ULN nor a reason for having none, aged 6 or over.")
def nothing_to_know_by(it: Spoiled) -> Where:
    born = it.column("person", "personbirthdate")
    row = it.pick("person", pc.less(born, pa.scalar(date(it.collection - 8, 1, 1))))
    for name in ("upn", "uniquelearnernumber", "upnunknown"):
        it.put("person", row, name, None)
    return "person", row, "upnunknown"


@fault("The same person's row is there twice, with the same key.", WITH_KEYS)
def person_twice(it: Spoiled) -> Where:
    row = it.pick("person", _people_with_open_plans(it))
    return "person", it.add("person", row), "persontableid"


# --- Structure


@fault("A placement belongs to an active plan that is not there.", WITH_KEYS)
def orphan_placement(it: Spoiled) -> Where:
    row = it.pick("placementdetail", _placement_once(it))
    changes = {"activeplanstableid": NOBODY, "requeststableid": NOBODY, "placementdetailtableid": NOBODY}
    return "placementdetail", it.add("placementdetail", row, **changes), "activeplanstableid"


@fault("An assessment belongs to a request that is not there.", WITH_KEYS)
def orphan_assessment(it: Spoiled) -> Where:
    row = it.pick("assessment", pc.equal(it.column("assessment", "assessmentoutcome"), "A"))
    return "assessment", it.add("assessment", row, requeststableid=NOBODY, assessmenttableid=NOBODY), "requeststableid"


# --- Requests and assessments


@fault("The request's outcome is Y without a date.")
def agreed_without_date(it: Spoiled) -> Where:
    row = it.pick("requests", pc.equal(it.column("requests", "requestoutcome"), "Y"))
    it.put("requests", row, "requestoutcomedate", None)
    return "requests", row, "requestoutcomedate"


@fault("The request is not decided (A) and yet has a date of outcome.")
def undecided_with_date(it: Spoiled) -> Where:
    row = it.pick("requests", pc.equal(it.column("requests", "requestoutcome"), "A"))
    it.put("requests", row, "requestoutcomedate", it.census)
    return "requests", row, "requestoutcomedate"


@fault("The request's outcome is not one of Y, N, A, W and H.")
def unknown_outcome(it: Spoiled) -> Where:
    row = it.pick("requests", pc.equal(it.column("requests", "requestoutcome"), "N"))
    it.put("requests", row, "requestoutcome", "R")
    return "requests", row, "requestoutcome"


@fault("The request was decided before it was received.")
def decided_before_received(it: Spoiled) -> Where:
    row = it.pick("requests", pc.equal(it.column("requests", "requestoutcome"), "N"))
    it.put("requests", row, "requestoutcomedate", later(it.value("requests", row, "receiveddate"), -10))
    return "requests", row, "requestoutcomedate"


@fault("The request was received in the future.")
def received_in_future(it: Spoiled) -> Where:
    row = it.pick("requests", pc.equal(it.column("requests", "requestoutcome"), "A"))
    it.put("requests", row, "receiveddate", date(it.collection + 3, 2, 1))
    return "requests", row, "receiveddate"


@fault("There is an assessment although the request was refused.")
def assessed_although_refused(it: Spoiled) -> Where:
    agreed = it.column("requests", "requestoutcome")
    opened = pc.filter(
        it.column("assessment", "requeststableid"), pc.equal(it.column("assessment", "assessmentoutcome"), "A")
    )
    assessed = pc.is_in(it.column("requests", "requeststableid"), value_set=opened)
    row = it.pick("requests", pc.and_(pc.equal(agreed, "Y"), assessed))
    it.put("requests", row, "requestoutcome", "N")
    return "requests", row, "requestoutcome"


@fault("The assessment's outcome is Y without a date, although the plan was issued.")
def issued_without_date(it: Spoiled) -> Where:
    row = it.pick("assessment", pc.equal(it.column("assessment", "assessmentoutcome"), "Y"))
    it.put("assessment", row, "assessmentoutcomedate", None)
    return "assessment", row, "assessmentoutcomedate"


# --- Plans


@fault("The plan has no start date.")
def start_missing(it: Spoiled) -> Where:
    row = it.pick("namedplan", pc.is_null(it.column("namedplan", "ceasedate")))
    it.put("namedplan", row, "startdate", None)
    return "namedplan", row, "startdate"


@fault("The plan starts before its request was received.")
def started_before_request(it: Spoiled) -> Where:
    row = it.pick("namedplan", pc.is_null(it.column("namedplan", "ceasedate")))
    request = it.value("namedplan", row, "requeststableid")
    at = pc.index(it.column("requests", "requeststableid"), request).as_py()
    it.put("namedplan", row, "startdate", later(it.value("requests", at, "receiveddate"), -30))
    return "namedplan", row, "startdate"


@fault("The plan has ceased, without a reason.")
def ceased_without_reason(it: Spoiled) -> Where:
    row = it.pick("namedplan", given(it.column("namedplan", "ceasedate")))
    it.put("namedplan", row, "ceasereason", None)
    return "namedplan", row, "ceasereason"


@fault("The plan ceased before it started.")
def ceased_before_start(it: Spoiled) -> Where:
    row = it.pick("namedplan", given(it.column("namedplan", "ceasedate")))
    it.put("namedplan", row, "ceasedate", later(it.value("namedplan", row, "startdate"), -7))
    return "namedplan", row, "ceasedate"


@fault("The reason for ceasing, maximum age, is given of a child of school age.")
def maximum_age_too_young(it: Spoiled) -> Where:
    plans = it.column("namedplan", "persontableid")
    born = it.column("person", "personbirthdate")
    young = pc.filter(it.column("person", "persontableid"), pc.greater(born, pa.scalar(date(it.collection - 15, 1, 1))))
    suits = pc.and_(given(it.column("namedplan", "ceasedate")), pc.is_in(plans, value_set=young))
    row = it.pick("namedplan", suits)
    it.put("namedplan", row, "ceasereason", 1)
    return "namedplan", row, "ceasereason"


# --- Placements


@fault("The only placement ended before the reference date: the child is nowhere.")
def no_placement_on_the_day(it: Spoiled) -> Where:
    entered = pc.less(it.column("placementdetail", "entrydate"), pa.scalar(date(it.collection - 1, 6, 1)))
    row = it.pick("placementdetail", pc.and_(_placement_once(it), entered))
    it.put("placementdetail", row, "leavingdate", date(it.collection - 1, 7, 19))
    return "placementdetail", row, "leavingdate"


@fault("Two placements of rank 1 run at once.")
def two_main_placements(it: Spoiled) -> Where:
    row = it.pick("placementdetail", _placement_once(it))
    key = it.value("placementdetail", row, "placementdetailtableid") + 3
    return "placementdetail", it.add("placementdetail", row, placementdetailtableid=key), "placementrank"


@fault("The child left before entering.")
def left_before_entry(it: Spoiled) -> Where:
    row = it.pick("placementdetail", _placement_once(it))
    it.put("placementdetail", row, "leavingdate", later(it.value("placementdetail", row, "entrydate"), -20))
    return "placementdetail", row, "leavingdate"


@fault("The setting is written with a code that no list has.")
def unknown_setting(it: Spoiled) -> Where:
    suits = pc.and_(_placement_once(it), given(it.column("placementdetail", "sensetting")))
    row = it.pick("placementdetail", suits)
    it.put("placementdetail", row, "sensetting", "XYZ")
    return "placementdetail", row, "sensetting"


@fault("The placement is said to be in a SEN unit and in resourced provision at once.")
def unit_and_provision(it: Spoiled) -> Where:
    row = it.pick("placementdetail", _placement_once(it))
    for name in ("senunitindicator", "resourcedprovisionindicator"):
        it.put("placementdetail", row, name, True)
    return "placementdetail", row, "senunitindicator"


# --- Needs


@fault("The ranks of the two needs are swapped: in every other year the other one comes first.")
def ranks_swapped(it: Spoiled) -> Where:
    row = it.pick("senneed", _single_need(it, 2))
    ranks = it.column("senneed", "sentyperank")
    same = pc.equal(it.column("senneed", "requeststableid"), it.value("senneed", row, "requeststableid"))
    swapped = pc.if_else(same, pc.cast(pc.subtract(3, ranks), ranks.type), ranks)
    table = it.tables["senneed"]
    it.tables["senneed"] = table.set_column(table.column_names.index("sentyperank"), "sentyperank", swapped)
    return "senneed", row, "sentyperank"


@fault("The only need has rank 2: there is no primary need.")
def no_primary_need(it: Spoiled) -> Where:
    row = it.pick("senneed", _single_need(it, 1))
    it.put("senneed", row, "sentyperank", 2)
    return "senneed", row, "sentyperank"


@fault("Two needs have rank 1.")
def two_primary_needs(it: Spoiled) -> Where:
    second = pc.equal(it.column("senneed", "sentyperank"), 2)
    row = it.pick("senneed", second)
    it.put("senneed", row, "sentyperank", 1)
    return "senneed", row, "sentyperank"


@fault("The need is written with a code that no list has.")
def unknown_need(it: Spoiled) -> Where:
    row = it.pick("senneed", _single_need(it, 1))
    it.put("senneed", row, "sentype", "ADHD")
    return "senneed", row, "sentype"


@fault("The need is DS, which the return has only from 2025 on.", years=range(2023, 2025))
def down_syndrome_too_soon(it: Spoiled) -> Where:
    row = it.pick("senneed", _single_need(it, 1))
    it.put("senneed", row, "sentype", "DS")
    return "senneed", row, "sentype"


# --- Reviews


@fault("The review was decided before its meeting.", years=range(2024, 2026))
def decided_before_meeting(it: Spoiled) -> Where:
    row = it.pick("activeplans", given(it.column("activeplans", "lastreview")))
    it.put("activeplans", row, "lastreview", later(it.value("activeplans", row, "reviewmeeting"), -15))
    return "activeplans", row, "lastreview"
