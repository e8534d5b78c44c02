"""Does a document say everything that a strategy says, and say it when the strategy is silent?"""

from __future__ import annotations

from itertools import pairwise

import pytest

from goldenthread.design.documents.blocks import Callout, Heading, Picture, Table, plain
from goldenthread.publishing.documents.parts import measures, needs, partners, plan, priorities, sources, voice
from goldenthread.publishing.documents.strategy import delivery_plan, strategy
from goldenthread.publishing.packs.format import Figure
from goldenthread.publishing.packs.reading.words import figure_in_words
from tests.publishing.documents.making import SLUGS, edition, published, row, table, words


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_that_the_strategy_says_is_left_out(slug: str):
    whole, said = published(slug), words(strategy(edition(slug)))

    wanted = [clause.text for clause in whole.clauses]
    wanted += [statement.text for statement in whole.statements]
    wanted += [answer.text for answer in whole.answers]
    wanted += [
        each.title for each in (*whole.needs, *whole.priorities, *whole.actions, *whole.measures, *whole.evidence)
    ]
    wanted += [outcome.text for outcome in whole.outcomes]
    wanted += [step.text for action in whole.actions for step in action.steps]
    wanted += [board.name for board in whole.boards] + [service.name for service in whole.services]
    wanted += [figure_in_words(figure) for evidence in whole.evidence for figure in evidence.figures]
    assert [each for each in wanted if each not in said] == []


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("make", [strategy, delivery_plan])
def test_no_word_of_the_program_is_seen(slug: str, make):
    said = words(make(edition(slug)))

    assert "None" not in said.replace("None is", "")
    assert "{" not in said
    assert ".." not in said


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("make", [strategy, delivery_plan])
def test_headings_never_skip_a_level_and_each_leads_to_something(slug: str, make):
    blocks = make(edition(slug)).blocks
    levels = [block.level for block in blocks if isinstance(block, Heading)]

    assert levels[0] == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))
    assert not isinstance(blocks[-1], Heading)
    for above, below in pairwise(blocks):
        if isinstance(above, Heading) and isinstance(below, Heading):
            assert below.level > above.level, f"nothing stands under {above.text!r}"


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("make", [strategy, delivery_plan])
def test_every_picture_speaks_and_widths_fill_the_page(slug: str, make):
    for block in make(edition(slug)).blocks:
        if isinstance(block, Picture):
            assert block.alt.strip()
            assert block.caption.strip()
        if isinstance(block, Table) and block.widths:
            assert sum(block.widths) == 100, block.caption
            assert all(width % 5 == 0 for width in block.widths), block.caption


@pytest.mark.parametrize("slug", SLUGS)
def test_parts_are_numbered_in_order(slug: str):
    titles = [block.text for block in strategy(edition(slug)).blocks if isinstance(block, Heading) and block.level == 1]

    assert [int(title.split(".")[0]) for title in titles] == list(range(1, len(titles) + 1))


def test_cover_names_the_area_its_colour_and_its_state():
    document = strategy(edition("northumberland"))

    assert document.publishers == "Northumberland"
    assert document.colour == published("northumberland").area.colour
    assert document.status == "Under review. Version 1"
    assert document.subtitle == "Version 1, September 2017"


@pytest.mark.parametrize(
    ("slug", "part", "sentence"),
    [
        ("tameside", plan.plan, plan.NONE),
        ("tameside", measures.measures, "The strategy does not state any measure."),
        ("northumberland", priorities.outcomes, "The strategy does not state any outcome."),
        ("north-east-lincolnshire", priorities.priorities, "The strategy does not call anything a priority."),
        ("north-east-lincolnshire", needs.needs, "The strategy states no need and cites no figures."),
        ("northumberland", voice.voice, "The strategy does not report what children, young people or families said."),
    ],
)
def test_silence_of_a_strategy_is_said(slug: str, part, sentence: str):
    assert sentence in words(part(edition(slug)))


def test_three_statuses_stand_side_by_side_and_are_not_merged():
    found = table(plan.three_statuses(edition("oldmere")), "Each action on 22 November 2026")

    assert found.columns == ("Action", "Is it done?", "Did its measures move?", "Do families say so?")
    calls = row(found, "1.2 Call every family")
    assert calls[1] == "Done since 20 March 2026"
    assert "Parents who say they were told what to do while waiting: on track" in calls[2]
    assert "Children waiting over 18 weeks for speech and language therapy: off track" in calls[2]
    assert "Parents and carers: partly true, 18 June 2026" in calls[3]
    assert "Young people: not asked yet" in calls[3]


def test_moved_date_keeps_the_old_beside_the_new_with_who_agreed():
    moved = row(table(plan.moved_dates(edition("oldmere")), "Every date that moved"), "1.1 Buy one therapy service")

    assert moved[1:] == (
        "September 2026",
        "April 2027",
        "14 May 2026, agreed by SEND Partnership Board",
        "The NHS budget cycle ended later than the council's.",
    )


def test_vague_date_keeps_its_words_beside_how_they_are_read():
    [therapies] = [each for each in plan.grouped(edition("newcastle")) if each[0] == "Reimagining of Child Therapies"]
    steps = table(plan.plan(edition("newcastle")), f"Steps of {therapies[1][0].title}")

    assert row(steps, "Milestone: Delivery groups have reviewed")[1] == "Autumn 2024 (by 30 November 2024)"
    assert "Date passed" in row(steps, "Milestone: Delivery groups have reviewed")[2]


@pytest.mark.parametrize(
    ("measure", "started", "latest"),
    [
        ("Children waiting over 18 weeks", "42.4% (212 of 500) in March 2025", "49.2% (295 of 600) in September 2026"),
        ("Young people who say they have friends", "Still to be decided", "38% (30 of 79) in Autumn 2026"),
        ("Young people on supported internships", "Not stated", "Hidden to protect people for 2025/2026"),
    ],
)
def test_measure_says_what_it_is_of_or_that_it_is_not_known(measure: str, started: str, latest: str):
    blocks = measures.measures(edition("oldmere"))
    [cells] = [
        [plain(cell) for cell in held]
        for block in blocks
        if isinstance(block, Table)
        for held in block.rows
        if plain(held[0]).startswith(measure)
    ]

    assert cells[1].startswith(started)
    assert cells[3].startswith(latest)


def test_figure_names_its_source():
    blocks = measures.measures(edition("oldmere"))

    assert "Source: Mere Valley Trust return" in words(blocks)


def test_measure_with_figures_over_time_is_drawn_and_its_title_says_the_finding():
    drawn = [block for block in measures.measures(edition("oldmere")) if isinstance(block, Picture)]

    finding = "Children waiting over 18 weeks for speech and language therapy: up"
    figures = "from 42.4% (212 of 500) in March 2025 to 49.2% in September 2026"
    assert [picture.caption for picture in drawn] == [f"{finding}, {figures}."]


def test_cited_series_of_three_or_more_is_drawn():
    drawn = [block for block in needs.needs(edition("south-tyneside")) if isinstance(block, Picture)]

    assert len(drawn) >= 2


def test_wide_series_is_turned_to_fit_the_page():
    whole = published("oldmere")
    years = range(2010, 2020)
    figures = tuple(Figure(label="Pupils", value=at, unit="pupils", period=str(at)) for at in years)
    long = whole.evidence[0].model_copy(update={"figures": figures})
    blocks = needs.needs(edition(whole.model_copy(update={"evidence": (long, *whole.evidence[1:])})))

    turned = table(blocks, f"{long.title}: figures")
    assert turned.columns == ("When", "Pupils")
    assert len(turned.rows) == len(years)


def test_answer_that_nobody_asked_families_about_says_so():
    said = words(voice.voice(edition("north-east-lincolnshire")))

    assert "Nobody has yet asked families whether these are true." in said


def test_could_not_gives_its_reason():
    said = words(voice.voice(edition("oldmere")))

    assert "Because: The trust's and the council's records cannot be joined" in said


def test_each_group_of_families_speaks_for_itself():
    answered = row(table(voice.voice(edition("oldmere")), "What was answered: Short breaks"), "We did")

    assert "Parents and carers: true, 2 July 2026." in answered[2]
    assert "Young people: not true, 10 September 2026." in answered[2]


def test_priority_says_what_it_means_for_families():
    boxes = [block for block in priorities.priorities(edition("oldmere")) if isinstance(block, Callout)]

    assert [box.tone for box in boxes] == ["families"] * 3
    assert boxes[0].text == "Your child should be seen sooner, and somebody should help while you wait."


def test_link_between_whole_lists_is_marked():
    said = words(priorities.priorities(edition("newcastle")))

    assert "It answers: More need for services\N{NO-BREAK SPACE}†" in said
    assert "† marks a link that the document makes between two whole lists" in words(
        sources.sources(edition("newcastle"))
    )


def test_board_whose_seats_are_not_stated_is_named():
    assert "The strategy does not say who sits on: " in words(partners.governance(edition("newcastle")))


def test_body_that_ended_is_shown_with_what_followed_it():
    bodies = table(partners.governance(edition("newcastle")), "Bodies that serve the area, or did")

    assert (
        "Followed by NHS North East and North Cumbria Integrated Care Board"
        in row(bodies, "NHS Newcastle Gateshead CCG")[1]
    )


def test_section_numbers_are_those_listed_under_sources():
    whole = published("newcastle")
    listed = table(sources.sources(edition("newcastle")), "Sections cited")

    assert [plain(cells[0]) for cells in listed.rows] == [str(at) for at in range(1, len(whole.sections) + 1)]
    assert row(listed, "4")[1] == whole.sections[3].title


def test_making_carries_the_fingerprint_of_what_is_said():
    one, same = edition("oldmere"), edition("oldmere")
    other = edition(published("oldmere").model_copy(update={"statements": ()}))

    assert one.fingerprint_in_groups in words(sources.making(one))
    assert one.fingerprint == same.fingerprint != other.fingerprint
