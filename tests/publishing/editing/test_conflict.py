"""When two people edit one item, is the second told what changed, and does neither lose a word?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.planning.deliveryplan.actions import redate, report_progress, withdraw_step
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.thread import actions as thread
from tests.acting import no_event, one_event
from tests.reading import boxes, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
KEY = "a-short-breaks"
EDIT = reverse("editing:edit", args=["newcastle", KEY])


@pytest.fixture
def action(newcastle) -> Action:
    return Action.objects.get(area=newcastle, key=KEY)


@pytest.fixture
def opened(signed_in) -> tuple[Client, dict[str, str]]:
    """Cora has the form open, as it was."""
    client = signed_in("Cora")
    return client, boxes(client.get(EDIT))


def test_the_second_is_told_who_changed_what_and_why(opened, action, actor):
    client, form = opened
    thread.revise(node=action, values={"text": "Ivan's words"}, opened=1, by=actor("Ivan"), reason="The ICB asked")

    with no_event():
        page = client.post(EDIT, form | {"text": "Cora's words"})

    shown = text(page)
    assert "There is a problem Somebody else changed this while you were writing." in shown
    assert re.search(
        r"Ivan Icebee \(made up\) changed “text” (less than a minute ago|\d+ minutes? ago|on 22 November 2026 at )",
        shown,
    )
    assert "Why: The ICB asked" in shown
    for words in (action.text, "Ivan's words", "Cora's words"):
        assert words in shown
    assert boxes(page)["text"] == "Cora's words"
    assert "Save mine over it" in shown


def test_saving_again_goes_over_the_newer_knowingly_and_keeps_it_in_history(opened, action, actor):
    client, form = opened
    thread.revise(node=action, values={"text": "Ivan's words"}, opened=1, by=actor("Ivan"))
    again = boxes(client.post(EDIT, form | {"text": "Cora's words"}))

    with one_event() as written:
        client.post(EDIT, again)
    action.refresh_from_db()
    assert (action.text, action.revision) == ("Cora's words", 3)
    assert written[0].data["changed"] == {"text": ["Ivan's words", "Cora's words"]}
    assert [row.text for row in action.history.all()][:2] == ["Cora's words", "Ivan's words"]


def test_a_box_that_was_not_touched_takes_the_newer_words(opened, action, actor):
    """Cora changes the title, Ivan the text: saving hers must not undo his."""
    client, form = opened
    thread.revise(node=action, values={"text": "Ivan's words", "pilot": True}, opened=1, by=actor("Ivan"))
    page = client.post(EDIT, form | {"title": "Cora's title"})
    assert "You had not changed it" in text(page)
    assert (boxes(page)["title"], boxes(page)["text"]) == ("Cora's title", "Ivan's words")
    assert re.search(r'name="pilot"[^>]*checked', page.content.decode())

    client.post(EDIT, boxes(page))
    action.refresh_from_db()
    assert (action.title, action.text, action.pilot) == ("Cora's title", "Ivan's words", True)


def test_a_third_who_saves_meanwhile_is_seen_too(opened, action, actor):
    client, form = opened
    thread.revise(node=action, values={"text": "Ivan's words"}, opened=1, by=actor("Ivan"))
    first = boxes(client.post(EDIT, form | {"text": "Cora's words"}))
    action.refresh_from_db()
    thread.revise(node=action, values={"text": "Ada's words"}, opened=2, by=actor("Ada"))

    with no_event():
        page = client.post(EDIT, first)
    assert "Ada Administrator" in text(page)
    assert boxes(page)["text"] == "Cora's words"


def test_a_change_of_what_belongs_to_it_is_a_change(opened, action, actor):
    client, form = opened
    report_progress(action=action, state="in-progress", note="It began.", responsible=set(), by=actor("Ivan"))

    page = client.post(EDIT, form | {"text": "Cora's words"})
    assert "Ivan Icebee (made up) changed “state as last reported”" in text(page)
    assert boxes(page)["text"] == "Cora's words"


def test_a_first_date_that_both_wrote_shows_what_was_typed(opened, action, actor):
    client, form = opened
    redate(action=action, now="Autumn 2027", agreed_by="Board", reason="Agreed", by=actor("Ivan"))

    shown = text(client.post(EDIT, form | {"due": "Spring 2028"}))
    assert "Autumn 2027" in shown
    assert "Spring 2028" in shown


def test_an_import_meanwhile_is_seen(opened, action, newcastle, actor):
    client, form = opened
    whole = pack_of(newcastle)
    changed = tuple(
        each.model_copy(update={"title": "From the workbook"}) if each.key == KEY else each for each in whole.actions
    )
    import_pack(pack=whole.model_copy(update={"actions": changed}), by=actor("Ivan"), reason="The new plan")

    page = client.post(EDIT, form | {"text": "Cora's words"})
    assert "From the workbook" in text(page)
    assert boxes(page)["title"] == "From the workbook"


@pytest.mark.parametrize("revision", ["", "0", "99", "none"])
def test_a_form_that_does_not_know_what_it_opened_saves_nothing(revision, opened, action):
    client, form = opened
    with no_event():
        page = client.post(EDIT, form | {"text": "Cora's words", "opened": revision})
    assert page.status_code == 200
    assert boxes(page)["text"] == "Cora's words"


def test_an_item_withdrawn_meanwhile_keeps_what_was_typed(opened, action, actor):
    client, form = opened
    thread.withdraw(node=action, by=actor("Ivan"), reason="Done elsewhere")
    with no_event():
        page = client.post(EDIT, form | {"text": "Cora's words"})
    assert "withdrawn" in text(page)
    assert "Cora's words" in text(page)


# --- parts ---------------------------------------------------------------------------------------------------------


def test_a_step_edited_while_the_action_changed_keeps_what_was_typed(action, actor, signed_in):
    client, step = signed_in("Cora"), action.steps.get(key="s1")
    page = reverse("editing:edit-part", args=["newcastle", KEY, "steps", step.pk])
    form = boxes(client.get(page)) | {"text": "Cora's step"}
    thread.revise(node=action, values={"text": "Ivan's words"}, opened=1, by=actor("Ivan"))

    with no_event():
        shown = client.post(page, form)
    assert "Ivan Icebee (made up) changed “text”" in text(shown)
    assert boxes(shown)["text"] == "Cora's step"
    with one_event():
        client.post(page, boxes(shown))
    step.refresh_from_db()
    assert step.text == "Cora's step"


def test_a_step_withdrawn_meanwhile_loses_nothing_that_was_typed(action, actor, signed_in):
    client, step = signed_in("Cora"), action.steps.get(key="s1")
    page = reverse("editing:edit-part", args=["newcastle", KEY, "steps", step.pk])
    form = boxes(client.get(page)) | {"text": "Cora's step"}
    withdraw_step(step=step, opened=1, by=actor("Ivan"), reason="Merged")

    with no_event():
        shown = client.post(page, form)
    assert "This was taken away while you were writing" in text(shown)
    assert boxes(shown)["text"] == "Cora's step"
    add = reverse("editing:add-part", args=["newcastle", KEY, "steps"])
    assert f'action="{add}"' in shown.content.decode()
    client.post(add, boxes(shown))
    assert action.steps.filter(text="Cora's step", withdrawn_on=None).exists()
