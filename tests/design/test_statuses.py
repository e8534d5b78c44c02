"""Has every status a word and a shape of its own, so that nobody needs its colour?"""

from __future__ import annotations

from enum import StrEnum
from types import SimpleNamespace

import pytest
from django.template import engines

from goldenthread.analysis.figures import State
from goldenthread.analysis.progress import ActionStatus, WorkState
from goldenthread.analysis.targets import MeasureStatus
from goldenthread.design.statuses import LOOKS, look

EVERY = [*ActionStatus, *WorkState, *MeasureStatus, *(state for state in State if state is not State.KNOWN)]


def shown(call: str, **context: object) -> str:
    page = engines["jinja2"].from_string(
        f'{{% from "design/macros/status.jinja" import status_tag, three_statuses, due %}}{call}'
    )
    return " ".join(page.render(context).split())


@pytest.mark.parametrize("status", EVERY)
def test_status_of_the_analysis_has_a_look(status: StrEnum) -> None:
    assert look(status) in LOOKS.values()
    assert look(status).word
    assert look(status).mark


def test_no_two_tones_share_a_mark() -> None:
    tones: dict[str, set[str]] = {}
    for each in LOOKS.values():
        tones.setdefault(each.mark, set()).add(each.tone)

    assert tones["✓"] == {"good"}
    assert "good" not in tones["▼"] | tones["?"] | tones["■"] | tones["○"]


def test_status_nobody_listed_is_shown_by_its_own_word() -> None:
    assert look("quite_new").word == "Quite new"


def test_tag_gives_the_word_and_the_reason() -> None:
    text = shown("{{ status_tag(j) }}", j=SimpleNamespace(status=MeasureStatus.CANNOT_TELL, reason="No <baseline>."))

    assert "Cannot tell</span>" in text
    assert "No &lt;baseline&gt;." in text


def test_three_statuses_stay_three() -> None:
    done = SimpleNamespace(status=ActionStatus.DONE, reason="Finished.")
    text = shown("{{ three_statuses(done, none, none) }}", done=done)

    assert text.count("<dd") == 3
    assert "No measure" in text
    assert "Families not asked yet" in text
