"""Is a pack read whole, both ways along its links, and with every figure as it is stated?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.publishing.packs.format import Evidence, Figure, Measure, Target
from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.publishing.packs.reading import Index, in_page, on_site, target_in_words
from goldenthread.publishing.packs.reading.chapters import chapters
from goldenthread.publishing.packs.reading.evidence import finding

EVERY = [*AREAS, MADE_UP]


def figure(
    value: float | None, period: str = "", geography: str = "", label: str = "Pupils", unit: str = "per cent"
) -> Figure:
    held = None if value is None else Decimal(str(value))
    return Figure(label=label, value=held, unit=unit, period=period, geography=geography)


def found_in(*figures: Figure) -> object:
    return finding(Evidence(key="e", title="A finding", figures=figures), "Here")


@pytest.mark.parametrize("slug", EVERY)
def test_every_item_stands_in_one_chapter(slug: str):
    index = Index(pack_named(slug), in_page)

    shown = [p.entry.key for chapter in chapters(index) for part in chapter.parts for p in part.passages]

    assert sorted(shown) == sorted(index.items)


@pytest.mark.parametrize("slug", EVERY)
def test_every_link_is_seen_from_both_ends(slug: str):
    index = Index(pack_named(slug), in_page)
    for kind in ITEM_KINDS:
        for item in getattr(index.pack, kind.plural):
            for field, _ in (*kind.links, *kind.incoming):
                for link in getattr(item, field):
                    assert item.key in {ref.key for ref in index.back(link.key, field)}
                    assert link.key in {ref.key for group in index.links(item.key) for ref in group.refs}


@pytest.mark.parametrize("slug", EVERY)
def test_every_figure_is_shown_once(slug: str):
    pack = pack_named(slug)
    for evidence in pack.evidence:
        found = finding(evidence, pack.area.name)
        rows = len(found.table.rows) if found.table else 0
        cells = sum(len(row) - 1 for table in found.series for row in table.rows)
        assert rows + cells == len(evidence.figures)


@pytest.mark.parametrize("slug", EVERY)
def test_every_item_says_where_it_was_found(slug: str):
    index = Index(pack_named(slug), on_site(slug))

    assert [key for key in index.items if index.entry(key).cite is None] == []


def test_absence_that_is_news_has_its_sentence():
    said = {
        chapter.id: chapter.empty
        for chapter in chapters(Index(pack_named("northumberland"), in_page))
        if not chapter.count
    }

    assert said["outcomes"] == "The strategy does not state any outcome."
    assert said["measures"] == "The strategy does not state any measure."


def test_an_item_of_another_strategy_says_so():
    index = Index(pack_named("newcastle"), on_site("newcastle"))

    assert index.entry("send-1.9").of == "SEND strategy for 2023-2028 (Getting It Right Together)"
    assert index.entry("p-interim-support").of == ""


def test_three_periods_make_a_line_and_two_do_not():
    assert len(found_in(figure(1, "2018"), figure(2, "2019"), figure(3, "2020")).charts) == 1
    assert found_in(figure(1, "2018"), figure(2, "2019")).charts == ()


def test_title_of_a_line_says_which_way_it_went():
    (chart,) = found_in(figure(3, "2018"), figure(2, "2019"), figure(1, "2020")).charts

    assert chart.title == "Pupils fell between 2018 and 2020, from 3% to 1%"


def test_three_places_make_bars_and_their_title_compares():
    (chart,) = found_in(figure(16.6), figure(14.2, "", "Neighbours"), figure(12.1, "", "England")).charts

    assert chart.title == "At 16.6%, Here is above all 2 places it is compared with"
    assert chart.subtitle == "Pupils, year not stated"


def test_a_total_does_not_flatten_the_rest():
    parts = [
        figure(v, p, label=n) for n in ("Boys", "Girls", "Total") for v, p in ((1, "2018"), (2, "2019"), (3, "2020"))
    ]

    found = found_in(*parts)

    assert "Total" not in str(found.charts[0].columns)
    assert [row[0] for row in found.series[0].rows] == ["Boys", "Girls", "Total"]


def test_what_has_no_number_keeps_its_words():
    found = found_in(Figure(label="Rise", unit="words", words="more than doubled"), figure(None))

    assert [row[1] for row in found.table.rows] == ["more than doubled", "No number is given"]


MEASURE = next(measure for measure in pack_named("newcastle").measures)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(kind="absolute", value=Decimal(65), due="2027"), "It should reach 65 weeks (by 2027)."),
        (Target(kind="direction", direction="down", pace="year on year"), "It should go down, year on year."),
        (Target(kind="direction"), "It should move, but which way is not stated."),
        (
            Target(kind="against-comparator", direction="up", comparator="the national average"),
            "It should be higher than the national average.",
        ),
        (Target(kind="closing-gap", comparator="England"), "The gap to England should close."),
        (Target(kind="event"), "It should happen."),
        (Target(kind="survey-statement"), "More people say so."),
        (Target(kind="to-be-determined", direction="down"), "The target is still to be decided. It should go down."),
        (Target(kind="not-stated"), "No target is stated."),
    ],
)
def test_each_kind_of_target_is_said_in_words(target: Target, words: str):
    measure: Measure = MEASURE.model_copy(update={"target": target})

    assert target_in_words(measure) == words
