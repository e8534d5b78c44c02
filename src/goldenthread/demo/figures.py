"""Two published tables of the made-up area, linked by the people whom both count. Every number in them is invented."""

from __future__ import annotations

from goldenthread.analysis.disclosure import COUNTS_UNDER_5
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area
from goldenthread.understanding.disclosure import queries
from goldenthread.understanding.disclosure.actions import publish
from goldenthread.understanding.disclosure.reading import read_draft

POPULATION = "Children and young people with an education, health and care plan, Oldmere (made up)"
SOURCE = "Invented for this demonstration"
NEEDS = ("Autism", "Speech, language and communication", "Social, emotional and mental health", "Hearing impairment")

BY_LOCALITY = {"North": (41, 28, 36, 3), "South": (55, 31, 22, 6), "East": (38, 19, 27, 2), "West": (29, 24, 31, 9)}
BY_PLACEMENT = {"Mainstream": (72, 61, 58, 14), "Special school": (84, 37, 49, 4), "Elsewhere": (7, 4, 9, 2)}

TABLES = (
    ("plans-by-need-and-locality", "Plans by need and locality", "locality", BY_LOCALITY),
    ("plans-by-need-and-placement", "Plans by need and placement", "placement", BY_PLACEMENT),
)


def publish_figures(area: Area, by: SystemActor) -> None:
    """Publish both, the second protected together with the first."""
    for key, title, down, counts in TABLES:
        rows = [f'{name},"{need}",{n}' for name, row in counts.items() for need, n in zip(NEEDS, row, strict=True)]
        words = {
            "title": title,
            "population": POPULATION,
            "period": "January 2026",
            "source": SOURCE,
            "counts": "\n".join((f"{down},need,count", *rows)),
        }
        proposal = queries.propose(area, read_draft(words, key), COUNTS_UNDER_5)
        publish(area=area, proposal=proposal, by=by, reason="Made up, to show how a table is published safely.")
