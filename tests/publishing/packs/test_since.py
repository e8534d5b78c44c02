"""Since when does a piece of work stand as it does? One row each; what is not dated is never given a date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publishing.packs.format import Action, Baseline, Measure, Observation, Step, Target, Update
from goldenthread.publishing.packs.judgements import action_judgement, measure_judgement
from goldenthread.publishing.packs.since import Earlier, Since, action_since, measure_since

TODAY = date(2026, 11, 22)


def action(**more: object) -> Action:
    return Action(**{"key": "a", "title": "Call every family", **more})


def update(on: str, state: str) -> Update:
    return Update(on=date.fromisoformat(on), state=state, note="As reported.")


def since(item: Action, earlier: Earlier | None = None) -> Since:
    return action_since(item, action_judgement(item, TODAY), TODAY, earlier)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (action(due="Autumn 2024"), "1 December 2024"),
        (action(due="2020/2021"), "1 September 2021"),
        (action(steps=[Step(key="s1", text="One", due="April 2024"), Step(key="s2", text="Two", due="March 2024")]), "1 April 2024"),
        (
            action(steps=[Step(key="s1", text="One", due="March 2024", state="done"), Step(key="s2", text="Two", due="April 2024")]),
            "1 May 2024",
        ),
        (action(state="blocked", blocked_reason="No room", updates=[update("2026-11-03", "blocked")]), "3 November 2026"),
        (
            action(
                state="blocked",
                blocked_reason="No room",
                updates=[update("2026-05-01", "blocked"), update("2026-06-01", "in-progress"), update("2026-07-01", "blocked"),
                         update("2026-08-01", "blocked")],
            ),
            "1 July 2026",
        ),
        (action(state="blocked", blocked_reason="No room"), "not known"),
        (
            action(state="in-progress", due="2027", updates=[update("2026-11-01", "in-progress")],
                   steps=[Step(key="s1", text="One", due="March 2026")]),
            "1 April 2026",
        ),
        (action(state="not-started", due="1 December 2026"), "3 November 2026"),
        (action(state="done", updates=[update("2026-03-20", "done")]), "20 March 2026"),
        (action(state="done"), "the start: nothing was ever reported"),
        (action(state="in-progress", due="2027", updates=[update("2026-01-05", "in-progress")]), "5 January 2026, the last report"),
        (action(), "the start: nothing was ever reported"),
    ],
)  # fmt: skip
def test_since_is_the_day_it_became_so(item: Action, words: str):
    assert since(item).words == words


@pytest.mark.parametrize(
    ("state_then", "words"),
    [("blocked", "30 September 2026 at least"), ("in-progress", "some day after 30 September 2026")],
)
def test_what_no_report_dates_is_since_at_least(state_then: str, words: str):
    now = action(state="blocked", blocked_reason="No room")
    then = action(state=state_then, blocked_reason="No room" if state_then == "blocked" else "")

    assert since(now, Earlier(date(2026, 9, 30), then)).words == words


def test_report_made_after_the_day_is_not_known_on_it():
    item = action(state="blocked", blocked_reason="No room", updates=[update("2026-12-24", "blocked")])

    assert since(item).words == "not known"


@given(st.dates(date(2000, 1, 1), TODAY - timedelta(1)))
def test_overdue_is_since_the_day_after_its_last_day(due: date):
    item = action(due=due.isoformat())

    assert since(item).day == due + timedelta(1)


def measure(*seen: Observation, due: str = "March 2028", kind: str = "absolute") -> Measure:
    return Measure(
        key="m",
        title="Waiting over 18 weeks",
        unit="per cent",
        target=Target(kind=kind, direction="down", value=10 if kind == "absolute" else None, due=due),
        baseline=Baseline(state="known", value=40, period="March 2025"),
        observations=seen,
    )


def seen(period: str, value: float | None, state: str = "known") -> Observation:
    return Observation(period=period, value=value, state=state)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (measure(seen("June 2025", 44), seen("September 2025", 45)), "the figure for June 2025"),
        (
            measure(seen("June 2025", 30), seen("September 2025", 45), seen("December 2025", 46)),
            "the figure for September 2025",
        ),
        (
            measure(seen("December 2025", 46), seen("June 2025", 30), seen("September 2025", 45)),
            "the figure for September 2025",
        ),
        (
            measure(
                seen("June 2025", 30),
                seen("September 2025", 45),
                seen("December 2025", None, "suppressed"),
                seen("March 2026", 47),
            ),
            "the figure for September 2025",
        ),
        (measure(seen("June 2025", 12), due="July 2026"), "1 August 2026"),
        (measure(), "the start: no figure has been recorded since the baseline"),
    ],
)
def test_measure_is_off_track_since_the_first_figure_that_shows_it(item: Measure, words: str):
    assert measure_since(item, measure_judgement(item, TODAY), TODAY).words == words
