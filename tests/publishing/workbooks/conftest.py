"""A workbook read and weighed against a strategy, without a database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook

from goldenthread.demo.load import AREAS, pack_named
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.workbooks.draft import Taken
from goldenthread.publishing.workbooks.export import write_workbook
from goldenthread.publishing.workbooks.propose import Proposal, propose
from goldenthread.publishing.workbooks.tables import read_workbook
from tests.publishing.workbooks.messy import TODAY, content, opened
from tests.publishing.workbooks.small import SMALL

Answers = dict[str, dict[str, str]]


@pytest.fixture(scope="session")
def packs() -> dict[str, Pack]:
    """Every published strategy, by the area's slug; read once, because reading takes a second each."""
    return {slug: pack_named(slug) for slug in AREAS}


@pytest.fixture(scope="session")
def proposed() -> Callable[..., Proposal]:
    """`proposed(book, pack)`: what bringing the workbook in would do. `answer` finds the answer to each question."""

    def weigh(
        book: Workbook | bytes, source: Pack, answer: Callable[[Any], dict[str, str] | None] | None = None
    ) -> Proposal:
        data = book if isinstance(book, bytes) else content(book)
        answers: Answers = {}
        for _ in range(6):
            found = propose(read_workbook(data, "plan.xlsx"), source, answers, taken=Taken(), today=TODAY)
            more = {q.id: said for q in found.open if answer and (said := answer(q))}
            if not more:
                break
            answers |= more
        return found

    return weigh


@pytest.fixture
def exported(packs: dict[str, Pack]) -> Callable[[str], Workbook]:
    """`exported("newcastle")`: that area's workbook, open for editing."""
    return lambda slug: opened(write_workbook(packs[slug], TODAY))


@pytest.fixture
def book() -> Workbook:
    """The small strategy's workbook, open for editing."""
    return opened(write_workbook(SMALL, TODAY))


def choose(**choices: str) -> Callable[[Any], dict[str, str] | None]:
    """Answers by the first word of a question's id: `choose(who="keep")`."""
    return lambda question: {"choice": choices[kind]} if (kind := question.id.split("-")[0]) in choices else None
