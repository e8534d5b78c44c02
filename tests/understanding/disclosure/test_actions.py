"""Is a table published only with all that was published before in mind, once, on the record, and never forgotten?"""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest

from goldenthread.analysis.disclosure import COUNTS_UNDER_5, COUNTS_UNDER_10, NHS_1_TO_7, Cell
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.understanding.disclosure import actions, computing, lake, policies, presenters, queries
from goldenthread.understanding.disclosure.definitions import Unavailable
from goldenthread.understanding.disclosure.models import AttackRun, Permanent, PublishedTable
from goldenthread.understanding.disclosure.reading import read_draft
from goldenthread.understanding.disclosure.states import TERMINAL, TRANSITIONS, TableState, transition
from tests.acting import no_event, one_event

pytestmark = pytest.mark.django_db

WORDS = {"title": "Plans", "population": "Plans, Newcastle", "period": "January 2026", "source": "Made up"}
FIRST = "locality,count\nNorth,3\nSouth,20\nEast,30\nWest,50"


def table(counts=FIRST, key="plans", **words):
    return read_draft({**WORDS, "counts": counts, **words}, key)


@pytest.fixture
def anna(actor):
    return actor("Anna")


@pytest.fixture
def publish(newcastle, anna):
    def go(draft, policy=COUNTS_UNDER_5, reason="The board asked for it."):
        proposal = queries.propose(newcastle, draft, policy)
        return actions.publish(area=newcastle, proposal=proposal, by=anna, reason=reason)

    return go


def marks(published):
    return {each.place: each.text for each in queries.shown_of(published)}


def test_a_table_is_published_with_its_event_and_its_attack(publish, newcastle):
    with one_event() as events:
        published = publish(table())

    assert (events[0].verb, events[0].subject, events[0].data["hidden"]) == ("published a table", "Plans", 2)
    assert marks(published) == {("All",): "103", ("North",): "c", ("South",): "c", ("East",): "30", ("West",): "50"}
    run = queries.last_attack(published)
    assert run.passed
    assert [row[1:3] for row in run.content["ranges"]] == [[0, 23], [0, 23]]
    assert queries.safe_table(newcastle, "plans").shown == queries.shown_of(published)


def test_no_true_count_that_is_hidden_is_in_the_database(publish):
    published = publish(table("locality,count\nNorth,3\nSouth,7717\nEast,30\nWest,8819"))

    hidden = [each for each in queries.shown_of(published) if each.mark]
    assert hidden and all(each.value is None for each in hidden)
    withheld = lake.recall("newcastle", published.pk, published.withheld)
    rows = str(PublishedTable.objects.filter(pk=published.pk).values()) + str(published.history.values())
    assert all(f"'{n}'" not in rows and f" {n}," not in rows for n in withheld.values() if n > 1000)


def test_the_withheld_counts_are_for_this_account_alone_and_are_proved_unaltered(publish, newcastle):
    published = publish(table())
    file = lake.place_of("newcastle", published.pk)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.write_text(file.read_text().replace("20", "21"))
    with pytest.raises(Unavailable, match="is not the file that was kept"):
        queries.everything_known(newcastle)
    file.unlink()
    with pytest.raises(Unavailable, match="Restore the file from a backup"):
        queries.everything_known(newcastle)


def test_nothing_is_published_while_withheld_counts_are_missing(publish, newcastle, anna):
    published = publish(table())
    proposal = queries.propose(newcastle, table(key="other", title="Other", population="Others"), COUNTS_UNDER_5)
    lake.forget("newcastle", published.pk)

    with no_event(), pytest.raises(Refused, match="cannot be read"):
        actions.publish(area=newcastle, proposal=proposal, by=anna, reason="Because")


def test_the_same_again_changes_nothing(publish):
    first = publish(table())
    with no_event():
        again = publish(table())
    assert again == first
    assert PublishedTable.objects.filter(key="plans", edition__gt=1).count() == 0


def test_a_new_edition_replaces_the_old_one_which_still_counts(publish, newcastle):
    first = publish(table())
    second = publish(table("locality,count\nNorth,3\nSouth,20\nEast,31\nWest,50"))

    first.refresh_from_db()
    assert (first.state, second.edition, second.state) == ("superseded", 2, "published")
    assert marks(second)[("North",)] == marks(second)[("South",)] == "c"
    assert len(queries.everything_known(newcastle)) == 2
    assert len(queries.attack(newcastle)) == 1


PLANS = "Plans, Newcastle, January 2026"


def test_a_later_table_hides_what_would_tell_what_an_earlier_one_hid(publish):
    """The first hides North and South. Their sum tells nothing; all but North would tell North."""
    publish(table())
    both = f"[{PLANS} | area=River] = [{PLANS} | locality=North] + [{PLANS} | locality=South]"
    rest = f"[{PLANS} | part=Rest] = " + " + ".join(f"[{PLANS} | locality={at}]" for at in ("South", "East", "West"))

    areas = publish(table("area,count\nRiver,23\nHills,80", "areas", title="Areas", links=both))
    parts = publish(table("part,count\nRest,100\nCentre,3", "parts", title="Parts", links=rest))

    assert marks(areas) == {("All",): "103", ("River",): "23", ("Hills",): "80"}
    assert marks(parts) == {("All",): "103", ("Rest",): "c", ("Centre",): "c"}
    assert [known.title for known in queries.propose(parts.area, table(key="x"), COUNTS_UNDER_5).linked] == [
        "Areas",
        "Parts",
        "Plans",
    ]


def test_a_table_that_nothing_can_protect_is_refused(publish):
    """A small count that is the difference between two numbers already public."""
    publish(table("locality,count\nNorth,30\nSouth,73"))
    publish(table("locality,count\nNorth,33\nSouth,60", "later", title="Later", period="January 2027"))
    link = (
        f"[Plans, Newcastle, January 2027 | locality=North] = [{PLANS} | locality=North] + [New, 2026 | locality=North]"
    )
    new = table("locality,count\nNorth,3\nSouth,90", "new", title="New", population="New", period="2026", links=link)

    with (
        no_event(),
        pytest.raises(Refused, match=r"cannot be published as it is.*tried together with “Later” and “Plans”"),
    ):
        publish(new)


def test_a_withdrawn_table_still_counts_as_known(publish, newcastle, anna):
    published = publish(table())
    with one_event() as events:
        actions.withdraw(table=published, by=anna, reason="The source was wrong.")

    assert events[0].verb == "withdrew a table"
    found = queries.safe_table(newcastle, "plans")
    assert (found.shown, found.withdrawn_because) == ((), "The source was wrong.")
    assert queries.safe_tables(newcastle) == ()
    assert len(queries.everything_known(newcastle)) == 1
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw(table=published, by=anna, reason="Again")


def test_linked_tables_have_one_policy(publish):
    publish(table())
    with pytest.raises(Refused, match="linked to what was published before: “Plans” under “counts under 5”") as told:
        publish(table("need,count\nA,60\nB,43", "needs", title="Needs"), COUNTS_UNDER_10)
    assert told.value.box == "policy"
    apart = publish(table(key="nhs", title="Waits", population="Waiting"), NHS_1_TO_7)
    assert marks(apart)[("South",)] == "20"


def test_what_was_looked_at_is_what_is_published_or_nothing_is(newcastle, anna, publish, monkeypatch):
    looked_at = queries.propose(newcastle, table(), COUNTS_UNDER_5)
    publish(table("need,count\nA,2\nB,60\nC,41", "needs", title="Needs"))
    with no_event(), pytest.raises(policies.Outdated, match="since you looked"):
        actions.publish(area=newcastle, proposal=looked_at, by=anna, reason="Because")

    again = queries.propose(newcastle, table(), COUNTS_UNDER_5)
    monkeypatch.setattr(computing, "protect", lambda *_, **__: 1 / 0)  # nothing is worked out a second time
    published = actions.publish(area=newcastle, proposal=again, by=anna, reason="Because")
    assert queries.shown_of(published) == again.shown


@pytest.mark.parametrize(
    ("counts", "policy", "words"),
    [
        (FIRST, COUNTS_UNDER_5, {}),
        ("locality,count\nNorth,1\nSouth,1\nEast,1\nWest,8", NHS_1_TO_7, {}),
        ("locality,need,count\nN,a,40\nN,b,60\nS,a,3\nS,b,97", COUNTS_UNDER_5, {"percent": "need", "alone": "on"}),
    ],
    ids=["counts", "marks of their own for small counts", "percentages alone"],
)
def test_the_report_kept_with_a_table_is_that_of_an_attack_on_the_ledger(
    publish, newcastle, anna, counts, policy, words
):
    published = publish(table(counts, **words), policy)
    actions.attack(area=newcastle, by=anna)

    later, first = published.attacks.all()
    assert (later.content, later.passed) == (first.content, first.passed)


def test_a_mark_tells_whether_its_count_is_small_only_where_small_counts_have_their_own(publish, newcastle):
    publish(table("locality,need,count\nN,a,3\nN,b,40\nS,a,30\nS,b,20"), NHS_1_TO_7)
    (known,) = queries.everything_known(newcastle)
    small, other = (next(cell for cell, count in known.counts.items() if count == n) for n in (3, 40))
    marked = replace(known, shown=tuple(replace(each, value=None, mark="c") for each in known.shown))

    assert not known.one_mark
    assert known.told[small] == (1, 7)
    assert (marked.told[small], marked.told[other]) == ((1, None), (8, None))
    assert replace(marked, one_mark=True).told[other] == (1, None)


def test_a_reason_is_asked_and_a_table_of_nothing_but_marks_is_refused(publish):
    with pytest.raises(Refused, match="Say why"):
        publish(table(), reason=" ")
    with pytest.raises(Refused, match="Every count of this table would be hidden"):
        publish(table("locality,count\nNorth,1\nSouth,2"))


@pytest.mark.parametrize("name", ["Ada", "Cora", "Bola", "Otto", "Faith"])
def test_only_those_who_publish_figures_publish_and_withdraw(newcastle, actor, publish, name):
    published = publish(table())
    proposal = queries.propose(newcastle, table(title="Another", key="another"), COUNTS_UNDER_5)
    with no_event():
        with pytest.raises(NotAllowed, match="To publish figures"):
            actions.publish(area=newcastle, proposal=proposal, by=actor(name), reason="Because")
        with pytest.raises(NotAllowed, match="To publish figures"):
            actions.withdraw(table=published, by=actor(name), reason="Because")


def test_an_analyst_of_another_area_publishes_nothing_here(newcastle, actor):
    proposal = queries.propose(newcastle, table(), COUNTS_UNDER_5)
    with pytest.raises(NotAllowed, match="another area"):
        actions.publish(area=newcastle, proposal=proposal, by=actor("Anna", "tameside"), reason="Because")


def test_what_was_published_can_be_neither_changed_nor_removed(publish):
    published = publish(table())
    published.title = "Something else"
    with pytest.raises(Permanent):
        published.save()
    with pytest.raises(Permanent):
        published.delete()
    with pytest.raises(Permanent):
        AttackRun.objects.get(table=published).save()


def test_a_failure_leaves_no_file_behind(newcastle, anna, monkeypatch):
    proposal = queries.propose(newcastle, table(), COUNTS_UNDER_5)
    folder = lake.place_of("newcastle", proposal.edition).parent
    before = set(folder.glob("*")) if folder.exists() else set()
    monkeypatch.setattr(actions, "_keep_report", lambda *_, **__: 1 / 0)
    with no_event(), pytest.raises(ZeroDivisionError):
        actions.publish(area=newcastle, proposal=proposal, by=anna, reason="Because")
    assert set(folder.glob("*")) == before


def test_everything_is_attacked_again_on_request(publish, newcastle, anna, actor):
    published = publish(table())
    with one_event() as events:
        (found,), between = actions.attack(area=newcastle, by=anna)
    assert between == () and events[0].data == {"passed": True, "told by two tables": 0}
    assert found.report.passed and published.attacks.count() == 2
    with pytest.raises(NotAllowed):
        actions.attack(area=newcastle, by=actor("Faith"))


def test_an_attack_report_finds_a_table_that_somebody_tampered_with(publish, newcastle):
    """A number written over a mark in the database is found by the next attack."""
    published = publish(table())
    content = published.content
    content["cells"] = [
        [p, c, 20 if p == ["South"] else v, "" if p == ["South"] else m] for p, c, v, m in content["cells"]
    ]
    PublishedTable.objects.filter(pk=published.pk).update(content=content)

    (found,) = queries.attack(newcastle)
    assert not found.report.passed
    assert [attempt.cell for attempt in found.report.attempts if attempt.known] == [
        Cell.at("Plans, Newcastle, January 2026", {"locality": "North"})
    ]


def test_the_table_of_transitions_is_whole():
    assert {t.source for t in TRANSITIONS} | TERMINAL == set(TableState)
    assert transition("withdrawn", TableState.PUBLISHED) is None
    assert transition("published", TableState.WITHDRAWN).reason_required


# --- tables that nothing links

BY_NEED = "locality,need,count\nNorth,Autism,41\nNorth,Hearing,3\nSouth,Autism,30\nSouth,Hearing,22"
SOUTH = {"key": "south", "title": "South only", "population": "Plans, all of Newcastle but the North"}


def test_a_complement_that_nobody_said_is_one_is_found(publish, newcastle, anna):
    """25 with hearing impairment, and 22 of them outside the North: three in the North, whom the first table hides."""
    publish(table(BY_NEED))
    complement = table("need,count\nAutism,30\nHearing,22", **SOUTH)

    with pytest.raises(Refused, match=r"“Plans” less “South only” is 3 \(need: hearing\)") as refused:
        publish(complement)

    assert refused.value.box == "apart"
    assert queries.safe_table(newcastle, "south") is None
    whole = "Plans, Newcastle, January 2026"
    linked = f"[{whole} | need=each] = [{whole} | locality=North; need=each] + [{SOUTH['population']}, January 2026 | need=each]"
    draft = table("need,count\nAutism,30\nHearing,22", links=linked, **SOUTH)
    shown = queries.propose(newcastle, draft, COUNTS_UNDER_5)
    assert shown.linked and shown.hidden


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ({"period": "January 2025"}, "need,count\nAutism,30\nHearing,22"),
        ({}, "need,count\nAutism,30\nHearing,12"),
        ({}, "kind,count\nAutism,30\nHearing,22"),
        ({"apart": "These are waiting for a plan; nobody who waits has one."}, "need,count\nAutism,30\nHearing,22"),
    ],
    ids=["another period", "more than a few", "other categories", "said to be apart"],
)
def test_tables_that_tell_no_small_count_together_are_let_be(publish, newcastle, anna, words, counts):
    publish(table(BY_NEED))
    publish(table(counts, **{**SOUTH, **words}))

    assert actions.attack(area=newcastle, by=anna)[1] == ()


def test_a_rounded_difference_that_may_be_more_tells_nothing(publish):
    publish(table(BY_NEED), NHS_1_TO_7)
    publish(table("need,count\nAutism,30\nHearing,22", **SOUTH), NHS_1_TO_7)


def test_what_was_published_in_spite_of_it_is_found_again_and_again(publish, newcastle, anna, monkeypatch):
    """As of before the rule, or from a copy of the data."""
    publish(table(BY_NEED))
    with monkeypatch.context() as without:
        without.setattr(computing, "_check_differences", lambda *_: None)
        publish(table("need,count\nAutism,30\nHearing,22", **SOUTH))

    with one_event() as events:
        _, between = actions.attack(area=newcastle, by=anna)

    assert [each.say() for each in between] == ["“Plans” less “South only” is 3 (need: hearing)"]
    assert events[0].data == {"passed": False, "told by two tables": 1}


def test_percentages_that_are_withheld_are_said_to_be_but_not_which_of_them_are_small(publish):
    counts = (
        "area,late,count\nNorth,Late,97\nNorth,In time,3\nSouth,Late,40\nSouth,In time,60\nEast,Late,4\nEast,In time,8"
    )
    published = publish(table(counts, key="late", percent="late", alone="on"))

    assert sum(each.is_marked for each in queries.shown_of(published)) == 4
    run = queries.last_attack(published)
    assert run.content["ranges"] == []
    assert presenters.attack(run).verdict.startswith("4 percentages are withheld, and nobody can work out")


@pytest.mark.parametrize("seen", [True, False], ids=["looked at", "made by rule"])
def test_what_is_kept_in_the_database_is_the_same_whatever_is_hidden(newcastle, anna, seen):
    """North and South are hidden, and are 23 together: 3 and 20, or 4 and 19."""
    kept = []
    for key, north in (("one", 3), ("other", 4)):
        counts = f"locality,count\nNorth,{north}\nSouth,{23 - north}\nEast,30\nWest,50"
        words = {"area": newcastle, "by": anna, "reason": "Because"}
        draft = table(counts, key, population=f"Plans of {key}")
        if seen:
            found = actions.publish(proposal=queries.propose(newcastle, draft, COUNTS_UNDER_5), **words)
        else:
            found = actions.publish_unseen(draft=draft, policy=COUNTS_UNDER_5, **words)
        (run,) = found.attacks.all()
        kept.append(str((found.content, run.content)).replace(f"Plans of {key}", "Plans"))
    assert kept[0] == kept[1]


def test_capitals_and_spaces_make_no_other_people_of_those_who_are_counted(publish, newcastle):
    """North is hidden with South by locality alone. By locality and age it could be hidden with East instead: each table
    would tell what the other hides."""
    first = publish(table())
    counts = "Locality,age,count\nnorth,young,1\nnorth,old,2\nSOUTH,young,15\nSOUTH,old,5\nEast,young,30\nEast,old,0"
    respelt = table(counts + "\nWest,young,40\nWest,old,10", "ages", title="Ages", population="plans,  newcastle")
    found = queries.propose(newcastle, respelt, COUNTS_UNDER_5)

    assert [known.title for known in found.linked] == [first.title]
    assert found.revised == 0
    shown = {each.place: each.text for each in found.shown}
    assert (shown["north", "All"], shown["SOUTH", "All"], shown["East", "All"]) == ("c", "c", "30")


@pytest.mark.parametrize("named", ["Total", "all", "Totals"])
def test_a_total_that_was_pasted_too_is_refused(named):
    with pytest.raises(Refused, match=f"leave “{named}” out"):
        table(f"locality,count\nNorth,41\nSouth,30\n{named},71")
