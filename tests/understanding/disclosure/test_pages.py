"""Does a public page or file hold only what was published, and does a working page tell the attack?"""

from __future__ import annotations

import os
import pickle
import stat
from io import BytesIO

import pytest
from openpyxl import load_workbook

from goldenthread.understanding.disclosure import computing, lake, queries, tasks
from goldenthread.understanding.disclosure.actions import withdraw
from goldenthread.understanding.disclosure.definitions import Unavailable
from goldenthread.understanding.disclosure.models import AttackRun, PublishedTable

pytestmark = pytest.mark.django_db

KEY = "plans-by-need-and-locality"
FIGURE = f"/oldmere/figures/{KEY}/"
PROPOSE = "/oldmere/work/published/propose/"


@pytest.fixture
def table(oldmere):
    return PublishedTable.objects.get(area=oldmere, key=KEY)


def test_the_public_page_has_the_table_its_marks_and_its_policy_in_plain_words(table, client):
    page = client.get(FIGURE).content.decode()

    assert "<caption" in page and ">c</td>" in page
    assert "Hidden, so that nobody can be recognised" in page
    assert "Counts of 1 to 4 are hidden." in page
    assert "Invented for this demonstration" in page


def test_csv_has_a_line_for_each_count_and_a_mark_for_each_hidden_one(table, client):
    lines = client.get(f"{FIGURE}table.csv").content.decode("utf-8-sig").splitlines()

    assert lines[0] == "locality,need,What is counted,Period,Count,Mark,What the mark means"
    assert len(lines) == 1 + 25
    assert sum(',,c,"hidden' in line for line in lines) == len(lake.recall("oldmere", table.pk, table.withheld)) == 4


def test_the_workbook_holds_numbers_as_numbers_and_its_notes(table, client):
    book = load_workbook(BytesIO(client.get(f"{FIGURE}table.xlsx").content))
    rows = list(book["Table"].values)

    assert len(rows) == 1 + 25
    assert {type(row[4]) for row in rows[1:]} == {int, type(None)} or {type(row[4]) for row in rows[1:]} == {int, str}
    assert dict(book["Notes"].values)["Disclosure control"].startswith("counts under 5. Counts of 1 to 4 are hidden.")


def test_a_withdrawn_table_says_why_and_shows_nothing(table, client, actor):
    withdraw(table=table, by=actor("Anna", "oldmere"), reason="The localities were mixed up.")

    page = client.get(FIGURE).content.decode()
    assert "The localities were mixed up." in page and "<td" not in page
    assert client.get(f"{FIGURE}table.csv").status_code == 404
    assert KEY not in client.get("/oldmere/figures/").content.decode()


def test_a_table_that_was_never_published_is_not_there(oldmere, client, signed_in):
    assert client.get("/oldmere/figures/nothing/").status_code == 404
    assert signed_in("Anna", "oldmere").get("/oldmere/work/published/nothing/1/").status_code == 404


def test_the_working_page_tells_the_range_of_each_hidden_count(table, signed_in):
    page = signed_in("Anna", "oldmere").get(f"/oldmere/work/published/{KEY}/1/").content.decode()

    assert "none can be worked out" in page
    assert "locality: North, need: Hearing impairment" in page
    assert "Plans by need and placement" in page
    assert page.count("Exactly this") == 4


def test_a_table_is_looked_at_before_it_is_published(oldmere, signed_in, at_now):
    anna = signed_in("Anna", "oldmere")
    boxes = {
        "title": "Waits by service",
        "population": "Children waiting",
        "period": "March 2026",
        "source": "Made up",
        "policy": "counts under 5",
        "counts": "service,count\nSpeech,3\nSight,20\nHearing,7",
        "groups": "",
        "links": "",
        "reason": "",
    }
    looked = anna.post(PROPOSE, boxes | {"show": "1"}, follow=True)
    page, here = looked.content.decode(), looked.request["PATH_INFO"]
    assert "2 counts of this table would be hidden" in page
    assert "Not linked to: Plans by need and locality; Plans by need and placement" in page
    assert queries.edition(oldmere, "waits-by-service", 1) is None

    refused = anna.post(here, boxes | {"publish": "1"}).content.decode()
    assert "Say why" in refused and "2 counts of this table would be hidden" in refused
    done = anna.post(here, boxes | {"publish": "1", "reason": "The board asked."})
    assert done.status_code == 302
    assert anna.get("/oldmere/figures/waits-by-service/").status_code == 200


def test_a_table_that_was_altered_after_it_was_looked_at_is_worked_out_again(oldmere, signed_in):
    anna = signed_in("Anna", "oldmere")
    here = anna.post(PROPOSE, TABLE | {"show": "1"}, follow=True).request["PATH_INFO"]
    altered = TABLE | {"counts": COUNTS.replace("97", "96"), "publish": "1"}

    again = anna.post(here, altered, follow=True)

    assert "This is not the table that you looked at, so it is worked out again." in again.content.decode()
    assert queries.edition(oldmere, "plans-by-need", 1) is None
    assert anna.post(again.request["PATH_INFO"], altered).status_code == 302
    assert queries.edition(oldmere, "plans-by-need", 1)


def test_a_table_that_was_overtaken_by_another_is_worked_out_again(oldmere, signed_in):
    anna = signed_in("Anna", "oldmere")
    here = anna.post(PROPOSE, TABLE | {"show": "1"}, follow=True).request["PATH_INFO"]
    other = TABLE | {"title": "Another", "population": "Others"}
    anna.post(anna.post(PROPOSE, other, follow=True).request["PATH_INFO"], other | {"publish": "1"})

    again = anna.post(here, TABLE | {"publish": "1"}, follow=True)

    assert "Another table was published since you looked at this one." in again.content.decode()
    assert queries.edition(oldmere, "plans-by-need", 1) is None
    anna.post(again.request["PATH_INFO"], TABLE | {"publish": "1"})
    assert queries.edition(oldmere, "plans-by-need", 1)


@pytest.fixture
def queued(monkeypatch):
    """Jobs wait until the test does them."""
    jobs = []
    monkeypatch.setattr(tasks, "AT_ONCE", 5)
    for job in (tasks.work_out_later, tasks.attack_later):
        monkeypatch.setattr(type(job), "enqueue", lambda self, *words: jobs.append((self, words)))
    return jobs


def test_a_large_table_is_worked_out_in_the_background_once(
    oldmere, signed_in, queued, monkeypatch, django_capture_on_commit_callbacks
):
    anna = signed_in("Anna", "oldmere")
    waiting = anna.post(PROPOSE, TABLE | {"show": "1"}, follow=True)
    here = waiting.request["PATH_INFO"]
    assert "is being worked out" in waiting.content.decode() and "Publish this table" not in waiting.content.decode()
    assert "North,a,40" in waiting.content.decode()  # what was typed is not lost

    ((job, words),) = queued
    assert "97" not in str(words)  # the queue is in the database
    job.func(*words)
    looked = anna.get(here).content.decode()
    assert "counts of this table would be hidden" in looked

    monkeypatch.setattr(computing, "propose", lambda *_, **__: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert anna.post(here, TABLE | {"publish": "1"}).status_code == 302
    assert anna.get(here).status_code == 404


def test_a_large_table_that_cannot_be_published_says_so_beside_its_box(oldmere, signed_in, queued):
    anna = signed_in("Anna", "oldmere")
    wrong = TABLE | {"links": "[Plans, made up, January 2026 | need=each] = [Nobody, 2026 | need=each]"}
    here = anna.post(PROPOSE, wrong, follow=True).request["PATH_INFO"]
    ((job, words),) = queued
    job.func(*words)

    page = anna.get(here).content.decode()
    assert "The tables do not fit together." in page and "Publish this table" not in page


def test_what_is_proposed_is_for_this_account_and_this_area_alone_and_for_a_day(oldmere, signed_in, settings):
    anna = signed_in("Anna", "oldmere")
    here = anna.post(PROPOSE, TABLE | {"show": "1"}, follow=True).request["PATH_INFO"]
    files = list((settings.DATA / "proposed" / "oldmere").glob(f"{here.split('/')[-2]}*"))
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}

    assert signed_in("Anna", "tameside").get(here.replace("oldmere", "tameside")).status_code == 404
    assert signed_in("Bola", "oldmere").get(here).status_code == 403
    anna = signed_in("Anna", "oldmere")
    for file in files:
        os.utime(file, (0, 0))
    assert anna.get(here).status_code == 404
    assert not any(file.exists() for file in files)


def test_an_answer_that_somebody_else_wrote_is_never_opened(oldmere, signed_in, settings):
    anna = signed_in("Anna", "oldmere")
    here = anna.post(PROPOSE, TABLE | {"show": "1"}, follow=True).request["PATH_INFO"]
    answer = settings.DATA / "proposed" / "oldmere" / f"{here.split('/')[-2]}.answer"
    sealed = answer.read_bytes()
    opened = pickle.dumps(Opened())

    for forged in (opened, sealed[:32] + opened, b""):
        answer.write_bytes(forged)
        assert "is being worked out" in anna.get(here).content.decode()
    answer.write_bytes(sealed)
    assert "would be hidden" in anna.get(here).content.decode()


class Opened:
    """Fails the test that opens it."""

    def __reduce__(self):
        return pytest.fail, ("It was opened.",)


def test_much_is_attacked_again_in_the_background(oldmere, signed_in, queued):
    anna = signed_in("Anna", "oldmere")
    told = anna.post("/oldmere/work/published/attack/", follow=True).content.decode()
    assert "Everything is being attacked again" in told
    before = AttackRun.objects.count()

    ((job, words),) = queued
    job.func(*words)
    assert AttackRun.objects.count() > before


def test_withheld_counts_that_are_gone_are_said_to_be_and_nothing_is_attacked(oldmere, signed_in, monkeypatch):
    def gone(*_):
        raise Unavailable("The withheld counts cannot be read.")

    monkeypatch.setattr(lake, "recall", gone)
    page = signed_in("Anna", "oldmere").post("/oldmere/work/published/attack/", follow=True).content.decode()
    assert "The withheld counts cannot be read" in page and "was attacked again" not in page


def test_what_two_tables_tell_together_stands_on_the_page_of_those_who_can_mend_it(oldmere, signed_in, monkeypatch):
    found = computing.Difference("Plans", "South only", frozenset({("need", "hearing")}), 3, 3)
    monkeypatch.setattr(computing, "differences_of_all", lambda _: iter([found]))

    page = "/oldmere/work/published/"
    assert "is 3 (need: hearing)" in signed_in("Anna", "oldmere").get(page).content.decode()
    assert "is 3 (need" not in signed_in("Bola", "oldmere").get(page).content.decode()


def test_what_cannot_be_read_is_said_beside_its_box(oldmere, signed_in):
    page = signed_in("Anna", "oldmere").post(
        "/oldmere/work/published/propose/",
        {
            "title": "T",
            "population": "P",
            "period": "2",
            "source": "S",
            "policy": "counts under 5",
            "counts": "North,3",
        },
    )
    assert "first line must name the columns" in page.content.decode()


COUNTS = "locality,need,count\nNorth,a,40\nNorth,b,60\nSouth,a,3\nSouth,b,97\nEast,a,20\nEast,b,20"
TABLE = {
    "title": "Plans by need",
    "population": "Plans, made up",
    "period": "January 2026",
    "source": "Made up",
    "policy": "counts under 5",
    "counts": COUNTS,
    "reason": "For the board.",
}


def test_percentages_stand_beside_the_counts_and_are_made_of_what_is_shown(oldmere, signed_in, client):
    anna = signed_in("Anna", "oldmere")
    beside = {**TABLE, "percent": "need"}
    shown = anna.post(PROPOSE, beside, follow=True)
    assert "What would be published, as percentages" in shown.content.decode()
    assert "is not a column" in anna.post(PROPOSE, {**TABLE, "percent": "x"}).content.decode()
    anna.post(shown.request["PATH_INFO"], beside | {"publish": "1"})

    lines = anna.get("/oldmere/figures/plans-by-need/table.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(",Percentage of the total over need")
    assert any(line.startswith("North,a,") and line.endswith(",40,,,40%") for line in lines)
    assert not any(line.startswith("South,a") and "%" in line for line in lines)
    assert "as percentages of the total over “need”" in anna.get("/oldmere/figures/plans-by-need/").content.decode()


def test_percentages_without_counts_show_each_only_where_it_is_safe(oldmere, signed_in):
    anna = signed_in("Anna", "oldmere")
    alone = {**TABLE, "counts": COUNTS.replace("40", "400").replace("60", "600"), "percent": "need", "alone": "on"}
    anna.post(anna.post(PROPOSE, alone, follow=True).request["PATH_INFO"], {**alone, "publish": "1"})

    table = PublishedTable.objects.get(area=oldmere, key="plans-by-need")
    texts = {each.place: each.text for each in queries.shown_of(table)}
    assert (texts["North", "a"], texts["North", "All"]) == ("40%", "1,000")
    assert texts["South", "a"] == texts["South", "b"] == "c"  # 3% of 100 is 3; and what is left of 97% is
    assert "400" not in anna.get("/oldmere/figures/plans-by-need/table.csv").content.decode()
    assert all(each.report.passed for each in queries.attack(oldmere))
