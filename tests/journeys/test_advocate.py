"""A young person's advocate: young people are a voice of their own, beside their parents'."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

SLUG = "north-east-lincolnshire"
ANSWERED = "wd-parent-auditors"


@pytest.mark.parametrize("way", WAYS)
def test_the_advocate_says_for_young_people_whether_an_answer_is_true(at_work, way):
    yusuf = at_work("Yusuf", SLUG, way).go(f"/{SLUG}/work/answers/{ANSWERED}/confirm/")

    yusuf.choose("Not true").fill("What do families see?", f"Nobody asked young people, said by {way}.").press("Say so")

    yusuf.sees("What you said is on the public page, and stays there.")
    anybody = at_work().go(f"/{SLUG}/answers/{ANSWERED}/")
    anybody.sees(f"Nobody asked young people, said by {way}.", "oung people")


def test_the_advocate_records_what_young_people_said(at_work):
    yusuf = at_work("Yusuf", SLUG).go(f"/{SLUG}/work/add/statements/")

    yusuf.fill("What was said", "We want a quiet room at college.").select("Who said it?", "Young people")
    yusuf.press("Add it").sees("Added.")

    yusuf.go(f"/{SLUG}/work/items/statements/").sees("We want a quiet room at college.")


def test_the_advocate_does_not_write_the_plan(at_work):
    yusuf = at_work("Yusuf", SLUG)

    yusuf.refused(f"/{SLUG}/work/add/actions/", 403)
    yusuf.refused("/oldmere/work/", 404)
