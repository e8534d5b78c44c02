"""Is every kind of published statistics declared whole?"""

from __future__ import annotations

from importlib.resources import files

import pytest
from pydantic import ValidationError

from goldenthread.understanding.datasets.kinds.registry import DECLARED, _declared, all_kinds
from goldenthread.understanding.datasets.kinds.schema import Holds, Kind, Table

PUBLISHED = {slug: kind for slug, kind in all_kinds().items() if not kind.person_level}


@pytest.mark.parametrize("kind", PUBLISHED.values(), ids=PUBLISHED)
def test_a_kind_says_whose_it_is_and_what_is_wrong_with_it(kind: Kind) -> None:
    assert kind.publisher
    assert kind.source
    assert kind.licence == "Open Government Licence v3.0"
    assert kind.known_faults
    assert all(fault.endswith(".") for fault in kind.known_faults)


@pytest.mark.parametrize("kind", PUBLISHED.values(), ids=PUBLISHED)
def test_what_a_table_refers_to_is_declared(kind: Kind) -> None:
    for table in kind.tables:
        for field in table.fields:
            assert not field.codes or kind.code_set(field.codes).codes
            assert not field.written or field.holds is Holds.DATE
        if table.presentation:
            assert kind.table(table.presentation.notes)
        assert bool(table.measure_column) == bool(table.value_column) == (table.measures == "named in a column")


@pytest.mark.parametrize("kind", PUBLISHED.values(), ids=PUBLISHED)
def test_a_table_can_be_recognised_and_a_misspelling_is_one_of_its_headings(kind: Kind) -> None:
    notes = {table.presentation.notes for table in kind.tables if table.presentation}
    for table in kind.tables:
        assert table.marked_by or table.name in notes
        assert table.files or table.name in notes
        assert set(table.renamed) <= set(table.figures) or table.presentation
        assert len(set(table.figures)) == len(table.figures)


def test_a_key_that_is_no_field_is_a_fault_of_the_declaration() -> None:
    with pytest.raises(ValidationError, match="has no field"):
        Table(name="a", title="A", holding={"b": ("c",)})


def test_a_declaration_is_found_by_the_name_of_its_file() -> None:
    assert all(slug == kind.slug for slug, kind in all_kinds().items())
    assert "nothing" not in all_kinds()
    text = (files("goldenthread.understanding.datasets.kinds") / DECLARED / "sen2.yaml").read_text("utf-8")
    with pytest.raises(ValueError, match="must be called"):
        _declared("other.yaml", text)


def test_marks_are_never_nought() -> None:
    assert PUBLISHED["lait-measures"].marks["-"].value == "not available"
    assert "-" not in PUBLISHED["send-tribunal-appeals"].marks
    assert PUBLISHED["send-tribunal-appeals"].table("appeals_as_presented").nil == ("-",)
    assert PUBLISHED["nhs-community-waits"].marks == {"*": "not collected"}
