"""Do the presenters say what the strategy says, and no more?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.publishing.gaps.engine import gaps_in
from goldenthread.publishing.packs.format import Answer, Board, Lead, Pack, Redating, Seat, Succession, Update, Verdict
from goldenthread.publishing.packs.reading import Index, on_site
from goldenthread.publishing.pages.presenters import area, governance, item, plan, voice
from goldenthread.publishing.pages.presenters.breaks import Breaks
from goldenthread.publishing.pages.presenters.front import opening

TODAY = date(2026, 11, 22)
EVERY = [*AREAS, MADE_UP]


def index_of(pack: Pack) -> Index:
    return Index(pack, on_site(pack.area.slug))


def breaks_of(pack: Pack) -> Breaks:
    return Breaks(gaps_in(pack, TODAY))


def with_item(pack: Pack, plural: str, key: str, **values: Any) -> Pack:
    items = tuple(i.model_copy(update=values) if i.key == key else i for i in getattr(pack, plural))
    return pack.model_copy(update={plural: items})


NEWCASTLE = pack_named("newcastle")
OLDMERE = pack_named(MADE_UP)


@pytest.mark.parametrize("slug", EVERY)
def test_plan_shows_each_action_once(slug: str):
    pack = pack_named(slug)
    whole = plan.plan(index_of(pack), TODAY)

    shown = [card.entry.key for group in plan.groups(whole.cards) for card in group.cards]

    assert sorted(shown) == sorted(action.key for action in pack.actions)


@pytest.mark.parametrize("slug", EVERY)
def test_every_choice_of_the_filter_finds_as_many_as_it_says(slug: str):
    index = index_of(pack_named(slug))
    whole = plan.plan(index, TODAY)
    choices = whole.choices(index)

    for name, listed in (("theme", "themes"), ("partner", "partners"), ("status", "statuses")):
        for key, label in choices[listed]:
            assert label.endswith(f"({len(whole.chosen(**{name: key}))})")


def test_choices_together_narrow_the_plan():
    whole = plan.plan(index_of(NEWCASTLE), TODAY)

    assert len(whole.chosen(theme="th-school-capacity")) == 2
    assert whole.chosen(theme="th-school-capacity", status="done") == ()


def test_an_earlier_date_is_kept_with_who_agreed():
    moved = Redating(
        step="m2", was="Autumn 2024", now="March 2027", on=date(2026, 10, 1), agreed_by="the board", reason="why"
    )
    pack = with_item(NEWCASTLE, "actions", "a-child-therapies", redatings=(moved,))
    index = index_of(pack)

    card = plan.card(index, pack.actions[0], TODAY)

    (kept,) = next(step for step in card.steps if step.key == "m2").moved
    assert (kept.was, kept.now, kept.agreed_by, kept.reason) == ("Autumn 2024", "March 2027", "the board", "why")
    assert card.moved == ()


@pytest.mark.parametrize(("address", "shown"), [("https://example.org/a", True), ("javascript:alert(1)", False)])
def test_evidence_is_a_link_only_where_it_leads_to_the_web(address: str, shown: bool):
    update = Update(on=date(2026, 10, 1), state="in-progress", note="Begun.", evidence_url=address)
    pack = with_item(NEWCASTLE, "actions", "a-child-therapies", updates=(update,))

    latest = plan.card(index_of(pack), pack.actions[0], TODAY).latest

    assert latest is not None
    assert latest.evidence_url == (address if shown else "")


def test_three_answers_stand_apart():
    """A finished action does not turn its measure, or what young people say, to good."""
    pack = OLDMERE
    action = next(a for a in pack.actions if a.key == "a-saturday-clubs")

    parts = plan.card(index_of(pack), action, TODAY).parts

    said = {(v.group, v.word) for each in parts.families for v in each.verdicts}
    assert parts.action.status == "embedded"
    assert said == {("Parents and carers", "True"), ("Young people", "Not true")}
    assert parts.measures


def test_plan_is_summed_up_in_words():
    assert plan.plan(index_of(NEWCASTLE), TODAY).summary == "5 actions: all overdue."
    assert plan.summary(()) == "The strategy does not list any action."


@pytest.mark.parametrize("slug", EVERY)
def test_everything_said_and_answered_is_shown_once(slug: str):
    pack = pack_named(slug)
    found = voice.voice(index_of(pack), breaks_of(pack), TODAY)

    said = [each.entry.key for theme in found.themes for each in theme.said]
    answered = [each.entry.key for theme in found.themes for heading in theme.headings for each in heading.answers]

    assert sorted(said) == sorted(statement.key for statement in pack.statements)
    assert sorted(answered) == sorted(answer.key for answer in pack.answers)


def test_what_next_is_told_by_year():
    pack = pack_named("north-east-lincolnshire")
    theme = voice.voice(index_of(pack), breaks_of(pack), TODAY).themes[0]
    years = [heading.title for heading in theme.headings if heading.title.startswith("What next")]

    assert years == sorted(years)
    assert years[0] == "What next: 2020/2021"
    assert theme.headings[0].title == "We did"


def test_each_group_of_families_has_its_own_verdict_and_the_last_counts():
    given = (
        Verdict(verdict="not-true", on=date(2026, 3, 1), group="parents-and-carers"),
        Verdict(verdict="partly", on=date(2026, 10, 10), group="parents-and-carers", note="Some of it."),
    )
    pack = with_item(NEWCASTLE, "answers", "ans-outcomes-monitored", verdicts=given)
    answer = next(a for a in pack.answers if a.key == "ans-outcomes-monitored")

    parents, young = voice.answered_of(index_of(pack), answer, TODAY).verdicts

    assert (parents.word, parents.on, parents.note) == ("Partly true", date(2026, 10, 10), "Some of it.")
    assert parents.earlier == ("Not true on 1 March 2026",)
    assert (young.word, young.on) == ("Not asked yet", None)


def test_a_body_that_ended_is_followed_by_its_successor():
    pack = pack_named("northumberland")
    index = index_of(pack)

    rows = dict(governance.serving(index, TODAY))["NHS commissioner"]
    ended = next(row for row in rows if row.body == "NHS Northumberland CCG")

    assert not ended.now
    assert ended.dates == "Until 30 June 2022"
    assert "merged into NHS North East and North Cumbria Integrated Care Board" in ended.then


def test_before_the_change_the_old_body_serves():
    rows = dict(governance.serving(index_of(pack_named("northumberland")), date(2017, 9, 30)))["NHS commissioner"]

    assert next(row for row in rows if row.body == "NHS Northumberland CCG").now


@pytest.mark.parametrize("slug", EVERY)
def test_each_board_is_drawn_and_told(slug: str):
    pack = pack_named(slug)
    view = governance.governance(index_of(pack), TODAY, "#1d3c6e")

    assert [board.name for board in view.boards] == [board.name for board in pack.boards]
    assert view.diagram is not None
    assert all(f'href="#{board.anchor}"' in view.diagram.drawing for board in view.boards)


@pytest.mark.parametrize("slug", EVERY)
def test_every_item_has_a_page(slug: str):
    index = index_of(pack_named(slug))
    breaks = breaks_of(index.pack)

    for key in index.items:
        view = item.item(index, key, breaks, TODAY)
        assert view.passage.entry.title


def test_an_item_says_where_its_thread_breaks():
    index = index_of(NEWCASTLE)

    view = item.item(index, "p-short-breaks-access", breaks_of(NEWCASTLE), TODAY)

    assert [each.sentence for each in view.breaks] == ["“High quality short breaks” leads to no outcome."]
    assert view.breaks[0].why


def test_home_counts_what_is_missing_in_words():
    counts = {count.text for count in area.home(index_of(NEWCASTLE), breaks_of(NEWCASTLE), TODAY).counts}

    assert "priorities; 2 lead to no outcome yet" in counts
    assert "measures; none has a starting figure" in counts
    assert "actions; every one is overdue" in counts


def test_home_tells_what_is_next_from_what_is_overdue():
    home = area.home(index_of(NEWCASTLE), breaks_of(NEWCASTLE), TODAY)

    assert home.overdue_count == 7
    assert all(promise.due.is_past(TODAY) for promise in home.overdue)
    assert [promise.when.split(" (")[0] for promise in home.next] == ["From 2026", "Sept 2028"]


def test_home_does_not_call_late_what_has_no_date():
    pack = pack_named("tameside")
    home = area.home(index_of(pack), breaks_of(pack), TODAY)

    assert (home.next, home.overdue) == ((), ())
    assert home.nothing_overdue == "Nothing has a date, so nothing can be called late."


def test_finished_work_is_no_longer_promised():
    pack = with_item(
        NEWCASTLE,
        "actions",
        "a-short-breaks",
        state="done",
        updates=(Update(on=date(2026, 1, 5), state="done", note="It has begun."),),
    )

    texts = [p.text for p in area.home(index_of(pack), breaks_of(pack), TODAY).overdue]

    assert "A revised Short Breaks offer." not in texts


def test_bodies_that_hold_the_strategy_today_are_named():
    home = area.home(index_of(NEWCASTLE), breaks_of(NEWCASTLE), TODAY)

    assert home.held_by == "Newcastle City Council and NHS North East and North Cumbria Integrated Care Board"


@pytest.mark.parametrize(("areas", "most"), [(5, 330), (153, 160)])
def test_opening_ends_with_a_sentence_and_fits(areas: int, most: int):
    text = opening(NEWCASTLE.area.summary, areas)

    assert len(text) <= most
    assert text.endswith((".", "…"))


def test_who_takes_part_is_a_role_or_a_body_or_the_words_of_the_document():
    index = index_of(NEWCASTLE)

    assert index.who(Lead(role="Head of therapies", organisation="nenc-icb")).startswith(
        "Head of therapies, NHS North East"
    )
    assert index.who(Lead(organisation="newcastle-city-council")) == "Newcastle City Council"
    assert index.who(Lead(wording="two leads named only by initials")) == "two leads named only by initials"


COUNCIL = OLDMERE.organisations[0]
ENDED = COUNCIL.model_copy(
    update={
        "closed": date(2026, 11, 21),
        "successors": (Succession(key=OLDMERE.organisations[1].key, on=date(2026, 11, 22), kind="merged"),),
    }
)
OVER = f"ended on 21 November 2026; now {OLDMERE.organisations[1].name}"


@pytest.mark.parametrize(
    ("today", "end", "more"),
    [
        (TODAY, None, f"{OVER}; votes"),
        (date(2026, 11, 21), None, "votes"),
        (TODAY, date(2026, 11, 20), "votes and until 20 November 2026"),
    ],
)
def test_seat_of_a_body_that_ended_says_so_and_what_stands_for_it(today: date, end: date | None, more: str):
    seat = Seat(role="Chair", organisation=COUNCIL.key, voting=True, end=end)
    board = Board(key="board", name="A board", organisation=COUNCIL.key, seats=(seat,))
    ended = OLDMERE.model_copy(update={"organisations": (ENDED, *OLDMERE.organisations[1:]), "boards": (board,)})

    [shown] = governance.governance(index_of(ended), today, "#1d70b8").boards

    assert (shown.seats[0].body, shown.seats[0].more) == (COUNCIL.name, more)
    assert (OVER in shown.body) is (today == TODAY)


@pytest.mark.parametrize("done", [1, 2])
def test_things_said_to_be_done_that_nobody_confirmed_read_well_for_one_and_for_many(done: int):
    answers = tuple(Answer(key=f"an-{each}", kind="we-did", text=f"We did {each}.") for each in range(done))
    index = index_of(OLDMERE.model_copy(update={"answers": answers}))

    said = [count.text for count in area.home(index, breaks_of(index.pack), TODAY).counts]

    things = "thing" if done == 1 else "things"
    assert f"{things} said to be done; nobody has asked families if that is true" in said
