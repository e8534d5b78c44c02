"""Does an area add codes to the lists of a return, for its own returns alone, and can every change be taken back?"""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused
from goldenthread.understanding.datasets import actions, presenters, queries
from goldenthread.understanding.datasets.kinds.own_codes import OwnCode
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.manifest import Manifest
from goldenthread.understanding.datasets.models import AreaCode
from tests.acting import no_event, one_event
from tests.understanding.datasets.sen2_returns import child, whole, write_blade

pytestmark = pytest.mark.django_db
SEN2 = all_kinds()["sen2"]


def own(code: str = "7", means: str = "parent", **values: object) -> OwnCode:
    given = {"kind": "sen2", "code_set": "requestsource", "source": "the supplier's guide of 2025"}
    return OwnCode.model_validate(given | {"code": code, "means": means} | values)


def returned(folder: Path, lake: Path, *codes: OwnCode, source: str = "7", sex: str = "F") -> Manifest:
    """A return of six children, all of whose requests come from one source."""
    children = [child(n) for n in range(1, 7)]
    for each in children:
        each["requests"][0]["requestsource"] = source
    children[0]["person"][0]["sex"] = sex
    return read_in(
        write_blade(whole(*children), folder), kind="sen2", area="oldmere", lake=lake, key=b"k" * 40,
        today=date(2026, 11, 22), say=lambda words: None, own_codes=codes,
    )  # fmt: skip


def finding(manifest: Manifest, rule: str) -> dict:
    return next(each for each in manifest.findings if each["rule"] == rule)


@pytest.fixture
def anna(actor):
    return actor("Anna", "oldmere")


# --- what the checks make of it ---


def test_a_list_that_nobody_knows_is_not_checked_but_what_it_holds_is_told(lake, tmp_path):
    told = returned(tmp_path, lake)

    assert finding(told, "sen2.requests.requestsource.code")["count"] is None
    assert {"table": "requests", "field": "requestsource", "code_set": "requestsource", "code": "7", "rows": 6} in (
        told.codes_seen
    )


def test_what_the_area_added_is_accepted_and_the_report_says_so(lake, tmp_path):
    told = returned(tmp_path, lake, own())

    accepted = finding(told, "sen2.requests.requestsource.code-own")
    assert (accepted["severity"], accepted["count"]) == ("information", 6)
    assert "accepted because the area added them: 7 (parent)" in accepted["sentence"]
    assert accepted["source"] == "the supplier's guide of 2025"
    assert finding(told, "sen2.requests.requestsource.code")["count"] == 0


def test_outside_a_list_of_the_area_s_own_is_a_query_and_no_row_is_left_out(lake, tmp_path):
    told = returned(tmp_path, lake, own("8"))

    outside = finding(told, "sen2.requests.requestsource.code")
    assert (outside["severity"], outside["count"]) == ("query", 6)
    assert told.rows_kept == told.rows_read


def test_a_code_added_to_a_known_list_keeps_its_rows(lake, tmp_path):
    without = returned(tmp_path, lake, sex="X")
    added = returned(tmp_path, lake, own("X", "another answer", code_set="sex"), sex="X")

    assert finding(without, "sen2.person.sex.code")["count"] == 1
    assert finding(added, "sen2.person.sex.code")["count"] == 0
    assert added.rows_kept == without.rows_kept + sum(map(len, child(1).values())), "a child and all that belongs to it"
    assert added.id != without.id


def test_a_code_out_of_its_years_is_not_accepted(lake, tmp_path):
    told = returned(tmp_path, lake, own(to_year=2024))

    assert finding(told, "sen2.requests.requestsource.code-year")["count"] == 6
    assert not [each for each in told.findings if each["rule"].endswith("code-own")]


def test_codes_are_text_and_a_name_in_the_wrong_column_is_counted_but_not_told(lake, tmp_path):
    assert finding(returned(tmp_path, lake, own("7"), source="07"), "sen2.requests.requestsource.code")["count"] == 6

    told = returned(tmp_path, lake, source="Example Child")
    assert [(each["code"], each["rows"]) for each in told.codes_seen if each["field"] == "requestsource"] == [("", 6)]


# --- what is written down ---


def test_a_code_is_added_changed_taken_out_and_each_is_taken_back(anna):
    with one_event() as events:
        code = actions.add_code(area=anna.area, own=own(), by=anna)
    assert events[0].verb == "added a code"
    with one_event() as events:
        code = actions.revise_code(code=code, values={"means": "parents"}, opened=1, by=anna)
    assert events[0].data["changed"] == {"means": ["parent", "parents"]}
    with one_event():
        assert actions.undo_code(code=code, by=anna).means == "parent"
    with one_event():
        actions.retire_code(code=code, by=anna)
    assert queries.own_codes_of(anna.area) == []
    actions.undo_code(code=code, by=anna)
    assert queries.own_codes_of(anna.area) == [own()]


def test_what_was_never_changed_cannot_be_taken_back(anna):
    code = actions.add_code(area=anna.area, own=own(), by=anna)
    with pytest.raises(Refused, match="never changed"):
        actions.undo_code(code=code, by=anna)


def test_a_code_taken_out_can_be_added_again_and_one_in_the_list_cannot(anna):
    code = actions.add_code(area=anna.area, own=own(), by=anna)
    with pytest.raises(Refused, match="already"):
        actions.add_code(area=anna.area, own=own(means="guardian"), by=anna)
    actions.retire_code(code=code, by=anna)
    again = actions.add_code(area=anna.area, own=own(means="guardian"), by=anna)
    assert (again.pk, again.means, again.retired_on) == (code.pk, "guardian", None)


def test_whoever_saves_second_is_told_and_nothing_is_lost(anna):
    code = actions.add_code(area=anna.area, own=own(), by=anna)
    actions.revise_code(code=code, values={"means": "school"}, opened=1, by=anna)
    with no_event(), pytest.raises(EditConflict):
        actions.revise_code(code=code, values={"means": "parents"}, opened=1, by=anna)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (own("M", code_set="sex"), "declared list already: male"),
        (own("1", code_set="sex"), "declared list already: male"),
        (own("A B"), "is no code"),
        (own("=1+1"), "is no code"),
        (own(code_set="colour"), "has no list of codes"),
        (own(kind="neet-16-17"), "There is no return"),
        (own(from_year=2025, to_year=2024), "is before the first"),
        (own(from_year=25), "no collection year"),
    ],
)
def test_what_cannot_be_a_code_is_refused(anna, given, said):
    with no_event(), pytest.raises(Refused, match=said):
        actions.add_code(area=anna.area, own=given, by=anna)


def test_one_area_s_code_is_never_another_s(anna, newcastle):
    code = actions.add_code(area=anna.area, own=own(), by=anna)
    other = newcastle
    assert queries.own_codes_of(other) == []
    assert queries.area_code_by_id(other, code.pk) is None
    with pytest.raises(NotAllowed):
        actions.add_code(area=other, own=own(), by=anna)


# --- the pages ---


def to(name: str, *args: object) -> str:
    return reverse(f"datasets:{name}", args=["oldmere", *args])


def page(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


TYPED = {"code": "7", "means": "parent", "source": "a guide", "confidence": "check before relying"}


def test_the_page_adds_changes_and_shows_what_another_saved(signed_in, anna):
    client = signed_in("Anna", "oldmere")
    assert "The code is in the list" in page(client.post(to("add-code", "sen2", "requestsource"), TYPED, follow=True))
    assert "declared list already" in page(client.post(to("add-code", "sen2", "sex"), {**TYPED, "code": "m"}))
    code = AreaCode.objects.get()

    actions.revise_code(code=code, values={"means": "school"}, opened=1, by=anna)
    shown = page(client.post(to("revise-code", code.pk), {**TYPED, "means": "parents", "opened": 1}))
    assert "How it stands now: 7: school" in shown
    assert 'value="parents"' in shown
    assert 'name="opened" value="2"' in shown
    assert client.post(to("revise-code", code.pk), {**TYPED, "means": "parents", "opened": 2}).status_code == 302
    assert "7" in page(client.post(to("retire-code", code.pk), follow=True))
    assert "The last change is taken back" in page(client.post(to("undo-code", code.pk), follow=True))


def test_the_page_tells_what_returns_hold_besides_without_small_numbers(signed_in, anna, lake, tmp_path):
    actions.take_in(area=anna.area, manifest=returned(tmp_path, lake, sex="X"), by=anna)
    shown = page(signed_in("Anna", "oldmere").get(to("code-sets")))

    sets = {each.name: each for each in presenters.code_sets(SEN2, [], queries.codes_seen(anna.area))}
    assert [(s.code, s.rows) for s in sets["requestsource"].seen] == [("7", "6")]
    assert [(s.code, s.rows) for s in sets["sex"].seen] == [("X", "fewer than 5")]
    assert "Add X" in shown
    assert "The list is not known" in shown
    assert sum(not each.known for each in sets.values()) == 6


def test_the_codes_of_one_year(signed_in):
    client = signed_in("Anna", "oldmere")
    assert "Down syndrome" in page(client.get(to("code-sets"), {"year": "2025"}))
    assert "Down syndrome" not in page(client.get(to("code-sets"), {"year": "2024"}))
    assert "Collection" in page(client.get(to("code-sets"), {"year": "x"}))


def test_a_list_goes_out_and_comes_in_again_whole_or_not_at_all(signed_in, anna):
    client = signed_in("Anna", "oldmere")
    actions.add_code(area=anna.area, own=own(means="=parent"), by=anna)
    actions.add_code(area=anna.area, own=own("07", from_year=2025), by=anna)
    given = client.get(to("codes-file")).content
    before = queries.own_codes_of(anna.area)

    def bring(content: bytes) -> str:
        file = SimpleUploadedFile("codes.csv", content)
        return page(client.post(to("bring-codes-in"), {"listed": file}, follow=True))

    assert "0 new, 0 changed, 2 the same" in bring(given)
    assert "0 new, 1 changed, 1 the same" in bring(given.replace(b"'=parent", b"a parent"))
    AreaCode.objects.all().delete()
    assert "2 new" in bring(given)
    assert queries.own_codes_of(anna.area) == before
    shown = bring(given + b"sen2,sex,M,male,,,x,source read\r\nsen2,sex,Y,,soon,,x,\r\n")
    assert "codes.csv, row 4" in shown
    assert "codes.csv, row 5, from_year" in shown
    assert queries.own_codes_of(anna.area) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "has no column kind, code_set, code, means"),
        (b"kind,code_set,code,means,source\n", "headings but no rows"),
        (b"PK\x03\x04", "not a CSV file"),
        (b"kind,code_set,code,means,source\nsen2,requestsource,7,\xff,x\n", "cannot be read"),
        (b"kind,code_set,code,means\nsen2,requestsource,7,x\n", "source"),
        (b"kind,code_set,code,means,source\n" + b"sen2,requestsource,7,x,y\n" * 2, "stands twice"),
    ],
)
def test_a_file_that_is_no_list_says_why(signed_in, content, said):
    file = SimpleUploadedFile("codes.csv", content)
    shown = page(signed_in("Anna", "oldmere").post(to("bring-codes-in"), {"listed": file}))
    assert said in shown
    assert not AreaCode.objects.exists()
