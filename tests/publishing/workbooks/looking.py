"""Writing into the cells of a workbook, and seeing what bringing it in would do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.format import Action, Pack
from goldenthread.publishing.workbooks.propose import Proposal
from tests.publishing.workbooks.messy import column_of
from tests.publishing.workbooks.small import BARE, SMALL

Weigh = Callable[..., Proposal]


def write(book: Workbook, sheet: str, row: int, **values: object) -> None:
    """Write into cells by heading: underscores stand for spaces."""
    page = book[sheet]
    for heading, value in values.items():
        page.cell(row, column_of(page, heading.replace("_", " "))).value = value


def copy_row(book: Workbook, sheet: str, row: int, to: int) -> None:
    """Copy a whole row, its hidden key too, as a person does."""
    for cell in book[sheet][row]:
        book[sheet].cell(to, cell.column).value = cell.value


def sentences(found: Proposal) -> list[str]:
    """Its changes in words."""
    return [change.sentence for change in found.changes]


def faults(weigh: Weigh, book: Workbook) -> tuple[Any, ...]:
    """Why the workbook is refused."""
    with pytest.raises(Faulty) as refusal:
        weigh(book, SMALL)
    return tuple(refusal.value.faults)


def only_fault(weigh: Weigh, book: Workbook) -> Any:
    """The one reason why the workbook is refused."""
    (fault,) = faults(weigh, book)
    return fault


def added(found: Proposal, source: Pack = BARE) -> list[Action]:
    """The actions that the workbook adds."""
    known = {action.key for action in source.actions}
    return [action for action in found.pack.actions if action.key not in known]


def asked(found: Proposal) -> list[str]:
    """The kinds of its questions, in order."""
    return [question.id.split("-")[0] for question in found.questions]


def words_of(found: Proposal) -> str:
    """Everything that the strategy would hold."""
    return found.pack.model_dump_json()
