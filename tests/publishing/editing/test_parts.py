"""Are figures, commissioners and providers written under the revision of what they belong to?"""

import pytest

from goldenthread.delivery.actions import add_party, remove_party
from goldenthread.delivery.models import Service, ServiceParty
from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused
from goldenthread.publishing.editing.parts import PARTS, parts_of
from goldenthread.publishing.packs.kinds import BY_PLURAL
from goldenthread.understanding.actions import add_figure, remove_figure, revise_figure
from goldenthread.understanding.models import CitedFigure
from tests.acting import no_event


@pytest.fixture
def figure(newcastle) -> CitedFigure:
    return CitedFigure.objects.filter(evidence__area=newcastle).first()


@pytest.fixture
def service(newcastle) -> Service:
    return Service.objects.filter(area=newcastle, parties__isnull=False).first()


def test_parts_belong_to_lists_that_exist():
    assert {plural for part in PARTS.values() for plural in part.of} <= set(BY_PLURAL)
    assert [part.name for part in parts_of("actions")] == ["leads", "steps"]
    assert parts_of("priorities") == []


@pytest.mark.parametrize("change", ["add", "revise", "remove"])
def test_a_figure_is_protected_by_the_revision_of_its_evidence(change, figure, actor):
    cora, before = actor("Cora"), figure.evidence.figures.count()
    attempts = {
        "add": lambda: add_figure(evidence=figure.evidence, values={"label": "x", "unit": "people"}, opened=7, by=cora),
        "revise": lambda: revise_figure(figure=figure, values={"label": "x"}, opened=7, by=cora),
        "remove": lambda: remove_figure(figure=figure, opened=7, by=cora),
    }
    with no_event(), pytest.raises(EditConflict):
        attempts[change]()
    assert figure.evidence.figures.count() == before


def test_a_figure_that_was_removed_is_in_history(figure, actor):
    pk = figure.pk
    remove_figure(figure=figure, opened=1, by=actor("Anna"))
    assert CitedFigure.history.filter(id=pk, history_type="-").exists()


def test_a_contributor_writes_no_figures(figure, actor):
    with no_event(), pytest.raises(NotAllowed):
        remove_figure(figure=figure, opened=1, by=actor("Connor"))


def test_one_body_commissions_a_service_once(service, actor):
    party = service.parties.first()
    with no_event(), pytest.raises(Refused, match=r"already (commissions|provides)"):
        add_party(
            service=service,
            organisation=party.organisation,
            commissions=party.commissions,
            opened=1,
            by=actor("Cora"),
        )


def test_a_body_that_the_strategy_does_not_name_is_no_provider(service, tameside, actor):
    elsewhere = tameside.mentions.exclude(organisation__in=service.area.mentions.values("organisation")).first()
    with no_event(), pytest.raises(Refused, match="is not among the organisations that this strategy names"):
        add_party(service=service, organisation=elsewhere.organisation, commissions=False, opened=1, by=actor("Cora"))


def test_a_provider_that_was_removed_is_in_history(service, actor):
    party = service.parties.first()
    pk = party.pk
    remove_party(party=party, opened=1, by=actor("Cora"))
    assert ServiceParty.history.filter(id=pk, history_type="-").exists()
