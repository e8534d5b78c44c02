"""Can an owner answer in minutes by a link, and can nobody do more by it than that owner may?"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail

from goldenthread.accounts.roles import Permission
from goldenthread.audit.models import Event
from goldenthread.partnership.actions import end_role, give_role
from goldenthread.partnership.models import Membership, Organisation
from goldenthread.partnership.policies import Refused
from goldenthread.planning.deliveryplan.models import Action, Update, UpdateRequest
from goldenthread.planning.measures.models import Measure, Observation
from goldenthread.publishing.home.updates import actions, queries
from goldenthread.publishing.home.work import work_of
from tests.acting import no_event
from tests.fixtures import NOW, _area, person_called
from tests.reading import boxes, text

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
CLUB, REVIEWS = "A Saturday club for teenagers", "Year 9 reviews that talk about adult life"


@pytest.fixture
def oldmere(db):
    return _area("oldmere")


def owners(area):
    return queries.owners(area, work_of(area, TODAY), TODAY)


@pytest.fixture
def ask(actor, oldmere):
    """Ask the person of that first name; gives the path of their link."""

    def asking(name: str = "Connor", days: int = 7) -> str:
        chosen = [owner for owner in owners(oldmere) if owner.person.name.startswith(name)]
        (asked,) = actions.ask(owners=chosen, days=days, by=actor("Cora", "oldmere"))
        return "/" + asked.link.split("/", 3)[3]

    return asking


def filled(client, link, **typed):
    """What a browser would send once these boxes were filled."""
    return boxes(client.get(link)) | typed


def club() -> Action:
    return Action.objects.get(title=CLUB)


def reviews() -> Measure:
    return Measure.objects.get(title=REVIEWS)


# --- asking ------------------------------------------------------------------------------------------------------


def test_whoever_holds_work_is_listed_with_those_late_first(oldmere):
    found = owners(oldmere)

    assert found[0].person.name.startswith("Connor")
    assert next(w.title for w in found[0].late) == f"2.2 {CLUB}"
    assert [len(owner.late) for owner in found] == sorted((len(owner.late) for owner in found), reverse=True)


def test_each_is_written_to_once_it_is_saved_and_the_secret_is_kept_nowhere(
    actor, oldmere, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.ask(owners=owners(oldmere)[:2], days=7, by=actor("Cora", "oldmere"))

    assert [message.to for message in mail.outbox] == [["connor@oldmere.example"], ["ivan@oldmere.example"]]
    for each, message in zip(asked, mail.outbox, strict=True):
        secret = each.link.rstrip("/").rpartition("/")[2]
        assert each.link in message.body
        assert "29 November 2026" in message.body
        assert "&#" not in message.body
        kept = str(list(UpdateRequest.objects.values())) + str(list(Event.objects.values()))
        assert secret not in kept


def test_the_links_are_shown_once_to_be_copied(signed_in, at_now, oldmere):
    client = signed_in("Cora", "oldmere")
    connor = str(person_called("Connor", "oldmere").pk)

    answer = client.post("/oldmere/work/update-requests/", {"people": [connor], "days": "3"})

    assert re.search(r"http://[^\"]+/updates/[\w-]{32}/", answer.content.decode())
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "/updates/" not in client.get("/oldmere/work/update-requests/").content.decode()


def test_asking_nobody_is_an_error_and_asks_nobody(signed_in, at_now, oldmere):
    with no_event():
        answer = signed_in("Cora", "oldmere").post("/oldmere/work/update-requests/", {"days": "7"})

    assert "Tick at least one person" in text(answer)


def test_somebody_who_holds_nothing_cannot_be_asked(signed_in, at_now, oldmere):
    otto = str(person_called("Otto", "oldmere").pk)

    with no_event():
        answer = signed_in("Cora", "oldmere").post("/oldmere/work/update-requests/", {"people": [otto], "days": "7"})

    assert answer.status_code == 200
    assert "There is a problem" in text(answer)


@pytest.mark.parametrize("name", ["Connor", "Bola", "Otto"])
def test_only_those_who_run_the_plan_ask(signed_in, at_now, oldmere, name):
    answer = signed_in(name, "oldmere").get("/oldmere/work/update-requests/")

    assert answer.status_code == 403
    assert "To ask owners for their updates you must be" in text(answer)


def test_an_owner_who_let_the_day_pass_is_listed_as_silent(signed_in, settings, oldmere, ask):
    ask("Connor", days=3)
    settings.TODAY = TODAY + timedelta(days=4)

    said = text(signed_in("Cora", "oldmere").get("/oldmere/work/update-requests/"))

    assert (
        "Asked, and silent Connor Contributor (made up), Oldmere Council (made up): asked on 22 November 2026, was due by 25 November 2026"
        in said
    )


# --- answering ---------------------------------------------------------------------------------------------------


def test_the_page_shows_that_owners_work_and_no_other(client, at_now, ask):
    answer = client.get(ask("Ivan"))

    said = text(answer)
    assert "Buy one therapy service together" in said
    assert CLUB not in said


def test_the_page_is_kept_by_no_cache_no_search_engine_and_no_other_site(client, at_now, ask):
    answer = client.get(ask())

    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_an_answer_is_saved_as_the_owners_own(client, at_now, ask, oldmere):
    link = ask()
    key = club().key

    answer = client.post(
        link, filled(client, link, **{f"{key}-state": "in-progress", f"{key}-note": "A hall was found."})
    )

    update = Update.objects.get(note="A hall was found.")
    event = Event.objects.filter(subject_id=str(club().pk)).latest("sequence")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{link}?saved=1")
    assert (update.person, update.organisation.key, update.state) == (
        person_called("Connor", "oldmere"),
        "oldmere-council",
        "in-progress",
    )
    assert update.role == "Short breaks manager"
    assert (event.actor, event.verb) == ("Connor Contributor (made up)", "report as in progress")


def test_a_value_is_saved_and_nothing_else_moves(client, at_now, ask):
    link, key = ask(), reviews().key
    before = Update.objects.count()

    client.post(link, filled(client, link, **{f"{key}-period": "2026/2027", f"{key}-value": "60"}))

    assert Observation.objects.get(measure=reviews(), period="2026/2027").value == 60
    assert Update.objects.count() == before


def test_what_is_right_is_saved_though_something_else_is_wrong(client, at_now, ask):
    link, action, measure = ask(), club().key, reviews().key
    typed = {f"{action}-state": "in-progress", f"{action}-note": "A hall was found.", f"{measure}-period": "2026/2027"}

    answer = client.post(link, filled(client, link, **typed, **{f"{measure}-value": "lots"}))

    assert answer.status_code == 200
    assert Update.objects.filter(note="A hall was found.").exists()
    said = text(answer)
    assert "1 update was saved" in said
    assert f"{REVIEWS}: Enter a number" in said
    kept = boxes(answer)
    assert (kept[f"{measure}-period"], kept[f"{measure}-value"], kept[f"{action}-note"]) == ("2026/2027", "lots", "")


def test_a_doubtful_value_is_asked_about_beside_its_own_measure_and_may_be_kept(client, at_now, ask):
    link, key = ask(), reviews().key
    typed = {f"{key}-period": "2025/2026", f"{key}-value": "55"}

    asked = client.post(link, filled(client, link, **typed))
    assert "A value for 2025/2026 is already recorded" in text(asked)
    again = {name: value for name, value in boxes(asked).items() if name.startswith(key)}
    client.post(link, again | {f"{key}-sure": "on", f"{key}-because": "Corrected after audit"})

    assert Observation.objects.get(measure=reviews(), period="2025/2026").value == 55


def test_what_nobody_touched_is_left_alone(client, at_now, ask):
    link = ask()

    with no_event():
        answer = client.post(link, filled(client, link))

    assert answer.headers["Location"] == f"{link}?saved=0"


def test_the_first_answer_is_noted_and_the_link_goes_on_working(client, at_now, ask):
    link, key = ask(), club().key
    for note in ("First.", "Second."):
        client.post(link, filled(client, link, **{f"{key}-note": note, f"{key}-state": "in-progress"}))

    request = UpdateRequest.objects.get()
    assert request.answered_at is not None
    assert Event.objects.filter(verb="answered a request for updates").count() == 1
    assert Update.objects.filter(note__in=["First.", "Second."]).count() == 2


def test_what_is_not_theirs_is_not_saved_whatever_is_sent(client, at_now, ask):
    link = ask("Ivan")

    with no_event():
        client.post(link, {f"{club().key}-state": "done", f"{club().key}-note": "Not mine."})

    assert not Update.objects.filter(note="Not mine.").exists()


def test_the_link_allows_reporting_and_nothing_more(oldmere, ask):
    ask("Cora")
    request = UpdateRequest.objects.select_related("area", "person", "organisation").get()

    actor = queries.answering(request, NOW)

    assert actor.permissions == {Permission.REPORT_PROGRESS, Permission.RECORD_OBSERVATION}
    assert (actor.person, actor.area) == (person_called("Cora", "oldmere"), oldmere)


def test_the_link_allows_no_more_than_the_owners_own_roles(oldmere, ask):
    ask("Connor")
    Membership.objects.filter(person=person_called("Connor", "oldmere"), area=oldmere).update(role="analyst")
    request = UpdateRequest.objects.select_related("area", "person", "organisation").get()

    assert queries.answering(request, NOW).permissions == {Permission.RECORD_OBSERVATION}


def test_a_refusal_stands_beside_its_form_and_keeps_what_was_typed(client, at_now, ask):
    link, key = ask(), club().key
    typed = filled(client, link, **{f"{key}-state": "embedded", f"{key}-note": "It lasts."})

    answer = client.post(link, typed)

    assert answer.status_code == 200
    assert boxes(answer)[f"{key}-note"] == "It lasts."
    assert not Update.objects.filter(note="It lasts.").exists()


def gone(client, link) -> None:
    answer = client.get(link)
    said = text(answer)
    assert answer.status_code == 404
    assert "This link does not work any more" in said
    assert "What you saved earlier is kept" in said
    assert "Oldmere" not in said
    assert answer.headers["Cache-Control"] == "no-store, private"
    with no_event():
        assert client.post(link, {}).status_code == 404


def test_a_link_that_never_was_says_what_to_do(client, at_now, oldmere):
    gone(client, "/updates/" + "x" * 32 + "/")


@pytest.mark.parametrize(("days", "works"), [(0, True), (30, True), (31, False)])
def test_a_link_works_for_thirty_days(client, settings, ask, days, works):
    link = ask()
    settings.TODAY = TODAY + timedelta(days=days)

    assert client.get(link).status_code == (200 if works else 404)


def test_a_newer_link_stops_the_earlier_one(client, at_now, ask):
    first, second = ask(), ask()

    gone(client, first)
    assert client.get(second).status_code == 200


def test_a_link_dies_with_the_role(client, at_now, ask, actor):
    link = ask()
    end_role(
        membership=Membership.objects.get(person=person_called("Connor", "oldmere")),
        by=actor("Ada", "oldmere"),
        reason="Left",
    )

    gone(client, link)


def test_work_that_was_handed_on_is_no_longer_on_the_page(client, at_now, ask, oldmere):
    link = ask()
    oldmere.responsibilities.filter(person=person_called("Connor", "oldmere")).update(person=None)

    assert "Nothing is in your name here any more" in text(client.get(link))


def test_whoever_works_in_two_areas_answers_only_for_the_one_that_asked(client, at_now, ask, actor, newcastle):
    connor = person_called("Connor", "oldmere")
    council = Organisation.objects.get(key="newcastle-city-council")
    give_role(person=connor, organisation=council, area=newcastle, role="contributor", by=actor("Ada"))
    row = newcastle.responsibilities.first()
    row.part, row.person = "lead", connor
    row.save()
    other = Action.objects.get(pk=row.item_id)

    assert other.title not in text(client.get(ask()))


def test_nobody_is_asked_for_no_reason(actor, oldmere):
    with no_event(), pytest.raises(Refused, match="at least one person"):
        actions.ask(owners=[], days=7, by=actor("Cora", "oldmere"))


def test_the_moment_of_the_answer_is_kept(client, at_now, ask):
    link, key = ask(), club().key
    client.post(link, filled(client, link, **{f"{key}-note": "Yes.", f"{key}-state": "in-progress"}))

    assert isinstance(UpdateRequest.objects.get().answered_at, datetime)
