"""Who must decide? One row each: the accountable, else the lowest board where the leads sit, else the lowest of all."""

from __future__ import annotations

import pytest

from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.publishing.packs.deciders import NOBODY, Decider, answers_to, owners_of, who_decides
from goldenthread.publishing.packs.format import Board, Lead, Organisation, Pack, ReportsTo, Seat
from goldenthread.publishing.packs.reading import Index, in_page

COUNCIL, ICB, FORUM = Lead(organisation="council"), Lead(organisation="icb"), Lead(organisation="forum")


def board(key: str, above: str = "", seats: tuple[str, ...] = (), **more: object) -> Board:
    lines = (ReportsTo(board=above),) if above else ()
    return Board(
        key=key,
        name=f"The {key}",
        reports_to=lines,
        seats=tuple(Seat(role="Lead", organisation=each) for each in seats),
        **more,
    )


def index(*boards: Board) -> Index:
    bodies = tuple(Organisation(key=key, name=key.title(), kind="other") for key in ("council", "icb", "forum"))
    whole = pack_named(MADE_UP).model_copy(update={"boards": boards, "organisations": bodies})
    return Index(whole, in_page)


TOP = board("top", seats=("council", "icb", "forum"))
MIDDLE = board("middle", "top", ("council", "icb"))
LOW = board("low", "middle", ("council",))
APART = board("apart", seats=("forum",))


@pytest.mark.parametrize(
    ("boards", "leads", "expected"),
    [
        ((TOP, MIDDLE, LOW), (COUNCIL,), Decider("The low", "where Council sits", "low")),
        ((TOP, MIDDLE, LOW), (COUNCIL, ICB), Decider("The middle", "where Council and Icb sit", "middle")),
        ((LOW, MIDDLE, TOP), (FORUM,), Decider("The top", "where Forum sits", "top")),
        ((TOP, MIDDLE, LOW, APART), (FORUM,), Decider("The top", "where Forum sits", "top")),
        ((TOP, MIDDLE, LOW), (), Decider("The low", "the first board in the chain", "low")),
        (
            (TOP, MIDDLE, LOW),
            (Lead(wording="to be agreed"),),
            Decider("The low", "the first board in the chain", "low"),
        ),
        ((APART,), (COUNCIL,), Decider("The apart", "the first board in the chain", "apart")),
        ((), (COUNCIL,), Decider("Council", "no board is named")),
        ((), (), NOBODY),
        (
            (TOP, MIDDLE, LOW),
            (COUNCIL, Lead(part="accountable", organisation="icb", role="Director")),
            Decider("Director, Icb", "named as accountable"),
        ),
        (
            (TOP, MIDDLE, LOW),
            (
                Lead(organisation="icb", role="Director"),
                Lead(part="accountable", organisation="icb", role="Director"),
            ),
            Decider("The middle", "where Icb sits", "middle"),
        ),
        (
            (TOP, board("bare", "top", organisation="council")),
            (COUNCIL,),
            Decider("The bare", "where Council sits", "bare"),
        ),
    ],
)
def test_who_decides(boards: tuple[Board, ...], leads: tuple[Lead, ...], expected: Decider):
    assert who_decides(index(*boards), leads) == expected


@pytest.mark.parametrize(
    ("parts", "expected"), [(("accountable",), ["lead"]), (("lead", "accountable"), ["lead", "accountable"])]
)
def test_whoever_is_accountable_for_a_measure_leads_it_where_nobody_else_does(parts, expected):
    measure = pack_named(MADE_UP).measures[0].model_copy(update={"owner": tuple(Lead(part=each) for each in parts)})

    assert [each.part for each in owners_of(measure)] == expected


def test_board_answers_to_every_board_above_it_and_to_none_below():
    whole = index(TOP, MIDDLE, LOW, APART).pack

    assert answers_to(whole, "low", "top")
    assert answers_to(whole, "low", "middle")
    assert not answers_to(whole, "top", "low")
    assert not answers_to(whole, "low", "low")
    assert not answers_to(whole, "apart", "top")


def test_boards_that_report_to_each_other_do_not_run_for_ever():
    whole = index(board("one", "two"), board("two", "one")).pack

    assert answers_to(whole, "one", "two")
    assert answers_to(whole, "two", "one")
    assert who_decides(Index(whole, in_page)).board == "one"


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("newcastle", "Local Area SEND Joint Intelligence and Commissioning Group"),
        ("north-east-lincolnshire", "SEND Executive Board"),
        ("northumberland", "Joint Commissioning Group"),
        ("south-tyneside", "SEND Leadership Board"),
        ("tameside", "Joint Commissioning Group"),
        ("oldmere", "Joint Commissioning Group"),
    ],
)
def test_first_board_of_each_published_chain(slug: str, name: str):
    whole: Pack = pack_named(slug)

    assert slug in (*AREAS, MADE_UP)
    assert who_decides(Index(whole, in_page)).name == name
