"""Is every mangled workbook either read whole or refused with faults, and never anything else?"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError

from goldenthread.publishing.packs.consistency import inconsistencies
from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.workbooks.draft import Taken
from goldenthread.publishing.workbooks.export import write_workbook
from goldenthread.publishing.workbooks.propose import Proposal, propose
from goldenthread.publishing.workbooks.tables import read_workbook
from tests.publishing.workbooks import messy
from tests.publishing.workbooks.messy import TODAY, content, opened
from tests.publishing.workbooks.small import SMALL

pytestmark = [pytest.mark.once, pytest.mark.no_cover]

EXPORTED = write_workbook(SMALL, TODAY)
SHAPES = (
    messy.york_shaped,
    messy.devon_shaped,
    messy.newcastle_shaped,
    messy.northumberland_shaped,
    messy.lincolnshire_shaped,
)
ORIGINALS = (EXPORTED, *(content(make()) for make in SHAPES))
_WHICH = st.integers(0, len(ORIGINALS) - 1)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

_TRICKY = st.sampled_from(
    [
        "",
        " ",
        "=1+1",
        "#REF!",
        "31/02/2025",
        "March 2-21",
        "n/a",
        "tbc",
        "-",
        "AJ and LB",
        "Robin Madeup",
        "Done",
        "Blocked",
        "Known",
        "Action",
        "Lead",
        "plan:a1",
        "a1",
        "\n\n",
        "• one\n• two",
        "[by Autumn 2024]",
        "[Done]",
        "9" * 40,
        "1e99",
        "NaN",
        "x" * 400,
        "We did",
        "Dropped",
        "Reach a stated value",
        "To be determined",
        "*",
        "0",
        "-1",
        "In 2020/2021",
        "Oxbow Council",
        "We wait too long",
    ]
)
_VALUES = (
    _TRICKY
    | st.text(max_size=30)
    | st.integers(-(10**12), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.datetimes()
    | st.booleans()
    | st.none()
)
_EDITS = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9), st.integers(1, 16), _VALUES), min_size=1, max_size=8)


def weigh(data: bytes, source: Pack = SMALL) -> Proposal | None:
    """The proposal, whole and consistent; None where it was refused with faults that say something."""
    answers: dict[str, Any] = {}
    try:
        for _ in range(8):
            found = propose(read_workbook(data, "plan.xlsx"), source, answers, taken=Taken(), today=TODAY)
            if not found.open:
                break
            answers |= {question.id: {"choice": question.otherwise} for question in found.open}
    except Faulty as refusal:
        assert refusal.faults
        assert all(fault.found and fault.expected for fault in refusal.faults)
        return None
    assert not found.open
    assert list(inconsistencies(found.pack)) == []
    assert Pack.model_validate(found.pack.model_dump(mode="json")) == found.pack
    return found


def put(page: Any, row: int, column: int, value: object) -> None:
    """Write into a cell; what a spreadsheet program would not let anybody write is left out."""
    try:
        page[f"{get_column_letter(column)}{row}"] = value
    except (ValueError, AttributeError, IllegalCharacterError):  # … or into a cell inside a merged one
        return


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(_WHICH, _EDITS)
def test_any_cells_may_be_overwritten(which: int, edits: list[tuple[int, int, int, object]]):
    book = opened(ORIGINALS[which])
    for sheet, row, column, value in edits:
        put(book.worksheets[sheet % len(book.worksheets)], row, column, value)

    found = weigh(content(book))

    if found is not None:  # a workbook withdraws nothing unless a person says so
        assert {item.key for item in SMALL.actions} <= {item.key for item in found.pack.actions}
        assert {item.key for item in SMALL.statements} <= {item.key for item in found.pack.statements}
        assert "Robin Madeup" not in [lead.role for action in found.pack.actions for lead in action.leads]


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(_WHICH, st.data())
def test_headings_may_be_swapped_and_rows_and_columns_taken_out(which: int, data: st.DataObject):
    book = opened(ORIGINALS[which])
    page = data.draw(st.sampled_from(book.worksheets[1:] or book.worksheets))
    one, other = data.draw(st.integers(1, 8)), data.draw(st.integers(1, 8))
    first, second = page.cell(1, one).value, page.cell(1, other).value
    put(page, 1, one, second)
    put(page, 1, other, first)
    if data.draw(st.booleans()):
        page.delete_rows(data.draw(st.integers(1, 6)), data.draw(st.integers(1, 3)))
    if data.draw(st.booleans()):
        page.delete_cols(data.draw(st.integers(1, 6)), data.draw(st.integers(1, 3)))

    weigh(content(book))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(_WHICH, st.data())
def test_any_bytes_may_be_wrong(which: int, data: st.DataObject):
    mangled = bytearray(ORIGINALS[which])
    for _ in range(data.draw(st.integers(1, 6))):
        mangled[data.draw(st.integers(0, len(mangled) - 1))] = data.draw(st.integers(0, 255))

    weigh(bytes(mangled[: data.draw(st.integers(1, len(mangled)))] if data.draw(st.booleans()) else mangled))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(_WHICH, st.data())
def test_any_part_inside_may_be_wrong(which: int, data: st.DataObject):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(ORIGINALS[which])) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        spoilt = data.draw(st.sampled_from(names))
        for name in names:
            text = source.read(name)
            if name == spoilt:
                text = data.draw(st.sampled_from([_cut, _doubled, _renumbered, _emptied]))(
                    text, data.draw(st.integers(0, 10**6))
                )
            if text is not None:
                target.writestr(name, text)

    weigh(out.getvalue())


def _cut(text: bytes, at: int) -> bytes:
    return text[: at % (len(text) + 1)]


def _doubled(text: bytes, at: int) -> bytes:
    return text + text[at % (len(text) + 1) :]


def _renumbered(text: bytes, at: int) -> bytes:
    """Every reference of one digit becomes another: styles, strings and rows that are not there."""
    return text.replace(b"%d" % (at % 10), b"%d" % (at % 999_999))


def _emptied(text: bytes, at: int) -> bytes | None:
    return b"" if at % 2 else None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
@example(b"PK\x05\x06" + b"\0" * 18)
@example(b"PK\x03\x04" + b"\xff" * 40)
def test_any_bytes_at_all_are_refused(data: bytes):
    assert weigh(data) is None
