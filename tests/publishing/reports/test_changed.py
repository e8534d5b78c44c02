"""Is what changed told in words, each kind in its place, and nothing twice?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.publishing.packs.format import Lead, Redating, Update, Verdict
from goldenthread.publishing.reports.changed import Changed, changed
from goldenthread.publishing.reports.done import finished, new_figures, not_asked, reported, said
from goldenthread.publishing.reports.owners import count_late, count_silent, owners
from tests.publishing.documents.making import TODAY, published
from tests.publishing.reports import making
from tests.publishing.reports.making import basis, without

NOW = published("oldmere")


def told(before, after=NOW, **more) -> Changed:
    return changed(basis(after, before=before, **more))


def test_nothing_changed_where_nothing_did():
    assert told(NOW, start=date(2026, 6, 1)).total == 0


def test_move_that_was_agreed_says_old_and_new_and_who_and_is_told_once():
    promised = making.changed("actions", "a-joint-therapies", due="September 2026", redatings=())

    [moved] = told(promised).moved

    assert (moved.was, moved.now) == ("September 2026", "April 2027")
    assert moved.agreed == "14 May 2026, agreed by SEND Partnership Board"


def test_move_that_nobody_agreed_is_told_as_such():
    [moved] = told(NOW, making.changed("actions", "a-year-9", due="Spring 2027"), start=date(2026, 6, 1)).moved

    assert (moved.what, moved.was, moved.now, moved.agreed) == (
        "3.1 Adult life in every Year 9 review",
        "Autumn 2026",
        "Spring 2027",
        "",
    )


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 5, 14), TODAY, 1),
        (date(2026, 5, 15), TODAY, 0),
        (date(2026, 4, 1), date(2026, 5, 13), 0),
        (date(2026, 4, 1), date(2026, 5, 14), 1),
    ],
)
def test_move_is_told_in_the_period_in_which_it_was_agreed(start: date, end: date, count: int):
    assert len(told(NOW, start=start, end=end).moved) == count


def test_step_that_moved_names_its_step():
    redating = Redating(
        step="s2", was="October 2026", now="December 2026", on=TODAY, agreed_by="The board", reason="Late"
    )
    action = next(each for each in NOW.actions if each.key == "a-joint-therapies")
    after = making.changed("actions", action.key, redatings=(*action.redatings, redating))

    assert [each.step for each in told(NOW, after).moved][-1] == "The ICB approves its share of the budget."


def test_added_withdrawn_reworded_joined_and_led_each_stand_in_their_place():
    after = without(
        "outcomes", "o-work", whole=making.changed("actions", "a-internships", title="Forty supported internships")
    )
    after = making.changed("actions", "a-teen-club", after, leads=(Lead(organisation="heron-breaks"),), delivers=())
    found = told(without("statements", "s-two-assessments"), after, start=date(2026, 6, 1))

    assert [each for each in found.added if "We told our story" in each]
    assert [each for each in found.withdrawn if "I know what I want to do as an adult" in each]
    assert [each.after for each in found.reworded] == ["Forty supported internships"]
    assert [each for each in found.joined if "no longer" in each]
    assert [each for each in found.who if "Heron Breaks" in each or "heron-breaks" in each]


def test_reports_figures_and_verdicts_are_left_to_their_own_parts():
    action = next(each for each in NOW.actions if each.key == "a-year-9")
    answer = next(each for each in NOW.answers if each.key == "an-careers")
    after = making.changed(
        "actions", action.key, updates=(*action.updates, Update(on=TODAY, state="in-progress", note="Nearly."))
    )
    after = making.changed(
        "answers", answer.key, after, verdicts=(Verdict(verdict="true", on=TODAY, group="young-people"),)
    )

    report = basis(after, before=NOW, start=date(2026, 11, 20))
    assert changed(report).total == 0
    assert [(item.key, update.note) for item, update in reported(report)] == [("a-year-9", "Nearly.")]
    assert [(each.verdict.verdict, each.verdict.group) for each in said(report)] == [("true", "young-people")]
    assert not_asked(report) == 2


@pytest.mark.parametrize(
    ("start", "end", "titles"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), ("1.2 Call every family within two weeks of referral",)),
        (date(2026, 4, 1), TODAY, ("2.1 Two Saturday clubs",)),
        (date(2026, 10, 1), TODAY, ()),
    ],
)
def test_action_is_finished_when_it_is_first_reported_so(start: date, end: date, titles: tuple[str, ...]):
    assert finished(basis(start=start, end=end)) == titles


def test_figure_for_a_period_that_ended_in_the_time_is_new_and_stands_beside_the_one_before():
    [waits] = [
        each
        for each in new_figures(basis(start=date(2026, 9, 1), before=NOW))
        if each.measure.key == "m-speech-over-18"
    ]

    assert (waits.before.period, waits.latest.period) == ("June 2026", "September 2026")
    assert waits.judgement.status == "off track"


def test_figure_that_was_recorded_in_the_time_is_new_whatever_its_period():
    measure = next(each for each in NOW.measures if each.key == "m-year-9")
    before = making.changed("measures", measure.key, observations=())

    keys = [each.measure.key for each in new_figures(basis(start=date(2026, 11, 20), before=before))]
    assert keys == ["m-year-9"]


def test_figure_for_a_time_that_is_not_over_is_new_unless_it_was_held_before():
    running = {
        measure.key
        for measure in NOW.measures
        for seen in measure.observations
        if seen.period in ("2026", "Autumn 2026") and seen.value is not None
    }

    assert len(running) == 2
    assert running <= {each.measure.key for each in new_figures(basis(start=date(2026, 10, 1)))}
    assert not running & {each.measure.key for each in new_figures(basis(start=date(2026, 10, 1), before=NOW))}


def test_met_before_the_time_is_over_says_that_it_is_not_over():
    [met] = [each for each in new_figures(basis()) if each.judgement.status == "met"]

    assert "(2026) is not over: it ends on 31 December 2026." in met.judgement.reason


def test_figure_that_is_hidden_is_not_a_new_figure():
    assert "m-internships" not in [each.measure.key for each in new_figures(basis(start=date(2026, 8, 1)))]


def test_owners_are_organisations_and_roles_and_finished_work_is_nobodys_silence():
    report = basis(start=date(2026, 11, 1))
    found = {(owner.role, owner.body): owner for owner in owners(report)}

    assert ("to be agreed", "") in found
    assert ("Head of children's therapies", "Mere Valley NHS Trust (made up)") not in found
    assert found["Head of the plans team", "Oldmere Council (made up)"].silent == (
        "3.1 Adult life in every Year 9 review",
    )
    assert (count_late(report), count_silent(report)) == (0, 3)


def test_work_without_a_lead_stands_under_nobody():
    first = owners(basis("north-east-lincolnshire"))[0]

    assert (first.body, first.open, len(first.late)) == ("Nobody is named as lead", 59, 59)
