"""Is the event log append-only, and does it give away every way of altering it?"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.audit import log
from goldenthread.audit.models import AppendOnly, ChainEnd, Event

pytestmark = pytest.mark.django_db


def subject() -> log.Subject:
    return log.Subject("action", "1", "An action")


@pytest.fixture
def recorded(actor) -> list[Event]:
    return [log.record(f"did {n}", subject(), by=actor("Cora"), area="newcastle", reason="because") for n in range(3)]


def without_guard(sql: str, *values: object) -> None:
    """What somebody with the database's keys could do: take the guard away, then write."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_event_no_update")
            cursor.execute("DROP TRIGGER audit_event_no_delete")
        cursor.execute(sql, values)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")


def test_log_is_whole_after_the_areas_were_loaded(newcastle):
    result = log.verify()

    assert result.faults == ()
    assert result.events == Event.objects.count() > 5


def test_event_says_who_for_whom_what_and_why(recorded, actor):
    event = recorded[0]

    assert (event.actor, event.organisation) == ("Cora Commissioner (made up)", "Newcastle City Council")
    assert (event.verb, event.reason, event.area) == ("did 0", "because", "newcastle")


def test_each_event_follows_from_the_one_before(recorded):
    assert [e.previous_hash for e in recorded[1:]] == [e.hash for e in recorded[:-1]]


def test_event_cannot_be_changed_or_removed_through_the_model(recorded):
    with pytest.raises(AppendOnly):
        recorded[0].save()
    with pytest.raises(AppendOnly):
        recorded[0].delete()


@pytest.mark.parametrize("sql", ["UPDATE audit_event SET reason = 'x'", "DELETE FROM audit_event"])
def test_the_database_itself_refuses(recorded, sql):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_altered_event_is_found(recorded):
    without_guard("UPDATE audit_event SET reason = 'another' WHERE sequence = %s", recorded[1].sequence)

    assert log.verify().faults == (f"event {recorded[1].sequence} was altered after it was recorded",)


def test_a_removed_event_is_found(recorded):
    without_guard("DELETE FROM audit_event WHERE sequence = %s", recorded[1].sequence)

    assert log.verify().faults[0].startswith(f"event {recorded[1].sequence} is missing")


def test_a_log_cut_short_is_found(recorded):
    without_guard("DELETE FROM audit_event WHERE sequence >= %s", recorded[1].sequence)

    assert "cut off" in log.verify().faults[0]


def test_a_rewritten_tail_is_found_by_the_end_of_the_chain(recorded):
    last = recorded[-1]
    last.reason = "another"
    without_guard(
        "UPDATE audit_event SET reason = %s, hash = %s WHERE sequence = %s",
        "another",
        last.computed_hash(),
        last.sequence,
    )

    assert "cut off" in log.verify().faults[0]


def test_an_event_outside_a_transaction_is_refused(actor, monkeypatch):
    monkeypatch.setattr(log.transaction, "get_connection", lambda: SimpleNamespace(in_atomic_block=False))

    with pytest.raises(RuntimeError, match="same transaction"):
        log.record("did", subject(), by=actor("Cora"), area="newcastle")


def test_an_event_goes_with_the_change_that_failed(actor):
    before = ChainEnd.objects.get(pk=1).sequence
    with pytest.raises(ValueError, match="failed"), transaction.atomic():
        log.record("did", subject(), by=actor("Cora"), area="newcastle")
        raise ValueError("failed")

    assert ChainEnd.objects.get(pk=1).sequence == before
    assert log.verify().faults == ()


def test_an_event_whose_moment_can_no_longer_be_read_is_found(recorded):
    spoil = "UPDATE audit_event SET at = 'rubbish' WHERE sequence = %s"
    if connection.vendor == "postgresql":  # keeps no such rubbish
        with pytest.raises(DatabaseError), transaction.atomic():
            without_guard(spoil, recorded[0].sequence)
        return
    without_guard(spoil, recorded[0].sequence)

    assert log.verify().faults == (f"event {recorded[0].sequence} was altered after it was recorded",)
