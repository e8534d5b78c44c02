"""An internal auditor: read everything, prove the log, change nothing."""

from __future__ import annotations

import csv
import io

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

SLUG = "northumberland"


@pytest.mark.parametrize("way", WAYS)
def test_the_auditor_reads_the_log_and_proves_it_whole(at_work, way):
    otto = at_work("Otto", SLUG, way).go(f"/{SLUG}/work/log/")
    otto.sees("imported strategy", "Loaded the strategy as it was published.")

    otto.press("Check the whole log now")

    otto.sees("whole")


def test_the_auditor_takes_the_log_away(at_work):
    otto = at_work("Otto", SLUG).go(f"/{SLUG}/work/log/")

    taken = otto.download("Download all (CSV)")

    rows = list(csv.reader(io.StringIO(taken.path().read_text("utf-8-sig"))))
    assert taken.suggested_filename.endswith(".csv")
    assert len(rows) > 10
    assert any("imported strategy" in cell for row in rows for cell in row)


def test_the_auditor_finds_nothing_to_change(at_work):
    otto = at_work("Otto", SLUG).go(f"/{SLUG}/work/item/a2-mediation/")

    otto.may_not("Edit", "Withdraw", "Report progress", "Give it a date", "Move the date", "Join it to others")
    for page in ("edit/a2-mediation", "publish", "status", "actions/a2-mediation/report", "add/priorities"):
        otto.refused(f"/{SLUG}/work/{page}/", 403)


def test_what_somebody_does_is_in_the_log_with_their_reason(at_work):
    cora = at_work("Cora", SLUG).go(f"/{SLUG}/work/edit/a3-therapies/")
    cora.fill("Why this change?", "The group asked for plainer words.").fill(
        "More about it", "Therapies, in plain words."
    )
    cora.press("Save").sees("Saved.")

    at_work("Otto", SLUG).go(f"/{SLUG}/work/log/").sees("Cora Commissioner", "The group asked for plainer words.")
