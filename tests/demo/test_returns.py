"""Do the five areas hold made-up returns, plainly so, brought in as an analyst brings real ones?"""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.audit.models import Event
from goldenthread.demo import returns
from goldenthread.demo.tasks import bring_all_returns
from goldenthread.understanding.datasets import queries
from goldenthread.understanding.explorer.queries import explored, prepared
from goldenthread.understanding.indicators.models import FigureSource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_area_two_years(monkeypatch, settings, tmp_path: Path) -> None:
    settings.LAKE = tmp_path / "lake"
    monkeypatch.setattr(returns, "COLLECTIONS", (2024, 2025))
    monkeypatch.setattr(returns, "LAYOUTS", {"south-tyneside": "xml"})


def test_the_analyst_brings_them_in_once_and_what_is_missing_again(south_tyneside, at_now):
    assert bring_all_returns.call(at_now.isoformat()) == ["south-tyneside"]
    held = [each for each in queries.releases(south_tyneside) if each.kind == "sen2"]
    assert {str(each) for each in held} == {f"SEN2 person-level return, {year} (made up)" for year in (2024, 2025)}
    assert {each.state for each in held} == {"accepted"}
    (register,) = [each for each in queries.releases(south_tyneside) if each.kind == "gias-establishments"]
    assert register.made_up and str(register).endswith("(made up)")
    checked = {found["rule"]: found for each in held for found in each.findings}
    assert not [
        rule for rule, found in checked.items() if "list of establishments" in found["because"]
    ]  # it came before them

    sources = FigureSource.objects.filter(person_level=True)
    assert {each.publisher for each in sources} == {"South Tyneside, its own return (made up)"}
    assert all(each.figures.count() > 100 for each in sources)
    read = Event.objects.filter(verb="read person-level data", area="south-tyneside")
    assert {each.reason for each in read} == {returns.PURPOSE}

    ready = [explored(each, "open-plans") for each in prepared(south_tyneside)]
    assert [each and each.cannot for each in ready] == [{}, {}]  # their settings came with them

    assert bring_all_returns.call(at_now.isoformat()) == []


def test_nothing_is_done_in_the_name_of_a_real_analyst(south_tyneside, at_now, monkeypatch):
    monkeypatch.setattr(returns.PERSONAS[0].__class__, "email", lambda persona, slug: f"nobody@{slug}.example")
    assert bring_all_returns.call(at_now.isoformat()) == []
    assert queries.releases(south_tyneside) == []
