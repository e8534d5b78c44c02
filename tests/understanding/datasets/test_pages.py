"""Does an analyst load a data set on a page, read what was found, and put it to use?"""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.understanding.datasets import tasks
from goldenthread.understanding.datasets.kinds.councils import by_dfe_code
from goldenthread.understanding.datasets.lake.arriving import folder_of, say, waiting
from goldenthread.understanding.datasets.models import Arrival, Release
from goldenthread.understanding.datasets.states import ArrivalState, ReleaseState
from tests.understanding.datasets.sen2_returns import child, whole, write_xml
from tests.understanding.datasets.small import PROJECTIONS

pytestmark = pytest.mark.django_db


def to(name: str, *args: object) -> str:
    return reverse(f"datasets:{name}", args=["oldmere", *args])


def upload(name: str = "snpp.csv", text: str = PROJECTIONS) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


@pytest.fixture
def anna(signed_in):
    return signed_in("Anna", "oldmere")


def load(client, *files, **data):
    return client.post(to("load"), {"dropped": files, **data}, follow=True)


def page(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_files_are_read_reported_on_and_accepted(anna, lake, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shown = page(load(anna, upload()))
    release = Release.objects.get(area__slug="oldmere")

    assert "Read, and waiting to be accepted" in shown
    assert "Nothing in the file says so." in shown
    assert not list(lake.glob("arrivals/*"))

    shown = page(anna.post(to("accept", release.pk), follow=True))
    assert "In use" in shown
    release.refresh_from_db()
    assert release.state == ReleaseState.ACCEPTED
    assert "Population projections by single year of age" in page(anna.get(to("list")))


def test_what_two_people_accept_at_once_is_in_use_and_says_who_was_first(
    anna, signed_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        load(anna, upload())
    release = Release.objects.get(area__slug="oldmere")
    anna.post(to("accept", release.pk))

    shown = page(signed_in("Ada", "oldmere").post(to("accept", release.pk), follow=True))

    assert re.search(r"Anna \w+( \(made up\))? accepted it already, on \d+ \w+ 20\d\d", shown)
    assert "cannot become" not in shown


def test_every_fault_of_an_unreadable_file_is_shown_and_the_file_is_gone(
    anna, lake, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        shown = page(load(anna, upload(text=PROJECTIONS.replace("131", "many"))))

    assert "These files could not be read" in shown
    assert "row 3, column 2026" in shown
    assert "many" in shown
    assert not list(lake.glob("arrivals/*"))
    assert not Release.objects.filter(area__slug="oldmere").exists()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "Choose at least one file"),
        ((upload(text=""),), "empty"),
        ((upload(), upload(name="SNPP.csv")), "Two files are called snpp.csv"),
    ],
)
def test_a_drop_that_cannot_be_is_refused_at_once(anna, files, said):
    assert said in page(load(anna, *files))
    assert not Arrival.objects.exists()


def test_a_reading_that_was_cut_off_is_started_again(anna, actor, lake, django_capture_on_commit_callbacks):
    cut_off = Arrival.objects.create(
        area=actor("Anna", "oldmere").area,
        names=["snpp.csv"],
        brought_by=actor("Anna", "oldmere").person,
        brought_at=actor("Anna", "oldmere").now,
    )
    folder = folder_of(lake, str(cut_off.pk)) / "files"
    folder.mkdir(parents=True)
    (folder / "snpp.csv").write_text(PROJECTIONS)
    assert "Waiting for a reader to start" in page(anna.get(to("arrival", cut_off.pk)))
    say(lake, str(cut_off.pk), "Reading the files")
    assert "Reading the files" in page(anna.get(to("arrival", cut_off.pk)))

    with django_capture_on_commit_callbacks(execute=True):
        anna.post(to("arrival", cut_off.pk))

    cut_off.refresh_from_db()
    assert cut_off.state == ArrivalState.DONE
    assert waiting(lake, str(cut_off.pk)) == []
    assert anna.get(to("arrival", cut_off.pk)).url == to("release", cut_off.release.pk)


def test_what_was_retired_keeps_its_report(anna, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        load(anna, upload())
        release = Release.objects.get(area__slug="oldmere")
        anna.post(to("accept", release.pk))
        assert "Answer the question: Why?" in page(anna.post(to("retire", release.pk), {"reason": ""}))
        shown = page(anna.post(to("retire", release.pk), {"reason": "Its time is up."}, follow=True))

    assert "Retired: the data are gone, the record stays" in shown
    assert "What the checks found" in shown


@pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("html", b"<!DOCTYPE"), ("json", b"{")])
def test_the_report_leaves_as_a_file(anna, form, start, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        load(anna, upload())
    release = Release.objects.get(area__slug="oldmere")

    assert anna.get(to("report", release.pk, form)).content.lstrip().startswith(start)
    assert anna.get(to("report", release.pk, "doc")).status_code == 404


def test_every_kind_is_listed_with_its_known_faults(anna):
    shown = page(anna.get(to("kinds")))

    assert "Not in education, employment or training at 16 and 17" in shown
    assert "The release has three variants in files of the same name" in shown


def test_the_return_of_another_council_is_refused_and_says_whose_it_is(
    anna, actor, lake, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    area = actor("Anna", "oldmere").area
    monkeypatch.setattr(tasks, "councils", lambda: {area.gss_code: by_dfe_code()["391"]})
    (path,) = write_xml(whole(child(1), lea="390"), tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        shown = page(load(anna, SimpleUploadedFile(path.name, path.read_bytes())))

    assert "this is the return of another council" in shown
    assert "390 (Gateshead)" in shown
    assert "391 (Newcastle upon Tyne)" in shown
    assert not Release.objects.filter(area=area).exists()
    assert not list(lake.rglob("*.parquet"))
