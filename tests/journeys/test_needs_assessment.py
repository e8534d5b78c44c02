"""The needs assessment: an analyst writes a section and pins a figure; a family reads on a phone what was agreed."""

from __future__ import annotations

import re

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

AREAS = ("northumberland", "north-east-lincolnshire", "tameside", "newcastle")


@pytest.mark.parametrize(("way", "slug"), list(zip(WAYS, AREAS, strict=True)))
def test_an_analyst_writes_a_section_pins_a_figure_and_families_read_it_once_it_is_agreed(at_work, way, slug):
    anna = at_work("Anna", slug, way).go(f"/{slug}/work/needs-assessment/")
    anna.press("Start the next one").fill("What it is called", "The needs of 2026").press("Start it")
    anna.sees("A draft was started", "The needs of 2026")

    anna.follow("Add a section").fill("Heading", "Plans in time").fill("What you want to say", "Many plans come late.")
    anna.press("Save").sees("The section was added")
    anna.follow(re.compile("Pin a figure in Plans in time"))
    anna.fill("Which figure?", "20 weeks").press("Search")
    anna.follow("Plans issued within 20 weeks, without exceptions").choose_like("2024: ").press("Pin this figure")
    anna.sees("The figure is pinned")

    at_work("", way="phone").go(f"/{slug}/needs-assessment/").does_not_see("Many plans come late.")

    anna.press("Record that it is agreed").fill("Who agreed it, and where?", "The SEND board, 20 November 2026")
    anna.press("It is agreed").sees("It is in force")

    family = at_work("", way="phone").go(f"/{slug}/needs-assessment/")
    family.sees("The needs of 2026", "Many plans come late.", "What this cannot tell")


@pytest.mark.parametrize("way", WAYS)
def test_a_family_reads_what_was_said_then_and_what_the_figures_say_now(at_work, way):
    family = at_work("", way=way).go("/south-tyneside/needs-assessment/")

    family.sees("1,412 people (2020)", "1,776 people", "107 of 151", "Statistical neighbours", "Taken up by")
    family.follow("Many more young adults have a plan").sees("Many more young adults have a plan")


def test_somebody_who_may_not_write_reads_the_working_page_alone(at_work):
    bola = at_work("Bola", "south-tyneside").go("/south-tyneside/work/needs-assessment/")

    bola.sees("Which needs are the commonest").may_not("Start the next one")


def test_words_that_somebody_else_changed_are_not_overwritten(at_work):
    slug = "south-tyneside"
    anna = at_work("Anna", slug).go(f"/{slug}/work/needs-assessment/")
    anna.press("Start the next one").fill("What it is called", "Two at work").press("Start it")
    anna.follow(re.compile("^Change the words of"))
    cora = at_work("Cora", slug).go(anna.path).fill("Heading", "As Cora calls it").press("Save").sees("Saved")
    assert cora.path.endswith("/work/needs-assessment/")

    anna.fill("Heading", "As Anna calls it").press("Save").sees("Somebody else changed this", "As Cora calls it")
    assert anna.page.get_by_label("Heading").input_value() == "As Anna calls it"


def test_the_program_writes_it_to_a_file(goldenthread, tmp_path):
    out = tmp_path / "needs.csv"
    done = goldenthread("assessment", "export", "newcastle", "--format", "csv", "--out", str(out))
    assert (done.returncode, out.read_bytes()[:3]) == (0, b"\xef\xbb\xbf")

    refused = goldenthread("assessment", "export", "oldmere", "--out", str(out))
    assert refused.returncode == 2
    assert "no needs assessment that is agreed" in refused.stderr
