"""Is a published version frozen, can it be taken away whole, and does a difference read like prose?"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.changes import Change, Verb, changes_between, summary
from goldenthread.publishing.packs.encode import fingerprint
from goldenthread.publishing.packs.format import Observation, Pack
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.publishing.packs.read import read_pack
from goldenthread.publishing.versions.actions import publish_version
from goldenthread.publishing.versions.models import Version
from goldenthread.publishing.versions.presenters import MOST_WORDS, difference, words_changed
from goldenthread.publishing.versions.queries import version
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

WORDS = "Every child on a list is given support while they wait."


def reworded(pack: Pack) -> Pack:
    changed = tuple(
        p.model_copy(update={"text": WORDS}) if p.key == "p-interim-support" else p for p in pack.priorities
    )
    return pack.model_copy(update={"priorities": changed})


@pytest.fixture
def second(newcastle: Area, actor: Callable[..., object]) -> Version:
    """Version 2, in which one priority is reworded."""
    import_pack(pack=reworded(pack_of(newcastle)), by=actor("Cora"), reason="A test")
    return publish_version(
        area=newcastle, by=actor("Cora"), note="Support while waiting.", authority="SEND Executive Board"
    )


def test_version_stays_as_it_was(client: Client, second: Version):
    assert WORDS not in text(client.get("/newcastle/versions/1/"))
    assert WORDS in text(client.get("/newcastle/versions/2/"))
    assert WORDS in text(client.get("/newcastle/strategy/"))


def test_version_is_read_within_itself(client: Client, second: Version):
    page = client.get("/newcastle/versions/1/").content.decode()

    assert 'href="#p-interim-support"' in page
    assert 'href="/newcastle/priorities/' not in page
    assert "frozen on 22 November 2026" in text(client.get("/newcastle/versions/1/"))


def test_list_tells_each_version_and_on_whose_authority(client: Client, second: Version):
    said = text(client.get("/newcastle/versions/"))

    assert said.index("Version 2") < said.index("Version 1: As published")
    assert "On the authority of SEND Executive Board" in said
    assert "What changed from version 1 to version 2" in said
    assert second.fingerprint in said


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_file_of_a_version_is_the_version(client: Client, newcastle: Area, suffix: str):
    response = client.get(f"/newcastle/versions/1.{suffix}")
    held = version(newcastle, 1)

    assert held is not None
    assert response.headers["Content-Disposition"] == f'attachment; filename="newcastle-version-1.{suffix}"'
    assert fingerprint(read_pack(response.content.decode(), name="taken away")) == held.fingerprint
    if suffix == "json":
        assert json.loads(response.content)["area"]["slug"] == "newcastle"


@pytest.mark.parametrize(
    "address",
    ["9/", "9.json", "1/to/9/", "9/to/1/", "9/to/now/", "1.exe", "99999999999999999999/", "99999999999999999999.json"],
)
def test_version_that_is_not_there_is_not_found(client: Client, address: str):
    assert client.get(f"/newcastle/versions/{address}").status_code == 404


@pytest.mark.parametrize("address", ["1/to/2/", "1/to/now/"])
def test_difference_marks_words_in_and_out(client: Client, second: Version, address: str):
    response = client.get(f"/newcastle/versions/{address}")
    page = response.content.decode()

    assert "One priority was reworded." in text(response)
    assert "The priority “Interim support” was reworded." in text(response)
    assert '<del class="app-difference__removed"><span class="govuk-visually-hidden"> taken out: </span>' in page
    assert '<ins class="app-difference__added"><span class="govuk-visually-hidden"> put in: </span>' in page


def test_nothing_differs_from_itself(client: Client):
    assert "Nothing changed." in text(client.get("/newcastle/versions/1/to/1/"))


def test_item_says_what_changed_since_the_newest_version(client: Client, newcastle: Area, actor: Callable[..., object]):
    import_pack(pack=reworded(pack_of(newcastle)), by=actor("Cora"), reason="A test")

    assert "The priority “Interim support” was reworded." in text(
        client.get("/newcastle/priorities/p-interim-support/")
    )
    assert "Nothing, since version 1 was published" in text(client.get("/newcastle/priorities/send-1.9/"))


def test_lead_publishes_the_next_version(
    newcastle: Area, actor: Callable[..., object], signed_in: Callable[..., Client], settings: object
):
    settings.AXES_ENABLED = False
    import_pack(pack=reworded(pack_of(newcastle)), by=actor("Cora"), reason="A test")
    at_work = signed_in("Cora")

    before = text(at_work.get("/newcastle/work/publish/"))
    after = at_work.post(
        "/newcastle/work/publish/", {"label": "Review", "note": "Reworded.", "authority": ""}, follow=True
    )

    assert "One priority was reworded." in before
    assert "Version 2 is published" in text(after)
    assert version(newcastle, 2).label == "Review"


def test_nothing_is_published_twice(newcastle: Area, signed_in: Callable[..., Client], settings: object):
    settings.AXES_ENABLED = False

    response = signed_in("Cora").post("/newcastle/work/publish/", {"label": "Mine", "note": "Again.", "authority": ""})

    assert "Nothing has changed since version 1" in text(response)
    assert 'value="Mine"' in response.content.decode()
    assert Version.objects.filter(area=newcastle).count() == 1


@pytest.mark.parametrize("name", ["Connor", "Otto", "Faith", "Priya"])
def test_others_do_not_publish(newcastle: Area, signed_in: Callable[..., Client], settings: object, name: str):
    settings.AXES_ENABLED = False
    at_work = signed_in(name)

    assert at_work.get("/newcastle/work/publish/").status_code == 403
    assert at_work.post("/newcastle/work/publish/", {"note": "Mine."}).status_code == 403
    assert Version.objects.filter(area=newcastle).count() == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [("One two three.", "One four three."), ("", "New."), ("Old.", ""), ("A  b\nc", "A b c"), ("same", "same")],
)
def test_pieces_make_both_texts_again(before: str, after: str):
    pieces = words_changed(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "in") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after


def test_very_long_texts_are_shown_whole():
    pieces = words_changed("a " * MOST_WORDS, "b " * MOST_WORDS)

    assert [piece.kind for piece in pieces] == ["out", "in"]


def test_changes_are_told_in_the_order_of_the_strategy():
    def change(noun: str) -> Change:
        return Change(Verb.ADDED, noun, "k", "", f"The {noun} was added.")

    found = difference((change("measure"), change("theme"), change("action")))

    assert [group.title for group in found.groups] == ["Themes", "Actions", "Measures"]
    assert found.count == 3


def test_adding_a_value_does_not_add_a_measure(newcastle: Area):
    pack = pack_of(newcastle)
    first = pack.measures[0].model_copy(update={"observations": (Observation(period="2025", value=3),)})
    after = pack.model_copy(update={"measures": (first, *pack.measures[1:])})

    assert summary(changes_between(pack, after)) == "One value of a measure was added."


def test_change_of_an_item_whose_key_has_a_point_is_known_by_its_whole_key(newcastle: Area):
    pack = pack_of(newcastle)
    after = pack.model_copy(
        update={
            "priorities": tuple(
                p.model_copy(update={"text": "X."}) if p.key == "send-1.9" else p for p in pack.priorities
            )
        }
    )

    assert [change.key for change in changes_between(pack, after)] == ["send-1.9"]
