"""On which ground may personal data be shared? The choices, as dated rules with their source and how sure we are.

The wording is ours and short. Nobody's data-protection officer has yet checked it, and each rule says so: the choice
that an area makes is its own, written down where its officer can read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CHECK = "check before relying"
READ = "source read"
IN_FORCE = date(2018, 5, 25)
UK_GDPR = "UK GDPR"


@dataclass(frozen=True, slots=True)
class Ground:
    """One lawful ground. `since` and `until`: the days between which it can be relied upon."""

    code: str
    text: str
    source: str
    confidence: str = CHECK
    since: date = IN_FORCE
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Could it be relied upon on that day?"""
        return self.since <= day and (self.until is None or day <= self.until)


NOT_STATED = "not-stated"
NO_PERSONAL_DATA = "no-personal-data"

BASES: tuple[Ground, ...] = (
    Ground(NOT_STATED, "Not stated", "Nobody has said", READ),
    Ground(NO_PERSONAL_DATA, "No personal data: figures from which nobody can be known", f"{UK_GDPR} article 4(1)"),
    Ground("6-1-e", "Public task: needed for a task that the law gives to the body", f"{UK_GDPR} article 6(1)(e)"),
    Ground("6-1-c", "Legal obligation: the law requires it to be given", f"{UK_GDPR} article 6(1)(c)"),
    Ground("6-1-a", "Consent of each person", f"{UK_GDPR} article 6(1)(a)"),
    Ground("6-1-b", "Contract with each person", f"{UK_GDPR} article 6(1)(b)"),
    Ground("6-1-d", "Vital interests: to protect somebody's life", f"{UK_GDPR} article 6(1)(d)"),
    Ground(
        "6-1-f",
        "Legitimate interests; not open to a public authority in its own tasks",
        f"{UK_GDPR} article 6(1)(f)",
    ),
)

CONDITIONS: tuple[Ground, ...] = (
    Ground("", "None: it holds nothing about health or another special category", f"{UK_GDPR} article 9(1)"),
    Ground(
        "9-2-h",
        "Health or social care, its management included",
        f"{UK_GDPR} article 9(2)(h); Data Protection Act 2018, schedule 1, paragraph 2",
    ),
    Ground(
        "9-2-g",
        "Substantial public interest, laid down in law",
        f"{UK_GDPR} article 9(2)(g); Data Protection Act 2018, schedule 1, part 2",
    ),
    Ground(
        "9-2-i",
        "Public health",
        f"{UK_GDPR} article 9(2)(i); Data Protection Act 2018, schedule 1, paragraph 3",
    ),
    Ground(
        "9-2-j",
        "Research and statistics in the public interest",
        f"{UK_GDPR} article 9(2)(j); Data Protection Act 2018, schedule 1, paragraph 4",
    ),
    Ground("9-2-a", "Explicit consent of each person", f"{UK_GDPR} article 9(2)(a)"),
)

WAITS = "waits"  # the kind of a provider's monthly return of waiting lists: those who load it need not record it here

BASIS = {ground.code: ground for ground in BASES}
CONDITION = {ground.code: ground for ground in CONDITIONS}
