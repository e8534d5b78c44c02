"""A commissioning lead writes who decides: a board, who sits on it, and to whom it answers; no file is needed."""

from __future__ import annotations

import re

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

W = "/northumberland/work"
SAVE = re.compile("^(Save|Add it)$")


@pytest.mark.parametrize("way", WAYS)
def test_a_board_is_written_with_its_seats_and_its_place_in_the_chain(at_work, way):
    name, role = f"Therapies group, {way}", f"Head of therapies, {way}"
    cora = at_work("Cora", "northumberland", way).go(f"{W}/who-decides/").press("Add a board or group")
    cora.fill("Name", name).fill("How often does it meet?", "every six weeks").press("Add it").sees(name)

    cora.follow("Add a seat").fill("Role", role).select("Does it vote?", "It votes").press(SAVE).sees(role)
    cora.follow("Add a line of report").press(SAVE)
    cora.sees("Choose the board to which it reports")
    cora.page.get_by_label("… which board?").select_option(index=1)
    cora.press(SAVE).sees("It reports to")

    at_work("", way=way).go("/northumberland/who-decides/").sees(name, role)


def test_a_chain_that_goes_round_is_refused_and_the_boards_in_it_named(at_work):
    cora = at_work("Cora", "oldmere").go("/oldmere/work/who-decides/").follow("Health and Wellbeing Board")
    cora.follow("Add a line of report").select("… which board?", "Joint Commissioning Group").press(SAVE)

    cora.sees("There is a problem")
    assert "Joint Commissioning Group" in cora.text()
    assert "SEND Partnership Board" in cora.text()


def test_the_period_of_a_strategy_is_written_where_it_is_read(at_work):
    cora = at_work("Cora", "northumberland").go(f"{W}/details/")
    period = cora.page.get_by_label("The period it covers").input_value()
    cora.fill("The period it covers", "2028 to 2025").press("Save").sees("There is a problem")
    cora.fill("The period it covers", f"{period}, as extended").press("Save")

    at_work().go("/northumberland/").sees(f"{period}, as extended")


def test_those_who_only_read_see_who_decides_and_change_nothing(at_work):
    connor = at_work("Connor", "oldmere").go("/oldmere/work/who-decides/")

    connor.may_not("Add a board or group", "Change")
    connor.refused("/oldmere/work/who-decides/add-board/", 403)
