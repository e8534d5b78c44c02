"""Is importing a strategy all or nothing, the same twice, and forgetful of nothing?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from goldenthread.audit.models import Event
from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.publishing.packs.actions import import_pack, preview_pack
from goldenthread.publishing.packs.encode import fingerprint, to_yaml
from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.publishing.packs.read import read_pack
from goldenthread.thread.models import Link

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", [*AREAS, MADE_UP])
def test_pack_to_database_to_pack_is_the_identity(slug, area_called):
    assert pack_of(area_called(slug)) == pack_named(slug)


def test_the_same_pack_twice_changes_nothing(actor, newcastle):
    events = Event.objects.count()

    _, changes = import_pack(pack=pack_of(newcastle), by=actor("Cora"), reason="again")

    assert changes == ()
    assert Event.objects.count() == events


def test_one_import_is_one_event(actor, oldmere):
    pack = pack_of(oldmere)
    events = Event.objects.count()

    import_pack(pack=pack.model_copy(update={"services": ()}), by=actor("Cora", "oldmere"), reason="fewer")

    assert Event.objects.count() == events + 1


def test_what_a_pack_leaves_out_is_withdrawn_and_can_come_back(actor, oldmere):
    pack = pack_of(oldmere)
    fewer = pack.model_copy(update={"actions": pack.actions[:-1]})
    gone = pack.actions[-1].key

    _, changes = import_pack(pack=fewer, by=actor("Cora", "oldmere"), reason="dropped")
    assert [c.sentence for c in changes] == [
        f"The action “{pack.actions[-1].ref} {pack.actions[-1].title}” was withdrawn."
    ]
    withdrawn = Action.objects.get(area=oldmere, key=gone)
    assert withdrawn.withdrawn_on is not None

    import_pack(pack=pack, by=actor("Cora", "oldmere"), reason="taken up again")
    assert Action.objects.get(area=oldmere, key=gone).pk == withdrawn.pk
    assert pack_of(oldmere) == pack


def test_a_strategy_can_be_read_as_it_stood(actor, oldmere):
    before = pack_of(oldmere)
    moment = datetime.now(UTC)
    later = before.model_copy(update={"services": before.services[:1], "clauses": before.clauses[1:]})

    import_pack(pack=later, by=actor("Cora", "oldmere"), reason="fewer")

    assert pack_of(oldmere) == later
    assert pack_of(oldmere, as_at=moment) == before


def test_an_import_that_was_previewed_against_an_older_strategy_is_refused(actor, oldmere):
    pack = pack_of(oldmere)
    seen = fingerprint(pack)
    import_pack(pack=pack.model_copy(update={"services": ()}), by=actor("Cora", "oldmere"), reason="first")

    with pytest.raises(Refused, match="has changed since"):
        import_pack(pack=pack, by=actor("Cora", "oldmere"), reason="second", seen=seen)


def test_a_shared_body_cannot_be_renamed_by_one_area(actor, newcastle, south_tyneside):
    pack = pack_of(newcastle)
    renamed = [o.model_copy(update={"name": "Another"}) if o.key == "nenc-icb" else o for o in pack.organisations]

    with pytest.raises(Faulty, match="as other areas say"):
        import_pack(pack=pack.model_copy(update={"organisations": tuple(renamed)}), by=actor("Cora"), reason="rename")

    assert pack_of(newcastle) == pack
    assert Organisation.objects.get(key="nenc-icb").name != "Another"


@pytest.mark.parametrize("who", ["Connor", "Anna", "Faith", "Otto", "Bola", "Priya"])
def test_only_those_who_may_import_can(actor, who, newcastle):
    with pytest.raises(NotAllowed, match="import a strategy pack"):
        import_pack(pack=pack_of(newcastle), by=actor(who), reason="try")


def test_nobody_imports_into_another_area(actor, tameside):
    with pytest.raises(NotAllowed, match="another area"):
        import_pack(pack=pack_of(tameside), by=actor("Cora", "newcastle"), reason="try")


def test_an_import_that_fails_halfway_leaves_nothing(actor, oldmere, monkeypatch):
    pack = pack_of(oldmere)
    events = Event.objects.count()
    monkeypatch.setattr(Link, "save", lambda *a, **k: (_ for _ in ()).throw(OSError("the power went")))
    joined = pack.priorities[0].model_copy(update={"seeks": (*pack.priorities[0].seeks, *pack.priorities[1].seeks)})
    changed = pack.model_copy(update={"priorities": (joined, *pack.priorities[1:]), "services": ()})

    with pytest.raises(OSError, match="the power went"):
        import_pack(pack=changed, by=actor("Cora", "oldmere"), reason="halfway")

    assert pack_of(oldmere) == pack
    assert Event.objects.count() == events


def test_a_pack_that_contradicts_itself_is_refused(actor, oldmere):
    pack = pack_of(oldmere)

    with pytest.raises(Faulty, match="the key of an item in this pack"):
        import_pack(pack=pack.model_copy(update={"outcomes": ()}), by=actor("Cora", "oldmere"), reason="torn")

    assert pack_of(oldmere) == pack


def turned(pack: Pack) -> Pack:
    """The same pack with each list that has dates the other way round."""
    lists = {"actions": ("updates", "redatings"), "answers": ("verdicts",), "measures": ("observations",)}
    lists["organisations"] = ("identifiers", "successors")
    return pack.model_copy(
        update={
            plural: tuple(i.model_copy(update={n: getattr(i, n)[::-1] for n in names}) for i in getattr(pack, plural))
            for plural, names in lists.items()
        }
    )


def test_lists_that_have_dates_may_stand_in_any_order(actor, oldmere):
    pack = pack_of(oldmere)
    assert turned(pack) != pack

    _, changes = import_pack(pack=turned(pack), by=actor("Cora", "oldmere"), reason="turned round")

    assert changes == ()
    assert read_pack(to_yaml(turned(pack)), name="turned.yaml") == pack


def test_a_preview_says_what_import_does_and_changes_nothing(actor, oldmere):
    pack = pack_of(oldmere)
    cora, events = actor("Cora", "oldmere"), Event.objects.count()
    fewer = pack.model_copy(update={"services": ()})

    promised = preview_pack(pack=fewer, by=cora)

    assert (pack_of(oldmere), Event.objects.count()) == (pack, events)
    assert import_pack(pack=fewer, by=cora, reason="fewer")[1] == promised != ()


def test_a_preview_refuses_what_import_refuses(actor, newcastle, south_tyneside):
    pack = pack_of(newcastle)
    renamed = [o.model_copy(update={"name": "Another"}) if o.key == "nenc-icb" else o for o in pack.organisations]

    with pytest.raises(Faulty, match="as other areas say"):
        preview_pack(pack=pack.model_copy(update={"organisations": tuple(renamed)}), by=actor("Cora"))


def test_every_link_leads_somewhere(newcastle, oldmere):
    from goldenthread.publishing.packs.kinds import ITEM_KINDS

    nodes = {pk for kind in ITEM_KINDS for pk in kind.model._default_manager.values_list("pk", flat=True)}

    assert set(Link.objects.values_list("source_id", flat=True)) <= nodes
    assert set(Link.objects.values_list("target_id", flat=True)) <= nodes


@pytest.mark.parametrize("slug", ["north-east-lincolnshire", "tameside"])
def test_reading_a_strategy_takes_the_same_queries_whatever_its_size(slug, django_assert_num_queries, area_called):
    area = area_called(slug)

    with django_assert_num_queries(30):
        pack_of(area)


def test_row_history_is_kept_of_each_change(actor, oldmere):
    pack = pack_of(oldmere)
    first = pack.outcomes[0]
    reworded = first.model_copy(update={"text": "Another wording"})
    import_pack(
        pack=pack.model_copy(update={"outcomes": (reworded, *pack.outcomes[1:])}),
        by=actor("Cora", "oldmere"),
        reason="clearer",
    )
    from goldenthread.planning.strategy.models import Outcome

    texts = [row.text for row in Outcome.objects.get(area=oldmere, key=first.key).history.order_by("history_date")]
    assert texts == [first.text, "Another wording"]


def test_moment_before_the_strategy_was_loaded_holds_nothing(oldmere):
    assert pack_of(oldmere, as_at=datetime.fromisoformat("2001-01-01T00:00:00+00:00")).actions == ()
