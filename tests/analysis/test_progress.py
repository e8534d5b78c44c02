"""Does an action's status follow from what was reported, and say both that it is late and that nobody has said so?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.due import read_due
from goldenthread.analysis.progress import (
    NEAR,
    QUIET,
    RULES,
    ActionStatus,
    Redating,
    Step,
    Update,
    WorkState,
    action_status,
)

TODAY = date(2025, 1, 14)
RECENT = date(2025, 1, 3)
LONG_AGO = date(2024, 3, 1)
DAY = timedelta(1)


def judge(state="in-progress", due="Spring 2025", *, steps=(), updates=(), redatings=(), today=TODAY, **more):
    return action_status(WorkState(state), due, steps, updates, redatings, today, **more)


def said(state, on=RECENT, evidence=""):
    return Update(on, WorkState(state), evidence_url=evidence)


def step(text, due="", state="not-stated"):
    return Step(text.lower(), text, due=due, state=WorkState(state))


def test_every_reported_state_has_a_rule():
    assert set(RULES) == set(WorkState)


@pytest.mark.parametrize(
    ("state", "due", "updates", "status", "reason"),
    [
        # under way
        ("in-progress", "Spring 2025", [said("in-progress")], "on track",
         "Reported in progress on 3 January 2025. Due Spring 2025 (by 31 May 2025)."),
        ("not-stated", "Spring 2025", [said("in-progress")], "on track",
         "Reported in progress on 3 January 2025. Due Spring 2025 (by 31 May 2025)."),
        ("in-progress", "from 2024", [said("in-progress")], "on track",
         ("Reported in progress on 3 January 2025. "
         "Due from 2024 (any time from 1 January 2024; no last day is stated).")),
        # late
        ("in-progress", "Autumn 2024", [said("in-progress")], "overdue",
         "It was due Autumn 2024 (by 30 November 2024), 45 days ago. Reported in progress on 3 January 2025."),
        ("in-progress", "Autumn 2024", [said("in-progress", LONG_AGO)], "overdue",
         ("It was due Autumn 2024 (by 30 November 2024), 45 days ago. Reported in progress on 1 March 2024. "
         "There has been no update since 1 March 2024, 319 days ago.")),
        ("in-progress", "Autumn 2024", [], "overdue",
         ("It was due Autumn 2024 (by 30 November 2024), 45 days ago. It is recorded as in progress. "
         "No update has ever been made.")),
        ("not-stated", "Autumn 2024", [], "overdue",
         ("It was due Autumn 2024 (by 30 November 2024), 45 days ago. Its state has never been reported. "
         "No update has ever been made.")),
        ("not-started", "Autumn 2024", [said("not-started")], "overdue",
         "It was due Autumn 2024 (by 30 November 2024), 45 days ago. Reported not started on 3 January 2025."),
        # cannot tell
        ("in-progress", "", [said("in-progress")], "cannot tell", "No date is stated."),
        ("in-progress", "ongoing", [said("in-progress")], "cannot tell", "No date is stated, only “ongoing”."),
        ("in-progress", "asap", [said("in-progress")], "cannot tell",
         "The date “asap” is not clear. Which date, month, season or year does “asap” mean?"),
        ("in-progress", "Spring 2025", [said("in-progress", LONG_AGO)], "cannot tell",
         "There has been no update since 1 March 2024, 319 days ago. Due Spring 2025 (by 31 May 2025)."),
        ("in-progress", "Spring 2025", [], "cannot tell",
         "No update has ever been made. Due Spring 2025 (by 31 May 2025)."),
        ("not-stated", "", [], "cannot tell",
         "Its state has never been reported. No date is stated. No update has ever been made."),
        ("not-stated", "Spring 2025", [said("not-stated")], "cannot tell",
         "Its state has never been reported. Due Spring 2025 (by 31 May 2025)."),
        # not begun
        ("not-started", "Spring 2025", [], "not started yet",
         "It is recorded as not started. Due Spring 2025 (by 31 May 2025)."),
        ("not-started", "", [], "not started yet", "It is recorded as not started. No date is stated."),
        ("not-started", "1 February 2025", [], "at risk",
         "It is recorded as not started. Due 1 February 2025, 18 days from now."),
        # finished
        ("not-stated", "Autumn 2024", [said("done", date(2024, 11, 30))], "done", "Reported done on 30 November 2024."),
        ("in-progress", "Autumn 2024", [said("done", date(2024, 12, 1))], "done",
         "Reported done on 1 December 2024. That was later than its date, Autumn 2024 (by 30 November 2024)."),
        ("done", "Autumn 2024", [], "cannot tell", "It is recorded as done, but no update reports it."),
        ("embedded", "Autumn 2024", [], "cannot tell", "It is recorded as embedded, but no update reports it."),
        ("done", "2026", [said("done", LONG_AGO), said("in-progress")], "on track",
         ("Reported in progress on 3 January 2025. Due 2026 (by 31 December 2026). "
         "It is recorded as done, but the latest update, of 3 January 2025, says in progress.")),
        # stopped
        ("dropped", "Autumn 2024", [], "dropped", "It is recorded as dropped."),
        ("in-progress", "Autumn 2024", [said("dropped")], "dropped", "Reported dropped on 3 January 2025."),
        ("dropped", "Autumn 2024", [said("in-progress")], "dropped",
         "It is recorded as dropped. The latest update, of 3 January 2025, says in progress."),
        ("in-progress", "Spring 2025", [said("blocked")], "blocked",
         "Reported blocked on 3 January 2025; what blocks it is not stated."),
        ("blocked", "Autumn 2024", [], "blocked",
         ("It is recorded as blocked; what blocks it is not stated. "
         "It was due Autumn 2024 (by 30 November 2024), 45 days ago. No update has ever been made.")),
    ],
)  # fmt: skip
def test_action_status(state, due, updates, status, reason):
    judgement = judge(state, due, updates=updates)
    assert (judgement.status, judgement.reason) == (status, reason)


@pytest.mark.parametrize(
    ("updates", "status", "words"),
    [
        ([said("done", LONG_AGO), said("embedded", RECENT, "https://example.org/audit")], "embedded",
         "Reported done on 1 March 2024. Evidence of 3 January 2025 shows that it lasts."),
        ([said("done", LONG_AGO), said("not-stated", RECENT, "https://example.org/audit")], "done", "Reported done"),
        ([said("done", LONG_AGO), said("embedded")], "done", "no evidence dated after that"),
        ([said("embedded", RECENT, "https://example.org/audit")], "done", "no evidence dated after that"),
        ([said("done", LONG_AGO, "https://example.org/audit"), said("embedded")], "done", "no evidence dated after"),
        ([said("done", RECENT), said("embedded", RECENT, "https://example.org/audit")], "done", "no evidence dated"),
        ([said("done", LONG_AGO), said("in-progress", date(2024, 6, 1), "https://example.org/audit"),
          said("embedded", RECENT)], "done", "Reported done on 3 January 2025."),
    ],
)  # fmt: skip
def test_embedded_needs_evidence_dated_after_completion(updates, status, words):
    judgement = judge("not-stated", "2024", updates=updates)
    assert judgement.status == status
    assert words in judgement.reason


@pytest.mark.parametrize(
    ("due", "steps", "status", "words"),
    [
        (
            "Spring 2025",
            [step("Review", "Autumn 2024")],
            "at risk",
            "“Review” was due Autumn 2024 (by 30 November 2024).",
        ),
        ("Spring 2025", [step("Review", "Autumn 2024", "done")], "on track", "Reported in progress"),
        ("Spring 2025", [step("Review", "Autumn 2024", "dropped")], "on track", "Reported in progress"),
        ("", [step("Review", "Autumn 2024")], "overdue", "“Review” was due Autumn 2024"),
        ("", [step("Review", "Autumn 2024", "done"), step("Buy", "Spring 2025")], "on track", "Due Spring 2025"),
        ("", [step("Review", "May 2025"), step("Buy", "March 2025")], "on track", "Due May 2025"),
        ("", [step("Review", "Autumn 2024", "done")], "cannot tell", "No date is stated."),
        ("", [step("Review"), step("Buy", "soon")], "cannot tell", "No date is stated."),
        ("asap", [step("Review", "Autumn 2024")], "at risk", "The date “asap” is not clear"),
        ("Autumn 2024", [step("Review", "Spring 2025")], "overdue", "It was due Autumn 2024"),
    ],
)
def test_steps_date_an_action_that_has_no_date_and_put_at_risk_one_that_has(due, steps, status, words):
    judgement = judge("in-progress", due, steps=steps, updates=[said("in-progress")])
    assert judgement.status == status
    assert words in judgement.reason


def test_work_not_begun_is_at_risk_when_a_step_is_late():
    judgement = judge("not-started", steps=[step("Review", "Autumn 2024")])
    assert judgement.status == ActionStatus.AT_RISK


def test_done_says_which_steps_are_not():
    steps = [step("Review", state="done"), step("Design"), step("Buy", state="in-progress")]
    judgement = judge(steps=steps, updates=[said("done")])
    assert judgement.status == ActionStatus.DONE
    assert judgement.reason.endswith("2 of its 3 steps are not recorded as done.")


def test_blocked_says_what_blocks_it():
    assert judge("blocked", updates=[said("blocked")], blocked_reason="No provider bid").reason == (
        "Reported blocked on 3 January 2025: No provider bid."
    )


@pytest.mark.parametrize(("days", "status"), [(QUIET, "on track"), (QUIET + 1, "cannot tell")])
def test_silence_begins_after_the_agreed_time(days, status):
    assert judge(updates=[said("in-progress", TODAY - DAY * days)]).status == status


def test_the_agreed_time_can_be_changed():
    assert judge(updates=[said("in-progress", TODAY - DAY * 31)], quiet_after=30).status == ActionStatus.CANNOT_TELL


@pytest.mark.parametrize(
    ("days", "status"), [(NEAR + 1, "not started yet"), (NEAR, "at risk"), (0, "at risk"), (-1, "overdue")]
)
def test_work_not_begun_is_at_risk_near_its_last_day(days, status):
    assert judge("not-started", (TODAY + DAY * days).isoformat()).status == status


def test_what_is_dated_after_today_is_not_known_yet():
    later = TODAY + DAY
    moved = [Redating("2024", "Spring 2025", later)]
    assert judge(updates=[said("in-progress"), said("done", later)], redatings=moved) == judge(
        updates=[said("in-progress")]
    )


@pytest.mark.parametrize(
    ("redatings", "words"),
    [
        ([], ""),
        ([Redating("Spring 2024", "Spring 2025", LONG_AGO, "the SEND Executive Board")],
         (" It was first promised for “Spring 2024”; its date has moved once, most recently on 1 March 2024, "
         "agreed by the SEND Executive Board.")),
        ([Redating("Autumn 2024", "Spring 2025", RECENT), Redating("Spring 2024", "Autumn 2024", LONG_AGO)],
         " It was first promised for “Spring 2024”; its date has moved twice, most recently on 3 January 2025."),
        ([Redating("", "Spring 2025", LONG_AGO)],
         " It was first promised without a date; its date has moved once, most recently on 1 March 2024."),
        ([Redating("March 2024", "May 2024", LONG_AGO, step="review")], " Dates of its steps have moved once."),
    ],
)  # fmt: skip
def test_a_moved_promise_keeps_its_first_date(redatings, words):
    reason = judge(updates=[said("in-progress")], redatings=redatings).reason
    assert reason == f"Reported in progress on 3 January 2025. Due Spring 2025 (by 31 May 2025).{words}"


STATES = st.sampled_from(WorkState)
DATES = st.sampled_from(
    ["", "ongoing", "Autumn 2024", "2024", "2025", "from 2024", "asap", "14 January 2025", "May 2025"]
)
DAYS = st.dates(date(2024, 1, 1), date(2026, 1, 1))
UPDATES = st.lists(
    st.builds(Update, on=DAYS, state=STATES, evidence_url=st.sampled_from(["", "https://e.org"])), max_size=5
)
STEPS = st.lists(st.builds(Step, key=st.just("a"), text=st.just("A"), due=DATES, state=STATES), max_size=3)
MOVES = st.lists(st.builds(Redating, was=DATES, now=DATES, on=DAYS, step=st.none() | st.just("a")), max_size=3)


@given(STATES, DATES, STEPS, UPDATES, MOVES, DAYS)
def test_every_status_comes_with_a_sentence(state, due, steps, updates, redatings, today):
    judgement = action_status(state, due, steps, updates, redatings, today)
    assert judgement.status in ActionStatus
    assert judgement.reason.endswith((".", "?"))
    assert judgement.reason[0] == "“" or judgement.reason[0].isupper()


@given(STATES, DATES, STEPS, UPDATES, DAYS)
def test_nothing_is_done_that_nobody_reported_done(state, due, steps, updates, today):
    status = action_status(state, due, steps, updates, [], today).status
    finished = [u for u in updates if u.on <= today and u.state in (WorkState.DONE, WorkState.EMBEDDED)]
    if status == ActionStatus.DONE:
        assert finished
    if status == ActionStatus.EMBEDDED:
        first = min(update.on for update in finished)
        assert any(u.evidence_url and first < u.on <= today for u in updates)


@given(STATES, DATES, STEPS, UPDATES, DAYS)
def test_overdue_is_past_some_last_day_and_on_track_is_past_none(state, due, steps, updates, today):
    judgement = action_status(state, due, steps, updates, [], today)
    dates = [
        read_due(due),
        *[read_due(step.due) for step in steps if step.state not in ("done", "embedded", "dropped")],
    ]
    if judgement.status == ActionStatus.OVERDUE:
        assert any(each.is_past(today) for each in dates)
    if judgement.status == ActionStatus.ON_TRACK:
        assert not any(each.is_past(today) for each in dates)
        assert any(0 <= (today - update.on).days <= QUIET for update in updates)


@given(STATES, DATES, STEPS, st.lists(DAYS, max_size=5, unique=True), st.randoms(use_true_random=False), DAYS)
def test_the_order_in_which_updates_are_given_does_not_matter(state, due, steps, days, random, today):
    updates = [Update(day, random.choice(list(WorkState))) for day in days]
    shuffled = random.sample(updates, len(updates))
    assert action_status(state, due, steps, shuffled, [], today) == action_status(state, due, steps, updates, [], today)
