"""An analyst loads a data set, reads what the checks found, and puts it to use; the figures are there for everybody."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS
from tests.understanding.datasets.small import PROJECTIONS

pytestmark = pytest.mark.journey

WAITS_FOR_READER = 60


def until_read(anna):
    """The reading happens in a process of its own: look again until it is done."""
    for _ in range(WAITS_FOR_READER):
        if "The files are being read" not in anna.page.title():
            return anna
        anna.page.wait_for_timeout(1000)
        anna.press("Look again")
    raise AssertionError(anna.text())


def chosen(anna, text: str):
    anna.go("/oldmere/work/data/load/")
    file = {"name": "snpp.csv", "mimeType": "text/csv", "buffer": text.encode()}
    anna.page.get_by_label("The files").set_input_files([file])
    return until_read(anna.press("Read the files"))


@pytest.mark.parametrize("way", WAYS)
def test_a_data_set_is_loaded_reported_on_and_put_to_use(at_work, way):
    anna = chosen(at_work("Anna", "oldmere", way), PROJECTIONS.replace("131", str(200 + list(WAYS).index(way))))

    anna.sees("Read, and waiting to be accepted", "What the checks found", "Nothing in the file says so.")
    anna.press("Accept it and put it to use").sees("In use since")
    anna.go("/oldmere/work/data/").sees("Population projections by single year of age")


def test_a_file_that_cannot_be_read_says_which_cell_and_what_to_do(at_work):
    anna = chosen(at_work("Anna", "oldmere"), PROJECTIONS.replace("131", "many"))

    anna.sees("Nothing was kept, and nothing was changed.", "row 3, column 2026", "many")
    anna.press("Choose the files again").sees("Load a data set")


def test_the_lead_reads_the_report_and_loads_nothing(at_work):
    cora = at_work("Cora", "oldmere").go("/oldmere/work/data/")

    cora.may_not("Load a data set").follow("Which data sets can be loaded").sees("SEN2 person-level return")
    cora.refused("/oldmere/work/data/load/", 403).sees("load, correct and retire data sets")


@pytest.mark.parametrize("way", WAYS)
def test_anybody_sees_what_the_figures_say_and_how_sure_they_are(at_work, way):
    anybody = at_work("", "newcastle", way).go("/newcastle/indicators/")

    anybody.sees("beside England and the ten councils most like this one")
    anybody.unfold(": Plans").follow("Plans issued within 20 weeks, without exceptions").sees(
        "What may not be concluded", "Beside others"
    )
    anybody.follow("All figures of Newcastle upon Tyne").sees("What the figures say")
