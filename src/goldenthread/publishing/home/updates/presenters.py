"""How are owners listed, to be asked?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from goldenthread.analysis.prose import plural

if TYPE_CHECKING:
    from .queries import Owner


def choices(owners: Iterable[Owner]) -> list[tuple[str, str]]:
    """Each owner in a sentence: what they hold, and how much of it something is wanted of."""
    return [(str(owner.person.pk), _said(owner)) for owner in owners]


def _said(owner: Owner) -> str:
    who = ", ".join(filter(None, (owner.person.name, owner.job_title, owner.organisation.name)))
    late = f"{len(owner.late)} late, silent or unmeasured" if owner.late else "nothing late or silent"
    return f"{who}: {plural(len(owner.work), 'piece')} of work, {late}"
