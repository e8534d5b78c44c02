"""Who signs in to the demonstration? One made-up person for each role in each area; every name is a plain invention.

Surnames are the roles themselves, so that nobody can take them for real officers.
"""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "follow-the-thread"  # noqa: S105 (a demonstration on this machine only: `demo` refuses a public address)


@dataclass(frozen=True, slots=True)
class Persona:
    """A made-up person: what they do, and for which kind of body."""

    first_name: str
    role: str
    job_title: str
    works_for: tuple[str, ...]

    def name(self) -> str:
        """As shown beside what they do: "Cora Commissioner (made up)"."""
        return f"{self.first_name} (made up)"

    def email(self, slug: str) -> str:
        """An address that can never receive mail (RFC 2606)."""
        return f"{self.first_name.split()[0].lower()}@{slug}.example"


COUNCIL = ("council",)
NHS = ("icb",)

PERSONAS: tuple[Persona, ...] = (
    Persona("Ada Administrator", "area-administrator", "Partnership administrator", COUNCIL),
    Persona("Cora Commissioner", "commissioning-lead", "Commissioning lead, council", COUNCIL),
    Persona("Ivan Icebee", "commissioning-lead", "Commissioning manager, NHS", NHS),
    Persona("Connor Contributor", "contributor", "Service manager", COUNCIL),
    Persona("Anna Analyst", "analyst", "Data and intelligence analyst", COUNCIL),
    Persona("Finn Finance", "finance", "Finance officer", COUNCIL),
    Persona("Bola Boardmember", "board-member", "Director and board member", COUNCIL),
    Persona(
        "Priya Provider", "provider", "Service manager at a provider", ("nhs-trust", "independent-provider", "icb")
    ),
    Persona(
        "Faith Forum", "parent-carer-representative", "Chair, parent carer forum", ("parent-carer-forum", "council")
    ),
    Persona(
        "Yusuf Youthadvocate",
        "young-persons-advocate",
        "Young people's advocate",
        ("young-peoples-group", "information-advice-service", "council"),
    ),
    Persona("Otto Auditor", "auditor", "Internal auditor", COUNCIL),
)
